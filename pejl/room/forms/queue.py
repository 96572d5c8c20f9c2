"""A hand raised, and the floor given."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from pejl.foundation.privacy.forms import GuardedForm, LineField
from pejl.foundation.tenancy.models import Person
from pejl.room.forms.outcomes import Someone
from pejl.room.names import HAND_LENGTH, HandKind


class Hand(GuardedForm):
    """What one wants the floor for; pressed is the kind."""

    line = LineField(label=_("About what? In a line, if you like"), max_length=HAND_LENGTH, required=False)
    kind = forms.ChoiceField(choices=HandKind.choices)
    answers = forms.UUIDField(widget=forms.HiddenInput, required=False)
    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # It stands beside the form for a card, whose fields have the same names.
        super().__init__(*args, **{"auto_id": "hand_%s", **kwargs})

    @classmethod
    def blank(cls) -> Hand:
        """Nothing said yet, under a new key."""
        return cls(initial={"client_id": uuid4()})


class HandFor(Hand):
    """A hand entered for somebody without a device."""

    person = Someone(label=_("Who?"))

    def __init__(self, *args: Any, people: Iterable[Person], naming: Callable[[Person], str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["client_id"].initial = uuid4
        self.fields["kind"].label = _("What for?")
        self.fields["kind"].initial = HandKind.NEW
        self.fields["person"].offer(people, naming)


class Floor(GuardedForm):
    """A command in the queue: who the sender believes has the floor, and before whom a hand is put."""

    expected_speaking = forms.UUIDField(required=False)
    before = forms.UUIDField(required=False)
    group = forms.UUIDField(required=False)


class Parked(GuardedForm):
    """A question parked while somebody presents."""

    text = LineField(label=_("A question for later"), max_length=300)
    item = forms.UUIDField(widget=forms.HiddenInput)
    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
