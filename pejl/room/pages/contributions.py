"""What one writes to a round for oneself, and what the round wants to have found out."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.drafts import queries as kept
from pejl.foundation.refusals import NotAllowed, Refusal
from pejl.meetings.models import AgendaItem, Meeting
from pejl.meetings.names import Behaviour
from pejl.room import forms, operations, policies, queries
from pejl.room.models import Contribution
from pejl.room.pages.fetching import meeting_entered


@require_http_methods(["GET", "HEAD", "POST"])
def contribution(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """The round's questions, and the field for one's own words, which nobody else sees unless they are shared."""
    meeting = meeting_entered(request, meeting_id)
    item = _item(meeting, item_id)
    if item.behaviour == Behaviour.GATHER_LEARNING:
        return redirect("room:learning", meeting.pk)
    policies.require_written_to(item)
    written = queries.contribution_of(item, request.person)  # type: ignore[attr-defined]
    form = forms.Contribution(request.POST) if request.method == "POST" else _form(request, item, written)
    if request.method == "POST" and form.is_valid() and _kept(request, item, form):
        return redirect("room:contribution", meeting.pk, item.pk)
    return _page(request, meeting, item, form=form)


@require_POST
def share_contribution(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """One press on what one has written: ``share`` it, ``keep`` it to oneself again, or ``delete`` it."""
    meeting = meeting_entered(request, meeting_id)
    by = request.person  # type: ignore[attr-defined]
    row = get_object_or_404(Contribution.objects.visible_to(by), item__meeting=meeting, item=item_id, person=by)
    if "delete" in request.POST:
        operations.delete_contribution(contribution=row, by=by, now=clock.now())
        drafts.drop(place=_place(item_id), by=by)
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
        try:
            operations.ask_to_investigate(item=item, **form.cleaned_data, by=request.person, now=clock.now())  # type: ignore[attr-defined]
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.add_error("text", refusal.message)
        else:
            return HttpResponseRedirect(reverse("room:contribution", args=[meeting.pk, item.pk]) + "#questions")
    return _page(request, meeting, item, asking=form)


def _page(
    request: HttpRequest,
    meeting: Meeting,
    item: AgendaItem,
    *,
    form: forms.Contribution | None = None,
    asking: forms.Ask | None = None,
) -> HttpResponse:
    written = queries.contribution_of(item, request.person)  # type: ignore[attr-defined]
    form = form or _form(request, item, written)
    context = {
        "meeting": meeting,
        "item": item,
        "written": written,
        "form": form,
        "asking": asking or forms.Ask(),
        "asked": queries.questions_of(item),
        "shared": queries.shared_in(item),
        "draft_key": _place(item.pk),
    }
    is_refused = form.errors or (asking is not None and asking.errors)
    return render(request, "room/contribution.html", context, status=422 if is_refused else 200)


def _kept(request: HttpRequest, item: AgendaItem, form: forms.Contribution) -> bool:
    """Whether it was written; otherwise the form says why not."""
    by, data = request.person, form.cleaned_data  # type: ignore[attr-defined]
    try:
        operations.write_contribution(
            item=item, text=data["text"], expected_version=data["version"], by=by, now=clock.now()
        )
    except Refusal as refusal:
        form.add_error(refusal.field, refusal.message)
        return False
    drafts.drop(place=_place(item.pk), by=by)
    return True


def _form(request: HttpRequest, item: AgendaItem, written: Contribution | None) -> forms.Contribution:
    """What was written before, with what has been typed since."""
    as_written = {"text": written.text, "version": written.version} if written else {}
    draft = kept.at(_place(item.pk), person=request.person)  # type: ignore[attr-defined]
    return forms.Contribution(initial={**as_written, **(draft.fields if draft else {})})


def _item(meeting: Meeting, item_id: UUID) -> AgendaItem:
    found: AgendaItem = get_object_or_404(AgendaItem.objects.select_related("parent"), meeting=meeting, pk=item_id)
    found.meeting = meeting
    return found


def _place(item_id: UUID) -> str:
    return f"room:contribution:{item_id}"
