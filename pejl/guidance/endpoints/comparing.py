"""Two versions beside each other."""

from typing import Annotated
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Query, Schema
from pydantic import Field

from pejl.foundation.formats.wording import Change
from pejl.guidance import queries
from pejl.guidance.endpoints.routing import router
from pejl.guidance.endpoints.schemas import product_of

Number = Annotated[int, Field(ge=1, le=99_999)]


class PieceOut(Schema):
    """Some words in a row with the same fate."""

    change: Change
    text: str


class ComparedFieldOut(Schema):
    """One field in both versions."""

    label: str
    differs: bool
    pieces: list[PieceOut]


class ComparedBlockOut(Schema):
    """A block; ``change`` says whether all of it is new or gone."""

    change: Change
    called: str
    differs: bool
    fields: list[ComparedFieldOut]


class ComparedSectionOut(Schema):
    """The blocks of one part."""

    heading: str
    differs: bool
    blocks: list[ComparedBlockOut]


class ComparisonOut(Schema):
    """What differs from the older version to the newer, in words."""

    before: int
    after: int
    differs: bool
    changes: str
    is_significant: bool
    about: list[ComparedFieldOut]
    sections: list[ComparedSectionOut]


@router.get("/products/{product_id}/comparison", response=ComparisonOut, operation_id="compare_versions")
def compare_versions(
    request: HttpRequest, product_id: UUID, before: Query[Number], after: Query[Number]
) -> dict[str, object]:
    """What changed from one version to another."""
    product = product_of(request, product_id)
    found = queries.comparison(product.pk, person=request.auth, before=before, after=after)  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    newer = found.after
    return {
        "before": found.before.number,
        "after": newer.number,
        "differs": found.differs,
        "changes": newer.changes,
        "is_significant": newer.is_significant,
        "about": found.about,
        "sections": found.sections,
    }
