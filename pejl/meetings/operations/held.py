"""The agenda while the meeting is held. ``pejl.room`` calls these, and asks what only it knows: what has begun."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from pejl.foundation.audit import operations as audit
from pejl.foundation.tenancy.models import Person
from pejl.meetings import permissions, policies, queries
from pejl.meetings.models import AgendaEdit, AgendaItem, Meeting
from pejl.meetings.names import SPEAKING, Behaviour, EditKind, Speaking
from pejl.meetings.operations import ground, placing, undoing


@transaction.atomic
def leave_out(*, item: AgendaItem, by: Person, now: datetime) -> AgendaItem:
    """The item is not held this time. Raises Stale where it is left out already."""
    _held(item.meeting, by=by)
    present: AgendaItem = AgendaItem.objects.get(pk=item.pk)
    policies.require_left_out(present, is_left_out=False)
    return _note_left_out(present, now, "agenda_item.left_out", by=by, now=now)


@transaction.atomic
def take_in_again(*, item: AgendaItem, by: Person, now: datetime) -> AgendaItem:
    """The item is held after all. Raises Stale where it is not left out."""
    _held(item.meeting, by=by)
    present: AgendaItem = AgendaItem.objects.get(pk=item.pk)
    policies.require_left_out(present, is_left_out=True)
    return _note_left_out(present, None, "agenda_item.taken_in_again", by=by, now=now)


@transaction.atomic
def swap_items(*, item: AgendaItem, other: AgendaItem, expected_position: int, by: Person, now: datetime) -> None:
    """Each where the other was. Raises Stale when the item stands elsewhere by now."""
    _held(item.meeting, by=by)
    one, two = AgendaItem.objects.get(pk=item.pk), AgendaItem.objects.get(pk=other.pk)
    policies.require_position(one, expected_position)
    one.position, two.position = two.position, one.position
    for present in (one, two):
        present.version += 1
        present.save(update_fields=["position", "version"])
        audit.record("agenda_item.moved", present, by=by, now=now)


@transaction.atomic
def insert_item(
    *, meeting: Meeting, behaviour: str, label: str, minutes: int, position: int, by: Person, now: datetime
) -> AgendaItem:
    """Something that nobody had planned, at ``position`` (1 is first)."""
    row = _held(meeting, by=by)
    policies.require_fits(behaviour, None)
    policies.require_length(minutes)
    item: AgendaItem = AgendaItem.objects.create(
        meeting=row,
        position=placing.make_room(row, None, position),
        behaviour=behaviour,
        label=label,
        planned_minutes=minutes,
        speaking=SPEAKING.get(behaviour, Speaking.ALL),
        may_shrink=behaviour != Behaviour.GATHER_LEARNING,
        inserted_at=now,
    )
    audit.record("agenda_item.inserted", item, by=by, now=now)
    return item


@transaction.atomic
def retime(*, meeting: Meeting, minutes: Mapping[UUID, int], by: Person, now: datetime) -> None:
    """Other minutes for these items, each kept as it was so that it can be undone."""
    row = _held(meeting, by=by)
    items = queries.read_items(row)
    for item in items:
        if item.pk in minutes:
            before = undoing.snapshot(item, items)
            _adjust(item, minutes[item.pk])
            after = undoing.snapshot(item, items)
            undoing.keep(row, EditKind.CHANGED, before=before, after=after, by=by, now=now)
    audit.record("agenda.retimed", row, by=by, now=now)


@transaction.atomic
def undo_times(*, meeting: Meeting, by: Person, now: datetime) -> None:
    """The minutes as they were before ``retime``. Raises Stale where nothing is to be undone any more."""
    row = _held(meeting, by=by)
    edits = list(AgendaEdit.objects.filter(meeting=row, kind=EditKind.CHANGED).order_by("-number"))
    policies.require_retimed(edits)
    for edit in edits:
        item: AgendaItem = AgendaItem.objects.get(pk=edit.before["id"])
        _adjust(item, edit.before["adjusted_minutes"])
    undoing.forget(row)
    audit.record("agenda.times_undone", row, by=by, now=now)


def settle_times(meeting: Meeting) -> None:
    """Something else has begun: new times stay as they are."""
    undoing.forget(meeting)


def _held(meeting: Meeting, *, by: Person) -> Meeting:
    row = ground.locked(meeting)
    permissions.require_leads(by, row)
    policies.require_running(row)
    return row


def _adjust(item: AgendaItem, minutes: int | None) -> None:
    item.adjusted_minutes = None if minutes == item.planned_minutes else minutes
    item.version += 1
    item.save(update_fields=["adjusted_minutes", "version"])


def _note_left_out(item: AgendaItem, at: datetime | None, event: str, *, by: Person, now: datetime) -> AgendaItem:
    item.left_out_at = at
    item.version += 1
    item.save(update_fields=["left_out_at", "version"])
    audit.record(event, item, by=by, now=now)
    return item
