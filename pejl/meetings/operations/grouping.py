"""Dividing people into the groups of a group work: by a proposal, and by hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.refusals import Invalid, Refusal, Stale
from pejl.foundation.tenancy.models import Person
from pejl.meetings import policies, queries
from pejl.meetings.models import AgendaItem, ItemPart, Meeting
from pejl.meetings.names import SPEAKING, Behaviour, EditKind, ItemRole, Speaking
from pejl.meetings.operations import ground, placing, undoing
from pejl.meetings.queries import Proposed, Table
from pejl.meetings.queries.mixing import SEATS

Part = tuple[UUID, str, str]
"""Who, in which role, called what."""
Seating = dict[UUID, set[Part]]
"""The parts in each group."""


@dataclass(frozen=True, kw_only=True)
class Arrangement:
    """What is to be otherwise in the groups; what is not named stays. None is no group, and nobody.

    Whoever is named as chair sits in that group. A round of 0 minutes is none, None leaves it as it is.
    """

    seats: Mapping[Person, AgendaItem | None] = field(default_factory=dict)
    chairs: Mapping[AgendaItem, Person | None] = field(default_factory=dict)
    helicopters: Mapping[AgendaItem, Person | None] = field(default_factory=dict)
    rooms: Mapping[AgendaItem, str] = field(default_factory=dict)
    round_minutes: int | None = None

    @property
    def people(self) -> set[Person]:
        """Everybody it names."""
        return {*self.seats, *filter(None, self.chairs.values()), *filter(None, self.helicopters.values())}

    @property
    def groups(self) -> set[AgendaItem]:
        """Every group it names."""
        return {*filter(None, self.seats.values()), *self.chairs, *self.helicopters, *self.rooms}


@transaction.atomic
def use_proposal(
    *,
    work: AgendaItem,
    seed: int,
    seen: str,
    by: Person,
    now: datetime,
    number: int | None = None,
    size: int | None = None,
    staying: Collection[UUID] = (),
) -> AgendaItem:
    """Write a proposal (``queries.propose``) into the groups: those that are there are kept with all that stands in
    them, missing ones are made, those left over are taken out. Who does not come loses the seat.

    Raises Stale where the proposal is another than the one that was ``seen``.
    """
    meeting, present = _ground(work, by)
    table = queries.table_of(meeting, present)
    proposed = queries.propose(table, seed=seed, number=number, size=size, staying=staying)
    if proposed.seen != seen:
        raise Stale(_("The groups or the people have changed in the meantime. Look at the proposal as it is now."))
    before = undoing.snapshot(present)
    for group in proposed.leaving:
        placing.remove(group.item)
    _bump(_write({group.pk: parts for group, parts in _proposed(meeting, present, table, proposed)}))
    _keep(meeting, present, before, "agenda_item.groups_used", by=by, now=now)
    return present


@transaction.atomic
def arrange(*, work: AgendaItem, arrangement: Arrangement, seen: str, by: Person, now: datetime) -> AgendaItem:
    """Move people between the groups by hand; name chairs, who listens from above, rooms, and the first round.

    Raises Stale where the groups are otherwise than they were ``seen`` (``queries.Table.seen``), and Invalid for
    somebody who is not part of the meeting or would sit in two groups.
    """
    meeting, present = _ground(work, by)
    table = queries.table_of(meeting, present)
    table.require_seen(seen)
    _require_of(table, arrangement)
    before = undoing.snapshot(present)
    _bump(_write(_arranged(table, arrangement)) | _rename_rooms(table, arrangement.rooms))
    if arrangement.round_minutes is not None:
        _set_round(present, arrangement.round_minutes or None)
    _keep(meeting, present, before, "agenda_item.groups_arranged", by=by, now=now)
    return present


def _ground(work: AgendaItem, by: Person) -> tuple[Meeting, AgendaItem]:
    """The locked meeting, and the group work as it is now."""
    meeting = ground.plannable(work.meeting, by=by)
    present = AgendaItem.objects.filter(pk=work.pk, meeting=meeting).first()
    if present is None:
        raise Stale(_("Somebody else has removed this group work in the meantime. Look at the agenda once more."))
    if present.behaviour != Behaviour.GROUPS:
        raise Refusal(_("Only group work is divided into groups. Choose one on the agenda."))
    present.meeting = meeting
    return meeting, present


def _keep(
    meeting: Meeting, work: AgendaItem, before: undoing.Snapshot, event: str, *, by: Person, now: datetime
) -> None:
    """One change that can be undone, unless nothing changed."""
    after = undoing.snapshot(work)
    if after != before:
        undoing.keep(meeting, EditKind.CHANGED, before=before, after=after, by=by, now=now)
        audit.record(event, work, by=by, now=now)


def _proposed(
    meeting: Meeting, work: AgendaItem, table: Table, proposed: Proposed
) -> Iterator[tuple[AgendaItem, set[Part]]]:
    """Each group, made where it is new, with the parts in it: duties stay, the rest are members."""
    held = _held(table)
    for group in proposed.groups:
        item = group.item or _new_group(meeting, work, group.label)
        duties = {part for part in held.get(item.pk, ()) if _goes_on(table, part)}
        sitting = {who for who, role, _called in duties if role in SEATS}
        new = {one.person.pk for one in group.sitting} - sitting
        yield item, duties | {(who, str(ItemRole.MEMBER), "") for who in new}


def _goes_on(table: Table, part: Part) -> bool:
    """Whether a part stands whatever is proposed: a duty of somebody who comes, and listening from above."""
    who, role, _called = part
    return role == ItemRole.HELICOPTER or (role != ItemRole.MEMBER and table.people[who].is_coming)


def _new_group(meeting: Meeting, work: AgendaItem, label: str) -> AgendaItem:
    group: AgendaItem = AgendaItem.objects.create(
        meeting=meeting,
        parent=work,
        position=placing.make_room(meeting, work, None),
        behaviour=Behaviour.GROUP,
        label=label,
        planned_minutes=0,
        speaking=SPEAKING.get(Behaviour.GROUP, Speaking.ALL),
    )
    return group


def _require_of(table: Table, arrangement: Arrangement) -> None:
    """Refuse people and groups from elsewhere, and two places for one person."""
    for person in arrangement.people:
        attendee = table.people.get(person.pk)
        if attendee is None or attendee.person.left_on is not None:
            told = {"person": person.name}
            raise Invalid(_("%(person)s is not part of this meeting. Add the person under Participants.") % told)
    if not {group.item.pk for group in table.groups} >= {group.pk for group in arrangement.groups}:
        raise Invalid(_("There is no such group in this group work."), field="groups")
    chairing: set[Person] = set()
    for group, chair in arrangement.chairs.items():
        if chair is not None and (chair in chairing or arrangement.seats.get(chair, group) != group):
            told = {"person": chair.name, "group": group.label}
            sentence = _("%(person)s cannot chair “%(group)s” and sit in another group. Choose one of them.")
            raise Invalid(sentence % told, field="chairs")
        chairing |= {chair} if chair else set()


def _arranged(table: Table, arrangement: Arrangement) -> Seating:
    """The parts as they are to be: first where everybody sits, then who chairs, then who listens from above."""
    seating = _held(table)
    for person, group in arrangement.seats.items():
        _seat(seating, person.pk, group.pk if group else None)
    for group, chair in arrangement.chairs.items():
        for who in _having(seating[group.pk], ItemRole.CHAIR):
            seating[group.pk] -= {(who, ItemRole.CHAIR, "")}
            _seat(seating, who, group.pk)
        if chair is not None:
            _seat(seating, chair.pk, group.pk)
            seating[group.pk] -= {(chair.pk, ItemRole.MEMBER, "")}
            seating[group.pk] |= {(chair.pk, ItemRole.CHAIR, "")}
    for group, above in arrangement.helicopters.items():
        seating[group.pk] = {part for part in seating[group.pk] if part[1] != ItemRole.HELICOPTER}
        seating[group.pk] |= {(above.pk, ItemRole.HELICOPTER, "")} if above else set()
    return seating


def _seat(seating: Seating, who: UUID, group: UUID | None) -> None:
    """Let somebody sit in this group and in no other."""
    for other in seating.keys() - {group}:
        seating[other] = {part for part in seating[other] if part[0] != who or part[1] not in SEATS}
    if group is not None and not any(part[0] == who and part[1] in SEATS for part in seating[group]):
        seating[group] |= {(who, ItemRole.MEMBER, "")}


def _having(parts: Iterable[Part], role: str) -> list[UUID]:
    return [who for who, has, _called in parts if has == role]


def _held(table: Table) -> Seating:
    return {group.item.pk: {(part.person_id, part.role, part.called) for part in group.parts} for group in table.groups}


def _write(seating: Seating) -> set[UUID]:
    """Bring the rows to what is wanted; returns the groups in which something changed."""
    rows = {
        (row.item_id, row.person_id, row.role, row.called): row.pk for row in ItemPart.objects.filter(item__in=seating)
    }
    wanted = {(group, *part) for group, parts in seating.items() for part in parts}
    ItemPart.objects.filter(pk__in=[pk for key, pk in rows.items() if key not in wanted]).delete()
    ItemPart.objects.bulk_create(
        ItemPart(item_id=group, person_id=who, role=role, called=called)
        for group, who, role, called in wanted - rows.keys()
    )
    return {key[0] for key in wanted ^ rows.keys()}


def _rename_rooms(table: Table, rooms: Mapping[AgendaItem, str]) -> set[UUID]:
    """Returns the groups that are somewhere else now."""
    items = {timed.item.pk: timed.item for timed in table.groups}
    moved = {group.pk: room for group, room in rooms.items() if items[group.pk].room != room}
    for key, room in moved.items():
        items[key].room = room
        items[key].save(update_fields=["room"])
    return set(moved)


def _set_round(work: AgendaItem, minutes: int | None) -> None:
    policies.require_round_fits(work.minutes, minutes)
    if minutes != work.round_minutes:
        work.round_minutes = minutes
        work.version += 1
        work.save(update_fields=["round_minutes", "version"])


def _bump(groups: Iterable[UUID]) -> None:
    """Whoever has one of them open in a form would otherwise put the old people back."""
    AgendaItem.objects.filter(pk__in=groups).update(version=F("version") + 1)
