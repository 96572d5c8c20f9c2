"""How a round is to be held, what one writes to it, and who else is here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from pejl.foundation.privacy.forms import GuardedForm, LineField, WordsField
from pejl.foundation.tenancy.models import Person
from pejl.room.forms.outcomes import Someone
from pejl.room.names import RoundOrder

MINUTES = {60: _("1 minute"), 120: _("2 minutes"), 180: _("3 minutes"), 300: _("5 minutes")}
TURNS = {30: _("30 seconds"), 60: _("1 minute"), 90: _("1½ minutes"), 120: _("2 minutes"), 180: _("3 minutes")}


class Seconds(forms.TypedChoiceField):
    """A length among a few."""

    def __init__(self, *, none: Any, lengths: dict[int, Any], **kwargs: Any) -> None:
        super().__init__(choices=[(0, none), *lengths.items()], coerce=int, required=False, **kwargs)

    def clean(self, value: Any) -> int:
        return int(super().clean(value) or 0)


class BeginRound(GuardedForm):
    """How a round is to be held."""

    order = forms.ChoiceField(label=_("In which order?"), choices=RoundOrder.choices, initial=RoundOrder.SEAT)
    silence_seconds = Seconds(label=_("Silence first"), none=_("No silence"), lengths=MINUTES)
    writing_seconds = Seconds(label=_("Then everybody writes"), none=_("No writing"), lengths=MINUTES)
    turn_seconds = Seconds(label=_("For each"), none=_("Nobody counts"), lengths=TURNS, initial=60)


class MoveRound(GuardedForm):
    """A press on a round: which step the sender saw, and whom or how much it is about."""

    version = forms.IntegerField(min_value=0)
    person = forms.UUIDField(required=False)
    seconds = forms.IntegerField(required=False, min_value=0)


class Contribution(GuardedForm):
    """What one writes to a round, over the version one saw."""

    IDS = "words-%s"  # beside the other fields on the room's page

    text = WordsField(label=_("What I want to say"), max_length=4000)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)


class Ask(GuardedForm):
    """A question to be investigated."""

    text = LineField(label=_("What should we find out?"), max_length=300)


class Enter(GuardedForm):
    """Somebody else who is here."""

    person = Someone(label=_("Who is here?"), nobody=_("Choose a colleague"))

    def __init__(self, *args: Any, people: Iterable[Person], naming: Callable[[Person], str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, Someone)
        field.offer(people, naming)

    def clean_person(self) -> Person:
        """Nobody is entered by a press too early."""
        person: Person | None = self.cleaned_data["person"]
        if person is None:
            raise forms.ValidationError(_("Choose who it is."), code="required")
        return person
