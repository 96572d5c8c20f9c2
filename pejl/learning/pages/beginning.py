"""Where learning meetings and coordination begin, on the pages of others."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from pejl.foundation import clock
from pejl.foundation.tenancy.models import Person
from pejl.learning import queries
from pejl.organisation.models import WorkingGroup
from pejl.themes.permissions import groups_of


def on_begin(request: HttpRequest, person: Person) -> str:
    """Fills ``meeting.begin``: a learning meeting, and the coordination of each of one's own groups, as rows."""
    context = {"groups": list(groups_of(person, clock.today()))}
    return render_to_string("learning/_on_begin.html", context, request)


def on_group(request: HttpRequest, group: WorkingGroup) -> str:
    """Fills ``group.show``: the group's coordination meetings, and planning one for its members."""
    planned = queries.coordinations_of(group, person=request.person)
    may_plan = groups_of(request.person, clock.today()).filter(pk=group.pk).exists()
    if not planned and not may_plan:
        return ""
    context = {"group": group, "planned": planned, "may_plan": may_plan}
    return render_to_string("learning/_on_group.html", context, request)


def on_table(request: HttpRequest, group: WorkingGroup) -> str:
    """Fills ``theme.table``, which only a member of the group sees: planning its coordination. Asks nothing."""
    return render_to_string("learning/_on_table.html", {"group": group}, request)
