"""What meetings decided together: all of it, one of them and what became of it, and those of one meeting."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pejl.agreements import queries as agreements
from pejl.foundation import clock
from pejl.foundation.refusals import Stale
from pejl.foundation.tenancy.models import Person
from pejl.learning import forms, operations, permissions, queries
from pejl.learning.names import Shown
from pejl.meetings.models import Meeting
from pejl.meetings.names import State
from pejl.room import queries as room
from pejl.room.models import JointDecision
from pejl.room.permissions import may_read

PAGE = 25
OVER = (State.WRITING_UP, State.CLOSED)


@require_safe
def list_decisions(request: HttpRequest) -> HttpResponse:
    """What colleagues decided together, latest first: what is still open, or all."""
    form = forms.NarrowDecisions(request.GET)
    chosen = form.cleaned_data["shown"] if form.is_valid() else ""
    found = queries.joint_decisions(request.person, shown=chosen or Shown.OPEN)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    query = {"shown": chosen} if chosen else {}
    context = {"form": form, "page": page, "followed": queries.followed(page), "query": query}
    return render(request, "learning/decisions.html", context, status=200 if form.is_valid() else 422)


@require_http_methods(["GET", "HEAD", "POST"])
def show_decision(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """One of them: where it was decided, what was said of it since, and saying it."""
    seen = JointDecision.objects.visible_to(request.person).select_related("meeting")
    decision: JointDecision = get_object_or_404(seen, pk=decision_id)
    form = forms.WhatBecame(request.POST) if request.method == "POST" else None
    if form is not None:
        permissions.require_may_follow_up(request.person, decision.meeting, clock.today())
    if form is not None and form.is_valid():
        with form.refusing():
            _follow_up(request, decision, form)
            messages.success(request, _("Written down."))
            return redirect("learning:decision", decision.pk)
    return _page(request, decision, form)


def on_decided(request: HttpRequest, meeting: Meeting) -> str:
    """Fills ``meeting.show`` and ``room.summary``: what was decided there, and where each of it is now."""
    if meeting.state not in OVER or not may_read(request.person, meeting):
        return ""
    decided = queries.followed(room.decisions_of(meeting))
    return render_to_string("learning/_on_decided.html", {"followed": decided}, request) if decided else ""


def on_agreements(request: HttpRequest, person: Person) -> str:
    """Fills ``agreements.list``: the way to what was decided together."""
    return render_to_string("learning/_on_agreements.html", {}, request)


def _follow_up(request: HttpRequest, decision: JointDecision, form: forms.WhatBecame) -> None:
    try:
        operations.follow_up_decision(decision=decision, **form.cleaned_data, by=request.person, now=clock.now())
    except Stale:
        form.see_anew(agreements.latest_steps([decision.pk]).get(decision.pk))
        raise


def _page(request: HttpRequest, decision: JointDecision, form: forms.WhatBecame | None) -> HttpResponse:
    steps = list(agreements.steps_of_decision(decision.pk))
    latest = steps[-1] if steps else None
    context = {
        "one": queries.Followed(decision, latest),
        "meeting": decision.meeting,
        "steps": steps,
        "may_follow_up": permissions.may_follow_up(request.person, decision.meeting, clock.today()),
        "form": form or forms.WhatBecame(initial={"seen": latest.pk if latest else None}),
    }
    return render(request, "learning/decision.html", context, status=422 if form else 200)
