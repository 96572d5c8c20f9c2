"""What people type about direction."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from pejl.direction.models import Statement, StatementQuerySet
from pejl.direction.names import HEADINGS, Kind
from pejl.direction.permissions import Reach
from pejl.foundation.formats.forms import DanishDateField
from pejl.foundation.privacy.forms import GuardedForm, LineField, SearchField, WordsField
from pejl.organisation.models import Unit, UnitQuerySet

EVERYBODY, SOME = "everybody", "some"


class _Stating(GuardedForm):
    """What every wording says: what, from when, and for whom the person may say it."""

    title = LineField(
        label=gettext_lazy("What is it, in one line?"),
        max_length=160,
        error_messages={"required": gettext_lazy("Say it in one line.")},
    )
    text = WordsField(
        label=gettext_lazy("What does it mean for the work?"),
        help_text=gettext_lazy("It is read aloud at staff meetings: five lines are better than fifty."),
        error_messages={"required": gettext_lazy("Write a few words, so that everybody understands the same by it.")},
    )
    for_whom = forms.ChoiceField(
        label=gettext_lazy("Who is it for?"),
        widget=forms.RadioSelect,
        choices=[(EVERYBODY, gettext_lazy("Everybody here")), (SOME, gettext_lazy("Some units, and those below them"))],
        error_messages={"required": gettext_lazy("Choose one.")},
    )
    units = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Which units?"),
        help_text=gettext_lazy("Only where it is not for everybody."),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Choose units that you lead.")},
    )
    since_on = DanishDateField(
        label=gettext_lazy("From which day?"),
        help_text=gettext_lazy("For example 4/3 or tomorrow."),
        error_messages={"required": gettext_lazy("Choose the day it holds from.")},
    )
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    # What is kept while it is being written.
    texts: Sequence[str] = ("title", "text")

    def __init__(self, *args: Any, reach: Reach, units: UnitQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["units"]
        field.queryset = units if reach.is_for_all else units.filter(pk__in=reach.units)
        if not reach.is_for_all:
            del self.fields["for_whom"]
            field.help_text = _("Those below a unit are meant too. Management gives direction for everybody.")

    def clean(self) -> dict[str, Any]:
        """Either everybody, or at least one unit."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        said["is_for_all"] = said.pop("for_whom", SOME) == EVERYBODY
        if said["is_for_all"]:
            said["units"] = []
        elif "units" not in self.errors and not said.get("units"):
            self.add_error("units", _("Choose at least one unit."))
        return said


class State(_Stating):
    """A goal, a frame or an expectation."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What sort of direction is it?"),
        widget=forms.RadioSelect,
        choices=Kind.choices,
        error_messages={"required": gettext_lazy("Choose one.")},
    )
    field_order = ("kind", "title", "text", "for_whom", "units", "since_on")


class Replace(_Stating):
    """Another wording of what is stated already."""

    because = WordsField(
        label=gettext_lazy("What has changed, and why?"),
        help_text=gettext_lazy("Stands beside the old and the new when the units go through it."),
        required=False,
    )
    texts = ("title", "text", "because")
    field_order = ("title", "text", "because", "for_whom", "units", "since_on")

    @staticmethod
    def filled(statement: Statement) -> dict[str, Any]:
        """The fields as the old wording has them; the day is left to be chosen."""
        return {
            "title": statement.title,
            "text": statement.text,
            "for_whom": EVERYBODY if statement.is_for_all else SOME,
            "units": [one.unit_id for one in statement.units.all()],
        }


class End(GuardedForm):
    """It holds no longer, without anything in its place."""

    until_on = DanishDateField(
        label=gettext_lazy("What is its last day?"),
        help_text=gettext_lazy("For example 4/3 or tomorrow."),
        error_messages={"required": gettext_lazy("Choose the last day it holds.")},
    )
    because = WordsField(
        label=gettext_lazy("Why does it no longer hold?"),
        error_messages={"required": gettext_lazy("Write why: people have worked by it.")},
    )
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    texts = ("because",)


class Narrow(GuardedForm):
    """Which direction to list; everything may be left open."""

    q = SearchField(label=gettext_lazy("Word in the title"))
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), required=False, choices=[("", pgettext_lazy("kinds", "All")), *Kind.choices]
    )
    unit = forms.ModelChoiceField(
        queryset=Unit.objects.none(),
        label=gettext_lazy("Unit"),
        required=False,
        empty_label=pgettext_lazy("units", "All"),
    )
    past = forms.BooleanField(label=gettext_lazy("What no longer holds"), required=False)

    def __init__(self, *args: Any, units: UnitQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        """What narrows the list; a field that could not be read narrows nothing."""
        self.is_valid()
        said = self.cleaned_data
        return {
            "kind": said.get("kind", ""),
            "unit": said.get("unit"),
            "text": said.get("q", ""),
            "is_past": said.get("past", False),
        }


class GoThrough(GuardedForm):
    """Said once for each time; ``seen`` is the moment the page was made that they looked at."""

    seen = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)


class Choose(GuardedForm):
    """Which statements something follows, among those it does not follow yet."""

    statements = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Which direction does it follow?"),
        queryset=Statement.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Choose at least one."),
            "invalid_choice": gettext_lazy("Something changed meanwhile. Look at the list again."),
        },
    )

    def __init__(self, *args: Any, statements: StatementQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["statements"]
        field.queryset = statements
        by_kind = groupby(statements, key=attrgetter("kind"))
        field.choices = [(HEADINGS[kind], [(one.pk, one.title) for one in some]) for kind, some in by_kind]


class Take(GuardedForm):
    """Which statement something does not follow any more."""

    statement = forms.ModelChoiceField(queryset=Statement.objects.none())

    def __init__(self, *args: Any, statements: StatementQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["statement"].queryset = statements  # type: ignore[attr-defined]
