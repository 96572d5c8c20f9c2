"""Counting that a product was used, and what stands under its text for who used it."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pejl.foundation import clock
from pejl.foundation.formats import moments
from pejl.guidance import operations, queries
from pejl.guidance.forms import GiveFeedback
from pejl.guidance.pages.finding import kept_at, product_of

COOKIE = "pejl_used"
# What a device remembers of one day; a cookie holds no more than about four thousand characters.
MOST = 50


@require_POST
def use(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Count that it was used today, once a day for each device, and never by whom."""
    version, today = queries.standing_of(product_of(request, product_id)), clock.today()
    if version is None:
        raise Http404
    known = used_on(request, today)
    on_device = today if product_id in known else None
    if operations.use(version=version, on_device=on_device, now=clock.now()):
        messages.success(request, _("Thank you. It is counted, without your name."))
    else:
        messages.info(request, _("It is counted already today."))
    answer = redirect(foot_of(product_id))
    _remember(answer, [product_id, *(one for one in known if one != product_id)][:MOST], today)
    return answer


def used_on(request: HttpRequest, today: date) -> list[UUID]:
    """The products that this device remembers to have counted today, latest first; whoever held it in the hand."""
    try:
        day, *products = str(request.get_signed_cookie(COOKIE, "")).split(".")
        return [UUID(one) for one in products] if day == today.isoformat() else []
    except (BadSignature, ValueError):
        return []


def _remember(answer: HttpResponse, products: list[UUID], today: date) -> None:
    answer.set_signed_cookie(
        COOKIE,
        ".".join([today.isoformat(), *(one.hex for one in products)]),
        expires=moments.local(today + timedelta(days=1), time()),
        path=reverse("guidance:list"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def place_of(product_id: UUID) -> str:
    """Where what is half written to the responsible is kept."""
    return f"guidance:feedback:{product_id}"


def using(request: HttpRequest, reading: queries.Reading, form: GiveFeedback | None) -> dict[str, Any]:
    """What stands under a product in force: the press, colleagues' stories, and the form where it is asked for.

    Only then is it looked up what was left half written: the page itself is read in a hurry.
    """
    product, today = reading.version.product, clock.today()
    place = place_of(product.pk)
    if form is None and "write" in request.GET:
        form = GiveFeedback(initial=kept_at(request, place))
    return {
        "is_counted": product.pk in used_on(request, today),
        "feedback_form": GiveFeedback(initial=kept_at(request, place))
        if form is None and "write" in request.GET
        else form,
        "feedback_place": place,
        "stories": list(queries.stories_of(product, request.person)[:3]),
    }


def foot_of(product_id: UUID) -> str:
    """The address of what stands under the text."""
    return reverse("guidance:show", args=[product_id]) + "#use"
