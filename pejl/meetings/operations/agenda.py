"""The agenda: items, their order, and who does what in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.refusals import Stale
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceQuerySet
from pejl.meetings import permissions, policies, queries
from pejl.meetings.models import AgendaItem, ItemPart, Meeting, Participant
from pejl.meetings.names import SPEAKING, Authorship, Speaking, State
from pejl.meetings.operations import ground

Parts = Mapping[str, Sequence[Person]]


@transaction.atomic
def add_item(
    *,
    meeting: Meeting,
    behaviour: str,
    label: str,
    minutes: int,
    by: Person,
    now: datetime,
    questions: str = "",
    may_shrink: bool = False,
    speaking: str | None = None,
    authorship: str = Authorship.NAMED,
    locked_start: time | None = None,
    room: str = "",
    leader_notes: str = "",
    parent: AgendaItem | None = None,
    position: int | None = None,
    parts: Parts | None = None,
) -> AgendaItem:
    """A new item at ``position`` (1 is first), last without one. A group (``parent``) has no minutes of its own."""
    row = ground.plannable(meeting, by=by)
    policies.require_fits(behaviour, parent)
    if parent is None:
        policies.require_length(minutes)
    if leader_notes:
        permissions.require_leads(by, row)
    place = _make_room(row, parent, position)
    item = AgendaItem.objects.create(
        meeting=row,
        parent=parent,
        position=place,
        behaviour=behaviour,
        label=label,
        questions=questions,
        planned_minutes=minutes if parent is None else 0,
        may_shrink=may_shrink,
        speaking=speaking or SPEAKING.get(behaviour, Speaking.ALL),
        authorship=authorship,
        locked_start=locked_start if parent is None else None,
        room=room,
        leader_notes=leader_notes,
    )
    policies.require_within_a_day(row.starts_at, queries.items_of(row))
    _set_parts(item, parts or {})
    audit.record("agenda_item.added", item, by=by, now=now)
    return item


@transaction.atomic
def change_item(
    *,
    item: AgendaItem,
    behaviour: str,
    label: str,
    minutes: int,
    questions: str,
    may_shrink: bool,
    speaking: str,
    authorship: str,
    locked_start: time | None,
    room: str,
    leader_notes: str | None,
    expected_version: int,
    by: Person,
    now: datetime,
    parts: Parts | None = None,
) -> AgendaItem:
    """Change an item. ``leader_notes`` and ``parts`` are left alone where None; only a leader may write notes.

    Before the invitations ``minutes`` are what is planned; afterwards they stand beside it as adjusted. Raises Stale
    when somebody else changed the item meanwhile.
    """
    meeting = ground.plannable(item.meeting, by=by)
    present = AgendaItem.objects.filter(pk=item.pk, version=expected_version).first()
    if present is None:
        raise Stale(_("Somebody else has changed this item in the meantime. Look at both and save once more."))
    policies.require_changeable_into(present, behaviour)
    values: dict[str, Any] = {
        "behaviour": behaviour,
        "label": label,
        "questions": questions,
        "may_shrink": may_shrink,
        "speaking": speaking,
        "authorship": authorship,
        "room": room,
    }
    if present.parent_id is None:
        policies.require_length(minutes)
        values |= {"locked_start": locked_start, **_minutes(present, minutes, meeting)}
    if leader_notes is not None and leader_notes != present.leader_notes:
        permissions.require_leads(by, meeting)
        values["leader_notes"] = leader_notes
    for name, value in values.items():
        setattr(present, name, value)
    present.version += 1
    present.save()
    policies.require_within_a_day(meeting.starts_at, queries.items_of(meeting))
    _set_parts(present, parts or {})
    audit.record("agenda_item.changed", present, by=by, now=now)
    return present


@transaction.atomic
def move_item(*, item: AgendaItem, to: int, expected_position: int, by: Person, now: datetime) -> AgendaItem:
    """Move an item to a place among those beside it (1 is first). Raises Stale when the order is another by now."""
    meeting = ground.plannable(item.meeting, by=by)
    present = AgendaItem.objects.filter(pk=item.pk, position=expected_position).first()
    if present is None:
        raise Stale(_("The agenda has changed in the meantime. Look at it and move the item once more."))
    beside = _beside(meeting, present.parent)
    to = min(max(to, 1), beside.count())
    if to < present.position:
        beside.filter(position__gte=to, position__lt=present.position).update(position=F("position") + 1)
    else:
        beside.filter(position__gt=present.position, position__lte=to).update(position=F("position") - 1)
    present.position = to
    present.save(update_fields=["position"])
    audit.record("agenda_item.moved", present, by=by, now=now)
    return present


@transaction.atomic
def remove_item(*, item: AgendaItem, expected_version: int, by: Person, now: datetime) -> None:
    """Take an item out of the agenda, with its groups and parts. Raises Stale when somebody changed it meanwhile."""
    meeting = ground.plannable(item.meeting, by=by)
    present = AgendaItem.objects.filter(pk=item.pk, version=expected_version).first()
    if present is None:
        raise Stale(_("Somebody else has changed or removed this item in the meantime. Look at the agenda once more."))
    audit.record("agenda_item.removed", present, by=by, now=now)
    later = _beside(meeting, present.parent).filter(position__gt=present.position)
    present.delete()
    later.update(position=F("position") - 1)


@transaction.atomic
def set_parts(*, item: AgendaItem, parts: Parts, by: Person, now: datetime) -> AgendaItem:
    """Who presents, chairs, listens from above or is a member: for each role named exactly these people.

    Roles that are not named stay as they are. Whoever has a part is thereby chosen to come.
    """
    ground.plannable(item.meeting, by=by)
    present: AgendaItem = AgendaItem.objects.get(pk=item.pk)
    _set_parts(present, parts)
    # Whoever has the item open in a form would otherwise put the old people back.
    present.version += 1
    present.save(update_fields=["version"])
    audit.record("agenda_item.parts_set", present, by=by, now=now)
    return present


def _set_parts(item: AgendaItem, parts: Parts) -> None:
    policies.require_one_group_each(item, parts)
    wanted = {(person.pk, role) for role, people in parts.items() for person in people}
    held = {(part.person_id, part.role): part.pk for part in ItemPart.objects.filter(item=item, role__in=parts)}
    ItemPart.objects.filter(pk__in=[pk for key, pk in held.items() if key not in wanted]).delete()
    new = [ItemPart(item=item, person_id=person, role=role) for person, role in wanted - set(held)]
    ItemPart.objects.bulk_create(new)
    _choose_also(item.meeting, {person for person, _role in wanted})


def _minutes(item: AgendaItem, minutes: int, meeting: Meeting) -> dict[str, int | None]:
    if meeting.state == State.DRAFT:
        return {"planned_minutes": minutes, "adjusted_minutes": None}
    return {"adjusted_minutes": None if minutes == item.planned_minutes else minutes}


def _beside(meeting: Meeting, parent: AgendaItem | None) -> SpaceQuerySet[AgendaItem]:
    """The items among which one has its place."""
    beside: SpaceQuerySet[AgendaItem] = AgendaItem.objects.filter(meeting=meeting, parent=parent)
    return beside


def _make_room(meeting: Meeting, parent: AgendaItem | None, position: int | None) -> int:
    beside = _beside(meeting, parent)
    last = beside.count() + 1
    place = last if position is None else min(max(position, 1), last)
    beside.filter(position__gte=place).update(position=F("position") + 1)
    return place


def _choose_also(meeting: Meeting, persons: set[Any]) -> None:
    there = set(Participant.objects.filter(meeting=meeting).values_list("person_id", flat=True))
    Participant.objects.bulk_create(Participant(meeting=meeting, person_id=person) for person in persons - there)
