"""Collecting themes at a department meeting: on the wall, fast, in the names of those who speak."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.organisation import queries as organisation
from pejl.themes import forms, operations, permissions, queries
from pejl.themes.models import Collection, Theme
from pejl.themes.pages.proposing import alike_now, unseen
from pejl.themes.pages.shared import page_of, status, theme_of


@require_http_methods(["GET", "HEAD", "POST"])
def collections(request: HttpRequest) -> HttpResponse:
    """The department meetings where themes were collected, and beginning at the next one."""
    today = clock.today()
    form = forms.BeginCollection(
        request.POST or None,
        units=organisation.units(today),
        initial={"title": _("Department meeting"), "held_on": today, "client_id": uuid4()},
    )
    if form.is_bound and form.is_valid():
        with form.refusing():
            return redirect("themes:collect", _begin(request, form.cleaned_data))
    context = {
        "form": form,
        "page": page_of(request, queries.collections(request.person).select_related("unit")),
        "may_collect": permissions.may_collect(request.person, today),
    }
    return render(request, "themes/collections.html", context, status=status(form))


@require_http_methods(["GET", "HEAD", "POST"])
def collect(request: HttpRequest, collection_id: UUID) -> HttpResponse:
    """The screen on the wall: three lines and Enter, and the theme stands in the list."""
    collection = _collection(request, collection_id)
    may_collect = permissions.may_collect(request.person, clock.today()) and collection.closed_at is None
    form = forms.CollectTheme(request.POST or None, initial={"client_id": uuid4()})
    alike: list[Theme] = []
    if form.is_bound and form.is_valid():
        alike = unseen(form, request)
        if not alike:
            with form.refusing():
                _collect(request, collection, form.cleaned_data)
                # No fragment: it would keep the focus from the first field.
                return redirect("themes:collect", collection.pk)
    _tell_apart(form)
    context = {
        "form": form,
        "alike": alike,
        "named": request.POST.get("person", ""),
        "may_collect": may_collect,
        **_shown(request, collection),
    }
    return render(request, "themes/collect.html", context, status=status(form))


@require_POST
def collect_alike(request: HttpRequest, collection_id: UUID) -> HttpResponse:
    """As ``alike``, where one raises a hand instead."""
    collection = _collection(request, collection_id)
    context = {"collection": collection, "named": request.POST.get("person", ""), **alike_now(request)}
    return render(request, "themes/_alike_collected.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def hands(request: HttpRequest, collection_id: UUID, theme_id: UUID) -> HttpResponse:
    """Who raised a hand for a theme, one name after the other."""
    collection, theme = _collection(request, collection_id), theme_of(request, theme_id)
    permissions.require_may_collect(request.person, clock.today())
    form = forms.BackByHand(request.POST or None)
    if form.is_bound and form.is_valid():
        with form.refusing():
            operations.back_by_hand(
                collection=collection,
                theme=theme,
                person=form.cleaned_data["person"],
                by=request.person,
                now=clock.now(),
            )
            return redirect("themes:hands", collection.pk, theme.pk)
    _tell_apart(form)
    backings = queries.backings_of(theme)
    context = {"form": form, "theme": theme, "backings": backings, **_shown(request, collection)}
    return render(request, "themes/hands.html", context, status=status(form))


@require_POST
def end_collection(request: HttpRequest, collection_id: UUID) -> HttpResponse:
    """End it; everybody in whose name something was written is told."""
    collection = _collection(request, collection_id)
    operations.end_collection(collection=collection, by=request.person, now=clock.now())
    messages.success(request, _("The collection is ended. Everybody in whose name something was noted gets a mail."))
    return redirect("themes:collect", collection.pk)


def _collection(request: HttpRequest, collection_id: UUID) -> Collection:
    seen = Collection.objects.visible_to(request.person).select_related("unit")
    found: Collection = get_object_or_404(seen, pk=collection_id)
    return found


def _shown(request: HttpRequest, collection: Collection) -> dict[str, Any]:
    """The meeting, what was collected there (the latest first), and the names that can be written."""
    themes = queries.at_meeting(collection, request.person)
    names = organisation.colleagues().values_list("name", flat=True)
    return {"collection": collection, "collected": list(themes), "names": names}


def _tell_apart(form: Any) -> None:
    if form.is_bound and form.several:
        form.tell_apart(organisation.functions_by_person(clock.today()))


def _begin(request: HttpRequest, said: dict[str, Any]) -> UUID:
    now, client_id = clock.now(), said.pop("client_id")
    return drafts.once(
        lambda: operations.begin_collection(**said, by=request.person, now=now),
        client_id=client_id,
        by=request.person,
        now=now,
    )


def _collect(request: HttpRequest, collection: Collection, said: dict[str, Any]) -> None:
    now = clock.now()
    theme = {name: said[name] for name in ("person", "title", "need")}
    drafts.once(
        lambda: operations.collect(
            collection=collection, **theme, kind=said["kind"] or forms.CollectTheme.KIND, by=request.person, now=now
        ),
        client_id=said["client_id"],
        by=request.person,
        now=now,
    )
