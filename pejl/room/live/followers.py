"""Who follows a meeting by its code: what the browser was given when the code was right."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from pejl.foundation.live.queries import number_of
from pejl.foundation.live.views import Audience, Seat
from pejl.foundation.tenancy import scopes
from pejl.room import queries
from pejl.room.names import ViewName

SALT = "pejl.follow"
LASTS = timedelta(hours=24)


def remember(response: HttpResponse, *, space_id: UUID, code: str) -> None:
    """Let this browser follow by the code without its being a guess each time; the code still decides."""
    response.set_cookie(
        _cookie(),
        signing.dumps({"space": space_id.hex, "code": code}, salt=SALT),
        max_age=LASTS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def remembered(request: HttpRequest) -> tuple[UUID, str] | None:
    """The job centre and the code that this browser followed by last; None where it has none."""
    try:
        told = signing.loads(request.COOKIES.get(_cookie(), ""), salt=SALT, max_age=LASTS)
        return UUID(hex=told["space"]), str(told["code"])
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return None


def seat_of(request: HttpRequest, topic: str, *, now: datetime) -> Seat | None:
    """Where this browser may follow a topic from: that of the meeting whose code it has, while the code holds."""
    known = remembered(request)
    if known is None:
        return None
    space_id, code = known
    with scopes.scope(space_id, read_only=True):
        number = number_of(topic)
        meeting = queries.followed_by(code, now=now)
    if meeting is None or topic != f"meeting:{meeting.pk}":
        return None
    return Seat(space_id, Audience(ViewName.FOLLOWER, translation.get_language() or "da"), number)


def _cookie() -> str:
    return f"{'__Host-' if settings.SESSION_COOKIE_SECURE else ''}pejl_follow"
