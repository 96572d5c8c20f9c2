"""What is typed at a department meeting, fast and for others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from pejl.foundation.formats.forms import DanishDateField
from pejl.foundation.privacy.forms import GuardedForm, LineField
from pejl.foundation.tenancy.models import Person, PersonQuerySet
from pejl.organisation import queries as organisation
from pejl.organisation.models import Unit, UnitQuerySet
from pejl.themes.forms.proposing import SeesAlike
from pejl.themes.names import Kind


class BeginCollection(GuardedForm):
    """Which meeting it is."""

    title = LineField(
        label=_("What is the meeting called?"), max_length=160, error_messages={"required": _("Say it in one line.")}
    )
    held_on = DanishDateField(label=_("Day"))
    unit = forms.ModelChoiceField(
        queryset=Unit.objects.none(), label=_("Unit"), required=False, empty_label=_("The whole house")
    )
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: UnitQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class NamesColleague(GuardedForm):
    """Somebody by a part of the name; where several have it, one is chosen among them."""

    person = LineField(
        label=_("Who?"), max_length=120, error_messages={"required": _("Write the beginning of a name.")}
    )
    chosen = forms.ModelChoiceField(
        queryset=Person.objects.none(),
        label=_("Which of them?"),
        required=False,
        empty_label=None,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.several: list[Person] = []
        self.fields["chosen"].queryset = organisation.colleagues()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Put the person in the place of the name."""
        said: dict[str, Any] = super().clean() or {}
        if typed := said.get("person"):
            said["person"] = self._found(typed, said.get("chosen"))
        return said

    def tell_apart(self, functions: Mapping[UUID, list[str]]) -> None:
        """Offer the several with what they do here, since two may have the same name."""
        labels = [", ".join([person.name, *functions.get(person.pk, ())]) for person in self.several]
        keys = [person.pk for person in self.several]
        self.fields["chosen"].choices = list(zip(keys, labels, strict=True))  # type: ignore[attr-defined]

    def _found(self, typed: str, chosen: Person | None) -> Person | None:
        found = _named(typed)
        if chosen in found:
            return chosen
        if len(found) == 1:
            return found[0]
        if not found:
            self.add_error("person", _("Nobody here is called that. Write another part of the name."))
        else:
            self.several = found
            self.add_error("person", _("Several have that in their name. Choose one, or write more of it."))
        return None


class CollectTheme(NamesColleague, SeesAlike):
    """Whose theme, what it is, and why it is needed: a line each. Nobody need think of its kind there and then."""

    KIND = Kind.OTHER

    title = LineField(
        label=_("What do we need to know more about?"),
        error_messages={"required": _("Say it in one line.")},
        max_length=160,
    )
    need = LineField(
        label=_("What is missing, or in doubt?"),
        max_length=600,
        error_messages={"required": _("Write a few words, so that others can see what you mean.")},
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices, initial=KIND, required=False)
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    field_order = ("person", "chosen", "title", "need", "kind")


class BackByHand(NamesColleague):
    """Who raised a hand."""


def _named(typed: str) -> list[Person]:
    """Colleagues by this: the one who is called exactly so, else those who have it in their name."""
    people: PersonQuerySet = organisation.named(typed)
    found = list(people[:20])
    exactly = [person for person in found if person.name.casefold() == typed.strip().casefold()]
    return exactly or found
