"""What one writes to a round for oneself, and what the round wants to have found out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.privacy import tidy
from pejl.foundation.refusals import NotAllowed, Refusal, Stale
from pejl.meetings.models import AgendaItem, Meeting
from pejl.meetings.names import Behaviour
from pejl.room import forms, operations, policies, queries
from pejl.room.models import Contribution
from pejl.room.pages.fetching import back, meeting_entered
from pejl.room.pages.words import place_of, words_to


@require_http_methods(["GET", "HEAD", "POST"])
def contribution(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """The round's questions, and the field for one's own words, which nobody else sees unless they are shared."""
    meeting = meeting_entered(request, meeting_id)
    item = _item(meeting, item_id)
    if item.behaviour == Behaviour.GATHER_LEARNING and request.method != "POST":
        return redirect("room:learning", meeting.pk)
    policies.require_written_to(item)
    if request.method != "POST":
        return _page(request, meeting, item)
    form = forms.Contribution(request.POST, auto_id=forms.Contribution.IDS)
    if not form.is_valid():
        return _answer(request, meeting, item, form=form)
    refusal = _refusal(request, item, form)
    return _answer(request, meeting, item, form=_seen_by_now(request, item, form, refusal) if refusal else None)


@require_POST
def share_contribution(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """One press on what one has written: ``share`` it, ``keep`` it to oneself again, or ``delete`` it."""
    meeting = meeting_entered(request, meeting_id)
    by = request.person  # type: ignore[attr-defined]
    row = get_object_or_404(Contribution.objects.visible_to(by), item__meeting=meeting, item=item_id, person=by)
    if "delete" in request.POST:
        operations.delete_contribution(contribution=row, by=by, now=clock.now())
        drafts.drop(place=place_of(row.item), by=by)
    else:
        is_shared = "share" in request.POST
        operations.share_contribution(contribution=row, is_shared=is_shared, by=by, now=clock.now())
    return redirect("room:contribution", meeting.pk, item_id)


@require_POST
def ask(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """A question from the round: added to what is to be investigated, and nobody is told who asked."""
    meeting = meeting_entered(request, meeting_id)
    item = _item(meeting, item_id)
    form = forms.Ask(request.POST)
    if form.is_valid():
        with form.refusing(otherwise="text"):
            operations.ask_to_investigate(item=item, **form.cleaned_data, by=request.person, now=clock.now())  # type: ignore[attr-defined]
            return HttpResponseRedirect(reverse("room:contribution", args=[meeting.pk, item.pk]) + "#questions")
    return _page(request, meeting, item, asking=form)


def _answer(
    request: HttpRequest, meeting: Meeting, item: AgendaItem, *, form: forms.Contribution | None
) -> HttpResponse:
    """After it was sent: the field alone where the page keeps it on the device; else the page, or the way back."""
    if "HX-Request" in request.headers:
        context = _context(request, meeting, item, form) | {"sent": tidy.words(request.POST.get("text", "")).strip()}
        return render(request, "room/_contribution.html", context, status=422 if form else 200)
    if form:
        return _page(request, meeting, item, form=form)
    return back(request, meeting.pk) if "view" in request.POST else redirect("room:contribution", meeting.pk, item.pk)


def _page(
    request: HttpRequest,
    meeting: Meeting,
    item: AgendaItem,
    *,
    form: forms.Contribution | None = None,
    asking: forms.Ask | None = None,
) -> HttpResponse:
    context = {
        **_context(request, meeting, item, form),
        "asking": asking or forms.Ask(),
        "asked": queries.questions_of(item),
        "shared": queries.shared_in(item),
    }
    is_refused = form is not None or asking is not None
    return render(request, "room/contribution.html", context, status=422 if is_refused else 200)


def _context(
    request: HttpRequest, meeting: Meeting, item: AgendaItem, form: forms.Contribution | None
) -> dict[str, Any]:
    words = words_to(item, request.person, form)  # type: ignore[attr-defined]
    return {"meeting": meeting, "words": words, "in_room": "view" in request.POST, "draft_key": place_of(item)}


def _refusal(request: HttpRequest, item: AgendaItem, form: forms.Contribution) -> Refusal | None:
    """Write it, once for each time that it was sent; returns why not."""
    by, data, now = request.person, form.cleaned_data, clock.now()  # type: ignore[attr-defined]
    what = {"item": item, "text": data["text"], "expected_version": data["version"]}
    try:
        drafts.once(
            lambda: operations.write_contribution(**what, by=by, now=now), client_id=data["client_id"], by=by, now=now
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        return refusal
    drafts.drop(place=place_of(item), by=by)
    return None


def _seen_by_now(
    request: HttpRequest, item: AgendaItem, form: forms.Contribution, refusal: Refusal
) -> forms.Contribution:
    """The same words again; where they were changed elsewhere, that is said now, and the next save is a knowing one."""
    told = form.data.dict()  # type: ignore[attr-defined]
    if isinstance(refusal, Stale):
        written = queries.contribution_of(item, request.person)  # type: ignore[attr-defined]
        told["version"] = str(written.version) if written else ""
    form = forms.Contribution(told, auto_id=forms.Contribution.IDS)
    form.refuse(refusal)
    return form


def _item(meeting: Meeting, item_id: UUID) -> AgendaItem:
    found: AgendaItem = get_object_or_404(AgendaItem.objects.select_related("parent"), meeting=meeting, pk=item_id)
    found.meeting = meeting
    return found
