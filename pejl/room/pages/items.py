"""What the room knows, shown where an item is planned."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest
from django.template.loader import render_to_string

from pejl.meetings.models import AgendaItem
from pejl.meetings.names import Behaviour
from pejl.room import queries

QUARTERS = ("", "¼", "½", "¾")


def on_item(request: HttpRequest, item: AgendaItem) -> str:
    """Fills ``item.edit``: what such an item took last time, and how many minutes a round is likely to take, with why
    and one press to take them.
    """
    last_time, pace = queries.took_last_time(item, request.person), queries.pace_of(item, request.person)
    if last_time is None and pace is None:
        return ""
    is_work = item.behaviour == Behaviour.GROUPS
    context = {
        "item": item,
        "last_time": last_time,
        "pace": pace,
        "each": minutes_in_words(pace.each) if pace else "",
        "is_work": is_work,
        "is_taken": pace is not None and pace.minutes == (item.round_minutes if is_work else item.minutes),
    }
    return render_to_string("room/_on_item.html", context, request)


def minutes_in_words(length: timedelta) -> str:
    """``1½``: whole minutes and quarters."""
    quarters = round(length / timedelta(seconds=15))
    whole, rest = divmod(quarters, 4)
    return f"{whole or ''}{QUARTERS[rest]}"
