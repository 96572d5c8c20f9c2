"""What is typed where a board is ordered, and what is taken in from paper."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pejl.foundation.files.forms import UploadField
from pejl.foundation.privacy.forms import GuardedForm, LineField
from pejl.room.forms.outcomes import Outcome, Someone
from pejl.room.models import Card

PICTURES = "image/jpeg,image/png,image/webp"


class Cluster(GuardedForm):
    """The heading of a cluster, and the cards of the board that are laid in it."""

    title = LineField(label=_("What belongs together? Give it a heading"), max_length=120)
    card = forms.MultipleChoiceField(
        label=_("Which cards belong in it?"),
        help_text=_("More can be moved there afterwards."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, cards: Iterable[Card], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = ((card, card.cluster.title if card.cluster else "") for card in cards)
        choices = [(str(card.pk), f"{card.text} ({lies})" if lies else card.text) for card, lies in named]
        self.fields["card"].choices = choices  # type: ignore[attr-defined]


class Poster(GuardedForm):
    """A photograph of a poster: on a phone the camera opens at once."""

    file = UploadField(
        label=_("Photograph of the poster"),
        help_text=_("The whole poster, straight from the front. JPEG, PNG or WebP."),
        widget=forms.FileInput(attrs={"accept": PICTURES, "capture": "environment"}),
    )


class ChosenPicture(Poster):
    """The same, from what the phone has already."""

    file = UploadField(
        label=_("Photograph of the poster"),
        help_text=_("The whole poster, straight from the front. JPEG, PNG or WebP."),
        widget=forms.FileInput(attrs={"accept": PICTURES}),
    )


class SharedTemplate(Outcome):
    """A template that the meeting decides to make from what is chosen."""

    title = LineField(
        label=_("What is the template called?"), help_text=_("For example: form for the first talk"), max_length=160
    )
    person = Someone(label=_("Who makes it?"))
