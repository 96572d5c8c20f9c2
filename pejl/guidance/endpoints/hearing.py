"""Hearings: opening and ending one, what is said in it, and what is answered."""

# No postponed annotations here: ninja reads them through `paginate`, where their names would be unknown.
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Schema, Status
from ninja.pagination import paginate

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.privacy.schemas import GuardedSchema, OptionalWords, WordsText
from pejl.guidance import operations, permissions, queries
from pejl.guidance.endpoints.routing import router
from pejl.guidance.endpoints.schemas import ColleagueOut, Key, version_of
from pejl.guidance.models import Comment, Hearing, HearingParty, Version
from pejl.organisation import queries as organisation

_HEARING = "/products/{product_id}/versions/{number}/hearing"


class HearingIn(GuardedSchema):
    """Who is asked, until when, and what the authors want to know; a unit is those who belong to it today."""

    people: list[UUID] = []
    units: list[UUID] = []
    closes_on: date
    asks: OptionalWords = ""


class LastDayIn(Schema):
    """Another last day."""

    closes_on: date


class HearingOut(Schema):
    """A hearing and who was asked."""

    id: UUID
    asks: str
    closes_on: date
    opened_by: ColleagueOut
    opened_at: datetime
    closed_at: datetime | None
    parties: list[ColleagueOut]

    @staticmethod
    def resolve_parties(hearing: Any) -> list[Any]:
        """Who was asked, by name."""
        return [party.person for party in _parties_of(hearing)]


class CommentIn(GuardedSchema):
    """What is said, of one block by its lineage or of all of it."""

    text: WordsText
    lineage: UUID | None = None


class CommentChangeIn(GuardedSchema):
    """A comment said otherwise; ``expected_edit`` is the comment's as it was read."""

    text: WordsText
    expected_edit: int


class AnswerIn(GuardedSchema):
    """What is answered; ``expected_edit`` is that of the answer which was read, or none where there was none."""

    text: WordsText
    is_followed: bool
    expected_edit: int | None = None


class AnswerOut(Schema):
    """What the authors answered."""

    text: str
    is_followed: bool
    by: ColleagueOut
    at: datetime
    edit: int


class CommentOut(Schema):
    """What was said, with its answer."""

    id: UUID
    lineage: UUID | None
    text: str
    by: ColleagueOut
    at: datetime
    edit: int
    answer: AnswerOut | None

    @staticmethod
    def resolve_answer(comment: Comment) -> Any:
        """Nothing while it waits."""
        return getattr(comment, "answer", None)


@router.post(_HEARING, response={201: HearingOut}, operation_id="open_hearing")
def open_hearing(
    request: HttpRequest, product_id: UUID, number: int, said: HearingIn, key: Key = None
) -> Status[Hearing]:
    """Lay the draft as it stands before colleagues."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    draft = version_of(request, product_id, number)
    permissions.require_author(by, draft.product)
    people = [get_object_or_404(organisation.colleagues(), pk=one) for one in said.people]
    units = [get_object_or_404(organisation.units(clock.today()), pk=one) for one in said.units]
    drafts.once(
        lambda: operations.open_hearing(
            version=draft, people=people, units=units, closes_on=said.closes_on, asks=said.asks, by=by, now=now
        ),
        client_id=key,
        by=by,
        now=now,
    )
    return Status(201, queries.hearings_of(draft)[0])


@router.get(_HEARING, response=HearingOut, operation_id="get_hearing")
def get_hearing(request: HttpRequest, product_id: UUID, number: int) -> Hearing:
    """The newest hearing of a version."""
    return _newest(request, product_id, number)


@router.put(_HEARING, response=HearingOut, operation_id="extend_hearing")
def extend_hearing(request: HttpRequest, product_id: UUID, number: int, said: LastDayIn) -> Hearing:
    """Give it another last day, or open it again."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    hearing = _newest(request, product_id, number)
    return operations.extend_hearing(hearing=hearing, closes_on=said.closes_on, by=by, now=now)


@router.delete(_HEARING, response=HearingOut, operation_id="close_hearing")
def close_hearing(request: HttpRequest, product_id: UUID, number: int) -> Hearing:
    """End it before its last day."""
    hearing = _newest(request, product_id, number)
    return operations.close_hearing(hearing=hearing, by=request.auth, now=clock.now())  # type: ignore[attr-defined]


@router.get(_HEARING + "/comments", response=list[CommentOut], operation_id="list_comments")
@paginate
def list_comments(request: HttpRequest, product_id: UUID, number: int) -> Any:
    """What was said of a version in all its hearings, with the answers."""
    hearing = _newest(request, product_id, number)
    return queries.comments_in(queries.hearings_of(hearing.version))


@router.post(_HEARING + "/comments", response={201: CommentOut}, operation_id="comment_on_version")
def comment(request: HttpRequest, product_id: UUID, number: int, said: CommentIn, key: Key = None) -> Status[Comment]:
    """Say something of a block, or of all of it."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    hearing = _newest(request, product_id, number)
    comment_id = drafts.once(
        lambda: operations.comment(hearing=hearing, lineage=said.lineage, text=said.text, by=by, now=now),
        client_id=key,
        by=by,
        now=now,
    )
    return Status(201, _comments().get(pk=comment_id))


@router.put("/hearing-comments/{comment_id}", response=CommentOut, operation_id="change_comment")
def change_comment(request: HttpRequest, comment_id: UUID, said: CommentChangeIn) -> Comment:
    """Say it otherwise, while the hearing is open and nobody has answered."""
    comment = _comment_of(request, comment_id)
    return operations.change_comment(comment=comment, by=request.auth, now=clock.now(), **said.dict())  # type: ignore[attr-defined]


@router.delete("/hearing-comments/{comment_id}", response={204: None}, operation_id="withdraw_comment")
def withdraw_comment(request: HttpRequest, comment_id: UUID) -> Status[None]:
    """Take an own comment back."""
    comment = _comment_of(request, comment_id)
    operations.withdraw_comment(comment=comment, by=request.auth, now=clock.now())  # type: ignore[attr-defined]
    return Status(204, None)


@router.put("/hearing-comments/{comment_id}/answer", response=CommentOut, operation_id="answer_comment")
def answer_comment(request: HttpRequest, comment_id: UUID, said: AnswerIn) -> Comment:
    """Say what comes of a comment, and why."""
    comment = _comment_of(request, comment_id)
    operations.answer_comment(comment=comment, by=request.auth, now=clock.now(), **said.dict())  # type: ignore[attr-defined]
    found: Comment = _comments().get(pk=comment_id)
    return found


def _newest(request: HttpRequest, product_id: UUID, number: int) -> Hearing:
    """The newest hearing of a version, for those who were asked and the authors; 404 where there is none."""
    found = queries.hearings_of(version_of(request, product_id, number))
    if not found:
        raise Http404
    if not any(permissions.may_read_hearing(request.auth, one) for one in found):  # type: ignore[attr-defined]
        permissions.require_may_read_hearing(request.auth, found[0])  # type: ignore[attr-defined]
    return found[0]


def _parties_of(hearing: Hearing) -> list[HearingParty]:
    asked = HearingParty.objects.filter(hearing=hearing).select_related("person")
    return list(asked.order_by("person__name_sort"))


def _comments() -> Any:
    return Comment.objects.select_related("by", "answer__by", "hearing__version__product__kind")


def _comment_of(request: HttpRequest, comment_id: UUID) -> Comment:
    seen = Version.objects.visible_to(request.auth).values("pk")  # type: ignore[attr-defined]
    comment: Comment = get_object_or_404(_comments().filter(hearing__version__in=seen), pk=comment_id)
    permissions.require_may_read_hearing(request.auth, comment.hearing)  # type: ignore[attr-defined]
    return comment
