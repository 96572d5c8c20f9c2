"""Input for hearings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pejl.foundation.formats.forms import DanishDateField
from pejl.foundation.privacy.forms import GuardedForm, WordsField
from pejl.foundation.tenancy.models import Person
from pejl.guidance.forms.writing import Naming
from pejl.organisation.models import UnitQuerySet


class OpenHearing(GuardedForm):
    """Who is asked, until when, and what the authors want to know."""

    people = forms.TypedMultipleChoiceField(label=_("Colleagues"), required=False, widget=forms.CheckboxSelectMultiple)
    units = forms.ModelMultipleChoiceField(
        queryset=None,
        label=_("Everybody in a unit"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Those who belong to it today are asked."),
    )
    closes_on = DanishDateField(label=_("Comments until"), help_text=_("The hearing ends that evening."))
    asks = WordsField(
        label=_("What would you like to know?"),
        required=False,
        help_text=_("For example: Can you use the table in a conversation? What is missing?"),
    )

    def __init__(
        self, data: Any = None, *, colleagues: Sequence[Person], units: UnitQuerySet, naming: Naming, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        by_key = {str(person.pk): person for person in colleagues}
        people: Any = self.fields["people"]
        people.choices, people.coerce = [(key, naming(one)) for key, one in by_key.items()], by_key.__getitem__
        chosen: Any = self.fields["units"]
        chosen.queryset = units


class Extend(GuardedForm):
    """Another last day."""

    closes_on = DanishDateField(label=_("Comments until"))


class SayComment(GuardedForm):
    """A comment on one part of the text, or on all of it."""

    text = WordsField(label=_("Your comment"))
    lineage = forms.UUIDField(widget=forms.HiddenInput, required=False)
    edit = forms.IntegerField(widget=forms.HiddenInput, required=False)


class AnswerComment(GuardedForm):
    """What the authors do with a comment, and why."""

    is_followed = forms.TypedChoiceField(
        label=_("Do you follow it?"),
        choices=[("yes", _("Yes, we follow it")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
    )
    text = WordsField(label=_("Your answer"), help_text=_("What you change, or why you do not."))
    edit = forms.IntegerField(widget=forms.HiddenInput, required=False)
