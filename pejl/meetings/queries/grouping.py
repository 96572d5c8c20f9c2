"""Who sits in which group of a group work, and a proposal for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from uuid import UUID

from django.utils.translation import gettext as _

from pejl.foundation.mixing import proposing, sizes
from pejl.foundation.refusals import Invalid, Refusal, Stale
from pejl.meetings.models import AgendaItem, ItemPart, Meeting
from pejl.meetings.names import ItemRole
from pejl.meetings.queries import mixing, remarking
from pejl.meetings.queries.agenda import TimedItem, agenda_of
from pejl.meetings.queries.mixing import SEATS, Attendee
from pejl.meetings.queries.people import people_of


@dataclass(frozen=True)
class Table:
    """A group work as it stands: its groups, and everybody who is part of the meeting, by id, in the order of names.

    ``seen`` is short for who sits where and in which room: whoever changes that names it, so that two who do so at
    once both learn of it.
    """

    work: TimedItem
    people: Mapping[UUID, Attendee]
    seen: str

    @property
    def groups(self) -> tuple[TimedItem, ...]:
        """In their order."""
        return self.work.groups

    @property
    def seats(self) -> dict[UUID, UUID]:
        """The group that each person sits in."""
        return {part.person_id: group.item.pk for group in self.groups for part in group.parts if part.role in SEATS}

    @property
    def helicopters(self) -> dict[UUID, Attendee]:
        """Those who listen from above, here or in one of the groups."""
        parts = [part for timed in (self.work, *self.groups) for part in timed.parts]
        return {part.person_id: self.people[part.person_id] for part in parts if part.role == ItemRole.HELICOPTER}

    @property
    def to_divide(self) -> list[Attendee]:
        """Those who come, but for who listens from above and sits nowhere."""
        seats, above = self.seats, self.helicopters
        return [one for key, one in self.people.items() if one.is_coming and (key in seats or key not in above)]

    @property
    def unseated(self) -> list[Attendee]:
        """Those who come and sit in no group yet."""
        seats = self.seats
        return [one for one in self.to_divide if one.person.pk not in seats]

    def sitting(self, group: TimedItem) -> list[Attendee]:
        """Who sits in the group, whoever chairs it first."""
        chairs = dict.fromkeys(person.pk for person in group.people(ItemRole.CHAIR))
        keys = dict.fromkeys([*chairs, *(part.person_id for part in group.parts if part.role in SEATS)])
        return [self.people[key] for key in keys]

    def has_duty(self, attendee: Attendee) -> bool:
        """Whether the person is more than a member where they sit, such as a chair: no proposal moves them."""
        parts = [part for group in self.groups for part in group.parts if part.person_id == attendee.person.pk]
        return any(part.role in SEATS and part.role != ItemRole.MEMBER for part in parts)

    def require_seen(self, seen: str) -> None:
        """Refuse whoever saw the groups otherwise than they are now."""
        if seen != self.seen:
            raise Stale(_("Somebody else has changed the groups in the meantime. Look at both and save once more."))


@dataclass(frozen=True)
class ProposedGroup:
    """A group to be: the one that is there already (``item``) or a new one, who sits in it, and who of them stays."""

    label: str
    item: AgendaItem | None
    sitting: tuple[Attendee, ...]
    staying: frozenset[UUID]


@dataclass(frozen=True)
class Proposed:
    """Groups as they could be. ``leaving`` are groups that would be taken out, ``missing`` are people who sit in one
    and do not come, ``remarks`` is what could not be had. ``seen`` is short for all of it and for what stands now.
    """

    groups: tuple[ProposedGroup, ...]
    leaving: tuple[TimedItem, ...]
    missing: tuple[Attendee, ...]
    remarks: tuple[str, ...]
    seen: str

    def loses_more(self, group: TimedItem) -> bool:
        """Whether more than seats would go with a group that is taken out."""
        return has_more_than_members(group)


def table_of(meeting: Meeting, work: AgendaItem) -> Table:
    """Who sits where in a group work. Seven queries at most, where the meeting was read with agenda and people."""
    agenda = agenda_of(meeting)
    timed = next(one for one in agenda if one.item.pk == work.pk)
    return Table(timed, mixing.attendees(meeting, people_of(meeting, agenda)), _short(_state(timed)))


def propose(
    table: Table, *, seed: int, number: int | None = None, size: int | None = None, staying: Collection[UUID] = ()
) -> Proposed:
    """Groups in which people meet others than themselves; the same seed proposes the same. Three queries.

    Chairs and whoever else has a duty in a group stay in it, and those in ``staying``. Groups that are there are used
    before new ones are made: those with people who stay first, then those in which something is written.

    Raises Invalid for a number or size that cannot be, and for somebody who stays without sitting anywhere; Refusal
    where nobody is to come.
    """
    coming = table.to_divide
    if not coming:
        raise Refusal(_("There is nobody to divide into groups yet. Choose the participants first."))
    fixed = _fixed(table, staying)
    kept = _kept(table, fixed, sizes.how_many(len(coming), number=number, size=size, taken=len(fixed)))
    found = proposing.groups(
        [one.mixed for one in coming],
        seed=f"{table.work.item.pk}:{seed}",
        number=number,
        size=size,
        staying=[fixed.get(group.item.pk, []) for group in kept],
        earlier=mixing.earlier_groups([one.person.pk for one in coming], before=table.work.starts_at),
    )
    groups = _groups(table, kept, fixed, found.groups)
    leaving = tuple(group for group in table.groups if group not in kept)
    return Proposed(
        groups=groups,
        leaving=leaving,
        missing=tuple(one for one in map(table.people.__getitem__, table.seats) if not one.is_coming),
        remarks=tuple(remarking.sentences(found.remarks, [one.label for one in groups], table.people)),
        seen=_short((table.seen, found.groups, [str(group.item.pk) for group in leaving])),
    )


def has_more_than_members(group: TimedItem) -> bool:
    """Whether something would be lost with the group: questions, stories, notes, a room, steps, somebody's duty."""
    item = group.item
    texts = (item.purpose, item.questions, item.cases, item.leader_notes, item.room)
    return any(texts) or bool(group.children) or any(part.role != ItemRole.MEMBER for part in group.parts)


def _fixed(table: Table, staying: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """Who stays, by the group they sit in."""
    seats = {key: group for key, group in table.seats.items() if table.people[key].is_coming}
    if not seats.keys() >= set(staying):
        raise Invalid(_("Only somebody who comes and sits in a group already can stay there."), field="stay")
    fixed: dict[UUID, list[UUID]] = {}
    for key, group in seats.items():
        if key in staying or table.has_duty(table.people[key]):
            fixed.setdefault(group, []).append(key)
    return fixed


def _kept(table: Table, fixed: Mapping[UUID, object], wanted: int) -> list[TimedItem]:
    """As many of the groups that are there as are wanted, in their order."""
    best = sorted(table.groups, key=lambda one: (one.item.pk not in fixed, not has_more_than_members(one)))[:wanted]
    return [group for group in table.groups if group in best]


def _groups(
    table: Table, kept: Sequence[TimedItem], fixed: Mapping[UUID, Sequence[UUID]], found: Sequence[Sequence[UUID]]
) -> tuple[ProposedGroup, ...]:
    items = [*(group.item for group in kept), *[None] * (len(found) - len(kept))]
    return tuple(
        ProposedGroup(
            label=label,
            item=item,
            sitting=tuple(table.people[key] for key in keys),
            staying=frozenset(fixed.get(item.pk, ())) if item else frozenset(),
        )
        for label, item, keys in zip(_labels(kept, len(found)), items, found, strict=True)
    )


def _labels(kept: Sequence[TimedItem], count: int) -> list[str]:
    """What the groups are called: as they are, and new ones by the first numbers that are free."""
    labels = [group.item.label for group in kept]
    number = 1
    while len(labels) < count:
        label = _("Group %(number)d") % {"number": number}
        number += 1
        if label not in labels:
            labels.append(label)
    return labels


def _state(work: TimedItem) -> list[object]:
    groups = [
        (str(group.item.pk), group.item.label, group.item.room, sorted(map(_part, group.parts)))
        for group in work.groups
    ]
    return [work.item.round_minutes, groups]


def _part(part: ItemPart) -> tuple[str, str, str]:
    return str(part.person_id), part.role, part.called


def _short(state: object) -> str:
    """In letters only: among digits somebody could find a CPR number."""
    digest = blake2b(repr(state).encode(), digest_size=12).hexdigest()
    return digest.translate(str.maketrans("0123456789", "ghijklmnop"))
