"""Asking for approval, and deciding."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.refusals import NotAllowed, Refusal, Stale
from pejl.guidance import operations, permissions, queries
from pejl.guidance.forms import AskForApproval, Decide
from pejl.guidance.models import Version
from pejl.guidance.names import State, Verdict
from pejl.guidance.pages.finding import draft_of, kept_at, product_of
from pejl.guidance.pages.words import WORDS
from pejl.organisation import queries as organisation


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Choose who shall read and decide; what is missing is said first."""
    draft, now = draft_of(request, product_id), clock.now()
    permissions.require_author(request.person, draft.product)
    if draft.state == State.AWAITING_APPROVAL:
        return redirect("guidance:edit", product_id)
    gaps = queries.gaps_of(draft, queries.blocks_of(draft), queries.people_of(draft.product))
    form = AskForApproval(
        request.POST if request.method == "POST" else None,
        approvers=permissions.approvers_for(draft, clock.today()),
        naming=organisation.naming(clock.today()),
    )
    if request.method == "POST" and form.is_valid():
        approver = form.cleaned_data["approver"]
        try:
            operations.ask_for_approval(version=draft, approver=approver, by=request.person, now=now)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.add_error(refusal.field, refusal.message)
        else:
            messages.success(request, _("%(name)s is asked, and you will hear the answer.") % {"name": approver.name})
            return redirect("guidance:show", product_id)
    context = {"draft": draft, "gaps": gaps, "form": form}
    return render(request, "guidance/ask.html", context, status=422 if form.errors else 200)


@require_POST
def take_back(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Make the draft a draft again."""
    draft = draft_of(request, product_id)
    try:
        operations.take_back(version=draft, by=request.person, now=clock.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.message)
    return redirect("guidance:edit", product_id)


@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Read what is to be approved, and decide on exactly that."""
    draft = queries.draft_of(product_id, person=request.person)
    pending = queries.pending_request(draft) if draft else None
    if draft is None or pending is None:
        return render(request, "guidance/answered.html", {"product": product_of(request, product_id)})
    permissions.require_may_decide(request.person, pending, clock.today())
    place = f"guidance:decide:{draft.pk}"
    form = Decide(
        request.POST if request.method == "POST" else None, initial=kept_at(request, place) | {"digest": pending.digest}
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _decided(request, draft, form, place)
        except NotAllowed:
            raise
        except Stale as refusal:
            messages.error(request, refusal.message)
            return redirect("guidance:approve", product_id)
        except Refusal as refusal:
            form.add_error(refusal.field, refusal.message)
    context = WORDS | {
        "reading": queries.reading_of(draft),
        "version": draft,
        "pending": pending,
        "form": form,
        "place": place,
    }
    return render(request, "guidance/approve.html", context, status=422 if form.errors else 200)


def _decided(request: HttpRequest, draft: Version, form: Decide, place: str) -> HttpResponse:
    operations.decide(version=draft, by=request.person, now=clock.now(), **form.cleaned_data)
    drafts.drop(place=place, by=request.person)
    if form.cleaned_data["verdict"] == Verdict.APPROVED:
        messages.success(request, _("It is in force. The authors have been told."))
    else:
        messages.success(request, _("It is sent back. The authors have your note."))
    return redirect("guidance:show", draft.product_id)
