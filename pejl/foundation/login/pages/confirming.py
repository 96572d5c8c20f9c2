"""Asking for the password once more before what guards the account is changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from pejl.foundation import clock
from pejl.foundation.login import doors
from pejl.foundation.login.forms import Confirm
from pejl.foundation.login.middleware import reachable_with_short_password
from pejl.foundation.login.operations.guesses import Failed, Wait, guess
from pejl.foundation.login.sessions import BEGUN
from pejl.foundation.tenancy.models import Account

CONFIRMED = "pejl_confirmed"
HOLDS_SECONDS = 10 * 60
Page = Callable[..., HttpResponse]


def is_confirmed(request: HttpRequest) -> bool:
    """Whether the person has signed in or confirmed within ten minutes. Whoever has no password cannot (the demo)."""
    latest = max(float(request.session.get(name, 0)) for name in (BEGUN, CONFIRMED))
    has_password = cast(Account, request.user).has_usable_password()
    return not has_password or clock.now().timestamp() - latest < HOLDS_SECONDS


def confirmation_required(page: Page) -> Page:
    """The page is for somebody who has just shown that it is them."""

    @wraps(page)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_confirmed(request):
            return page(request, *args, **kwargs)
        wanted = request.path if request.method in ("GET", "HEAD") else reverse("login:security")
        return redirect(f"{reverse('login:confirm')}?{urlencode({'next': wanted})}")

    return guarded


@reachable_with_short_password
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """The password once more."""
    form = Confirm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _is_right(request, form):
        request.session[CONFIRMED] = clock.now().timestamp()
        return redirect(_next(request))
    return render(request, "account/confirm.html", {"form": form, "next": _next(request)})


def _is_right(request: HttpRequest, form: Confirm) -> bool:
    account = cast(Account, request.user)
    try:
        with guess(doors=doors.of_account(request, doors.PASSWORD, account.email, account), now=clock.now()):
            if not account.check_password(form.cleaned_data["password"]):
                raise Failed
            return True
    except Wait as wait:
        form.add_error(None, wait.message)
        return False
    form.add_error("password", _("This is not your password."))
    return False


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    return wanted if is_ours else reverse("login:security")
