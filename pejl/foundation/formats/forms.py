"""Form fields that read days and times as they are typed, and show them again as they are written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from pejl.foundation import clock
from pejl.foundation.formats import dates, moments, times
from pejl.foundation.formats.language import NotUnderstood


class DanishDateField(forms.DateField):
    """A day. ``today`` tells which day it is, for what is typed without a year."""

    widget = forms.TextInput

    def __init__(self, *, today: Callable[[], date] = clock.today, **kwargs: Any) -> None:
        self.today = today
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("autocomplete", "off")
        self.widget.attrs.setdefault("inputmode", "text")

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or (isinstance(value, str) and not value.strip()):
            return None
        if isinstance(value, (date, datetime)):
            return super().to_python(value)
        try:
            return dates.parse(str(value), self.today())
        except NotUnderstood as error:
            raise ValidationError(error.message, code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        return dates.short(value) if isinstance(value, date) else value


class DanishTimeField(forms.TimeField):
    """A time of day."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("autocomplete", "off")
        self.widget.attrs.setdefault("inputmode", "decimal")

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values or (isinstance(value, str) and not value.strip()):
            return None
        if isinstance(value, time):
            return value
        try:
            return times.parse(str(value))
        except NotUnderstood as error:
            raise ValidationError(error.message, code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        return times.clock(value) if isinstance(value, (time, datetime)) else value


def as_typed(form: forms.BaseForm) -> dict[str, Any]:
    """What a form was sent, field by field and not judged yet: to show it again with something filled in."""
    data = form.data
    return {
        name: field.widget.value_from_datadict(data, form.files, form.add_prefix(name))
        for name, field in form.fields.items()
    }


def day_in(form: forms.BaseForm) -> date | None:
    """The day that stands in the form's field ``day``, however it came there; None where none can be read."""
    field: Any = form.fields["day"]
    try:
        found: date | None = field.to_python(form["day"].value())
    except ValidationError:
        return None
    return found


class AtAMoment:
    """Beside a form with the fields ``day`` and ``start``: together they are one moment, ``starts_at``.

    A time that the clock does not show that day, or shows twice, is no moment: it is refused at ``start``.
    """

    cleaned_data: dict[str, Any]
    add_error: Callable[[str, str], None]

    def clean(self) -> dict[str, Any]:
        super().clean()  # type: ignore[misc]
        cleaned = self.cleaned_data
        day, start = cleaned.get("day"), cleaned.get("start")
        if day is not None and start is not None and (shown := moments.times_shown(day, start)) != 1:
            told = {"time": times.clock(start)}
            never = _("The clock is put forward that night and never shows %(time)s. Choose another time.")
            twice = _("The clock is put back that night and shows %(time)s twice. Choose another time.")
            self.add_error("start", (twice if shown else never) % told)
        return cleaned

    @property
    def starts_at(self) -> datetime:
        """The moment, once the form is valid."""
        return moments.local(self.cleaned_data["day"], self.cleaned_data["start"])
