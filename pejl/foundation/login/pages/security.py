"""“Sign-in and security”: what guards the account, where it is signed in, and what programs may come in by."""

from __future__ import annotations

import json
from typing import Any, cast
from uuid import UUID

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as passkeys
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pejl.foundation import clock
from pejl.foundation.formats.squares import square
from pejl.foundation.login import factors, queries
from pejl.foundation.login.forms import Code, NewToken, PasskeyName
from pejl.foundation.login.middleware import reachable_with_short_password
from pejl.foundation.login.operations import factors as operations
from pejl.foundation.login.operations import sessions
from pejl.foundation.login.pages.confirming import confirmation_required
from pejl.foundation.refusals import Refusal
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy.models import Account, Token

APP_SECRET = "pejl_app_secret"  # noqa: S105 -- where in the session it waits


@reachable_with_short_password
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """All of it on one page."""
    return render(request, "account/security.html", _shown(request))


@reachable_with_short_password
@require_http_methods(["GET", "HEAD", "POST"])
@confirmation_required
def app(request: HttpRequest) -> HttpResponse:
    """Set up an app that shows codes; the old phone's is then no longer asked."""
    account = _account(request)
    form = Code(request.POST if request.method == "POST" else None)
    secret = request.session.setdefault(APP_SECRET, factors.new_secret())
    if form.is_bound and form.is_valid():
        try:
            codes = operations.add_app(account=account, secret=secret, code=form.cleaned_data["code"], now=clock.now())
        except Refusal as refusal:
            form.add_error("code", refusal.message)
        else:
            del request.session[APP_SECRET]
            return _added(request, codes, _("From now on the app is asked when you sign in."))
    address = get_adapter().build_totp_url(account, secret)
    drawing, size = square(address)
    context = {"form": form, "drawing": drawing, "size": size, "address": address, "secret": _in_groups(secret)}
    return render(request, "account/app.html", context)


@reachable_with_short_password
@require_http_methods(["GET", "HEAD", "POST"])
@confirmation_required
def passkey(request: HttpRequest) -> HttpResponse:
    """Add a passkey: this computer's, a phone's or a key on a ring."""
    account = _account(request)
    form = PasskeyName(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        credential = form.cleaned_data["credential"]
        try:
            _require_answer(credential)
            codes = operations.add_passkey(
                account=account, name=form.cleaned_data["name"], credential=credential, now=clock.now()
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            return _added(request, codes, _("From now on you can sign in with the passkey."))
    question: dict[str, Any] = passkeys.begin_registration(account, True)
    return render(request, "account/passkey.html", {"form": form, "question": json.dumps(question)})


@reachable_with_short_password
@require_POST
@confirmation_required
def codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes, shown on this page and never again."""
    if not factors.has_second(_account(request)):
        raise Http404
    fresh = operations.new_codes(account=_account(request), now=clock.now())
    return render(request, "account/codes.html", {"codes": fresh})


@require_POST
@confirmation_required
def remove(request: HttpRequest) -> HttpResponse:
    """Take one way away."""
    number = request.POST.get("factor", "")
    own = Authenticator.objects.filter(user=_account(request)).exclude(type=factors.Kind.RECOVERY_CODES)
    factor = get_object_or_404(own, pk=int(number) if number.isdecimal() and len(number) < 18 else 0)
    operations.remove_factor(account=_account(request), factor=factor, now=clock.now())
    messages.success(request, _("It is removed."))
    return redirect("login:security")


@reachable_with_short_password
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """Sign one browser out; ended already is as good."""
    sessions.end_session(account=_account(request), handle=_uuid(request.POST.get("handle", "")))
    messages.success(request, _("It is signed out."))
    return redirect("login:security")


@reachable_with_short_password
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """Sign all others out."""
    sessions.end_sessions(account=_account(request), but=request.session.session_key)
    messages.success(request, _("You are signed out everywhere else."))
    return redirect("login:security")


@require_POST
@confirmation_required
def give_token(request: HttpRequest) -> HttpResponse:
    """A token for a program; shown on this page and never again."""
    form = NewToken(request.POST)
    if not form.is_valid():
        return render(request, "account/security.html", {**_shown(request), "token_form": form})
    person, label = request.person, form.cleaned_data["label"]  # type: ignore[attr-defined]
    text = tenancy.give_token(person=person, label=label, now=clock.now())
    return render(request, "account/token.html", {"text": text, "label": label})


@require_POST
def revoke_token(request: HttpRequest) -> HttpResponse:
    """From now on the program does not come in."""
    own = Token.objects.filter(person=request.person, revoked_at=None)  # type: ignore[attr-defined]
    token = get_object_or_404(own, pk=_uuid(request.POST.get("token", "")))
    tenancy.revoke_token(token=token, now=clock.now())
    messages.success(request, _("The token opens nothing any more."))
    return redirect("login:security")


def _shown(request: HttpRequest) -> dict[str, Any]:
    account = _account(request)
    ways = factors.second_factors(account)
    return {
        "account": account,
        "owes": account.password_is_short and not ways,
        "app": next((way for way in ways if way.type == factors.Kind.TOTP), None),
        "passkeys": [{"row": way, "name": factors.name_of(way)} for way in ways if way.type == factors.Kind.WEBAUTHN],
        "codes_left": factors.codes_left(account),
        "sessions": queries.sessions_of(account, now=clock.now()),
        "current": request.session.session_key,
        "tokens": queries.tokens_of(request.person),  # type: ignore[attr-defined]
        "token_form": NewToken(),
    }


def _added(request: HttpRequest, codes: list[str], sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return render(request, "account/codes.html", {"codes": codes}) if codes else redirect("login:security")


def _require_answer(credential: object) -> None:
    """The answer to the question asked last, made by a key that has seen its owner. Raises Refusal for any other."""
    try:
        passkeys.parse_registration_response(credential)
        seen = passkeys.complete_registration(cast(dict[str, Any], credential))
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError):
        seen = None
    if seen is None or not seen.is_user_verified():
        raise Refusal(_("The passkey could not be added. Try again."))


def _in_groups(secret: str) -> str:
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def _account(request: HttpRequest) -> Account:
    return cast(Account, request.user)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
