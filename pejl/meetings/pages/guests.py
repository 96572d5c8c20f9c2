"""A guest's way in: a link from a mail, opened once by pressing a button, and from then on one browser's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pejl.foundation import clock
from pejl.foundation.login import doors
from pejl.foundation.login.operations.guesses import Wait, take
from pejl.foundation.notices.operations import in_language_of
from pejl.foundation.refusals import Refusal
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Token
from pejl.meetings import ical, operations, queries
from pejl.meetings.forms import AnswerInvitation
from pejl.meetings.models import GuestLink, Participant
from pejl.meetings.pages.answering import brief, gone, hidden, to_link
from pejl.meetings.pages.finding import METHODS, go

Shown = Callable[[GuestLink], HttpResponse]


@login_not_required
@require_http_methods(METHODS)
def guest(request: HttpRequest) -> HttpResponse:
    """A link from a mail: first asks, then opens it. Programs that check mails press no buttons."""
    secret, now = _secret(request), clock.now()

    def answer(link: GuestLink) -> HttpResponse:
        if _is_known_here(request, link, now):
            return go("links:guest_meeting", link.pk)
        if link.opened_at is None and request.method == "POST":
            return _open(request, link, secret, now)
        context = {"link": secret, "meeting": link.participant.meeting, "is_used": link.opened_at is not None}
        return render(request, "meetings/guest_link.html", context)

    return _by_secret(request, secret, now, answer)


@login_not_required
@require_POST
def new_guest_link(request: HttpRequest) -> HttpResponse:
    """Have another link sent to the address that the meeting leaders know; who asks never sees which."""
    secret, now = _secret(request), clock.now()

    def answer(link: GuestLink) -> HttpResponse:
        try:
            take(doors=_doors(request, link), now=now)
        except Wait as wait:
            return render(request, "meetings/wait.html", {"sentence": wait.message}, status=wait.http_status)
        operations.send_new_guest_link(link=link, now=now)
        return render(request, "meetings/guest_link_sent.html")

    return _by_secret(request, secret, now, answer)


@login_not_required
@require_safe
def guest_meeting(request: HttpRequest, guest_link_id: UUID) -> HttpResponse:
    """All that a guest needs for the meeting, and nothing else of the job centre."""

    def answer(link: GuestLink) -> HttpResponse:
        participant = _whole(link)
        context = brief(participant) | {"link": link, "until": queries.holds_until(participant.meeting)}
        return render(request, "meetings/guest.html", context)

    return _by_browser(request, guest_link_id, answer)


@login_not_required
@require_POST
def guest_reply(request: HttpRequest, guest_link_id: UUID) -> HttpResponse:
    """A guest says that they come, or do not."""

    def answer(link: GuestLink) -> HttpResponse:
        form = AnswerInvitation(request.POST)
        if form.is_valid():
            guest, said = link.participant, form.cleaned_data["reply"]
            try:
                operations.reply(meeting=guest.meeting, reply=said, by=guest.person, now=clock.now())
            except Refusal as refusal:
                return render(request, "meetings/wait.html", {"sentence": refusal.message}, status=refusal.http_status)
        return go("links:guest_meeting", link.pk)

    return _by_browser(request, guest_link_id, answer)


@login_not_required
@require_safe
def guest_calendar(request: HttpRequest, guest_link_id: UUID) -> HttpResponse:
    """The meeting for the guest's own calendar."""

    def answer(link: GuestLink) -> HttpResponse:
        participant = _whole(link)
        file = ical.file_for(participant.meeting, participant.person, method=ical.REQUEST, now=clock.now())
        if file is None:
            return gone(request)
        response = HttpResponse(file, content_type="text/calendar; method=REQUEST; charset=utf-8")
        response.headers["Content-Disposition"] = 'attachment; filename="moede.ics"'
        return response

    return _by_browser(request, guest_link_id, answer)


def _by_secret(request: HttpRequest, secret: str, now: datetime, answer: Shown) -> HttpResponse:
    space_id = Token.space_in(secret)
    if space_id is None:
        return gone(request)
    with scopes.scope(space_id, read_only=request.method != "POST"):
        return _in_language(request, queries.guest_link(secret, now=now), answer)


def _by_browser(request: HttpRequest, link_id: UUID, answer: Shown) -> HttpResponse:
    space_id, browser = _from_cookie(request, link_id)
    if space_id is None:
        return gone(request)
    with scopes.scope(space_id, read_only=request.method != "POST"):
        return _in_language(request, queries.opened_link(link_id, browser, now=clock.now()), answer)


def _in_language(request: HttpRequest, link: GuestLink | None, answer: Shown) -> HttpResponse:
    if link is None:
        return gone(request)
    with in_language_of(link.participant.person):
        return hidden(answer(link))


def _open(request: HttpRequest, link: GuestLink, secret: str, now: datetime) -> HttpResponse:
    browser = operations.open_guest_link(link=link, now=now)
    if browser is None:
        return to_link("links:guest", secret)
    response = go("links:guest_meeting", link.pk)
    response.set_cookie(
        _cookie(link.pk),
        f"{link.space_id.hex}.{browser}",
        expires=queries.holds_until(link.participant.meeting),
        path="/gaest/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _is_known_here(request: HttpRequest, link: GuestLink, now: datetime) -> bool:
    _space, browser = _from_cookie(request, link.pk)
    return queries.opened_link(link.pk, browser, now=now) is not None


def _from_cookie(request: HttpRequest, link_id: UUID) -> tuple[UUID | None, str]:
    """The space and the browser's secret that this browser was given for the link."""
    space, _dot, browser = request.COOKIES.get(_cookie(link_id), "").partition(".")
    try:
        return UUID(hex=space), browser
    except ValueError:
        return None, ""


def _cookie(link_id: UUID) -> str:
    """One for each link: a guest may be asked to several meetings."""
    return f"{'__Secure-' if settings.SESSION_COOKIE_SECURE else ''}pejl_guest_{link_id.hex[:12]}"


def _secret(request: HttpRequest) -> str:
    return request.POST.get("link") or request.GET.get("link", "")


def _whole(link: GuestLink) -> Participant:
    """The participant with the meeting and all that its page shows."""
    participant = link.participant
    participant.meeting = queries.whole(participant.meeting_id)
    return participant


def _doors(request: HttpRequest, link: GuestLink) -> list[Any]:
    network = doors.Door(doors.RESET_NETWORK, doors.network_of(request))
    return [doors.Door(doors.RESET, f"guest:{link.participant_id}"), network]
