"""Using a product: counting it, writing to whoever answers for it, and the answers."""

# No postponed annotations here: ninja reads them through `paginate`, where their names would be unknown.
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Schema, Status
from ninja.pagination import paginate
from pydantic import Field

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.privacy.schemas import GuardedSchema, LineText, OptionalWords, WordsText
from pejl.guidance import operations, permissions, queries
from pejl.guidance.endpoints.routing import router
from pejl.guidance.endpoints.schemas import ColleagueOut, Key, product_of, version_of
from pejl.guidance.models import Feedback
from pejl.guidance.names import FeedbackKind, FeedbackOutcome


class UseIn(Schema):
    """The day on which this device last counted the product, as it remembers itself; nobody else does."""

    counted_on: date | None = None


class UseOut(Schema):
    """Whether it was counted; to be remembered by the device as ``on``."""

    is_counted: bool
    on: date


class UsesOut(Schema):
    """At least so many uses by everybody together, in steps of five; null where there are fewer."""

    since_valid: int | None
    recent: int | None


class FeedbackIn(GuardedSchema):
    """What is said, of one block by its lineage or of all of it; only a story can be shared."""

    kind: FeedbackKind
    text: WordsText
    lineage: UUID | None = None
    is_shared: bool = False


class FeedbackAnswerIn(GuardedSchema):
    """The answer and what comes of it; a new theme needs a title and what is needed, for all to read."""

    text: WordsText
    outcome: FeedbackOutcome
    theme_title: Annotated[LineText, Field(max_length=160)] | None = None
    theme_need: OptionalWords = ""


class FeedbackAnswerOut(Schema):
    """What was answered, and what comes of it."""

    text: str
    outcome: FeedbackOutcome
    theme_id: UUID | None
    by: ColleagueOut
    at: datetime


class FeedbackOut(Schema):
    """What a colleague said after using a version."""

    id: UUID
    product_id: UUID
    version: int
    lineage: UUID | None
    kind: FeedbackKind
    text: str
    is_shared: bool
    by: ColleagueOut
    at: datetime
    answer: FeedbackAnswerOut | None

    @staticmethod
    def resolve_product_id(feedback: Feedback) -> UUID:
        """What it is about."""
        return feedback.version.product_id

    @staticmethod
    def resolve_version(feedback: Feedback) -> int:
        """The number of the version that was used."""
        return feedback.version.number

    @staticmethod
    def resolve_answer(feedback: Feedback) -> Any:
        """Nothing while it waits."""
        return getattr(feedback, "answer", None)


@router.post("/products/{product_id}/uses", response=UseOut, operation_id="use_product")
def use(request: HttpRequest, product_id: UUID, said: UseIn) -> UseOut:
    """Count that it was used today, without anybody's name."""
    version = queries.standing_of(product_of(request, product_id))
    if version is None:
        raise Http404
    is_counted = operations.use(version=version, on_device=said.counted_on, now=clock.now())
    return UseOut(is_counted=is_counted, on=clock.today())


@router.get("/products/{product_id}/uses", response=UsesOut, operation_id="get_uses")
def get_uses(request: HttpRequest, product_id: UUID) -> Any:
    """How often the version in force was used, by everybody together."""
    return queries.uses_of(product_of(request, product_id), clock.today())


@router.get("/products/{product_id}/feedback", response=list[FeedbackOut], operation_id="list_feedback")
@paginate
def list_feedback(request: HttpRequest, product_id: UUID) -> Any:
    """What I may read of what was said of a product: what waits first, then newest first."""
    return queries.feedback_on(product_of(request, product_id), request.auth)  # type: ignore[attr-defined]


@router.post(
    "/products/{product_id}/versions/{number}/feedback", response={201: FeedbackOut}, operation_id="give_feedback"
)
def give_feedback(
    request: HttpRequest, product_id: UUID, number: int, said: FeedbackIn, key: Key = None
) -> Status[Feedback]:
    """Ask, correct, say that it did not fit, or tell what it changed."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    version = version_of(request, product_id, number)
    feedback_id = drafts.once(
        lambda: operations.give_feedback(version=version, by=by, now=now, **said.dict()), client_id=key, by=by, now=now
    )
    return Status(201, _feedback().get(pk=feedback_id))


@router.get("/feedback", response=list[FeedbackOut], operation_id="list_waiting_feedback")
@paginate
def list_waiting_feedback(request: HttpRequest) -> Any:
    """What waits for an answer of mine, the oldest first."""
    return queries.feedback_for(request.auth)  # type: ignore[attr-defined]


@router.post("/feedback/{feedback_id}/answer", response={201: FeedbackOut}, operation_id="answer_feedback")
def answer_feedback(
    request: HttpRequest, feedback_id: UUID, said: FeedbackAnswerIn, key: Key = None
) -> Status[Feedback]:
    """Answer once, and say what comes of it."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    feedback = get_object_or_404(_feedback().filter(pk__in=Feedback.objects.visible_to(by)), pk=feedback_id)
    permissions.require_hears_feedback(by, feedback.version.product)
    given = said.dict() | {"theme_title": said.theme_title or ""}
    answer = lambda: operations.answer_feedback(feedback=feedback, by=by, now=now, **given)  # noqa: E731
    drafts.once(answer, client_id=key, by=by, now=now)
    return Status(201, _feedback().get(pk=feedback_id))


def _feedback() -> Any:
    return Feedback.objects.select_related("version__product", "by", "answer__by")
