"""Asking colleagues to present, and answering. Nothing here lists turns or answers by person."""

# No postponed annotations here: ninja reads them where their names would be unknown.
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Schema, Status
from ninja.pagination import paginate
from pydantic import Field

from pejl.foundation import clock
from pejl.foundation.privacy.schemas import GuardedSchema, OptionalWords
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations, permissions, queries
from pejl.meetings.endpoints.routing import item_of, meeting_of, people_of, router
from pejl.meetings.endpoints.schemas import PersonOut
from pejl.meetings.models import Ask
from pejl.meetings.names import MOST_PROPOSED, AskState, Turn

Words = Annotated[OptionalWords, Field(max_length=2000)]


class Answer(StrEnum):
    """What can be answered to being asked."""

    ACCEPTED = AskState.ACCEPTED
    PASSED_ON = AskState.PASSED_ON
    FIND_ANOTHER = AskState.FIND_ANOTHER
    NOT_NOW = AskState.NOT_NOW


class ItemTurn(StrEnum):
    """The turns that are taken in an item."""

    PRESENTING = Turn.PRESENTING
    CHAIRING = Turn.CHAIRING
    OBSERVING = Turn.OBSERVING


class AskIn(GuardedSchema):
    """Whom to ask, and the leaders' own words."""

    person_id: UUID
    words: Words = ""


class AskAllIn(GuardedSchema):
    """The leaders' own words to everybody who is not asked yet."""

    words: Words = ""


class AnswerIn(GuardedSchema):
    """An answer; ``colleague_id`` is to whom it is passed on. ``expected_version`` is the ask's as it was read."""

    answer: Answer
    words: Words = ""
    colleague_id: UUID | None = None
    expected_version: int


class TakeBackIn(GuardedSchema):
    """The ask as it was read."""

    expected_version: int


class AskFields(Schema):
    """That somebody is asked to present an item."""

    id: UUID
    meeting_id: UUID
    item_id: UUID
    item: str
    person: PersonOut
    state: AskState
    words: str
    answer: str
    passed_from: UUID | None
    asked_by: PersonOut
    asked_at: datetime
    version: int


class AskOut(AskFields):
    """That somebody is asked to present an item. ``passed_from`` is the ask that was passed on, if this one is from a
    colleague.
    """

    @staticmethod
    def resolve_meeting_id(ask: Ask) -> UUID:
        """The item's."""
        return ask.item.meeting_id

    @staticmethod
    def resolve_item(ask: Ask) -> str:
        """What it is called."""
        return ask.item.label

    @staticmethod
    def resolve_passed_from(ask: Ask) -> UUID | None:
        """Its id."""
        return ask.passed_from_id


class AskedOut(AskFields):
    """An ask with what is wanted, when and for how long: also for who is asked for a meeting that is still a draft."""

    meeting: str
    place: str
    starts_at: datetime
    ends_at: datetime
    purpose: str
    prompts: list[str]
    leaders: list[PersonOut]


class ProposalOut(Schema):
    """Somebody whose turn it may be, and why, in words."""

    person: PersonOut
    reason: str


class ProposalsOut(Schema):
    """At most three, longest ago first."""

    proposals: Annotated[list[ProposalOut], Field(max_length=MOST_PROPOSED)]


@router.get("/meetings/{meeting_id}/asks", response=list[AskOut], operation_id="list_asks")
def list_asks(request: HttpRequest, meeting_id: UUID) -> list[Ask]:
    """Who is asked to present at a meeting, for its leaders; everybody else sees the own asks."""
    by = request.auth  # type: ignore[attr-defined]
    return queries.asks_of(meeting_of(meeting_id, by), by)


@router.post("/meetings/{meeting_id}/asks", response={201: list[AskOut]}, operation_id="ask_all_presenters")
def ask_all(request: HttpRequest, meeting_id: UUID, said: AskAllIn) -> Status[list[Ask]]:
    """Ask everybody who is to present and is not asked yet; answers those who were asked now."""
    by = request.auth  # type: ignore[attr-defined]
    meeting = meeting_of(meeting_id, by)
    return Status(201, operations.ask_all_presenters(meeting=meeting, words=said.words, by=by, now=clock.now()))


@router.post("/meetings/{meeting_id}/items/{item_id}/asks", response={201: AskOut}, operation_id="ask_to_present")
def ask_to_present(request: HttpRequest, meeting_id: UUID, item_id: UUID, said: AskIn) -> Status[Ask]:
    """Ask somebody to present an item; who is asked already is not asked twice."""
    by = request.auth  # type: ignore[attr-defined]
    item = item_of(meeting_id, item_id, by)
    permissions.require_leads(by, item.meeting)
    [person] = people_of([said.person_id], by)
    ask = operations.ask_to_present(item=item, person=person, words=said.words, by=by, now=clock.now())
    return Status(201, ask)


@router.get("/meetings/{meeting_id}/items/{item_id}/next", response=ProposalsOut, operation_id="propose_for_turn")
def propose(request: HttpRequest, meeting_id: UUID, item_id: UUID, turn: ItemTurn) -> dict[str, Any]:
    """Whose turn it may be, for the leaders of the meeting: at most three of its people, each with the reason."""
    by = request.auth  # type: ignore[attr-defined]
    item = item_of(meeting_id, item_id, by)
    found = queries.next_for(turn.value, meeting=item.meeting, item=item, by=by, now=clock.now())
    return {"proposals": found}


@router.get("/asks", response=list[AskOut], operation_id="list_own_asks")
@paginate
def list_own_asks(request: HttpRequest) -> Any:
    """What you are asked to present and have not answered, soonest first."""
    by = request.auth  # type: ignore[attr-defined]
    return queries.asks_waiting_for(by, clock.now()).select_related("person", "asked_by", "item__meeting")


@router.get("/asks/{ask_id}", response=AskedOut, operation_id="get_ask")
def get_ask(request: HttpRequest, ask_id: UUID) -> dict[str, Any]:
    """One ask, with what is wanted."""
    by = request.auth  # type: ignore[attr-defined]
    return _asked(_ask_of(ask_id, by))


@router.post("/asks/{ask_id}/answer", response=AskedOut, operation_id="answer_ask")
def answer(request: HttpRequest, ask_id: UUID, said: AnswerIn) -> dict[str, Any]:
    """Say yes, pass it on to a colleague, "find another with me", or not this time."""
    by = request.auth  # type: ignore[attr-defined]
    ask = _ask_of(ask_id, by)
    permissions.require_asked(by, ask)
    colleague = people_of([said.colleague_id], by)[0] if said.colleague_id else None
    operations.answer_ask(
        ask=ask,
        answer=said.answer.value,
        words=said.words,
        colleague=colleague,
        expected_version=said.expected_version,
        by=by,
        now=clock.now(),
    )
    return _asked(_ask_of(ask_id, by))


@router.post("/asks/{ask_id}/withdrawal", response={204: None}, operation_id="take_back_ask")
def take_back(request: HttpRequest, ask_id: UUID, said: TakeBackIn) -> Status[None]:
    """Take an ask back: the person presents no more, and is told."""
    by = request.auth  # type: ignore[attr-defined]
    version = said.expected_version
    operations.take_back_ask(ask=_ask_of(ask_id, by), expected_version=version, by=by, now=clock.now())
    return Status(204, None)


def _ask_of(ask_id: UUID, person: Person) -> Ask:
    seen = Ask.objects.visible_to(person).select_related("person", "asked_by", "item__meeting", "item__parent")
    ask: Ask = get_object_or_404(seen, pk=ask_id)
    return ask


def _asked(ask: Ask) -> dict[str, Any]:
    item, meeting, timed = ask.item, ask.item.meeting, queries.timed(ask.item)
    same = ("id", "person", "state", "words", "answer", "asked_by", "asked_at", "version", "item_id")
    return {
        **{name: getattr(ask, name) for name in same},
        "meeting_id": meeting.pk,
        "item": item.label,
        "passed_from": ask.passed_from_id,
        "meeting": meeting.title,
        "place": meeting.place,
        "starts_at": timed.starts_at,
        "ends_at": timed.ends_at,
        "purpose": item.purpose,
        "prompts": [prompt.text for prompt in queries.prompts_of(item, None)],
        "leaders": queries.leaders_of(meeting),
    }
