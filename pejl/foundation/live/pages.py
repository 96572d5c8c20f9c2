"""Who may follow what: asked by the server itself before it opens a stream (``pejl.wiring.server``)."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from pejl.foundation.live.reading import view_of
from pejl.foundation.live.waking import key_of, key_of_account

# topic/view@number
WANTED = re.compile(r"(?P<topic>[a-z]+:[0-9a-f-]{1,40})/(?P<view>[a-z]+)@(?P<number>[0-9]{1,12})")
MOST_FOLLOWED = 20  # by one browser


@login_not_required
@require_safe
def follow(request: HttpRequest) -> HttpResponse:
    """``?follow=topic/view@number``, as often as wanted: what of it the person may follow, since when, and what not.

    401 where nothing of it is for strangers, 404 where it is not for this person. What a stranger may follow, as with
    a short code from the wall, the view of the topic decides.
    """
    wanted = request.GET.getlist("follow")
    found = {one: told for one in wanted[:MOST_FOLLOWED] if (told := _admitted(request, one)) is not None}
    if not found and request.person is None:  # type: ignore[attr-defined]
        return HttpResponse(status=401)
    if not found:
        raise Http404
    refused = [one.rpartition("@")[0] for one in wanted if one not in found]
    told = {"account": key_of_account(request.user.pk), "follows": list(found.values()), "refused": refused}
    return JsonResponse(told, headers={"Cache-Control": "no-store"})


def _admitted(request: HttpRequest, wanted: str) -> dict[str, Any] | None:
    said = WANTED.fullmatch(wanted)
    if said is None:
        return None
    topic = said["topic"]
    try:
        seat = view_of(topic).admit(request, topic, said["view"])
    except KeyError:
        return None
    if seat is None:
        return None
    request.is_there = seat.is_there  # type: ignore[attr-defined]
    key, since = key_of(seat.space_id, topic), int(said["number"])
    return {"key": key, **seat.audience._asdict(), "since": since, "asked": seat.number}
