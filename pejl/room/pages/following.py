"""Following without signing in: the code is typed or comes with the address, and opens where the meeting is.

A code is short, so every try counts as a wrong password does, also one that only looks. Whoever has typed it rightly
has a cookie, which spares the counting and nothing else: a code that is taken back opens nothing any more.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from markupsafe import Markup

from pejl.foundation import clock
from pejl.foundation.login import doors
from pejl.foundation.login.operations.guesses import Wait, give_back, take
from pejl.foundation.tenancy import scopes
from pejl.meetings.models import Meeting
from pejl.room import forms, operations, queries
from pejl.room.live import Look, ViewName, followers, html_of
from pejl.room.pages.fetching import meeting_entered
from pejl.room.pages.showing import pressed


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    """Where the code is typed."""
    form = forms.FollowCode(
        request.POST if request.method == "POST" else None, initial={"code": request.GET.get("kode")}
    )
    if not form.is_bound or not form.is_valid():
        return _asked(request, form, status=422 if form.errors else 200)
    code = queries.tidied(form.cleaned_data["code"])
    return _tried(request, code, lambda _space_id: _to(code))


@login_not_required
@require_safe
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """Where the meeting is: no names, no cards, no notes."""
    code = queries.tidied(code)
    known = followers.remembered(request)
    if known is not None and known[1] == code:
        return _shown(request, known[0], code) or _gone(request)
    if request.user.is_authenticated:
        # Where somebody is signed in, a request that reads cannot write, and so not count: one press tells it apart.
        return HttpResponseRedirect(f"{reverse('follow:code')}?kode={code}")
    return _tried(request, code, lambda space_id: _shown(request, space_id, code) or _gone(request))


@require_POST
def following(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The leaders let the meeting be followed, take another code, or let it be followed no more."""
    meeting = meeting_entered(request, meeting_id)
    seen = forms.CodeSeen(request.POST)
    expected = {"expected_code": (seen.cleaned_data["expected_code"] or None) if seen.is_valid() else None}
    deeds: dict[str, Callable[..., Any]] = {
        "renew": partial(operations.renew_following, **expected),
        "close": partial(operations.close_following, **expected),
    }
    deed = next((deeds[name] for name in deeds if name in request.POST), operations.open_following)
    return pressed(request, meeting_id, lambda: deed(meeting=meeting, by=request.person, now=clock.now()))  # type: ignore[attr-defined]


def _tried(request: HttpRequest, code: str, answer: Callable[[UUID], HttpResponse]) -> HttpResponse:
    """Look for a code in the job centres it can be of; the try is counted for its network until it was right."""
    door, now = doors.Door(doors.NETWORK, f"follow:{doors.network_of(request)}"), clock.now()
    try:
        take(doors=[door], now=now)
    except Wait as wait:
        return _hidden(render(request, "meetings/wait.html", {"sentence": wait.message}, status=wait.http_status))
    space_id = _space_of(code, now)
    if space_id is None:
        return _gone(request)
    give_back(door=door, now=now)
    response = answer(space_id)
    followers.remember(response, space_id=space_id, code=code)
    return response


def _space_of(code: str, now: datetime) -> UUID | None:
    for space_id in queries.spaces_marked(code):
        with scopes.scope(space_id, read_only=False):
            if queries.followed_by(code, now=now) is not None:
                return space_id
    return None


def _shown(request: HttpRequest, space_id: UUID, code: str) -> HttpResponse | None:
    now = clock.now()
    with scopes.scope(space_id, read_only=True):
        found = queries.followed_by(code, now=now)
        followed: Meeting | None = queries.meetings_followed(found.pk).first() if found else None
        if followed is None:
            return None
        region = html_of("follow", Look(followed, now), ViewName.FOLLOWER, request)
        context = {"meeting": followed, "view": ViewName.FOLLOWER, "region": Markup(region)}  # noqa: S704 -- a template's
        return _hidden(render(request, "room/follow.html", context))


def _asked(request: HttpRequest, form: forms.FollowCode, *, status: int) -> HttpResponse:
    return _hidden(render(request, "room/follow_code.html", {"form": form}, status=status))


def _gone(request: HttpRequest) -> HttpResponse:
    """The same for a code that never was, one that is taken back, and one whose meeting is over or not today."""
    context = {"form": forms.FollowCode(), "is_gone": True}
    return _hidden(render(request, "room/follow_code.html", context, status=404))


def _to(code: str) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": reverse("follow:meeting", args=[code])})


def _hidden(response: HttpResponse) -> HttpResponse:
    """Neither a browser nor a search engine keeps the page."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "no-store"
    return response
