"""The leaders' presses that say more than which item goes on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from pejl.foundation.privacy.forms import GuardedForm, LineField
from pejl.foundation.tenancy.models import Person
from pejl.meetings.names import LONGEST_ITEM, Behaviour
from pejl.room.forms.outcomes import Someone
from pejl.room.forms.running import Press

INSERTABLE = [(value, label) for value, label in Behaviour.choices if value != Behaviour.GROUP]


class MoreMinutes(Press):
    """So many minutes more, or fewer with a minus."""

    minutes = forms.IntegerField(label=_("Minutes more, or fewer with a minus"), min_value=-480, max_value=LONGEST_ITEM)


class Swap(Press):
    """Which item an item changes places with, and where it was seen to stand."""

    other = forms.UUIDField()
    position = forms.IntegerField(min_value=0)


class NewTimes(Press):
    """The new times that were seen: how many minutes they win, and of which agenda they are."""

    minutes = forms.IntegerField(min_value=1, max_value=LONGEST_ITEM)
    digest = LineField(max_length=16)


class Insertion(Press):
    """Something that nobody had planned; ``begins`` says that it begins at once."""

    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    label = LineField(label=_("What is it called?"), max_length=160)
    behaviour = forms.ChoiceField(label=_("What happens in it?"), choices=INSERTABLE, initial=Behaviour.FREE)
    minutes = forms.IntegerField(label=_("How many minutes?"), min_value=1, max_value=LONGEST_ITEM, initial=10)
    begins = forms.BooleanField(required=False)

    @classmethod
    def blank(cls) -> Insertion:
        """An empty one under a new key."""
        return cls(initial={"client_id": uuid4()})


class Successor(GuardedForm):
    """Whom the lead is offered to: somebody of the meeting who does not lead it."""

    to = Someone(label=_("Whom do you ask?"))

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, Someone)
        field.offer(people, lambda person: person.name)
