"""What is written on a card."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from pejl.foundation.privacy.forms import GuardedForm, LineField, WordsField
from pejl.room.names import CARD_LENGTH, CardKind


class Card(GuardedForm):
    """What is written on a card. ``kinds`` are those that its board takes."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=CardKind.choices, initial=CardKind.CONSIDERATION)
    text = WordsField(label=_("One card, one thought"), max_length=CARD_LENGTH)

    def __init__(self, *args: Any, kinds: Sequence[CardKind] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kinds:
            self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]
            self.fields["kind"].initial = kinds[0]


class NewCard(Card):
    """A card, with the key it is known by and what its writer was told of the author."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    authorship = LineField(widget=forms.HiddenInput, max_length=10, required=False)
    is_from_paper = forms.BooleanField(widget=forms.HiddenInput, required=False)

    @classmethod
    def blank(
        cls, *, authorship: str, kinds: Sequence[CardKind], kind: str = "", is_from_paper: bool = False
    ) -> NewCard:
        """An unsent card under a new key, of the kind that was written last where the board takes it."""
        chosen = kind if kind in kinds else kinds[0]
        said = {"client_id": uuid4(), "authorship": authorship, "kind": chosen, "is_from_paper": is_from_paper or ""}
        return cls(initial=said, kinds=kinds)


class ChangedCard(Card):
    """A card written anew, over the version that was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)
