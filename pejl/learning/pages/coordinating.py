"""Planning a group's coordination, and what lies before the group on the meeting's own pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render, resolve_url
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.drafts import queries as kept
from pejl.learning import operations, permissions, queries
from pejl.learning.forms import PlanCoordination
from pejl.learning.models import Coordination
from pejl.learning.pages.planning import KEPT
from pejl.meetings import queries as meetings
from pejl.meetings.models import Meeting
from pejl.meetings.names import Kind, State
from pejl.organisation import queries as organisation
from pejl.organisation.models import WorkingGroup

# What lies before the group now says nothing about a meeting that has been held.
OVER = (State.CLOSED, State.CANCELLED)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_coordination(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """When, where, who leads; the agenda is made from what lies before the group."""
    group: WorkingGroup = get_object_or_404(WorkingGroup.objects.visible_to(request.person), pk=group_id)
    permissions.require_may_coordinate(request.person, group, clock.today())
    place = f"learning:coordination:{group.pk}"
    form = _form(request, group, place)
    if form.is_bound and form.is_valid():
        with form.refusing(otherwise="start"):
            planned_id = _planned(request, group, place, form)
            planned = Coordination.objects.get(pk=planned_id)
            return HttpResponse(status=303, headers={"Location": resolve_url("meetings:edit", planned.meeting_id)})
    points = queries.points_of(group, person=request.person, now=clock.now())
    context = {"group": group, "form": form, "draft_key": place, "points": points}
    return render(request, "learning/plan_coordination.html", context, status=422 if form.errors else 200)


def on_coordination(request: HttpRequest, meeting: Meeting) -> str:
    """Fills ``meeting.show``: what lies before the group now, open agreements first, for whoever may see it."""
    found = queries.coordination_of(meeting)
    if found is None or meeting.state in OVER:
        return ""
    points = queries.points_of(found.group, person=request.person, now=clock.now())
    context = {"group": found.group, "points": points, "is_guest": request.person.is_guest}
    return render_to_string("learning/_on_coordination.html", context, request)


def on_coordination_plan(request: HttpRequest, meeting: Meeting) -> str:
    """Fills ``meeting.edit``: what the plan lacks, and in short what lies before the group while its agenda is made."""
    found = queries.coordination_of(meeting)
    if found is None:
        return ""
    now = clock.now()
    agenda, leaders = meetings.agenda_of(meeting), meetings.leaders_of(meeting)
    context = {
        "meeting": meeting,
        "points": queries.points_of(found.group, person=request.person, now=now),
        "warnings": meetings.warnings_of(meeting, agenda, leaders=leaders, now=now),
    }
    return render_to_string("learning/_on_coordination_plan.html", context, request)


def _form(request: HttpRequest, group: WorkingGroup, place: str) -> PlanCoordination:
    today = clock.today()
    initial: dict[str, Any] = {
        "title": _("Coordination: %(group)s") % {"group": group.name},
        "leaders": [request.person.pk],
    }
    draft = kept.at(place, person=request.person) if request.method != "POST" else None
    if draft is not None:
        initial |= {name: draft.fields[name] for name in KEPT if name in draft.fields}
    return PlanCoordination(
        request.POST if request.method == "POST" else None,
        initial=initial,
        people=organisation.members_of(group, today),
        naming=organisation.naming(today),
        templates=meetings.templates(request.person, kind=Kind.COORDINATION, today=today),
    )


def _planned(request: HttpRequest, group: WorkingGroup, place: str, form: PlanCoordination) -> UUID:
    now = clock.now()
    return drafts.once(
        lambda: operations.plan_coordination(group=group, **form.values(), by=request.person, now=now),
        client_id=form.cleaned_data["client_id"],
        by=request.person,
        now=now,
        place=place,
    )
