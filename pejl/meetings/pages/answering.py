"""Answering an invitation by the link in its mail: without signing in, in whatever browser."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from pejl.foundation import clock
from pejl.foundation.login import doors
from pejl.foundation.login.operations.guesses import Failed, Wait, guess
from pejl.foundation.notices.operations import in_language_of
from pejl.foundation.refusals import Refusal
from pejl.foundation.tenancy import scopes
from pejl.meetings import operations, queries
from pejl.meetings.forms import AnswerInvitation
from pejl.meetings.models import Participant
from pejl.meetings.operations.answering import opened
from pejl.meetings.pages.finding import METHODS


@login_not_required
@require_http_methods(METHODS)
def answer(request: HttpRequest) -> HttpResponse:
    """The meeting in brief and two answers. Looking at it answers nothing: programs that check mails follow links."""
    seal, now = request.POST.get("link") or request.GET.get("link", ""), clock.now()
    try:
        named = _opened(request, seal, now)
    except Wait as wait:
        return hidden(render(request, "meetings/wait.html", {"sentence": wait.message}, status=wait.http_status))
    return gone(request) if named is None else hidden(_within(request, *named, seal, now))


def gone(request: HttpRequest) -> HttpResponse:
    """The same for a link that never was, one that has been, and one whose meeting has begun or is called off."""
    return hidden(render(request, "meetings/link_gone.html", status=404))


def _opened(request: HttpRequest, seal: str, now: datetime) -> tuple[UUID, UUID] | None:
    """What the link names. Only what is sent counts as a guess: a look at a link that nobody made changes nothing."""
    if request.method != "POST":
        return opened(seal)
    with guess(doors=[doors.Door(doors.NETWORK, f"answer:{doors.network_of(request)}")], now=now):
        named = opened(seal)
        if named is None:
            raise Failed
        return named
    return None


def _within(request: HttpRequest, space_id: UUID, participant_id: UUID, seal: str, now: datetime) -> HttpResponse:
    with scopes.scope(space_id, read_only=request.method != "POST"):
        participant = queries.asked(participant_id)
        if participant is None:
            return gone(request)
        with in_language_of(participant.person):
            return _answered(request, participant, seal, now)


def _answered(request: HttpRequest, participant: Participant, seal: str, now: datetime) -> HttpResponse:
    form = AnswerInvitation(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            said = form.cleaned_data["reply"]
            operations.reply(meeting=participant.meeting, reply=said, by=participant.person, now=now)
        except Refusal:
            return gone(request)
        return to_link("links:answer", seal)
    return render(request, "meetings/answer.html", brief(participant) | {"link": seal, "form": form})


def brief(participant: Participant) -> dict[str, object]:
    """What somebody who is not signed in sees of the meeting, whoever it is."""
    meeting = participant.meeting
    agenda = queries.agenda_of(meeting)
    return {
        "meeting": meeting,
        "participant": participant,
        "agenda": agenda,
        "ends_at": queries.ends_at(meeting),
        "leaders": queries.leaders_of(meeting),
        "own": queries.own_parts(meeting, agenda).get(participant.person_id, []),
    }


def to_link(page: str, secret: str) -> HttpResponse:
    """To a page by GET, with the secret in the query of its address, where no log keeps it."""
    return HttpResponse(status=303, headers={"Location": f"{reverse(page)}?{urlencode({'link': secret})}"})


def hidden(response: HttpResponse) -> HttpResponse:
    """No search engine keeps the page. Where one came from goes to Pejl only (``SECURE_REFERRER_POLICY``)."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
