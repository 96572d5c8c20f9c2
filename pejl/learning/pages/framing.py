"""What is at hand where the leaders write the frame for management's presentation (system.md, B4 and B9)."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from pejl.direction import permissions as direction
from pejl.direction.names import HEADINGS
from pejl.foundation import clock
from pejl.learning import queries
from pejl.meetings.models import AgendaItem
from pejl.meetings.names import Behaviour


def on_item(request: HttpRequest, item: AgendaItem) -> str:
    """Fills ``item.edit`` of a management presentation: the direction that holds for the reader's units and what the
    meeting follows of it, direction that is to come, and rules that guidance forewarns of.
    """
    if item.behaviour != Behaviour.MANAGEMENT or not direction.may_read(request.person):
        return ""
    today = clock.today()
    frame = queries.frame_for(item.meeting, request.person, today)
    context = {"item": item, "frame": frame, "headings": HEADINGS, "today": today}
    return render_to_string("learning/_on_item.html", context, request)
