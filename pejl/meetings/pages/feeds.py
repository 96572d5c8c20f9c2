"""Calendars that one subscribes to: where they are made and closed, and what a calendar program fetches."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pejl.foundation import clock
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Token
from pejl.meetings import ical, operations, permissions, queries
from pejl.meetings.forms import Subscribe
from pejl.meetings.models import Feed
from pejl.meetings.pages.finding import METHODS, go, posted
from pejl.organisation.models import Unit


@require_http_methods(METHODS)
def subscriptions(request: HttpRequest) -> HttpResponse:
    """My calendar: the addresses that I have made, and making one. A new one is shown once."""
    form = Subscribe(posted(request), units=_units(request))
    made = ""
    if form.is_bound and form.is_valid():
        unit = form.cleaned_data["unit"]
        with form.refusing(otherwise="unit"):
            _feed, secret = operations.subscribe(unit=unit, by=request.person, now=clock.now())
            made = f"{settings.PEJL_ADDRESS}{reverse('links:feed', args=[secret])}"
    context: dict[str, Any] = {"feeds": queries.feeds_of(request.person), "form": form, "made": made}
    return render(request, "meetings/subscriptions.html", context, status=422 if form.errors else 200)


@require_POST
def revoke_feed(request: HttpRequest, feed_id: UUID) -> HttpResponse:
    """Close an address."""
    feed = get_object_or_404(Feed.objects.visible_to(request.person), pk=feed_id)
    operations.revoke_feed(feed=feed, by=request.person, now=clock.now())
    messages.success(request, _("The address is closed. The calendar there is updated no more."))
    return go("links:subscriptions")


@login_not_required
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar itself, for a program that has its address: no one is signed in."""
    space_id, now = Token.space_in(secret), clock.now()
    if space_id is None:
        raise Http404
    with scopes.scope(space_id, read_only=True):
        found = queries.feed_with(secret)
        if found is None:
            raise Http404
        file = ical.feed_for(found, now=now, today=clock.today())
    # Where somebody is signed in, a request that reads cannot write; calendar programs are not.
    if not request.user.is_authenticated and found.fetched_on != clock.today():
        with scopes.scope(space_id):
            operations.note_fetched(feed_id=found.pk, today=clock.today())
    return _unless_known(request, file)


def _unless_known(request: HttpRequest, file: bytes) -> HttpResponse:
    """The file, or that it is the one that the program has.

    By a hash of what is in it: no moment of change is known for all that can change it.
    """
    response = HttpResponse(file, content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["ETag"] = f'"{hashlib.sha256(file).hexdigest()}"'
    answer = get_conditional_response(request, etag=response.headers["ETag"], response=response) or response
    answer.headers.setdefault("Cache-Control", "private, no-cache")
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def _units(request: HttpRequest) -> Any:
    person = request.person  # type: ignore[attr-defined]
    if person.is_guest:
        return Unit.objects.none()
    return Unit.objects.filter(pk__in=permissions.units_of(person, clock.today())).by_name()
