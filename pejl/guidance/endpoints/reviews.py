"""Looking over what is in force, and taking on what one answers for."""

# No postponed annotations here: ninja reads them through `paginate`, where their names would be unknown.
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Schema, Status
from ninja.pagination import paginate

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.privacy.schemas import GuardedSchema, OptionalWords, WordsText
from pejl.guidance import operations, queries
from pejl.guidance.endpoints.routing import router
from pejl.guidance.endpoints.schemas import CatalogueOut, ColleagueOut, Key, product_of
from pejl.guidance.models import Review
from pejl.guidance.names import Outcome


class ReviewIn(GuardedSchema):
    """What came of looking it over; withdrawing needs a note, ``next_on`` is for what still holds."""

    outcome: Outcome
    note: OptionalWords = ""
    next_on: date | None = None


class ReviewOut(Schema):
    """A review that was made."""

    id: UUID
    version: int
    outcome: Outcome
    note: str
    due_on: date | None
    next_on: date | None
    by: ColleagueOut
    at: datetime

    @staticmethod
    def resolve_version(review: Review) -> int:
        """The number of the version that was looked over."""
        return review.version.number


class NoIn(GuardedSchema):
    """Why one does not answer for it."""

    words: WordsText


class ResponsibilityOut(Schema):
    """Who answers for a product, and since when that is confirmed."""

    person: ColleagueOut
    deputy: ColleagueOut | None
    confirmed_at: datetime | None


@router.get("/products/reviews/due", response=list[CatalogueOut], operation_id="list_due_reviews")
@paginate
def list_due_reviews(request: HttpRequest) -> Any:
    """What is to be looked over: all of it for those who approve, one's own for others."""
    return queries.due_reviews(request.auth, clock.today())  # type: ignore[attr-defined]


@router.get("/products/{product_id}/reviews", response=list[ReviewOut], operation_id="list_reviews")
@paginate
def list_reviews(request: HttpRequest, product_id: UUID) -> Any:
    """Every review of a product, latest first."""
    return queries.reviews_of(product_of(request, product_id))


@router.post("/products/{product_id}/reviews", response={201: ReviewOut}, operation_id="review_product")
def review(request: HttpRequest, product_id: UUID, said: ReviewIn, key: Key = None) -> Status[Review]:
    """Say that what is in force still holds, is being corrected, or is withdrawn."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    version = queries.standing_of(product_of(request, product_id))
    if version is None:
        raise Http404
    review_id = drafts.once(
        lambda: operations.review(version=version, by=by, now=now, **said.dict()), client_id=key, by=by, now=now
    )
    return Status(201, Review.objects.select_related("version", "by").get(pk=review_id))


@router.put("/products/{product_id}/responsibility", response=ResponsibilityOut, operation_id="confirm_responsibility")
def confirm(request: HttpRequest, product_id: UUID) -> Any:
    """Say yes to answering for it."""
    product = product_of(request, product_id)
    return operations.confirm_responsibility(product=product, by=request.auth, now=clock.now())  # type: ignore[attr-defined]


@router.post(
    "/products/{product_id}/responsibility/no", response=ResponsibilityOut, operation_id="decline_responsibility"
)
def decline(request: HttpRequest, product_id: UUID, said: NoIn) -> Any:
    """Say no, and why: who named one hears of it and answers for it until somebody else does."""
    product, by = product_of(request, product_id), request.auth  # type: ignore[attr-defined]
    return operations.decline_responsibility(product=product, words=said.words, by=by, now=clock.now())
