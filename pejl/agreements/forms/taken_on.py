"""What people type about what they agreed on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pejl.agreements.names import Shown, Sorting, Whose
from pejl.foundation.formats.forms import DanishDateField
from pejl.foundation.privacy.forms import GuardedForm, LineField
from pejl.foundation.tenancy.models import Person, PersonQuerySet

WHY = {"required": _("Say why in a few words.")}


class Narrow(GuardedForm):
    """Which agreements to list, and in which order."""

    whose = forms.ChoiceField(label=_("Which"), required=False, choices=Whose.choices)
    shown = forms.ChoiceField(label=_("Where it stands"), required=False, choices=Shown.choices)
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=Sorting.choices)

    def chosen(self) -> dict[str, Any]:
        """What narrows the list; a field that could not be read narrows nothing."""
        self.is_valid()
        said = self.cleaned_data
        return {
            "whose": said.get("whose") or Whose.MINE,
            "shown": said.get("shown") or Shown.OPEN,
            "sorting": said.get("sort") or Sorting.DUE,
        }


class Drop(GuardedForm):
    """It falls away, and why."""

    reason = LineField(label=_("Why does it fall away?"), max_length=300, error_messages=WHY)


class Move(GuardedForm):
    """Another day, and why."""

    due_on = DanishDateField(label=_("New day"), required=False)
    reason = LineField(label=_("Why another day?"), max_length=300, error_messages=WHY)


class NamedPerson(forms.ModelChoiceField):
    """A colleague, told apart from others of the same name."""

    naming: Callable[[Person], str] = staticmethod(str)

    def label_from_instance(self, obj: Any) -> str:
        return self.naming(obj)


class PassOn(GuardedForm):
    """Who is asked to take it over."""

    to = NamedPerson(queryset=Person.objects.none(), label=_("Whom do you ask?"))
    reason = LineField(label=_("A line to your colleague"), max_length=300, required=False)

    def __init__(self, *args: Any, people: PersonQuerySet, naming: Callable[[Person], str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people  # type: ignore[attr-defined]
        self.fields["to"].naming = naming  # type: ignore[attr-defined]


class Decline(GuardedForm):
    """A no, with a line if one likes."""

    reason = LineField(label=_("A line to your colleague"), max_length=300, required=False)
