"""Coming in and going out. These are the only pages that sign anybody in, the demonstration's apart (decision 14)."""

from __future__ import annotations

import json
import logging
from typing import Any

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn.internal import auth as passkeys
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from pejl.foundation import clock
from pejl.foundation.login import carrying, doors, factors
from pejl.foundation.login.forms import Code, SignIn
from pejl.foundation.login.middleware import reachable_with_short_password
from pejl.foundation.login.operations.factors import use_code
from pejl.foundation.login.operations.guesses import Failed, Wait, guess
from pejl.foundation.tenancy.models import Account

logger = logging.getLogger("pejl.login")
"""Who came in and which door was tried in vain: ids only, never an address or what was typed."""


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """By e-mail address and password; the second step follows where there is one."""
    if request.user.is_authenticated:
        return redirect(_next(request))
    form = SignIn(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        account = _recognised(request, form)
        if account is not None:
            return _take_steps(request, account)
    return _sign_in_page(request, form)


def _recognised(request: HttpRequest, form: SignIn) -> Account | None:
    """Whose address and password these are; the same work, words and time for an address that nobody has."""
    email, password = form.cleaned_data["email"], form.cleaned_data["password"]
    account = Account.objects.filter(email=email).first()
    tried = doors.of_account(request, doors.PASSWORD, email, account)
    try:
        with guess(doors=tried, now=clock.now()):
            if not (account or Account()).check_password(password):
                raise Failed
            return account
    except Wait as wait:
        form.add_error(None, wait.message)
        return None
    logger.warning("A wrong password, for account %s", account.pk if account else "of nobody")
    form.add_error(None, _("E-mail and password do not go together. Look at both, or choose a new password."))
    return None


def _take_steps(request: HttpRequest, account: Account) -> HttpResponse:
    clear_login(request)
    login = Login(user=account, email=account.email, redirect_url=_next(request))
    response = perform_password_login(request, {"email": account.email}, login)
    if request.user.is_authenticated:
        return _welcome(request, response)
    sealed = request.POST.get(carrying.FIELD, "")
    return _second_step_page(request, account, Code(), sealed) if sealed and account.is_active else response


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
@login_stage_required(stage=AuthenticateStage.key, redirect_urlname="account_login")  # type: ignore[untyped-decorator]
def second_step(request: HttpRequest) -> HttpResponse:
    """A code from the app, a recovery code, or a passkey."""
    stage = request._login_stage  # type: ignore[attr-defined]  # noqa: SLF001 -- how allauth hands it over
    account: Account = stage.login.user
    form = Code(request.POST if "code" in request.POST or "credential" in request.POST else None)
    if form.is_bound:
        factor = _proved(request, account, form)
        if factor is not None:
            post_authentication(request, factor)
            return _welcome(request, stage.exit())
    return _second_step_page(request, account, form, request.POST.get(carrying.FIELD, ""))


def _proved(request: HttpRequest, account: Account, form: Code) -> Authenticator | None:
    now = clock.now()
    try:
        with guess(doors=doors.of_account(request, doors.CODE, account.email, account), now=now):
            factor = _by_passkey(request, account) if request.POST.get("credential") else None
            if factor is None and form.is_valid():
                factor = use_code(account=account, code=form.cleaned_data["code"], now=now)
            if factor is None:
                raise Failed
            return factor
    except Wait as wait:
        form.errors.clear()
        form.add_error(None, wait.message)
        return None
    logger.warning("A wrong second step, for account %s", account.pk)
    form.errors.clear()
    form.add_error("code", _("This code does not work. Write the newest one; each works once."))
    return None


def _by_passkey(request: HttpRequest, account: Account | None) -> Authenticator | None:
    """The passkey that answered the question asked last; None for none of the account's."""
    try:
        credential = json.loads(request.POST.get("credential", ""))
        passkeys.parse_authentication_response(credential)
        account = account or passkeys.extract_user_from_response(credential)
        return passkeys.complete_authentication(account, credential)
    except (ValueError, TypeError, AttributeError, KeyError, ValidationError):
        return None


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def passkey(request: HttpRequest) -> HttpResponse:
    """Asked for: the question a passkey is to answer. Sent: its answer, which is both steps in one."""
    if request.method != "POST":
        return JsonResponse(_question(None))
    try:
        network = doors.Door(doors.NETWORK, doors.network_of(request))
        with guess(doors=[network], now=clock.now()):
            factor = _by_passkey(request, None)
            if factor is None:
                raise Failed
            login = Login(user=factor.user, email=factor.user.email, redirect_url=_next(request))
            return _welcome(request, perform_passwordless_login(request, factor, login))
    except Wait as wait:
        return _sign_in_page(request, _refused(wait.message))
    return _sign_in_page(request, _refused(_("This passkey is not known here. Sign in with your password.")))


def _refused(sentence: str) -> SignIn:
    """The form as it was, and why a passkey did not open."""
    form = SignIn({})
    form.errors.clear()
    form.add_error(None, sentence)
    return form


@login_not_required
@reachable_with_short_password
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ask; then end the session on the server. What the browser keeps of unsent text goes with it (decision 19)."""
    if request.method == "POST":
        logout(request)
        answer = redirect(settings.LOGIN_URL)
        answer.headers["Clear-Site-Data"] = '"storage"'
        return answer
    return render(request, "account/logout.html") if request.user.is_authenticated else redirect(settings.LOGIN_URL)


@login_not_required
@require_safe
def closed_signup(request: HttpRequest) -> HttpResponse:
    """Nobody signs up by themselves."""
    return render(request, "account/signup_closed.html")


@login_not_required
@require_safe
def inactive(request: HttpRequest) -> HttpResponse:
    """The password was right, and the access is closed."""
    return render(request, "account/account_inactive.html")


def _welcome(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """On to where the person wanted; with what came too late, first to that. This browser is known from now on."""
    if not request.user.is_authenticated:
        return response
    logger.info("Signed in: account %s", request.user.pk)
    carried = carrying.for_account(request.POST.get(carrying.FIELD, ""), str(request.user.pk))
    if carried is not None:
        response = render(request, "account/carried.html", {"carried": carried, "next": _next(request)})
    doors.remember_device(request, response, request.user)
    return response


def _sign_in_page(request: HttpRequest, form: SignIn) -> HttpResponse:
    sealed = request.POST.get(carrying.FIELD, "")
    context = {"form": form, "sealed": sealed, "carried": carrying.opened(sealed) if sealed else None}
    return render(request, "account/login.html", {**context, "next": _next(request)})


def _second_step_page(request: HttpRequest, account: Account, form: Code, sealed: str) -> HttpResponse:
    kinds = {factor.type for factor in factors.second_factors(account)}
    context: dict[str, Any] = {"form": form, "sealed": sealed, "next": _next(request), "kinds": kinds}
    if factors.Kind.WEBAUTHN in kinds:
        context["question"] = json.dumps(_question(account))
    return render(request, "account/second_step.html", context)


def _question(account: Account | None) -> dict[str, Any]:
    question: dict[str, Any] = passkeys.begin_authentication(account)
    return question


def _next(request: HttpRequest) -> str:
    """Where the person wanted to go, if it is a page of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours and wanted.startswith("/") else settings.LOGIN_REDIRECT_URL
