"""What can be sent: the forms on the pages themselves, and the bodies that the API's own description asks for."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from tests.canary.addresses import PARAMETERS
from tests.canary.world import OWN, Centre

Choose = Callable[[str, str], str]
TEXTS = ("text", "search", "url", "tel", None)


@dataclass
class Form:
    """One form of a page, with what it would send untouched."""

    action: str
    method: str
    values: dict[str, list[str]] = field(default_factory=dict)
    ids: dict[str, list[str]] = field(default_factory=dict)


class Forms(HTMLParser):
    """The forms of a page; empty texts are filled in, so that the form would do its work."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._open: Form | None = None
        self._select: str | None = None
        self._area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self._open = Form(given.get("action") or "", (given.get("method") or "get").upper())
            self.found.append(self._open)
        elif self._open is not None and tag == "input" and given.get("name"):
            self._input(given)
        elif self._open is not None and tag == "textarea":
            self._area = given.get("name")
            self._open.values[self._area or ""] = [f"{OWN} skriver"]
        elif tag == "select":
            self._select = given.get("name")
        elif tag == "option" and self._open is not None and self._select and given.get("value"):
            self._offer(self._select, given["value"] or "", is_chosen="selected" in given)
        elif tag == "button" and self._open is not None and given.get("name") and "formnovalidate" not in given:
            # One that is not to be judged only shows the form again.
            self._open.values.setdefault(given["name"] or "", [given.get("value") or ""])

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._select = None

    def _input(self, given: dict[str, str | None]) -> None:
        name, type_, value = given["name"] or "", given.get("type"), given.get("value") or ""
        if type_ in ("checkbox", "radio"):
            self._offer(name, value or "on", is_chosen="checked" in given)
        elif type_ in TEXTS and not value:
            self._open.values[name] = [_plausible(name)]  # type: ignore[union-attr]
        else:
            self._offer(name, value, is_chosen=True)

    def _offer(self, name: str, value: str, *, is_chosen: bool) -> None:
        form = self._open
        if form is None:
            return
        if _is_uuid(value) and name != "client_id":
            form.ids.setdefault(name, []).append(value)
        if is_chosen or name not in form.values:
            form.values[name] = [value]


def forms_in(page: str) -> list[Form]:
    """Every form of a page."""
    parser = Forms()
    parser.feed(page)
    return parser.found


def body_of(
    operation: dict[str, Any],
    description: dict[str, Any],
    id_for: Callable[[str], uuid.UUID],
    *,
    is_short: bool = False,
) -> Any:
    """A body the API would take, with ``id_for(property name)`` wherever it wants an id; None where it wants none.

    A short one leaves out what may be left out.
    """
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if content is None:
        return None
    schema = content["schema"]
    made = _made(schema, "", description, id_for)
    if is_short and isinstance(made, dict):
        named = description["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]] if "$ref" in schema else schema
        made = {name: value for name, value in made.items() if name in named.get("required", [])}
    return made


def stands_for(name: str, centre: Centre) -> str:
    """The label of the model that an input of this name most likely holds the id of; a person where in doubt."""
    stem = name.removesuffix("_ids").removesuffix("_id").removesuffix("_by")
    if f"{stem}_id" in PARAMETERS:
        return PARAMETERS[f"{stem}_id"]
    for label in centre.rows:
        if label.split(".")[1].lower() in (stem, stem.rstrip("s"), stem.replace("_", "")):
            return label
    return {"merge_into": "themes.Theme", "merged_into": "themes.Theme", "duty": "room.ProductDuty"}.get(
        stem, "tenancy.Person"
    )


def _made(
    schema: dict[str, Any],
    name: str,
    description: dict[str, Any],
    id_for: Callable[[str], uuid.UUID],
    within: frozenset[str] = frozenset(),
) -> Any:
    """Something the schema takes; what holds more of its own kind (``within``) holds none."""
    if "$ref" in schema:
        called = schema["$ref"].rsplit("/", 1)[1]
        return _made(description["components"]["schemas"][called], name, description, id_for, within | {called})
    for choice in ("anyOf", "oneOf", "allOf"):
        if choice in schema:
            wanted = [one for one in schema[choice] if one.get("type") != "null"]
            return _made(wanted[0], name, description, id_for, within)
    if "enum" in schema:
        return schema["enum"][0]
    if "const" in schema:
        return schema["const"]
    kind = schema.get("type")
    if kind == "object":
        properties = schema.get("properties", {})
        return {key: _made(value, key, description, id_for, within) for key, value in properties.items()}
    if kind == "array":
        items = schema.get("items", {})
        is_again = items.get("$ref", "").rsplit("/", 1)[-1] in within
        return [] if is_again else [_made(items, name, description, id_for, within)]
    if kind == "boolean":
        return True
    if kind in ("integer", "number"):
        return 1
    formats = {
        "uuid": lambda: str(id_for(name)),
        "date": lambda: "2027-03-04",
        "date-time": lambda: "2027-03-04T09:00:00+01:00",
        "time": lambda: "09:00:00",
    }
    return formats.get(schema.get("format", ""), lambda: _plausible(name))()


def _plausible(name: str) -> str:
    if name.endswith(("_on", "date", "day", "as_of")) or "date" in name:
        return "4/3-2027"
    if "start" in name or "time" in name or "clock" in name:
        return "9.00"
    if "minutes" in name or "version" in name or "edit" in name or name == "position":
        return "10"
    if "link" in name or name == "url":
        return "https://example.com/"
    if "mail" in name:
        return f"ny@{OWN.lower()}.example"
    return f"{OWN} skriver"


def _is_uuid(value: str) -> bool:
    try:
        uuid.UUID(value)
    except ValueError:
        return False
    return len(value) in (32, 36)


def every_name(description: dict[str, Any], forms: Iterator[Form]) -> set[str]:
    """Every name that something is sent by, for trying each as a query parameter."""
    names = {name for form in forms for name in (*form.values, *form.ids)}
    for schema in description["components"]["schemas"].values():
        names |= set(schema.get("properties", {}))
    for path in description["paths"].values():
        for operation in path.values():
            names |= {parameter["name"] for parameter in operation.get("parameters", [])}
    return names - {"csrfmiddlewaretoken"}
