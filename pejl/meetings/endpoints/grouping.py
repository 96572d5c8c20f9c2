"""Groups: who sits where, a proposal, using it, and moving people by hand."""

# No postponed annotations here: ninja reads them where their names would be unknown.
from collections.abc import Iterable
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Schema
from pydantic import Field

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.privacy.schemas import GuardedSchema, LineText, OptionalLine
from pejl.foundation.refusals import Invalid
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations, permissions, policies, queries
from pejl.meetings.endpoints.routing import Key, item_of, meeting_of, people_of, router
from pejl.meetings.endpoints.schemas import PersonOut
from pejl.meetings.models import AgendaItem, Meeting
from pejl.meetings.names import LARGEST_ROOM, LONGEST_ITEM, Behaviour, ItemRole
from pejl.meetings.queries import Proposed, Table, TimedItem
from pejl.meetings.queries.mixing import Attendee

Count = Annotated[int | None, Field(ge=1, le=LARGEST_ROOM)]
Seed = Annotated[int, Field(ge=1, le=1_000_000)]
Seen = Annotated[LineText, Field(max_length=40)]
Room = Annotated[OptionalLine, Field(max_length=80)]


class SeatedOut(Schema):
    """Somebody at the table: what they do and where, in words. ``is_coming`` is false for who has declined."""

    person: PersonOut
    about: str
    is_coming: bool


class GroupSeatsOut(Schema):
    """A group with who sits in it, whoever chairs it first."""

    id: UUID
    label: str
    room: str
    sitting: list[SeatedOut]
    chairs: list[PersonOut]
    helicopters: list[PersonOut]


class GroupsOut(Schema):
    """A group work. ``unseated`` come and sit nowhere yet; ``dialogue_minutes`` is what the round leaves.

    ``seen`` is what a change must name.
    """

    groups: list[GroupSeatsOut]
    unseated: list[SeatedOut]
    minutes: int
    round_minutes: int | None
    dialogue_minutes: int
    seen: str


class ProposedGroupOut(Schema):
    """A group to be; ``id`` is null for a new one. ``staying`` are those of it whom no proposal moves."""

    id: UUID | None
    label: str
    sitting: list[SeatedOut]
    staying: list[UUID]


class ProposalOut(Schema):
    """Groups as they could be. ``leaving`` would be taken out, ``missing`` lose their place since they do not come;
    ``remarks`` say what could not be had. ``seen`` is what using it must name.
    """

    groups: list[ProposedGroupOut]
    leaving: list[UUID]
    missing: list[PersonOut]
    remarks: list[str]
    seen: str


class ProposalIn(GuardedSchema):
    """How many groups (``number``) or people in each (``size``): one of them. Who stays, and which proposal."""

    number: Count = None
    size: Count = None
    seed: Seed = 1
    staying: list[UUID] = Field([], max_length=LARGEST_ROOM)


class UseProposalIn(ProposalIn):
    """The proposal as it was asked for, and ``seen`` of the answer."""

    seen: Seen


class SeatIn(GuardedSchema):
    """Somebody's group; null is none."""

    person: UUID
    group: UUID | None


class GroupIn(GuardedSchema):
    """What is to be otherwise in a group. What is left out stays; null is nobody."""

    group: UUID
    chair: UUID | None = None
    helicopter: UUID | None = None
    room: Room = ""


class ArrangeIn(GuardedSchema):
    """Who moves where, and what is otherwise in the groups. A round of 0 minutes is none, null leaves it as it is."""

    seats: list[SeatIn] = Field([], max_length=LARGEST_ROOM)
    groups: list[GroupIn] = Field([], max_length=LARGEST_ROOM)
    round_minutes: int | None = Field(None, ge=0, le=LONGEST_ITEM)
    seen: Seen


@router.get("/meetings/{meeting_id}/items/{item_id}/groups", response=GroupsOut, operation_id="show_groups")
def show_groups(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> dict[str, Any]:
    """Who sits in which group, for those who plan the meeting."""
    _meeting, work = _plan_of(meeting_id, item_id, request.auth)  # type: ignore[attr-defined]
    return _groups(meeting_id, work, request.auth)  # type: ignore[attr-defined]


@router.get(
    "/meetings/{meeting_id}/items/{item_id}/groups/proposal", response=ProposalOut, operation_id="propose_groups"
)
def propose_groups(request: HttpRequest, meeting_id: UUID, item_id: UUID, asked: Query[ProposalIn]) -> dict[str, Any]:
    """Groups in which people meet others than themselves. Nothing is written."""
    by = request.auth  # type: ignore[attr-defined]
    meeting, work = _plan_of(meeting_id, item_id, by)
    _require_one(asked.number, asked.size)
    return _proposal(queries.propose(queries.table_of(meeting, work), **asked.dict()))


@router.post("/meetings/{meeting_id}/items/{item_id}/groups", response=GroupsOut, operation_id="use_proposed_groups")
def use_proposal(
    request: HttpRequest, meeting_id: UUID, item_id: UUID, said: UseProposalIn, key: Key = None
) -> dict[str, Any]:
    """Write a proposal into the groups."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    work = _work_of(meeting_id, item_id, by)
    _require_one(said.number, said.size)
    drafts.once(
        lambda: operations.use_proposal(work=work, **said.dict(), by=by, now=now), client_id=key, by=by, now=now
    )
    return _groups(meeting_id, work, by)


@router.post("/meetings/{meeting_id}/items/{item_id}/groups/moves", response=GroupsOut, operation_id="arrange_groups")
def arrange(request: HttpRequest, meeting_id: UUID, item_id: UUID, said: ArrangeIn) -> dict[str, Any]:
    """Move people between the groups; name chairs, helicopters, rooms, and the minutes of the first round."""
    by = request.auth  # type: ignore[attr-defined]
    work = _work_of(meeting_id, item_id, by)
    arrangement = _arrangement(work, said, by)
    operations.arrange(work=work, arrangement=arrangement, seen=said.seen, by=by, now=clock.now())
    return _groups(meeting_id, work, by)


def _work_of(meeting_id: UUID, item_id: UUID, by: Person) -> AgendaItem:
    """The group work, if the person may see it; no other item has groups."""
    work = item_of(meeting_id, item_id, by)
    if work.behaviour != Behaviour.GROUPS:
        raise Http404
    return work


def _plan_of(meeting_id: UUID, item_id: UUID, by: Person) -> tuple[Meeting, AgendaItem]:
    work = _work_of(meeting_id, item_id, by)
    permissions.require_plans(by, work.meeting)
    policies.require_plannable(work.meeting)
    return work.meeting, work


def _require_one(number: int | None, size: int | None) -> None:
    if (number is None) == (size is None):
        raise Invalid(_("Ask for a number of groups or for people in each, one of them."), field="number")


def _arrangement(work: AgendaItem, said: ArrangeIn, by: Person) -> operations.Arrangement:
    """What was said, with the rows it names; an unknown one is nothing that is here."""
    named = {one.group for one in said.groups} | {one.group for one in said.seats if one.group}
    groups = {group.pk: group for group in AgendaItem.objects.filter(parent=work, pk__in=named)}
    if groups.keys() != named:
        raise Http404
    ids = {one.person for one in said.seats} | {
        one for group in said.groups for one in (group.chair, group.helicopter) if one
    }
    people = {one.pk: one for one in people_of(list(ids), by)}

    def said_of(name: str) -> list[tuple[AgendaItem, Any]]:
        return [(groups[one.group], getattr(one, name)) for one in said.groups if name in one.model_fields_set]

    return operations.Arrangement(
        seats={people[one.person]: groups[one.group] if one.group else None for one in said.seats},
        chairs={group: people[one] if one else None for group, one in said_of("chair")},
        helicopters={group: people[one] if one else None for group, one in said_of("helicopter")},
        rooms=dict(said_of("room")),
        round_minutes=said.round_minutes,
    )


def _groups(meeting_id: UUID, work: AgendaItem, by: Person) -> dict[str, Any]:
    """The group work as GroupsOut reads it."""
    table = queries.table_of(meeting_of(meeting_id, by), work)
    minutes, first = table.work.minutes, table.work.item.round_minutes
    return {
        "groups": [_group(table, group) for group in table.groups],
        "unseated": _seated(table.unseated),
        "minutes": minutes,
        "round_minutes": first,
        "dialogue_minutes": minutes - (first or 0),
        "seen": table.seen,
    }


def _group(table: Table, group: TimedItem) -> dict[str, Any]:
    return {
        "id": group.item.pk,
        "label": group.item.label,
        "room": group.item.room,
        "sitting": _seated(table.sitting(group)),
        "chairs": group.people(ItemRole.CHAIR),
        "helicopters": group.people(ItemRole.HELICOPTER),
    }


def _proposal(proposed: Proposed) -> dict[str, Any]:
    return {
        "groups": [
            {
                "id": group.item.pk if group.item else None,
                "label": group.label,
                "sitting": _seated(group.sitting),
                "staying": list(group.staying),
            }
            for group in proposed.groups
        ],
        "leaving": [group.item.pk for group in proposed.leaving],
        "missing": [one.person for one in proposed.missing],
        "remarks": list(proposed.remarks),
        "seen": proposed.seen,
    }


def _seated(people: Iterable[Attendee]) -> list[dict[str, Any]]:
    return [{"person": one.person, "about": one.about, "is_coming": one.is_coming} for one in people]
