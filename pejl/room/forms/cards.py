"""What is written on a card."""

from __future__ import annotations

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from pejl.foundation.privacy.forms import GuardedForm, LineField, WordsField
from pejl.room.names import CARD_LENGTH, CardKind


class Card(GuardedForm):
    """What is written on a card."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=CardKind.choices, initial=CardKind.CONSIDERATION)
    text = WordsField(label=_("One card, one thought"), max_length=CARD_LENGTH)


class NewCard(Card):
    """A card, with the key it is known by and what its writer was told of the author."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    authorship = LineField(widget=forms.HiddenInput, max_length=10, required=False)

    @classmethod
    def blank(cls, *, authorship: str, kind: str = CardKind.CONSIDERATION, text: str = "") -> NewCard:
        """An unsent card under a new key."""
        return cls(initial={"client_id": uuid4(), "authorship": authorship, "kind": kind, "text": text})


class ChangedCard(Card):
    """A card written anew, over the version that was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)
