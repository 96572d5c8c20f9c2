"""Reads a Django BoundField into the few facts a field component needs, so that its macro stays plain."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.forms import BoundField, Textarea, Widget

#: What a form's widget may say about its control; looks and limits are the component's.
_KEPT = {"autocomplete", "inputmode", "enterkeyhint", "spellcheck", "lang", "min", "max", "step", "accept", "capture"}
_TYPES = {"text", "email", "password", "number", "url", "search", "tel", "date", "time", "file", "hidden"}


@dataclass(frozen=True)
class Option:
    """One choice of a select, a radio group or a checkbox group."""

    value: str
    label: str
    is_selected: bool
    id: str


@dataclass(frozen=True)
class Remedy:
    """A button that mends what is wrong with a field: it sends the form with name=value."""

    name: str
    value: str
    label: str


@dataclass(frozen=True)
class Control:
    """What the screen needs to know about one field of a form."""

    kind: str
    type: str
    name: str
    id: str
    value: str
    is_checked: bool
    is_required: bool
    is_disabled: bool
    max_length: int | None
    errors: list[str]
    remedy: Remedy | None
    options: list[tuple[str | None, list[Option]]] = field(default_factory=list)
    attrs: dict[str, Any] = field(default_factory=dict)


def control(bound: BoundField) -> Control:
    """Describe a bound field. A widget that is not known here raises ValueError."""
    widget = bound.field.widget
    kind = _kind(widget)
    value = bound.value()
    return Control(
        kind=kind,
        type=widget.attrs.get("type", getattr(widget, "input_type", "")),
        name=bound.html_name,
        id=bound.auto_id or bound.html_name,
        value=_written(widget, kind, value),
        is_checked=bool(value) and value != "False",
        is_required=bound.field.required,
        is_disabled=bound.field.disabled,
        max_length=getattr(bound.field, "max_length", None),
        errors=[str(error) for error in bound.errors],
        remedy=_remedy(bound),
        options=list(_groups(bound, value)) if kind in {"select", "radios", "checkboxes"} else [],
        attrs={name: value for name, value in widget.attrs.items() if name in _KEPT},
    )


def _remedy(bound: BoundField) -> Remedy | None:
    """What the form itself offers against a field's error: ``form.remedy(name)`` gives (name, value, label) or None."""
    offer = getattr(bound.form, "remedy", None)
    found = offer(bound.name) if offer is not None and bound.errors else None
    return None if found is None else Remedy(*found)


def _kind(widget: Widget) -> str:
    """The family a widget belongs to: input, textarea, select, radios, checkbox, checkboxes or hidden."""
    type_ = getattr(widget, "input_type", None)
    if isinstance(widget, Textarea):
        return "textarea"
    if type_ == "checkbox":
        return "checkboxes" if getattr(widget, "allow_multiple_selected", False) else "checkbox"
    if type_ in {"select", "radio"}:
        return {"select": "select", "radio": "radios"}[type_]
    if type_ in _TYPES:
        return "hidden" if type_ == "hidden" else "input"
    raise ValueError(f"The field component cannot show {widget.__class__.__name__}")


def _written(widget: Widget, kind: str, value: Any) -> str:
    """The value as it stands in the control: what was typed stays as it was typed, a password never returns."""
    if kind not in {"input", "textarea", "hidden"} or getattr(widget, "input_type", "") in {"password", "file"}:
        return ""
    formatted = widget.format_value(value)
    return "" if formatted is None else str(formatted)


def _groups(bound: BoundField, value: Any) -> Iterator[tuple[str | None, list[Option]]]:
    widget: Any = bound.field.widget
    number = 0
    for name, options, _index in widget.optgroups(bound.html_name, widget.format_value(value)):
        group = []
        for option in options:
            group.append(
                Option(
                    value=str(option["value"]),
                    label=str(option["label"]),
                    is_selected=bool(option["selected"]),
                    id=f"{bound.auto_id or bound.html_name}_{number}",
                )
            )
            number += 1
        yield (None if name is None else str(name)), group
