"""What goes to whom when somebody leaves, gathered from the modules for the page that asks before it happens."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from pejl.agreements import queries as agreements
from pejl.foundation import clock
from pejl.foundation.tenancy.models import Person
from pejl.guidance import queries as guidance
from pejl.meetings import queries as meetings
from pejl.organisation import queries as organisation
from pejl.organisation.names import Handing
from pejl.room import queries as room


def handings(of: Person, *, to: Person | None) -> list[Handing]:
    """What the reactions to "person.left" will hand over, in the same order."""
    return [
        *agreements.to_hand_over(of, to=to),
        *guidance.to_hand_over(of, to=to, today=clock.today()),
        *meetings.to_hand_over(of, to=to),
        *room.to_hand_over(of, to=to),
    ]


def on_leaving(request: HttpRequest, person: Person) -> str:
    """The slot on the page where somebody is let go."""
    successor = organisation.successor_of(person, clock.today())
    given: dict[Person, list[Handing]] = {}
    for handing in handings(person, to=successor):
        given.setdefault(handing.to, []).append(handing)
    context = {"successor": successor, "given": given}
    return render_to_string("leaving/_handings.html", context, request)
