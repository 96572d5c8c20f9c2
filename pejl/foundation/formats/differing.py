"""What somebody else has saved, beside what stands in a form: so that the second of two sees both."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from pejl.foundation.formats import dates, times

NOTHING = "–"


def differing(form: forms.Form, saved: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The label of each field that is saved otherwise than it stands in the form, and what is saved; the fields are
    called in ``saved`` as in the form.
    """
    return [
        (str(bound.label), _shown(bound.field, saved[bound.name]))
        for bound in form.visible_fields()
        if bound.name in saved and bound.field.has_changed(saved[bound.name], _standing(bound))
    ]


def _standing(bound: BoundField) -> Any:
    return bound.data if bound.form.is_bound else bound.value()


def _shown(kind: Any, value: Any) -> str:
    """A value as the page says it."""
    field: Any = kind
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if value in (None, "", []):
        return NOTHING
    if isinstance(kind, forms.ModelChoiceField):
        keys = value if isinstance(value, list) else [value]
        return ", ".join(field.label_from_instance(one) for one in field.queryset.filter(pk__in=keys)) or NOTHING
    if isinstance(kind, forms.ChoiceField):
        labels = {str(key): str(label) for key, label in field.choices}
        return ", ".join(labels.get(str(one), str(one)) for one in (value if isinstance(value, list) else [value]))
    if isinstance(value, time):
        return times.clock(value)
    return dates.long(value) if isinstance(value, date) else str(value)
