"""A meeting that is followed on every view in both languages, and the pages of those who follow it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.test import Client
from django.urls import reverse

from pejl.foundation.live.queries import facts_after, number_of
from pejl.foundation.live.views import Audience, Patch
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person, Space
from pejl.meetings import operations as meetings
from pejl.meetings.models import AgendaItem, Meeting, topic_of
from pejl.meetings.names import Authorship, Behaviour, ItemRole
from pejl.meetings.tests.factories import a_meeting, an_item
from pejl.room import operations, queries
from pejl.room.live import RoomView, ViewName
from pejl.room.models import Card, Hand, Round
from pejl.room.names import CardKind, HandKind
from tests.live.screen import Screen, differences
from tests.people import person_in

PAGES = {ViewName.LEADER: "room:lead", ViewName.PARTICIPANT: "room:hold", ViewName.WALL: "room:wall"}

LANGUAGES = ("en", "da")
Sent = Mapping[Audience, Sequence[Patch]]


@dataclass(frozen=True)
class Window:
    """A page that somebody has open, on a view and in a language."""

    audience: Audience
    client: Client
    path: str

    def fetch(self) -> Screen | None:
        """The page as it is now; None for a follower whose code opens nothing any more."""
        status, _headers, text = self._ask(self.path, {})
        if status == 404 and self.audience.view == ViewName.FOLLOWER:
            return None
        assert status == 200, (self.audience, status)
        return Screen(text, self._ask)

    def _ask(self, path: str, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str], str]:
        answer = self.client.get(path, headers=dict(headers))
        return answer.status_code, answer.headers, answer.content.decode()


@dataclass
class Stage:
    """Anna and Dorte lead; Bo and Emil sit in the first group, Grethe in the second; Hanne is not invited.

    Anna, Bo and Grethe read English, Dorte, Emil and Hanne Danish.
    """

    space: Space
    meeting: Meeting
    people: dict[str, Person]
    items: dict[str, AgendaItem]
    now: datetime
    windows: list[Window] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        """People and items by their names."""
        known = {**self.__dict__.get("people", {}), **self.__dict__.get("items", {})}
        if name in known:
            return known[name]
        raise AttributeError(name)

    @property
    def topic(self) -> str:
        """What is followed."""
        return topic_of(self.meeting)

    @property
    def number(self) -> int:
        """Of the latest fact."""
        return number_of(self.topic)

    def kinds_since(self, number: int) -> list[str]:
        """What was told after a number."""
        return [fact.kind for fact in facts_after(self.topic, number)]

    def by(self, person: Person) -> dict[str, Any]:
        """Who does it, and when."""
        return {"by": person, "now": self.now}

    def running(self) -> AgendaItem | None:
        """The item that is going on."""
        current = queries.state_of(self.meeting.again(), None, self.now).current
        return current.item if current else None

    def press(self, person: Person | None = None) -> dict[str, Any]:
        """The same for a leader's command, with what is going on as expected."""
        running = self.running()
        return {**self.by(person or self.anna), "expected_running": running.pk if running else None}

    def start(self, item: AgendaItem) -> AgendaItem:
        """An item under way, and the meeting with it."""
        if self.meeting.again().state != "running":
            operations.begin(meeting=self.meeting, **self.by(self.anna))
        if self.running() != item:
            operations.start_item(item=item, **self.press())
        return item

    def card(self, item: AgendaItem, text: str, person: Person, kind: str = CardKind.CONSIDERATION) -> Card:
        """A card under a key of its own."""
        return operations.write_card(item=item, kind=kind, text=text, client_id=uuid4(), **self.by(person))

    def hand(self, person: Person, line: str = "", kind: str = HandKind.NEW) -> Hand:
        """A hand under a key of its own."""
        return operations.raise_hand(meeting=self.meeting, kind=kind, line=line, client_id=uuid4(), **self.by(person))

    def circle(self) -> Round:
        """A round under way, of those who have come."""
        self.start(self.check_in)
        for person in (self.bo, self.emil, self.grethe):
            meetings.come(meeting=self.meeting, person=person, **self.by(self.anna))
        return operations.begin_round(item=self.check_in, turn_seconds=60, **self.by(self.anna))

    def seen(self, row: Round, person: Person | None = None) -> dict[str, Any]:
        """A command in a round by somebody who has seen it as it is."""
        return {"round_": row, "expected_version": row.again().version, **self.by(person or self.anna)}

    def open_windows(self, languages: Collection[str] = LANGUAGES) -> None:
        """Every view in these languages; followers where there is a code."""
        who = {ViewName.LEADER: (self.anna, self.dorte), ViewName.PARTICIPANT: (self.bo, self.emil)}
        for view, page in PAGES.items():
            for language, person in zip(LANGUAGES, who.get(view, (self.bo, self.emil)), strict=True):
                path = reverse(page, args=[self.meeting.pk])
                if language in languages:
                    self.windows.append(Window(Audience(view, language), signed_in(person), path))
        code = queries.follow_code_of(self.meeting)
        if code is not None:
            path = reverse("follow:meeting", args=[code.code])
            for language in languages:
                stranger = Client()
                stranger.cookies[settings.LANGUAGE_COOKIE_NAME] = language
                self.windows.append(Window(Audience(ViewName.FOLLOWER, language), stranger, path))

    def screens(self) -> dict[Audience, Screen]:
        """Each window, freshly fetched."""
        fetched = {window.audience: window.fetch() for window in self.windows}
        return {audience: screen for audience, screen in fetched.items() if screen is not None}

    def sent(self, audiences: Collection[Audience], since: int) -> Sent:
        """What the hub sends about everything after a number."""
        facts = list(facts_after(self.topic, since))
        with scopes.scope(self.space.pk, read_only=True):
            return RoomView().patches(self.topic, facts, set(audiences))


def take(screens: Mapping[Audience, Screen], sent: Sent) -> None:
    """Put what was sent on each screen."""
    for audience, screen in screens.items():
        screen.apply(sent.get(audience, ()))


def require_alike(screens: Mapping[Audience, Screen], fresh: Mapping[Audience, Screen]) -> None:
    """Raises AssertionError that shows where screens differ from pages that were fetched anew."""
    found = [
        f"{'/'.join(one)}:\n  " + "\n  ".join(lines)
        for one in screens
        if one in fresh and (lines := differences(screens[one].words(), fresh[one].words()))
    ]
    assert not found, "\n" + "\n".join(found)


def signed_in(person: Person) -> Client:
    """A browser in which a person is logged in."""
    client = Client()
    client.force_login(person.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def a_stage(space: Space, *, now: datetime, authorship: str = Authorship.NAMED, is_followed: bool = True) -> Stage:
    """An announced meeting that can be followed by code; ``authorship`` holds on every board."""
    people = {name.split()[0].lower(): _person(space, name, lang) for name, lang in NAMES.items()}
    meeting = a_meeting(people["anna"], now=now, starts_at=now, leaders=[people["anna"], people["dorte"]])
    items: dict[str, AgendaItem] = {}

    def add(name: str, behaviour: str, label: str, minutes: int, **more: Any) -> None:
        told = {"behaviour": behaviour, "label": label, "minutes": minutes, "authorship": authorship} | more
        items[name] = an_item(meeting, by=people["anna"], now=now, **told)

    add(
        "check_in",
        Behaviour.ROUND,
        "Tjek-ind",
        10,
        questions="Hvad vil jeg have ud af det?",
        leader_notes="Husk kaffen",
    )
    add("plenary", Behaviour.PLENARY, "Videndeling", 20)
    add("work", Behaviour.GROUPS, "Gruppearbejde", 40)
    seats = {"one": [people["bo"], people["emil"]], "two": [people["grethe"]]}
    for name, members in seats.items():
        parts = {ItemRole.MEMBER: members}
        add(name, Behaviour.GROUP, f"Gruppe {name}", 0, parent=items["work"], parts=parts)
    add("gathering", Behaviour.GATHER_KNOWLEDGE, "Opsamling på viden", 20)
    add("coordination", Behaviour.COORDINATION, "Koordinering", 20)
    invited = [people[name] for name in ("bo", "emil", "grethe")]
    meeting = meetings.invite(meeting=meeting, people=invited, by=people["anna"], now=now)
    stage = Stage(space, meeting, people, items, now)
    if is_followed:
        operations.open_following(meeting=meeting, **stage.by(people["anna"]))
    return stage


NAMES = {
    "Anna Ager": "en",
    "Dorte Dam": "da",
    "Bo Bæk": "en",
    "Emil Eg": "da",
    "Grethe Gran": "en",
    "Hanne Hede": "da",
}


def _person(space: Space, name: str, language: str) -> Person:
    person = person_in(space, name, f"{name.split(maxsplit=1)[0].lower()}@{space.pk.hex[:8]}.example")
    person.account.language = language
    person.account.save(update_fields=["language"])
    return person
