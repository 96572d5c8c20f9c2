"""Undoing what one did to the agenda: each change is kept as the item was before and after it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.refusals import Refusal, Stale
from pejl.foundation.tenancy.models import Person
from pejl.meetings import policies, queries
from pejl.meetings.models import AgendaEdit, AgendaItem, ItemPart, Meeting
from pejl.meetings.names import EditKind
from pejl.meetings.operations import bundling, following, ground, placing

Snapshot = dict[str, Any]

MOST = 50
"""Changes of one meeting that are kept: whoever wants further back looks at the agenda with open eyes."""
AS_THEY_ARE = (
    "behaviour",
    "label",
    "purpose",
    "questions",
    "roles",
    "speakers",
    "planned_minutes",
    "adjusted_minutes",
    "may_shrink",
    "speaking",
    "authorship",
    "room",
    "cases",
    "round_minutes",
    "leader_notes",
)


def snapshot(item: AgendaItem, items: Iterable[AgendaItem] | None = None) -> Snapshot:
    """The item with its parts and all that lies in it, as JSON. Where it stands is told apart: others may move it.

    ``items`` are all of the meeting, where ``queries.read_items`` has just read them; else that takes two queries,
    however much lies in it.
    """
    beside = AgendaItem.objects.filter(meeting=item.meeting_id).prefetch_related("parts")
    rows = beside if items is None else items
    inside: dict[UUID | None, list[AgendaItem]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.position, str(row.pk))):
        inside[row.parent_id].append(row)
    return next(_snapshot(row, inside) for row in inside[item.parent_id] if row.pk == item.pk)


def keep(
    meeting: Meeting,
    kind: EditKind,
    *,
    before: Snapshot | None,
    after: Snapshot | None,
    by: Person,
    now: datetime,
    last: int | None = None,
) -> AgendaEdit:
    """Remember one change, so that ``by`` can undo it. The oldest that is remembered is written over.

    ``last`` is the number of the change before, where ``queries.read_items`` has just told it. What it means for those
    who are invited is told them in a while.
    """
    bundling.wait(meeting, now=now)
    edits = AgendaEdit.objects.filter(meeting=meeting)
    number = (edits.aggregate(last=Max("number"))["last"] or 0 if last is None else last) + 1
    label = (after or before or {})["label"]
    told = {"number": number, "kind": kind, "label": label, "before": before, "after": after, "by": by, "at": now}
    edit = AgendaEdit(meeting=meeting, **told)
    if number <= MOST or not edits.filter(number=number - MOST).update(**told):
        edit.save(force_insert=True)
    return edit


@transaction.atomic
def undo(*, meeting: Meeting, by: Person, now: datetime) -> AgendaEdit:
    """Take back the last thing that ``by`` did to the agenda; returns what it was.

    Raises Refusal where there is nothing to take back or it no longer fits the rest, Stale where somebody else has
    changed the same item since.
    """
    row = ground.plannable(meeting, by=by)
    edit = AgendaEdit.objects.filter(meeting=row, by=by).order_by("-number").first()
    if edit is None:
        raise Refusal(_("There is nothing of yours to undo in this agenda."))
    _require_untouched(edit)
    if edit.before is None:
        following.before_removal(AgendaItem.objects.get(pk=edit.after["id"]), by=by, now=now)
    _turn_back(row, edit)
    following.follow_parts(row.items.all(), by=by, now=now)
    bundling.wait(row, now=now)
    policies.require_on_the_clock(row, queries.items_of(row))
    audit.record("agenda_item.undone", row, by=by, now=now, kind=edit.kind)
    edit.delete()
    return edit


def forget(meeting: Meeting) -> None:
    """What was done to the agenda of a meeting that begins cannot be undone any more."""
    AgendaEdit.objects.filter(meeting=meeting).delete()


def _require_untouched(edit: AgendaEdit) -> None:
    """Raise Stale where the item is no longer as the change left it."""
    if edit.after is None:
        return
    item = AgendaItem.objects.filter(pk=edit.after["id"]).first()
    if item is None or not _is_same(snapshot(item), edit.after, with_place=edit.kind == EditKind.MOVED):
        told = {"item": edit.label}
        sentence = _("Somebody has changed “%(item)s” since. Look at it, and change it as you want it.")
        raise Stale(sentence % told)


def _snapshot(item: AgendaItem, inside: Mapping[UUID | None, Sequence[AgendaItem]]) -> Snapshot:
    parts = sorted((part.role, part.called, str(part.person_id)) for part in item.parts.all())
    return {
        "id": str(item.pk),
        "parent": str(item.parent_id) if item.parent_id else None,
        "position": item.position,
        "locked_start": item.locked_start.isoformat() if item.locked_start else None,
        "parts": [[person, role, called] for role, called, person in parts],
        "inside": [_snapshot(child, inside) for child in inside.get(item.pk, ())],
        **{name: getattr(item, name) for name in AS_THEY_ARE},
    }


def _is_same(one: Snapshot, other: Snapshot, *, with_place: bool) -> bool:
    names = set(AS_THEY_ARE) | {"locked_start", "parts", "parent"} | ({"position"} if with_place else set())
    if any(one[name] != other[name] for name in names) or len(one["inside"]) != len(other["inside"]):
        return False
    return all(_is_same(a, b, with_place=True) for a, b in zip(one["inside"], other["inside"], strict=True))


def _turn_back(meeting: Meeting, edit: AgendaEdit) -> None:
    before, after = edit.before, edit.after
    if before is None:
        placing.remove(AgendaItem.objects.get(pk=after["id"]))
    elif after is None:
        _restore(meeting, before)
    elif edit.kind == EditKind.MOVED:
        item = AgendaItem.objects.get(pk=before["id"])
        placing.place(item, before["position"], list(AgendaItem.objects.filter(meeting=meeting, parent=item.parent_id)))
    else:
        item = AgendaItem.objects.get(pk=before["id"])
        _put_back(item, before)
        if before["inside"] != after["inside"]:
            _put_back_inside(meeting, item, before["inside"])


def _restore(meeting: Meeting, kept: Snapshot) -> None:
    """The item again, under its old id, where it stood or as near as there is."""
    parent = AgendaItem.objects.filter(pk=kept["parent"]).first() if kept["parent"] else None
    if kept["parent"] and parent is None:
        raise Stale(_("What it stood in is gone by now. Put that back first."))
    _make(meeting, kept, parent, placing.make_room(meeting, parent, kept["position"]))


def _make(meeting: Meeting, kept: Snapshot, parent: AgendaItem | None, position: int) -> None:
    item = AgendaItem(pk=UUID(kept["id"]), meeting=meeting, parent=parent, position=position)
    _fill(item, kept)
    item.save(force_insert=True)
    _give_parts(item, kept["parts"])
    for child in kept["inside"]:
        _make(meeting, child, item, child["position"])


def _put_back(item: AgendaItem, kept: Snapshot) -> None:
    _fill(item, kept)
    item.version += 1
    item.save()
    ItemPart.objects.filter(item=item).delete()
    _give_parts(item, kept["parts"])


def _put_back_inside(meeting: Meeting, item: AgendaItem, kept: Sequence[Snapshot]) -> None:
    """Its groups as they were: new ones go, those taken out come again, everybody sits where they sat."""
    there = {str(child.pk): child for child in AgendaItem.objects.filter(parent=item)}
    for key in there.keys() - {one["id"] for one in kept}:
        there[key].delete()
    # All at once, or somebody would be found in two groups on the way.
    ItemPart.objects.filter(item__parent=item).delete()
    for one in kept:
        if one["id"] not in there:
            _make(meeting, one, item, one["position"])
            continue
        there[one["id"]].position = one["position"]
        _put_back(there[one["id"]], one)


def _fill(item: AgendaItem, kept: Mapping[str, Any]) -> None:
    for name in AS_THEY_ARE:
        setattr(item, name, kept[name])
    item.locked_start = time.fromisoformat(kept["locked_start"]) if kept["locked_start"] else None


def _give_parts(item: AgendaItem, parts: Sequence[Sequence[str]]) -> None:
    """Whoever has left the job centre meanwhile gets no part back; whoever sits in another group keeps that seat, and
    the undoing is refused.
    """
    people = Person.objects.present().in_bulk([person for person, _role, _called in parts])
    given = [(people[UUID(person)], role, called) for person, role, called in parts if UUID(person) in people]
    by_role: dict[str, list[Person]] = {}
    for person, role, _called in given:
        by_role.setdefault(role, []).append(person)
    policies.require_one_group_each(item, by_role)
    ItemPart.objects.bulk_create(
        ItemPart(item=item, person=person, role=role, called=called) for person, role, called in given
    )
