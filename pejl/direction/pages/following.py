"""What a theme, a meeting or a product follows: shown on its own page, and chosen on one beside it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pejl.direction import forms, operations, permissions, queries
from pejl.direction.models import Statement
from pejl.foundation import clock
from pejl.foundation.tenancy import pointers
from pejl.foundation.tenancy.pointers import Pointer
from pejl.foundation.tenancy.rows import SpaceRow


def what_it_follows(request: HttpRequest, thing: SpaceRow) -> str:
    """Fills a slot on the page of a theme, a meeting or a product: what it follows, and a quiet way to change that."""
    if not permissions.may_read(request.person):
        return ""
    kind, today = pointers.kind_of(thing), clock.today()
    links = queries.links_of(thing.pk, request.person)
    may_link = permissions.may_link(request.person, thing, kind, today)
    if not links and not may_link:
        return ""
    context = {
        "links": links,
        "may_link": may_link,
        "page": f"direction:follow_{kind}",
        "thing": thing,
        "is_aside": kind == "product",
        "today": today,
    }
    return render_to_string("direction/_follows.html", context, request)


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, kind: str, **ids: UUID) -> HttpResponse:
    """Choose what it follows."""
    about, now, today = _about(request, kind, ids), clock.now(), clock.today()
    form = forms.Choose(
        request.POST if request.method == "POST" else None,
        statements=queries.choosable_for(about.id, request.person, today),
    )
    if form.is_bound and form.is_valid() and _linked(request, form, about, now):
        return redirect(f"direction:follow_{kind}", about.id)
    context = {
        "about": about,
        "form": form,
        "links": queries.links_of(about.id, request.person),
        "kind": kind,
        "today": today,
    }
    return render(request, "direction/follow.html", context, status=422 if form.is_bound else 200)


@require_POST
def unfollow(request: HttpRequest, kind: str, **ids: UUID) -> HttpResponse:
    """It does not follow one of them any more."""
    about = _about(request, kind, ids)
    form = forms.Take(request.POST, statements=Statement.objects.visible_to(request.person))
    if not form.is_valid():
        raise Http404
    statement = form.cleaned_data["statement"]
    operations.unlink(statement=statement, about=about, by=request.person, now=clock.now())
    messages.success(request, _("It does not follow “%(title)s” any more.") % {"title": statement.title})
    return redirect(f"direction:follow_{kind}", about.id)


def _about(request: HttpRequest, kind: str, ids: dict[str, UUID]) -> Pointer:
    """The thing, as one points at it; 404 for what the person may not see."""
    kinds: dict[str, Any] = import_string(f"{settings.PEJL_WIRING}.kinds.KINDS")
    (thing_id,) = ids.values()
    thing = get_object_or_404(kinds[kind].objects.visible_to(request.person), pk=thing_id)
    permissions.require_may_link(request.person, thing, kind, clock.today())
    return pointers.to(thing, title=thing.title)


def _linked(request: HttpRequest, form: Any, about: Pointer, now: datetime) -> bool:
    chosen = list(form.cleaned_data["statements"])
    with form.refusing(otherwise="statements"):
        operations.link(statements=chosen, about=about, by=request.person, now=now)
        messages.success(request, _("Said: that is what it follows."))
        return True
    return False
