"""Groups: how many are proposed, and who sits where."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from pejl.foundation.privacy.forms import GuardedForm, LineField
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import AgendaItem
from pejl.meetings.names import LARGEST_ROOM, LONGEST_ITEM, ItemRole
from pejl.meetings.queries import Table, TimedItem
from pejl.meetings.queries.mixing import Attendee

Choices = list[tuple[str, str]]

USUAL_SIZE = 5
SEEDS = 1_000_000


class Counted(models.TextChoices):
    """What the number says."""

    GROUPS = "groups", gettext_lazy("groups in all")
    PEOPLE = "people", gettext_lazy("people in each group, at most")


class ProposeGroups(GuardedForm):
    """How many groups, or how large, and who stays where they are. The seed tells one proposal from another."""

    count = forms.IntegerField(label=gettext_lazy("How many"), min_value=1, max_value=LARGEST_ROOM)
    counted = forms.ChoiceField(label=gettext_lazy("Count"), choices=Counted.choices)
    stay = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Stays where they sit now"),
        coerce=UUID,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=(),
    )
    seed = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=SEEDS, required=False, initial=1)

    def __init__(self, *args: Any, table: Table, **kwargs: Any) -> None:
        number = len(table.groups) or max(2, -(-len(table.to_divide) // USUAL_SIZE))
        initial = {"count": number, "counted": Counted.GROUPS} | kwargs.pop("initial", {})
        super().__init__(*args, initial=initial, **kwargs)
        seated = [(group.item.label, _names(table, group)) for group in table.groups]
        free = [(label, people) for label, people in seated if people]
        if free:
            self.fields["stay"].choices = free  # type: ignore[attr-defined]
        else:
            del self.fields["stay"]

    def values(self) -> dict[str, Any]:
        """What ``queries.propose`` takes."""
        cleaned = self.cleaned_data
        said = "number" if cleaned["counted"] == Counted.GROUPS else "size"
        return {
            said: cleaned["count"],
            "staying": frozenset(cleaned.get("stay", ())),
            "seed": cleaned["seed"] or 1,
        }


class UseProposal(GuardedForm):
    """The proposal that was looked at; its address says how it was asked for."""

    seen = LineField(widget=forms.HiddenInput, max_length=40)
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)


class ArrangeGroups(GuardedForm):
    """Who sits where, who chairs and who listens from above, the rooms, and how long the first round is.

    ``seen`` is what the groups looked like when the page was read, and beside each field stands hidden what it was
    then: only what somebody has changed is handed on, so that two who change different things both get their way.
    """

    round_minutes = forms.IntegerField(
        label=gettext_lazy("Minutes of the first round"), min_value=1, max_value=LONGEST_ITEM, required=False
    )
    was_round_minutes = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen = LineField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args: Any, table: Table, **kwargs: Any) -> None:
        self.table = table
        self.now = self._filled()
        initial = self.now | {f"was_{name}": value for name, value in self.now.items()} | {"seen": table.seen}
        super().__init__(*args, initial=initial, **kwargs)
        seats: Choices = [("", pgettext("place of a person", "no group"))]
        seats += [(str(group.item.pk), group.item.label) for group in table.groups]
        for one in self._listed():
            self._choose(_seat(one), one.label, seats)
        people: Choices = [("", pgettext("nobody chosen in a list", "nobody"))]
        people += [(str(one.person.pk), one.label) for one in self._choosable()]
        for group in table.groups:
            key = group.item.pk.hex
            self._choose(f"chair_{key}", _("Chair"), people)
            self._choose(f"above_{key}", _("Helicopter"), people)
            self.fields[f"room_{key}"] = LineField(label=_("Room"), max_length=80, required=False)
            self.fields[f"was_room_{key}"] = LineField(widget=forms.HiddenInput, max_length=80, required=False)

    def seat(self, attendee: Attendee) -> forms.BoundField:
        """The field that says where somebody sits."""
        return self[_seat(attendee)]

    def of(self, name: str, group: TimedItem) -> forms.BoundField:
        """A group's room, chair or helicopter (``above``)."""
        return self[f"{name}_{group.item.pk.hex}"]

    def values(self) -> dict[str, Any]:
        """What ``operations.Arrangement`` takes: what somebody has changed."""
        people: dict[UUID | None, Person] = {key: one.person for key, one in self.table.people.items()}
        groups: dict[UUID | None, AgendaItem] = {group.item.pk: group.item for group in self.table.groups}
        said: dict[str, dict[str, Any]] = {}
        for name in self._touched():
            what, _line, key = name.partition("_")
            said.setdefault(what, {})[key] = self.cleaned_data[name]
        arrangement: dict[str, Any] = {
            "seats": {people[UUID(key)]: groups.get(_id(group)) for key, group in said.get("seat", {}).items()},
            "chairs": {groups[UUID(key)]: people.get(_id(one)) for key, one in said.get("chair", {}).items()},
            "helicopters": {groups[UUID(key)]: people.get(_id(one)) for key, one in said.get("above", {}).items()},
            "rooms": {groups[UUID(key)]: room for key, room in said.get("room", {}).items()},
        }
        if "round" in said:
            arrangement["round_minutes"] = said["round"]["minutes"] or 0
        return arrangement

    def ask_again(self, sentence: str) -> None:
        """Say what happened meanwhile, and let the next save be a knowing one: what is untouched is as it is now."""
        self.add_error(None, sentence)
        data = self.data.copy()  # type: ignore[attr-defined]
        for name in self.now.keys() - set(self._touched()):
            data[name] = self.now[name] or ""
        for name, value in self.now.items():
            data[f"was_{name}"] = value or ""
        data["seen"] = self.table.seen
        self.data = data

    def _touched(self) -> list[str]:
        """The fields that were sent and are not as they were when the page was read."""
        return [name for name in self.now if name in self.data and self._sent(name) != self._was(name)]

    def _sent(self, name: str) -> str:
        return str(self.data[name]).strip()

    def _was(self, name: str) -> str:
        return str(self.data.get(f"was_{name}", self.now[name] or "")).strip()

    def _choose(self, name: str, label: str, choices: Choices) -> None:
        self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False)
        self.fields[f"was_{name}"] = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def _filled(self) -> dict[str, Any]:
        """Every field as the groups are now."""
        table, seats = self.table, self.table.seats
        filled: dict[str, Any] = {"round_minutes": table.work.item.round_minutes}
        filled |= {_seat(one): str(seats.get(one.person.pk, "")) for one in self._listed()}
        for group in table.groups:
            key = group.item.pk.hex
            filled[f"room_{key}"] = group.item.room
            filled[f"chair_{key}"] = _first(group.people(ItemRole.CHAIR))
            filled[f"above_{key}"] = _first(group.people(ItemRole.HELICOPTER))
        return filled

    def _listed(self) -> Iterable[Attendee]:
        """Everybody who has a place or needs one."""
        seats = self.table.seats
        return [one for key, one in self.table.people.items() if one.is_coming or key in seats]

    def _choosable(self) -> Iterable[Attendee]:
        """Those who come, and who has the part although they do not."""
        parts = {part.person_id for group in self.table.groups for part in group.parts}
        return [one for key, one in self.table.people.items() if one.is_coming or key in parts]


def _names(table: Table, group: TimedItem) -> Choices:
    """Those of a group who come and would be free to sit elsewhere."""
    sitting = table.sitting(group)
    return [(str(one.person.pk), one.label) for one in sitting if one.is_coming and not table.has_duty(one)]


def _id(chosen: str) -> UUID | None:
    """What somebody chose in a list, where it is not nobody or nothing."""
    return UUID(chosen) if chosen else None


def _seat(attendee: Attendee) -> str:
    return f"seat_{attendee.person.pk.hex}"


def _first(people: Iterable[Person]) -> str:
    return next((str(person.pk) for person in people), "")
