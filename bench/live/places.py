"""The meetings that are followed, and the browsers that follow them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle, islice
from typing import Any

from django.conf import settings
from django.test import Client

from bench import history
from pejl.foundation import clock
from pejl.foundation.tenancy import operations, scopes
from pejl.foundation.tenancy.models import Account, Person, Space
from pejl.meetings.models import AgendaItem, Meeting, MeetingRole, Participant, topic_of
from pejl.meetings.names import Behaviour, State
from pejl.room.models import ItemRun

SCALE = 0.2


@dataclass(frozen=True)
class Place:
    """A meeting that runs, the board that is open in it, and whoever takes part, each with a session."""

    meeting: Meeting
    board: AgendaItem
    people: Sequence[Person]
    cookies: Sequence[str]

    def browsers(self, count: int) -> list[dict[str, str]]:
        """So many of those who take part; more than there are people are further windows of the same ones."""
        path, topic = f"/moeder/{self.meeting.pk}/rum/", f"{topic_of(self.meeting)}/participant"
        return [{"page": path, "topic": topic, "cookie": one} for one in islice(cycle(self.cookies), count)]


@dataclass(frozen=True)
class House:
    """One large meeting and many small ones, in a job centre with a history."""

    space: Space
    large: Place
    small: Sequence[Place]


def furnish(people: int, meetings: int) -> House:
    """A meeting of so many people, and so many meetings among which the same people are spread."""
    made = history.build(scale=SCALE)
    now = clock.now()
    with scopes.scope(made.space.pk):
        seated = list(_seated(people))
    cookies = [_cookie(account) for account, _person in seated]
    with scopes.scope(made.space.pk):
        everybody = [person for _account, person in seated]
        board = AgendaItem.objects.get(meeting=made.meeting, behaviour=Behaviour.PLENARY)
        large = _place(made.meeting, board, everybody, cookies)
        each = people // meetings
        small = [
            _place(*_begun(made.person, n, now), everybody[n * each :][:each], cookies[n * each :][:each])
            for n in range(meetings)
        ]
    return House(made.space, large, small)


def _seated(count: int) -> Iterator[tuple[Account, Person]]:
    for number in range(count):
        account = Account.objects.create_user(f"lytter-{number}@langtid.example", None)
        yield account, operations.seat(name=f"Lytter {number}", account=account)


def _cookie(account: Account) -> str:
    client = Client()
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"


def _place(meeting: Meeting, board: AgendaItem, people: Sequence[Person], cookies: Sequence[str]) -> Place:
    Participant.objects.bulk_create([Participant(meeting=meeting, person=one) for one in people], batch_size=500)
    return Place(meeting, board, people, cookies)


def _begun(leader: Person, number: int, now: Any) -> tuple[Meeting, AgendaItem]:
    """A meeting whose cards are being written."""
    begun = now - timedelta(minutes=5)
    meeting = Meeting.objects.create(
        title=f"Lille møde {number}", purposes=["Vi deler viden"], state=State.RUNNING, starts_at=begun,
        created_by=leader, created_at=begun,
    )  # fmt: skip
    MeetingRole.objects.create(meeting=meeting, person=leader, role="leader")
    board = AgendaItem.objects.create(
        meeting=meeting, position=0, behaviour=Behaviour.PLENARY, label="Videndeling", planned_minutes=30
    )
    ItemRun.objects.create(meeting=meeting, item=board, started_at=begun)
    return meeting, board
