"""What learning shows on the pages of the modules below."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from pejl.foundation import clock
from pejl.learning import permissions, policies, queries
from pejl.learning.names import SETTLED
from pejl.meetings import queries as meetings
from pejl.meetings.models import Meeting
from pejl.meetings.names import State
from pejl.themes.models import Theme

OVER = (State.WRITING_UP, State.CLOSED)


def on_theme(request: HttpRequest, theme: Theme) -> str:
    """Fills ``theme.show``: the theme's learning meetings, and planning one for those who may."""
    planned = queries.of_theme(theme, person=request.person)
    may_plan = theme.state not in SETTLED and permissions.may_plan(request.person, clock.today())
    if not planned and not may_plan:
        return ""
    context = {"theme": theme, "planned": planned, "may_plan": may_plan}
    return render_to_string("learning/_on_theme.html", context, request)


def on_meeting(request: HttpRequest, meeting: Meeting) -> str:
    """Fills ``meeting.show``: the theme, and once the meeting is over what it has led to."""
    found = queries.of_meeting(meeting)
    if found is None:
        return ""
    products = queries.products_of(meeting, person=request.person) if meeting.state in OVER else []
    context = {"theme": found.theme, "may_read": _may_read(request, found.theme), "products": products}
    return render_to_string("learning/_on_meeting.html", context, request)


def on_plan(request: HttpRequest, meeting: Meeting) -> str:
    """Fills ``meeting.edit``: what the plan lacks, and why it matters."""
    if queries.of_meeting(meeting) is None:
        return ""
    agenda = meetings.agenda_of(meeting)
    leaders = meetings.leaders_of(meeting)
    warnings = policies.warnings_of(meeting, agenda, leaders=len(leaders), now=clock.now())
    return render_to_string("learning/_on_plan.html", {"warnings": warnings}, request) if warnings else ""


def on_summary(request: HttpRequest, meeting: Meeting) -> str:
    """Fills ``room.summary``: beginning the guide, for those who may, and what has been begun."""
    if meeting.state not in OVER or queries.of_meeting(meeting) is None:
        return ""
    products = queries.products_of(meeting, person=request.person)
    may_start = permissions.may_start_guide(request.person, meeting)
    context = {"meeting": meeting, "products": products, "may_start": may_start}
    return render_to_string("learning/_on_summary.html", context, request)


def _may_read(request: HttpRequest, theme: Theme) -> bool:
    return not request.person.is_guest or theme.proposed_by_id == request.person.pk
