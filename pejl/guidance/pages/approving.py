"""Asking for approval, and deciding."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.refusals import NotAllowed, Refusal, Stale
from pejl.guidance import operations, permissions, queries
from pejl.guidance.forms import AskForApproval, Decide
from pejl.guidance.models import ApprovalRequest, Version
from pejl.guidance.names import State, Verdict
from pejl.guidance.pages.finding import draft_of, kept_at, product_of
from pejl.guidance.pages.words import WORDS
from pejl.organisation import queries as organisation


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Choose who shall read and decide; what is missing is said first."""
    draft, now = draft_of(request, product_id), clock.now()
    permissions.require_author(request.person, draft.product)
    if draft.state != State.DRAFT:
        return redirect("guidance:edit", product_id)
    gaps = queries.gaps_of(draft, queries.blocks_of(draft), queries.people_of(draft.product))
    form = AskForApproval(
        request.POST if request.method == "POST" else None,
        approvers=permissions.approvers_for(draft, clock.today()),
        naming=organisation.naming(clock.today()),
    )
    if request.method == "POST" and form.is_valid():
        with form.refusing():
            asked = operations.ask_for_approval(version=draft, by=request.person, now=now, **form.cleaned_data)
            names = ", ".join(one.approver.name for one in asked)
            messages.success(request, _("%(name)s is asked, and you will hear the answer.") % {"name": names})
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
    waiting = queries.pending_requests(draft) if draft else []
    pending = next((one for one in waiting if one.approver_id == request.person.pk), None)
    if draft is None or not waiting or (pending is None and _has_answered(request, draft, waiting)):
        return render(request, "guidance/answered.html", {"product": product_of(request, product_id)})
    pending = pending or waiting[0]
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
            form.refuse(refusal)
    context = WORDS | {
        "reading": queries.reading_of(draft),
        "version": draft,
        "pending": pending,
        "others": [one.approver.name for one in waiting if one != pending],
        "is_later": bool(draft.valid_from and draft.valid_from > clock.today()),
        "form": form,
        "place": place,
    }
    return render(request, "guidance/approve.html", context, status=422 if form.errors else 200)


def _has_answered(request: HttpRequest, draft: Version, waiting: list[ApprovalRequest]) -> bool:
    """Whether this person has decided in the round that others have still to answer in."""
    return draft.requests.filter(number=waiting[0].number, approver=request.person).exclude(approval=None).exists()


def _decided(request: HttpRequest, draft: Version, form: Decide, place: str) -> HttpResponse:
    operations.decide(version=draft, by=request.person, now=clock.now(), **form.cleaned_data)
    drafts.drop(place=place, by=request.person)
    state = draft.again().state
    if state == State.PUBLISHED:
        messages.success(request, _("It is in force. The authors have been told."))
    elif state == State.SCHEDULED:
        messages.success(request, _("It is approved, and in force from the day the authors have chosen."))
    elif form.cleaned_data["verdict"] == Verdict.APPROVED:
        messages.success(request, _("You have approved it. It is in force when the others have too."))
    else:
        messages.success(request, _("It is sent back. The authors have your note."))
    return redirect("guidance:show", draft.product_id)


@require_POST
def call_back(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Make what is approved and not in force yet a draft again."""
    product = product_of(request, product_id)
    version = get_object_or_404(product.versions.filter(state=State.SCHEDULED))
    try:
        operations.call_back(version=version, by=request.person, now=clock.now())
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("guidance:show", product_id)
    messages.success(request, _("It is a draft again, and needs to be approved anew."))
    return redirect("guidance:edit", product_id)
