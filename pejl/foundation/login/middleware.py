"""Who may come in, how long they stay, and what becomes of a form that came too late."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlsplit

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url

from pejl.foundation import clock
from pejl.foundation.login import browsers, carrying, factors
from pejl.foundation.login.forms import SignIn
from pejl.foundation.login.operations.sessions import touch
from pejl.foundation.login.sessions import BROWSER, SYSTEM, SessionStore
from pejl.foundation.tenancy.middleware import READING, Answer
from pejl.foundation.tenancy.models import Account

AUTOMATIC = "Pejl-Automatic"
"""The header of a request that a page sends by itself: nobody did anything, so the idle time goes on."""


def activity_middleware(get_response: Answer) -> Answer:
    """Count the idle time anew after what a person did, and note what browser the session is in.

    A page can say that whoever asks is there without doing anything (``request.is_there``): a meeting is listened to.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path.startswith("/api/") or not request.user.is_authenticated:
            return response
        session = cast(SessionStore, request.session)
        if BROWSER not in session:
            session[BROWSER], session[SYSTEM] = browsers.told(request.headers.get("User-Agent", ""))
        if AUTOMATIC not in request.headers or getattr(request, "is_there", False):
            touch(session=session, now=clock.now())
        return response

    return answer


class PersonRequiredMiddleware:
    """Every page asks for a person unless its view says ``login_not_required``.

    Somebody whose password is too short to stand alone gets no further than the pages that mend that
    (``reachable_with_short_password``).
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Send a stranger to the login; a fragment gets 401, so that the page keeps what was typed."""
        if not getattr(view, "login_required", True):
            return None
        if request.person is not None:  # type: ignore[attr-defined]
            return _what_is_owed(request, view)
        if request.headers.get("HX-Request") or request.content_type == "application/json":
            return HttpResponse(status=401)
        if request.user.is_authenticated:
            return render(request, "errors/no_seat.html", status=403)
        if request.method in READING:
            return redirect_to_login(request.get_full_path())
        return _too_late(request)


def reachable_with_short_password(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """This page helps somebody whose password is too short to stand alone."""
    view.is_reachable_with_short_password = True  # type: ignore[attr-defined]
    return view


def _what_is_owed(request: HttpRequest, view: Callable[..., HttpResponse]) -> HttpResponse | None:
    if getattr(view, "is_reachable_with_short_password", False) or request.path.startswith("/api/"):
        return None
    account = cast(Account, request.user)
    has_stepped_in = settings.PEJL_DEMO and not get_authentication_records(request, account)
    if has_stepped_in or not factors.owes_second(account):
        return None
    if request.headers.get("HX-Request") or request.content_type == "application/json":
        return HttpResponse(status=403)
    return redirect("login:security")


def _too_late(request: HttpRequest) -> HttpResponse:
    """The sign-in page, with what was written in it, or leading back to the form where nothing was."""
    form_page = _written_at(request)
    carried = carrying.of(request)
    if carried is None:
        return redirect_to_login(form_page, f"{resolve_url(settings.LOGIN_URL)}?unsent=1")
    context = {"form": SignIn(), "carried": carried, "sealed": carried.seal(), "next": form_page}
    return render(request, "account/login.html", context, status=401)


def _written_at(request: HttpRequest) -> str:
    """The page of ours whose form was sent: where its draft waits."""
    page = urlsplit(request.headers.get("Referer", ""))
    if page.netloc != request.get_host():
        return settings.LOGIN_REDIRECT_URL
    return page._replace(scheme="", netloc="", fragment="").geturl()
