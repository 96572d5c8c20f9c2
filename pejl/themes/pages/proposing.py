"""Proposing a theme, in under a minute, and seeing on the way which ones ask for the same."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.drafts import queries as kept
from pejl.themes import forms, operations, permissions, queries
from pejl.themes.models import Theme
from pejl.themes.pages.shared import status

PROPOSE = "themes:propose"


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """Say what colleagues need to know; unsent words wait here. Before it is sent one sees what is alike."""
    leads = permissions.speaks_for_management(request.person, clock.today())
    form = _form(request, leads=leads)
    if form.is_bound and form.is_valid() and "edit" not in request.POST:
        if found := unseen(form, request):
            context = {"form": form, "alike": found, "typed": form.cleaned_data["need"]}
            return render(request, "themes/alike.html", context)
        with form.refusing():
            theme_id = _propose(form.cleaned_data, request)
            messages.success(request, _("Your theme is proposed. You get a mail each time something becomes of it."))
            return redirect("themes:show", theme_id)
    return render(request, "themes/propose.html", {"form": form, "place": PROPOSE}, status=status(form))


@require_POST
def alike(request: HttpRequest) -> HttpResponse:
    """While somebody types: the themes still on their way that ask for much the same. Nothing is kept.

    Sent by POST, since unsent words do not belong in an address.
    """
    return render(request, "themes/_alike.html", alike_now(request))


def alike_now(request: HttpRequest) -> dict[str, Any]:
    """What is alike to what has been typed so far, and what was typed."""
    form = forms.AskForAlike(request.POST)
    found = _alike_to(form.cleaned_data, request) if form.is_valid() else []
    return {"alike": found, "typed": form.cleaned_data["need"] if found else ""}


def unseen(form: Any, request: HttpRequest) -> list[Theme]:
    """What is alike, unless all of it was shown to the person already; from now on it was.

    A form sent a second time would find what it led to.
    """
    if kept.is_sent(form.cleaned_data["client_id"], person=request.person):
        return []
    found = _alike_to(form.cleaned_data, request)
    if {str(theme.pk) for theme in found} <= set(form.cleaned_data["seen"].split()):
        return []
    form.saw(found)
    return found


def _alike_to(said: dict[str, Any], request: HttpRequest) -> list[Theme]:
    return queries.alike_to(said["title"], said["need"], person=request.person)


def _form(request: HttpRequest, *, leads: bool) -> forms.ProposeTheme:
    if request.method == "POST":
        return forms.ProposeTheme(request.POST, speaks_for_management=leads)
    draft = kept.at(PROPOSE, person=request.person)
    initial = {**(draft.fields if draft else {}), "client_id": uuid4()}
    return forms.ProposeTheme(initial=initial, speaks_for_management=leads)


def _propose(said: dict[str, Any], request: HttpRequest) -> UUID:
    now = clock.now()
    theme = {name: value for name, value in said.items() if name not in ("client_id", "seen")}
    return drafts.once(
        lambda: operations.propose(**theme, by=request.person, now=now),
        client_id=said["client_id"],
        by=request.person,
        now=now,
        place=PROPOSE,
    )
