"""What every page of guidance begins with."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from pejl.foundation import clock
from pejl.foundation.drafts import queries as drafts
from pejl.guidance import queries
from pejl.guidance.models import Product, Version


def product_of(request: HttpRequest, product_id: UUID) -> Product:
    """The product of the address, or 404 for one this person may not see."""
    visible = Product.objects.visible_to(request.person).select_related("kind", "theme")
    return get_object_or_404(visible, pk=product_id)


def draft_of(request: HttpRequest, product_id: UUID) -> Version:
    """The version in the making, or 404 where there is none that this person may see."""
    draft = queries.draft_of(product_id, person=request.person)
    if draft is None:
        raise Http404
    return draft


def uuid_of(text: str) -> UUID:
    """A key that an address or a form names; 404 for what is none."""
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def kept_at(request: HttpRequest, place: str) -> dict[str, str]:
    """What this person typed in a form and has not sent."""
    kept = drafts.at(place, person=request.person)
    return dict(kept.fields) if kept else {}


def number_of(request: HttpRequest, name: str = "version") -> int | None:
    """Which version is asked for by ``?version=n``; 404 for what is no number."""
    asked = request.GET.get(name, "")
    if asked and not (asked.isascii() and asked.isdigit() and len(asked) < 6):
        raise Http404
    return int(asked) if asked else None


def reading_of(request: HttpRequest, product_id: UUID) -> queries.Reading:
    """The version that is asked for as it is read, or 404 for one this person may not see."""
    found = queries.reading(product_id, person=request.person, number=number_of(request), today=clock.today())
    if found is None:
        raise Http404
    return found


def back_to_editor(product_id: UUID, anchor: str, **query: object) -> HttpResponseRedirect:
    """To the draft, at the place with this anchor; 303, so that a reload sends nothing again."""
    address = reverse("guidance:edit", args=[product_id])
    if query:
        address += "?" + "&".join(f"{name}={value}" for name, value in query.items())
    return HttpResponseRedirect(f"{address}#{anchor}" if anchor else address, status=303)
