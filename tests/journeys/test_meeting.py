"""A whole meeting of two and a half hours: 24 people, two leaders, three groups, and most of what can go wrong."""

from __future__ import annotations

import json
import random
import re
import threading
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, expect

from pejl.foundation.formats import moments
from tests.journeys import steps
from tests.journeys.browsing import LAPTOP, PHONE, Visitor
from tests.journeys.phones import Phone
from tests.journeys.program import Program
from tests.journeys.words import da

pytestmark = pytest.mark.journey

WALL = {"viewport": {"width": 1920, "height": 1080}}
ITEMS = tomllib.loads((Path(__file__).parent / "whole_meeting.toml").read_text(encoding="utf-8"))["items"]
FRAME, PAUSE, GROUPS, GATHERING, LEARNING = (item["label"] for item in ITEMS)
TITLE, PRODUCT = "Læringsmøde om faglig sparring", "Skabelon for vores møder"
PRIVATE, SHARED = "Jeg taler for meget, når jeg er usikker", "At spørge, hvilken hjælp der er brug for"
DECIDED, UNCLEAR = "Vi bruger den fælles skabelon fra i morgen", "Hvem styrer tiden, når lægen er med?"
LEFT_OUT = 4  # of the groups' cards; the others are chosen for the product
AGREE_SECONDS = 10
STEP = 20  # minutes of the clock, between two looks of those who listen


class Api:
    """A leader's own program."""

    def __init__(self, origin: str, token: str) -> None:
        self.origin, self.token = origin, token

    def __call__(self, method: str, path: str, body: Any = None) -> Any:
        """What the API answers; what it refuses fails the test."""
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.origin}/api/v1{path}", data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                told = answer.read()
        except urllib.error.HTTPError as refused:
            raise AssertionError(f"{method} {path}: {refused.code} {refused.read().decode()}") from None
        return json.loads(told) if told else None


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """A Pejl whose clock the test moves."""
    program = Program(tmp_path_factory.mktemp("house"), has_clock=True)
    try:
        program.wait()
        yield program
    finally:
        program.stop()


@dataclass
class Meeting:
    """What is planned: where it is, its items and groups by their labels, and who comes."""

    house: Program
    api: Api
    id: str
    items: dict[str, str]
    people: dict[str, str]
    seated: dict[str, list[str]]

    @property
    def room(self) -> str:
        return f"/moeder/{self.id}/rum/"

    def path(self, rest: str) -> str:
        return f"/meetings/{self.id}{rest}"


@pytest.fixture
def meeting(house: Program) -> Meeting:
    """Planned and announced; the leaders are Amina Lindeskov, whose program it is, and Leyla Sandholt."""
    starts_at = moments.local(moments.day_of(datetime.now(UTC)) + timedelta(days=1), time(12, 30))
    house.ahead((starts_at - datetime.now(UTC)) / timedelta(minutes=1) - 5)
    api = Api(house.origin, (house.data / "demo-token").read_text().strip())
    people = house.people("Nordager")
    me = api("GET", "/me")["name"]
    other = "Leyla Sandholt"
    others = [name for name in sorted(people) if name not in (me, other)][:22]
    wanted = {"title": "Faglig sparring", "need": "Vi vil lære det.", "why_now": "", "kind": "cooperation"}
    theme = api("POST", "/themes", wanted)
    told = {
        "title": TITLE,
        "purposes": ["At finde en måde at give sparring på"],
        "place": "Mødelokale 2",
        "starts_at": starts_at.isoformat(),
        "leaders": [people[me], people[other]],
        "theme_id": theme["id"],
        "group_id": api("GET", "/groups")["items"][0]["id"],
    }
    made = api("POST", "/learning-meetings", told)["meeting_id"]
    meeting = Meeting(house, api, made, {}, {name: people[name] for name in (me, other, *others)}, {})
    for item in ITEMS:
        add(meeting, item)
    chairs, rest = (me, other, others[0]), others[1:]
    for number, chair in enumerate(chairs):
        group, members = f"Gruppe {number + 1}", rest[number::3]
        meeting.seated[group] = [chair, *members]
        parts = {"chairs": [people[chair]], "members": [people[name] for name in members]}
        api("PUT", meeting.path(f"/items/{meeting.items[group]}/parts"), parts)
    asked = {"units": [], "functions": [], "people": [people[one] for one in others]}
    api("POST", meeting.path("/participants"), asked)
    api("POST", meeting.path("/invitations"))
    return meeting


def add(meeting: Meeting, item: dict[str, Any], parent: str | None = None) -> None:
    """One item, and what lies in it."""
    told = {name: item[name] for name in ("label", "minutes", "questions") if name in item}
    told |= {"behaviour": item.get("behaviour", "group"), "parent": parent}
    made = meeting.api("POST", meeting.path("/items"), told)["id"]
    meeting.items[item["label"]] = made
    for inner in item.get("groups", []) + item.get("steps", []):
        add(meeting, inner, made)


@dataclass
class Room:
    """Who is there, and how."""

    meeting: Meeting
    leaders: tuple[Visitor, Visitor]
    wall: Visitor
    browsers: list[Visitor]
    phones: list[Phone]
    late: Phone
    without_device: str

    @property
    def everybody(self) -> list[Phone]:
        return [*self.phones, self.late]

    def pass_minutes(self, minutes: float) -> None:
        """The clock goes on, for everybody who listens: streams are opened anew all the while."""
        while minutes > 0:
            self.meeting.house.ahead(min(minutes, STEP))
            minutes -= STEP
            for phone in self.everybody:
                phone.again()
            for visitor in (*self.leaders, self.wall, *self.browsers):
                visitor.page.reload()


@pytest.fixture
def room(meeting: Meeting, chromium: Browser) -> Iterator[Room]:
    """Six browsers of three sizes, one person without anything, and a phone for everybody else."""
    names = list(meeting.people)
    visitors: list[Visitor] = []

    def arrive(name: str, screen: dict[str, Any]) -> Visitor:
        context = chromium.new_context(locale="da-DK", timezone_id="Europe/Copenhagen", **screen)
        context.set_default_timeout(20_000)
        visitors.append(Visitor(context, meeting.house.origin, name))
        return visitors[-1].step_in()

    leaders = (arrive(names[0], LAPTOP), arrive(names[1], LAPTOP))
    wall = arrive(names[0], WALL)
    browsers = [arrive(names[2], PHONE), arrive(names[3], PHONE), arrive(names[4], LAPTOP)]
    phones = [Phone(meeting.house.port, name, meeting.people[name]) for name in names[6:]]
    yield Room(meeting, leaders, wall, browsers, phones[:-1], phones[-1], names[5])
    for phone in phones:
        phone.put_away()
    for visitor in visitors:
        visitor.context.close()
    assert [words for visitor in visitors for words in visitor.complaints] == []


def test_whole_meeting(room: Room) -> None:
    """Held from the first minute to the minutes."""
    come_in(room)
    everybody_speaks(room, "Runden", comes_late=room.late)
    go_on(room, PAUSE, after=46)
    press_at_once(room, GROUPS, after=10)
    written = write_in_groups(room)
    agree_on_what_is_there(room, written)
    chosen = gather(room, written)
    learn(room)
    coordinate(room)
    end(room, written, chosen)


def come_in(room: Room) -> None:
    """Everybody says that they are here, one is entered by a leader; the meeting begins on all screens."""
    meeting, (leader, other) = room.meeting, room.leaders
    for visitor in (leader, other, *room.browsers):
        visitor.go(f"/moeder/{meeting.id}/")
        visitor.press(da("Go into the room"))
    room.wall.go(f"{meeting.room}vaeg/")
    for phone in room.phones:
        phone.press(f"{meeting.room}her/")
        phone.follow(meeting.room)
    meeting.api("PUT", meeting.path(f"/presence/{meeting.people[room.without_device]}"), {"is_here": True})
    room.pass_minutes(5)
    leader.press(da("Begin the meeting"))
    for visitor in (leader, other, *room.browsers):
        visitor.heading(FRAME)
    expect(room.wall.page.get_by_role("heading", level=1)).to_have_text(FRAME)


def everybody_speaks(room: Room, label: str, *, comes_late: Phone | None = None) -> None:
    """A round that a leader leads by program: one passes and is asked again, who comes late is asked last."""
    api, meeting = room.meeting.api, room.meeting
    here = {one["name"] for one in api("GET", meeting.path("/presence"))}
    turns = api("POST", meeting.path(f"/items/{meeting.items[label]}/rounds"), {"turn_seconds": 30})
    if comes_late is not None:
        comes_late.press(f"{meeting.room}her/")
        comes_late.follow(meeting.room)
        here.add(comes_late.name)
    spoken: list[str] = []
    passed = ""
    while True:
        turns = next(one for one in api("GET", meeting.path("/rounds")) if one["id"] == turns["id"])
        speaking = turns["speaking"]
        if speaking is None:
            break
        deed = "pass" if len(spoken) == 3 and not passed else "next"
        passed = speaking["name"] if deed == "pass" else passed
        spoken += [speaking["name"]] if deed == "next" else []
        meeting.house.ahead(0.4)
        api("POST", f"/rounds/{turns['id']}/moves", {"deed": deed, "expected_version": turns["version"]})
    assert sorted(spoken) == sorted(here), (set(spoken) ^ here, label)
    assert passed in spoken[4:]
    if comes_late is not None:
        assert comes_late.name in spoken[-2:]


def go_on(room: Room, label: str, *, after: float) -> None:
    """A leader presses next; every screen follows."""
    room.pass_minutes(after)
    leader = room.leaders[0]
    leader.page.locator("#room-leading").get_by_role("button", name=re.compile(re.escape(label))).first.click()
    is_there(room, label)


def is_there(room: Room, label: str) -> None:
    for visitor in (*room.leaders, *room.browsers):
        visitor.heading(label)
    expect(room.wall.page.get_by_role("heading", level=1)).to_have_text(label)


def press_at_once(room: Room, label: str, *, after: float) -> None:
    """Both leaders press next in the same moment: one step, and the second is told."""
    room.pass_minutes(after)
    buttons = [
        leader.page.locator("#room-leading").get_by_role("button", name=re.compile(re.escape(label))).first
        for leader in room.leaders
    ]
    for button in buttons:
        expect(button).to_be_visible()
    for leader, button in zip(room.leaders, buttons, strict=True):
        handle = button.element_handle()
        leader.page.evaluate("(one) => setTimeout(() => one.click(), 300)", handle)
    is_there(room, label)
    held = room.meeting.api("GET", room.meeting.path("/room"))
    assert [one["label"] for one in held["items"] if one["phase"] == "current"] == [label]


def write_in_groups(room: Room) -> dict[str, set[str]]:
    """Three groups write at once; in the middle one phone dies and the server is restarted. Returns the texts."""
    meeting, texts = room.meeting, {group: set[str]() for group in room.meeting.seated}
    group_of = {name: group for group, names in meeting.seated.items() for name in names}
    dead, *others = room.everybody
    dead.put_away()
    writers = [threading.Thread(target=_write, args=(room, phone, group_of, texts)) for phone in others]
    for visitor in room.browsers:
        text = f"Fra {visitor.name}s egen skærm"
        steps.write_card(visitor, text)
        texts[group_of[visitor.name]].add(text)
    for writer in writers:
        writer.start()
    half = room.browsers[0]
    half.write(da("One card, one thought"), "Skrevet, mens serveren var væk")
    meeting.house.restart()
    half.press(da("Put up the card"))
    texts[group_of[half.name]].add("Skrevet, mens serveren var væk")
    for writer in writers:
        writer.join(150)
        assert not writer.is_alive()
    return texts


def _write(room: Room, phone: Phone, group_of: dict[str, str], texts: dict[str, set[str]]) -> None:
    """Four cards, one after the other, each sent until it is answered, sometimes twice."""
    group = group_of[phone.name]
    for number in range(4):
        text = f"{phone.name} tænker på {number}"
        sent = {"kind": random.choice(["consideration", "parameter", "example"]), "text": text, "client_id": uuid4()}
        for _again in range(random.choice([1, 2])):
            phone.press(f"{room.meeting.room}tavle/{room.meeting.items[group]}/", **sent, authorship="")
        texts[group].add(text)


def agree_on_what_is_there(room: Room, written: dict[str, set[str]]) -> None:
    """Nothing is lost, nothing doubled, and everybody who follows knows of the same."""
    cards = room.meeting.api("GET", room.meeting.path("/cards"))
    assert sorted(one["text"] for one in cards) == sorted(text for texts in written.values() for text in texts)
    there = {f"card-{one['id']}" for one in cards}
    for phone in room.everybody[1:]:
        wait_for(lambda phone=phone: phone.cards == there, f"{phone.name}: {len(phone.cards)} of {len(there)}")


def wait_for(is_so: Any, else_: str) -> None:
    """Within the time in which everybody must agree."""
    end = datetime.now(UTC) + timedelta(seconds=AGREE_SECONDS)
    pause = threading.Event()
    while not is_so():
        assert datetime.now(UTC) < end, else_
        pause.wait(0.1)


def gather(room: Room, written: dict[str, set[str]]) -> set[str]:
    """The groups' cards are chosen for the product but for a few, and go there in one step. Returns the chosen."""
    meeting, api = room.meeting, room.meeting.api
    go_on(room, GATHERING, after=50)
    cards = api("GET", meeting.path("/cards"))
    chosen = sorted(cards, key=lambda card: card["text"])[LEFT_OUT:]
    for card in chosen:
        api("PUT", f"/cards/{card['id']}/for-product", {"is_for_product": True})
    return {card["text"] for card in chosen}


def learn(room: Room) -> None:
    """Everybody speaks once more; what is written stays one's own, unless it is shared."""
    go_on(room, LEARNING, after=35)
    everybody_speaks(room, "Runden: mit udbytte")
    first, second = room.browsers[0], room.browsers[2]
    steps.take_along(first, f"{room.meeting.house.origin}{room.meeting.room}", PRIVATE)
    steps.take_along(second, f"{room.meeting.house.origin}{room.meeting.room}", SHARED, is_shared=True)


def coordinate(room: Room) -> None:
    """Who makes the product, what is decided, what is unclear."""
    leader, address = room.leaders[1], f"{room.meeting.house.origin}{room.meeting.room}"
    steps.agree_on_product(leader, address, PRODUCT, room.browsers[2].name)
    steps.agree(leader, "beslutning", da("Write down a joint decision"), da("Write it down"), text=DECIDED)
    steps.agree(leader, "uklarhed", da("Something is unclear"), da("Write it down"), text=UNCLEAR)


def end(room: Room, written: dict[str, set[str]], chosen: set[str]) -> None:
    """The minutes hold everything that was shared, and the draft of the product every chosen card."""
    meeting, author, leader = room.meeting, room.browsers[2], room.leaders[0]
    address = f"{meeting.house.origin}{meeting.room}"
    room.pass_minutes(5)
    steps.end(leader, address)
    draft = steps.begin_guide(author, address, PRODUCT, duty=f"{author.name}: {PRODUCT}")
    author.go(draft)
    for text in chosen:
        author.reads(text)
    steps.close(leader, address)
    reader = room.browsers[1]
    reader.go(address.replace("/rum/", "/opsamling/"))
    for texts in written.values():
        for text in texts:
            reader.reads(text)
    for words in (SHARED, DECIDED, UNCLEAR, PRODUCT, room.without_device, room.late.name):
        reader.reads(words)
    reader.reads_not(PRIVATE)
