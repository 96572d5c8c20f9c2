"""The agenda: items, their order, and who does what in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.refusals import Stale
from pejl.foundation.tenancy.models import Person
from pejl.meetings import permissions, policies, queries
from pejl.meetings.models import AgendaItem, ItemPart, Meeting, Participant
from pejl.meetings.names import SPEAKING, Authorship, Behaviour, EditKind, ItemRole, Speaking, State, role_of
from pejl.meetings.operations import following, ground, placing, undoing

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
    purpose: str = "",
    questions: str = "",
    roles: Sequence[str] = (),
    speakers: Sequence[str] = (),
    may_shrink: bool = False,
    speaking: str | None = None,
    authorship: str = Authorship.NAMED,
    locked_start: time | None = None,
    room: str = "",
    cases: str = "",
    round_minutes: int | None = None,
    leader_notes: str = "",
    parent: AgendaItem | None = None,
    position: int | None = None,
    parts: Parts | None = None,
) -> AgendaItem:
    """A new item at ``position`` (1 is first), last without one.

    Inside group work (``parent``) it is a group, that has no minutes of its own; inside any other item it is a step.
    """
    row = ground.plannable(meeting, by=by)
    policies.require_fits(behaviour, parent)
    if leader_notes:
        permissions.require_leads(by, row)
    item = AgendaItem(
        meeting=row,
        parent=parent,
        position=placing.make_room(row, parent, position),
        behaviour=behaviour,
        label=label,
        purpose=purpose,
        questions=questions,
        roles=list(roles),
        speakers=list(speakers),
        planned_minutes=0 if behaviour == Behaviour.GROUP else minutes,
        may_shrink=may_shrink,
        speaking=speaking or SPEAKING.get(behaviour, Speaking.ALL),
        authorship=authorship,
        locked_start=locked_start if parent is None else None,
        room=room,
        cases=cases,
        round_minutes=round_minutes,
        leader_notes=leader_notes,
    )
    _require_sound(item)
    item.save(force_insert=True)
    policies.require_on_the_clock(row, queries.items_of(row))
    _set_parts(item, parts or {})
    undoing.keep(row, EditKind.ADDED, before=None, after=undoing.snapshot(item), by=by, now=now)
    audit.record("agenda_item.added", item, by=by, now=now)
    return item


@transaction.atomic
def duplicate_item(*, item: AgendaItem, by: Person, now: datetime) -> AgendaItem:
    """The same once more, right after it, with all that lies in it; who does what there is still to be said."""
    meeting = ground.plannable(item.meeting, by=by)
    present: AgendaItem = AgendaItem.objects.get(pk=item.pk)
    at = placing.make_room(meeting, present.parent, present.position + 1)
    copy = _copied(present, present.parent, at, with_notes=permissions.leads(by, meeting))
    policies.require_on_the_clock(meeting, queries.items_of(meeting))
    undoing.keep(meeting, EditKind.ADDED, before=None, after=undoing.snapshot(copy), by=by, now=now)
    audit.record("agenda_item.duplicated", copy, by=by, now=now)
    return copy


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
    purpose: str | None = None,
    roles: Sequence[str] | None = None,
    speakers: Sequence[str] | None = None,
    cases: str | None = None,
    round_minutes: int | None = None,
    parts: Parts | None = None,
) -> AgendaItem:
    """Change an item. What may be None is left alone where it is, but for the fixed start and the round, that are
    then none; only a leader may write notes.

    Before the invitations ``minutes`` are what is planned; afterwards they stand beside it as adjusted. Raises Stale
    when somebody else changed the item meanwhile.
    """
    meeting = ground.plannable(item.meeting, by=by)
    present = AgendaItem.objects.filter(pk=item.pk, version=expected_version).first()
    if present is None:
        raise Stale(_("Somebody else has changed this item in the meantime. Look at both and save once more."))
    policies.require_changeable_into(present, behaviour)
    before = undoing.snapshot(present)
    values: dict[str, Any] = {
        "behaviour": behaviour,
        "label": label,
        "questions": questions,
        "may_shrink": may_shrink,
        "speaking": speaking,
        "authorship": authorship,
        "room": room,
        "round_minutes": round_minutes,
        **_said(purpose=purpose, roles=roles, speakers=speakers, cases=cases),
    }
    if behaviour != Behaviour.GROUP:
        values |= _minutes(present, minutes, meeting)
    if present.parent_id is None:
        values["locked_start"] = locked_start
    if leader_notes is not None and leader_notes != present.leader_notes:
        permissions.require_leads(by, meeting)
        values["leader_notes"] = leader_notes
    for name, value in values.items():
        setattr(present, name, value)
    _require_sound(present)
    present.version += 1
    present.save()
    policies.require_on_the_clock(meeting, queries.items_of(meeting))
    _set_parts(present, parts or {})
    following.follow_parts([present], by=by, now=now)
    undoing.keep(meeting, EditKind.CHANGED, before=before, after=undoing.snapshot(present), by=by, now=now)
    audit.record("agenda_item.changed", present, by=by, now=now)
    return present


@transaction.atomic
def move_item(*, item: AgendaItem, to: int, expected_position: int, by: Person, now: datetime) -> AgendaItem:
    """Move an item to a place among those beside it (1 is first). Raises Stale when the order is another by now."""
    meeting = ground.plannable(item.meeting, by=by)
    items = queries.read_items(meeting)
    present = next((one for one in items if one.pk == item.pk and one.position == expected_position), None)
    if present is None:
        raise Stale(_("The agenda has changed in the meantime. Look at it and move the item once more."))
    before = undoing.snapshot(present, items)
    placing.place(present, to, [one for one in items if one.parent_id == present.parent_id])
    policies.require_on_the_clock(meeting, queries.items_of(meeting))
    after = {**before, "position": present.position}
    last: int = present.last_edit  # type: ignore[attr-defined]
    undoing.keep(meeting, EditKind.MOVED, before=before, after=after, by=by, now=now, last=last)
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
    undoing.keep(meeting, EditKind.REMOVED, before=undoing.snapshot(present), after=None, by=by, now=now)
    following.before_removal(present, by=by, now=now)
    placing.remove(present)


@transaction.atomic
def set_parts(
    *, item: AgendaItem, parts: Parts, by: Person, now: datetime, expected_version: int | None = None
) -> AgendaItem:
    """Who presents, chairs, listens from above, is a member or has one of the item's own roles (``names.own``): for
    each role named exactly these people.

    Roles that are not named stay as they are. Whoever has a part is thereby chosen to come. Raises Stale where the item
    is otherwise than it was read (``expected_version``).
    """
    meeting = ground.plannable(item.meeting, by=by)
    present: AgendaItem = AgendaItem.objects.get(pk=item.pk)
    if expected_version not in (None, present.version):
        raise Stale(_("Somebody else has changed this item in the meantime. Look at both and save once more."))
    before = undoing.snapshot(present)
    _set_parts(present, parts)
    following.follow_parts([present], by=by, now=now)
    # Whoever has the item open in a form would otherwise put the old people back.
    present.version += 1
    present.save(update_fields=["version"])
    undoing.keep(meeting, EditKind.CHANGED, before=before, after=undoing.snapshot(present), by=by, now=now)
    audit.record("agenda_item.parts_set", present, by=by, now=now)
    return present


def _set_parts(item: AgendaItem, parts: Parts) -> None:
    policies.require_one_group_each(item, parts)
    policies.require_known_roles(item, parts)
    wanted = {(person.pk, *role_of(name)) for name, people in parts.items() for person in people}
    named = {role_of(name) for name in parts}
    rows = ItemPart.objects.filter(item=item)
    held = {(row.person_id, row.role, row.called): row.pk for row in rows if (row.role, row.called) in named}
    ItemPart.objects.filter(pk__in=[pk for key, pk in held.items() if key not in wanted]).delete()
    # A role that the item no longer names has nobody in it.
    rows.filter(role=ItemRole.OWN).exclude(called__in=item.roles).delete()
    new = [ItemPart(item=item, person_id=who, role=role, called=called) for who, role, called in wanted - set(held)]
    ItemPart.objects.bulk_create(new)
    _choose_also(item.meeting, {person for person, _role, _called in wanted})


def _require_sound(item: AgendaItem) -> None:
    """Lengths and roles as they may be, whatever kind of item it is."""
    if item.parent_id is None:
        policies.require_length(item.minutes)
    elif item.behaviour != Behaviour.GROUP:
        policies.require_step_length(item.minutes)
    if item.behaviour == Behaviour.GROUPS:
        policies.require_round_fits(item.minutes, item.round_minutes)
    else:
        item.round_minutes = None
    policies.require_roles(item.roles, item.speakers, known=item.parent.roles if item.parent else ())


def _said(**values: Any) -> dict[str, Any]:
    """Those that were said at all; lists as lists."""
    said = {name: value for name, value in values.items() if value is not None}
    return {name: value if isinstance(value, str) else list(value) for name, value in said.items()}


def _copied(item: AgendaItem, parent: AgendaItem | None, position: int, *, with_notes: bool) -> AgendaItem:
    """A copy with copies of all that lies in it, with nobody's name on them."""
    values = {name: getattr(item, name) for name in undoing.AS_THEY_ARE}
    if not with_notes:
        values["leader_notes"] = ""
    copy: AgendaItem = AgendaItem.objects.create(meeting=item.meeting, parent=parent, position=position, **values)
    for child in AgendaItem.objects.filter(parent=item).in_order():
        _copied(child, copy, child.position, with_notes=with_notes)
    return copy


def _minutes(item: AgendaItem, minutes: int, meeting: Meeting) -> dict[str, int | None]:
    if meeting.state == State.DRAFT:
        return {"planned_minutes": minutes, "adjusted_minutes": None}
    return {"adjusted_minutes": None if minutes == item.planned_minutes else minutes}


def _choose_also(meeting: Meeting, persons: set[Any]) -> None:
    there = set(Participant.objects.filter(meeting=meeting).values_list("person_id", flat=True))
    Participant.objects.bulk_create(Participant(meeting=meeting, person_id=person) for person in persons - there)
