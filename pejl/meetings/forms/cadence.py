"""How often a unit meets, when it pauses, and when it is closed."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from pejl.foundation.formats import weeks
from pejl.foundation.formats.forms import DanishDateField, DanishTimeField
from pejl.foundation.privacy.forms import GuardedForm, LineField, WordsField
from pejl.meetings.models import ClosedDays, Rhythm
from pejl.meetings.names import LONGEST_ITEM, MOST_WEEKS, SHORTEST_MEETING, WORKDAYS


class SetRhythm(GuardedForm):
    """Every so many weeks, on a day, from when and for how long. ``expected`` is the rhythm as it was read."""

    weeks = forms.IntegerField(
        label=_("Weeks between the meetings"),
        help_text=_("For example 10: then days from 8 to 12 weeks after the last meeting are proposed."),
        min_value=1,
        max_value=MOST_WEEKS,
    )
    weekday = forms.TypedChoiceField(label=_("Day of the week"), coerce=int)
    starts_at = DanishTimeField(label=_("Starts at"), help_text=_("For example 9 or 12.45."))
    minutes = forms.IntegerField(
        label=_("Minutes"),
        help_text=_("After three hours nobody learns any more."),
        min_value=SHORTEST_MEETING,
        max_value=LONGEST_ITEM,
    )
    expected = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["weekday"]
        chosen.choices = [(number, weeks.day_name(number).capitalize()) for number in WORKDAYS]

    @staticmethod
    def filled(rhythm: Rhythm | None) -> dict[str, Any]:
        """The fields as the rhythm has them; something usual where there is none."""
        if rhythm is None:
            return {"weeks": 10, "weekday": 2, "minutes": 180}
        names = ("weeks", "weekday", "starts_at", "minutes")
        return {name: getattr(rhythm, name) for name in names} | {"expected": rhythm.pk}


class TakePause(GuardedForm):
    """From when, until when, and why."""

    since_on = DanishDateField(label=_("From"), help_text=_("For example 4/3 or tomorrow."))
    until_on = DanishDateField(label=_("Until"), help_text=_("The last day of the pause. It can be ended earlier."))
    reason = WordsField(
        label=_("Because"),
        help_text=_("A pause is as good as a meeting when it has a reason. All colleagues can read it."),
        max_length=1000,
    )
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)


class SayClosedDays(GuardedForm):
    """What the days are called, and which they are; one day where no last one is written."""

    label = LineField(label=_("What it is"), help_text=_("For example staff day or Christmas closing."), max_length=120)
    first_on = DanishDateField(label=_("First day"), help_text=_("For example 4/3 or tomorrow."))
    last_on = DanishDateField(label=_("Last day"), help_text=_("Leave it empty for one day."), required=False)
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    @staticmethod
    def filled(row: ClosedDays) -> dict[str, Any]:
        """The fields as the row has them."""
        return {name: getattr(row, name) for name in ("label", "first_on", "last_on")}

    def values(self) -> dict[str, Any]:
        """What the operations take."""
        cleaned = self.cleaned_data
        last_on = cleaned["last_on"] or cleaned["first_on"]
        return {"label": cleaned["label"], "first_on": cleaned["first_on"], "last_on": last_on}


class TakeSuggestion(GuardedForm):
    """The first day of what is usually closed."""

    first_on = DanishDateField(label=_("First day"))
