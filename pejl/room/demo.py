"""The demo's held meeting: what was going on when, what stands on the boards, and what came of it."""

from __future__ import annotations

import tomllib
import uuid
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pejl.agreements import operations as agreements
from pejl.agreements.queries import of_source as agreements_of
from pejl.foundation.formats.moments import day_of
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations as meetings
from pejl.meetings.models import AgendaItem, Meeting
from pejl.room import operations, queries
from pejl.room.models import Card, ProductDuty

STORY: dict[str, Any] = tomllib.loads((Path(__file__).parent / "demo.toml").read_text(encoding="utf-8"))

People = Mapping[str, Person]


def hold(key: str, *, meeting: Meeting, people: People) -> dict[str, Card]:
    """The meeting from its first minute to its last; returns the cards by the key the story knows them by."""
    told, cards = STORY[key], dict[str, Card]()
    leaders = [people[name] for name in told["leaders"]]
    now, running = meeting.starts_at + timedelta(minutes=told["late_minutes"]), None
    for number, (label, minutes) in enumerate(told["held"]):
        item, by = AgendaItem.objects.get(meeting=meeting, parent=None, label=label), leaders[number % len(leaders)]
        if running is None:
            operations.begin(meeting=meeting, by=by, now=now)
        else:
            operations.start_item(item=item, expected_running=running.pk, by=by, now=now)
        _take_on(told, item, people, now + timedelta(minutes=2))
        cards |= _write(told, item, people, now, minutes)
        now, running = now + timedelta(minutes=minutes), item
    _gather(told, meeting, people, now - timedelta(minutes=6))
    meetings.end(meeting=meeting, by=leaders[0], now=now)
    return cards


def write_up(key: str, *, meeting: Meeting, cards: Mapping[str, Card], people: People, now: datetime) -> None:
    """The day after: the leaders choose what the product builds on and close the book."""
    told = STORY[key]
    by = people[told["leaders"][1]]
    for card in told["cards"]:
        if card.get("is_for_product"):
            operations.mark_for_product(card=cards[card["key"]], is_for_product=True, by=by, now=now)
    meetings.close(meeting=meeting, by=people[told["leaders"][0]], now=now + timedelta(minutes=20))


def follow_up(key: str, *, meeting: Meeting, people: People, now: datetime) -> None:
    """Some weeks later: what has been done by then, and what has become clear."""
    told = STORY[key]
    made = {agreement.what: agreement for agreement in agreements_of(meeting.pk)}
    for agreement in told["agreements"]:
        if agreement["is_done"]:
            agreements.finish(agreement=made[agreement["what"]], by=people[agreement["owner"]], now=now)
    noted = {point.text: point for point in queries.unclear_points_of(meeting)}
    for point in told["unclear"]:
        if point["is_clear"]:
            operations.settle_unclear_point(point=noted[point["text"]], by=people[point["caretaker"]], now=now)


def duty_of(meeting: Meeting, person: Person) -> ProductDuty:
    """What the person took on at the meeting."""
    return ProductDuty.objects.get(meeting=meeting, person=person)


def _take_on(told: Mapping[str, Any], item: AgendaItem, people: People, now: datetime) -> None:
    for duty in told["duties"]:
        if duty["item"] == item.label:
            person = people[duty["by"]]
            operations.take_on_product(meeting=item.meeting, person=person, what=duty["what"], by=person, now=now)


def _write(
    told: Mapping[str, Any], item: AgendaItem, people: People, now: datetime, minutes: int
) -> Iterator[tuple[str, Card]]:
    """The cards of an item and of its groups, spread over its minutes."""
    boards = {item.label: item} | {group.label: group for group in item.children.all()}
    written = [card for card in told["cards"] if card["item"] in boards]
    for number, card in enumerate(written, start=1):
        yield (
            card["key"],
            operations.write_card(
                item=boards[card["item"]],
                kind=card["kind"],
                text=card["text"],
                client_id=uuid.uuid4(),
                by=people[card["by"]],
                now=now + number * timedelta(minutes=minutes) / (len(written) + 1),
            ),
        )


def _gather(told: Mapping[str, Any], meeting: Meeting, people: People, now: datetime) -> None:
    """What people take along, what they decided and agreed on, and what is still unclear."""
    for goal in told["goals"]:
        operations.take_along(
            meeting=meeting,
            takes_along=goal["takes_along"],
            will_introduce=goal["will_introduce"],
            is_shared=goal["is_shared"],
            expected_version=None,
            by=people[goal["by"]],
            now=now,
        )
    for decision in told["decisions"]:
        operations.decide_together(meeting=meeting, text=decision["text"], by=people[decision["by"]], now=now)
    for agreement in told["agreements"]:
        _agree(agreement, meeting, people, now)
    for point in told["unclear"]:
        caretaker, by = people[point["caretaker"]], people[point["by"]]
        operations.note_unclear_point(meeting=meeting, text=point["text"], caretaker=caretaker, by=by, now=now)


def _agree(told: Mapping[str, Any], meeting: Meeting, people: People, now: datetime) -> None:
    operations.agree(
        meeting=meeting,
        what=told["what"],
        owner=people[told["owner"]],
        due_on=day_of(meeting.starts_at) + timedelta(weeks=told["due_weeks"]),
        by=people[told["by"]],
        now=now,
    )
