"""Fields that let somebody choose among units, functions and people."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from pejl.foundation.formats.forms import DanishDateField
from pejl.foundation.privacy.forms import GuardedForm, LineField, SearchField
from pejl.foundation.tenancy.models import Person, PersonQuerySet
from pejl.organisation import queries
from pejl.organisation.models import Function, Unit

INDENT = "\u2003"


class Asking(GuardedForm):
    """A form that does its work once, however often the button is pressed."""

    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)


class NameField(LineField):
    """What something is called."""

    def __init__(self, *, max_length: int = 120, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, error_messages={"required": _("Write a name.")}, **kwargs)


class UnitField(forms.ModelChoiceField):
    """A unit of a day, shown where it stands in the tree."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Unit.objects.none(), **kwargs)

    def offer(self, today: date, *, but: Collection[UUID] = ()) -> None:
        """Let the units of the day be chosen, except for some."""
        self.queryset = queries.units(today).exclude(pk__in=but)
        branches = queries.tree(self.queryset)
        offered = [(branch.unit.pk, INDENT * branch.depth + branch.unit.name) for branch in branches]
        self.choices = [*self._empty(), *offered]

    def _empty(self) -> list[tuple[str, Any]]:
        return [] if self.empty_label is None else [("", self.empty_label)]


class FunctionField(forms.ModelChoiceField):
    """A function that is in use."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Function.objects.none(), **kwargs)

    def offer(self) -> None:
        """Let the functions in use be chosen."""
        self.queryset = queries.functions().in_use()


class PersonField(forms.ModelChoiceField):
    """A colleague: anybody may be chosen, some are shown, each by a label that tells namesakes apart."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs: Any) -> None:
        errors = {"required": _("Choose somebody."), "invalid_choice": _("This person cannot be chosen here.")}
        super().__init__(queryset=Person.objects.none(), empty_label=None, error_messages=errors, **kwargs)

    def offer(self, people: PersonQuerySet, shown: Iterable[Person], today: date) -> None:
        """Let any of the people be chosen, and show these."""
        listed = list(shown)
        labels = queries.labels_for(listed, today)
        self.queryset = people
        self.choices = [(person.pk, labels[person.pk]) for person in listed]


class DayField(DanishDateField):
    """A day; today unless something else is written."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(error_messages={"required": _("Write a day, such as 4/3-2026.")}, **kwargs)


class FindPerson(GuardedForm):
    """Part of a name, to show others than those who are near."""

    q = SearchField(label=_("Part of the name"))
