"""``python -m tests.live.hall COUNT``: a meeting under way with so many people in it, each with a session.

Run in a process of its own, with the environment that names the database; prints one JSON object (see ``Hall``).
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass
from datetime import datetime, time, timedelta
from typing import Any

LEADERS = 2


@dataclass(frozen=True)
class Hall:
    """What a client needs to know: the meeting, its items in order, the open board, and the cookie of each person.

    The first two people lead.
    """

    meeting: str
    items: list[str]
    board: str
    cookies: list[str]


def main(count: int) -> None:
    """Make the database current, and the meeting in it."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "pejl.wiring.settings"
    import django

    django.setup()
    from django.core.management import call_command

    from pejl.foundation import clock

    call_command("migrate", verbosity=0, interactive=False)
    print(json.dumps(asdict(furnished(count, clock.now()))))


def furnished(count: int, now: datetime) -> Hall:
    """The meeting, made by the operations that make real ones."""
    from pejl.foundation.formats import moments
    from pejl.foundation.tenancy import operations, scopes
    from pejl.meetings import operations as meetings
    from pejl.meetings.names import Behaviour
    from pejl.meetings.tests.factories import a_meeting, an_item
    from pejl.room import operations as room
    from tests.people import person_in

    space = operations.open_space(name="Jobcenter Nordager", now=now)
    people = [person_in(space, f"Lytter {number}", f"lytter-{number}@nordager.example") for number in range(count)]
    leaders, first = people[:LEADERS], people[0]
    with scopes.scope(space.pk):
        # Planned for another day: at no hour of this one does its agenda run past midnight.
        planned = moments.local(moments.day_of(now) + timedelta(days=7), time(9))
        meeting = a_meeting(first, now=now, starts_at=planned, leaders=leaders)
        labels = ["Videndeling", *(f"Punkt {number}" for number in range(2, 12))]
        items = [
            an_item(meeting, by=first, now=now, behaviour=Behaviour.PLENARY, label=label, minutes=20)
            for label in labels
        ]
        meeting = meetings.invite(meeting=meeting, people=people[LEADERS:], by=first, now=now)
        room.begin(meeting=meeting, by=first, now=now)
    keys = [str(item.pk) for item in items]
    return Hall(str(meeting.pk), keys, keys[0], [_session(person) for person in people])


def _session(person: Any) -> str:
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(person.account, backend=settings.AUTHENTICATION_BACKENDS[0])
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


if __name__ == "__main__":
    main(int(sys.argv[1]))
