"""How long one is still signed in, and staying."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from pejl.foundation import clock
from pejl.foundation.login.middleware import reachable_with_short_password
from pejl.foundation.login.sessions import SessionStore


@reachable_with_short_password
@require_safe
def remaining(request: HttpRequest) -> HttpResponse:
    """Seconds that are left; asked by the page itself, which says so in a header and thereby changes nothing."""
    return JsonResponse(left(cast(SessionStore, request.session)))


@reachable_with_short_password
@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """The person is there: the idle time begins anew, as with every page that is asked for (``middleware``)."""
    return HttpResponse(status=204)


def left(session: SessionStore) -> dict[str, int]:
    """Seconds until the session ends if nothing is done, and until it ends whatever is done."""
    now = clock.now()
    return {
        "left": max(0, int((session.ends_at - now).total_seconds())),
        "longest": max(0, int((session.last_end - now).total_seconds())),
    }
