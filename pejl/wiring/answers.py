"""What a page answers when something is refused or missing."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pejl import __version__
from pejl.foundation.refusals import Refusal


class refusal_middleware:  # noqa: N801 -- named as the other middlewares, which are functions
    """A refusal that no form could take back becomes a page that says it; never a bare error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, failure: Exception) -> HttpResponse | None:
        if not isinstance(failure, Refusal):
            return None
        return render(request, "errors/refused.html", {"sentence": failure.message}, status=failure.http_status)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came from another session, or too late."""
    sentence = _("This form is too old to be sent. Go back, reload the page and send it again: what you wrote is kept.")
    return render(request, "errors/refused.html", {"sentence": sentence}, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 for more text than a form takes."""
    if isinstance(exception, RequestDataTooBig):
        sentence = _("This is more text than a form can send. Send less, or send it as a file.")
        return render(request, "errors/refused.html", {"sentence": sentence}, status=413)
    return render(request, "errors/refused.html", {"sentence": _("Pejl could not read this request.")}, status=400)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403"""
    return render(request, "errors/refused.html", {"sentence": _("You may not do this.")}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, the same for what never was and for what is not yours to see."""
    return render(request, "errors/not_found.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500"""
    return render(request, "errors/server_error.html", status=500)


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether Pejl is ready, and in which version."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"state": "ready", "version": __version__})
