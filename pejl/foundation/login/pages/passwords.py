"""Choosing, forgetting and changing a password."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from pejl.foundation import clock
from pejl.foundation.login import doors, links, passwords
from pejl.foundation.login.forms import ChoosePassword, Forgotten
from pejl.foundation.login.middleware import reachable_with_short_password
from pejl.foundation.login.operations.guesses import Wait, take
from pejl.foundation.login.operations.passwords import ask_for_reset, change_password, choose_password
from pejl.foundation.login.pages.confirming import confirmation_required
from pejl.foundation.refusals import Invalid, Refusal
from pejl.foundation.tenancy.models import Account


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a link; what is answered does not tell whether anybody has the address."""
    form = Forgotten(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        email, now = form.cleaned_data["email"], clock.now()
        account = Account.objects.filter(email=email).first()
        try:
            take(doors=doors.of_account(request, doors.RESET, email, account), now=now)
            ask_for_reset(email=email, now=now)
            return redirect("account_reset_password_done")
        except Wait as wait:
            form.add_error(None, wait.message)
    return render(request, "account/password_reset.html", {"form": form})


@login_not_required
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Look in your mail."""
    return render(request, "account/password_reset_done.html")


@login_not_required
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Choose a password by a link from a mail. It opens nothing by itself: signing in follows, in all its steps."""
    now = clock.now()
    secret = request.POST.get("link") or request.GET.get("link", "")
    link = links.find(secret, now=now)
    if link is None:
        return render(request, "account/link_dead.html", status=404)
    form = ChoosePassword(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            account = choose_password(link=link, password=form.cleaned_data["password"], now=now)
        except Refusal as refusal:
            form.add_error("password" if isinstance(refusal, Invalid) else None, refusal.message)
        else:
            response = render(request, "account/password_chosen.html")
            doors.remember_device(request, response, account)
            return response
    context = {"form": form, "link": secret, "kind": link.kind, "advice": passwords.advice()}
    return render(request, "account/password_choose.html", context)


@reachable_with_short_password
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
@confirmation_required
def change(request: HttpRequest) -> HttpResponse:
    """Another password; everybody else who is signed in with the old one is out."""
    form = ChoosePassword(request.POST if request.method == "POST" else None)
    account = cast(Account, request.user)
    if form.is_bound and form.is_valid():
        try:
            key = request.session.session_key or ""
            change_password(account=account, password=form.cleaned_data["password"], keep_session=key, now=clock.now())
        except Invalid as refusal:
            form.add_error("password", refusal.message)
        else:
            update_session_auth_hash(request, account)
            messages.success(request, _("Your password is changed. You have been signed out everywhere else."))
            return redirect("login:security")
    return render(request, "account/password_change.html", {"form": form, "advice": passwords.advice()})
