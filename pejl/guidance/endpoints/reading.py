"""Finding and reading guidance."""

# No postponed annotations here: ninja reads them through `paginate`, where their names would be unknown.
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query
from ninja.pagination import paginate

from pejl.foundation import clock
from pejl.guidance import papers, queries
from pejl.guidance.endpoints.routing import router
from pejl.guidance.endpoints.schemas import (
    CatalogueOut,
    DraftOut,
    Narrowed,
    ProductKindOut,
    ProductOut,
    VersionFullOut,
    full,
    product_of,
)
from pejl.guidance.models import Version
from pejl.guidance.papers import Form


@router.get("/product-kinds", response=list[ProductKindOut], operation_id="list_product_kinds")
@paginate
def list_product_kinds(request: HttpRequest) -> Any:
    """The kinds of products of this job centre, by name."""
    return queries.kinds()


@router.get("/products", response=list[CatalogueOut], operation_id="list_products")
@paginate
def list_products(request: HttpRequest, asked: Query[Narrowed]) -> Any:
    """What is in force, by title, narrowed as on the page."""
    return queries.catalogue(
        request.auth,  # type: ignore[attr-defined]
        title=asked.q,
        kind=asked.kind,
        is_withdrawn_too=asked.withdrawn,
    )


@router.get("/products/drafts", response=list[DraftOut], operation_id="list_my_drafts")
@paginate
def list_my_drafts(request: HttpRequest) -> Any:
    """What I am writing, oldest first."""
    return queries.drafts_of(request.auth).select_related("product__kind")  # type: ignore[attr-defined]


@router.get("/products/{product_id}", response=ProductOut, operation_id="get_product")
def get_product(request: HttpRequest, product_id: UUID) -> dict[str, Any]:
    """A product and its versions, newest first."""
    product = product_of(request, product_id)
    versions = Version.objects.visible_to(request.auth).filter(product=product).newest()  # type: ignore[attr-defined]
    return {
        "id": product.pk,
        "title": product.title,
        "kind": product.kind.name,
        "theme_id": product.theme_id,
        "versions": list(versions),
    }


@router.get("/products/{product_id}/version", response=VersionFullOut, operation_id="read_product")
def read_product(request: HttpRequest, product_id: UUID) -> dict[str, Any]:
    """The version in force, or the newest one may see where none is."""
    return full(request, product_of(request, product_id), None)


@router.get("/products/{product_id}/versions/{number}", response=VersionFullOut, operation_id="get_version")
def get_version(request: HttpRequest, product_id: UUID, number: int) -> dict[str, Any]:
    """One version."""
    return full(request, product_of(request, product_id), number)


@router.get("/products/{product_id}/versions/{number}/pdf", operation_id="print_version")
def print_version(request: HttpRequest, product_id: UUID, number: int) -> HttpResponse:
    """One version on paper."""
    return _paper(request, product_id, number, Form.PDF)


@router.get("/products/{product_id}/versions/{number}/docx", operation_id="print_version_in_word")
def print_version_in_word(request: HttpRequest, product_id: UUID, number: int) -> HttpResponse:
    """One version as a Word file."""
    return _paper(request, product_id, number, Form.WORD)


def _paper(request: HttpRequest, product_id: UUID, number: int, form: Form) -> HttpResponse:
    reading = queries.reading(product_id, person=request.auth, number=number, today=clock.today())  # type: ignore[attr-defined]
    if reading is None:
        raise Http404
    made = papers.guide(reading, today=clock.today(), form=form)
    return HttpResponse(made, content_type=papers.CONTENT_TYPES[form])
