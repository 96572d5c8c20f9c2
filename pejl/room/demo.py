"""The demo's held meetings: what was going on when, what stands on the boards, and what came of it.

What is told of a meeting is a mapping; items are known by their label, people by their keys.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import cycle
from typing import Any

from pejl.agreements import operations as agreements
from pejl.agreements.queries import of_source as agreements_of
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations as meetings
from pejl.meetings.models import AgendaItem, Meeting
from pejl.meetings.names import Reply
from pejl.meetings.queries import items_of, leaders_of, people_of
from pejl.room import operations, queries
from pejl.room.models import Card, ProductDuty
from pejl.room.names import Section

# About as planned, and never quite: so many minutes more or less than planned, one item after the other.
MORE_OR_LESS = (1, 0, -1, 2, 0, -2, 1, 1, -1, 0)

Told = Mapping[str, Any]
People = Mapping[str, Person]


def hold(told: Told, *, meeting: Meeting, people: People, day: Callable[[str], date]) -> dict[str, Card]:
    """The meeting from its first minute to its last; returns the cards that have a key in the story."""
    cards: dict[str, Card] = {}
    leaders = leaders_of(meeting)
    now, running = meeting.starts_at + timedelta(minutes=told["late_minutes"]), None
    for number, (item, minutes) in enumerate(_held(told, meeting)):
        by = leaders[number % len(leaders)]
        if running is None:
            operations.begin(meeting=meeting, by=by, now=now)
            _arrive(meeting, by, now)
        else:
            operations.start_item(item=item, expected_running=running.pk, by=by, now=now)
        _take_on(told, item, people, now + timedelta(minutes=2))
        _contribute(told, item, people, now + timedelta(minutes=3))
        cards |= _write(told, item, people, now, minutes)
        now, running = now + timedelta(minutes=minutes), item
    _gather(told, meeting, people, day, now - timedelta(minutes=4))
    _go_on(told, meeting, people, day, now - timedelta(minutes=3))
    meetings.end(meeting=meeting, by=leaders[0], now=now)
    return cards


def write_up(told: Told, *, meeting: Meeting, for_product: Collection[Card], now: datetime) -> None:
    """The day after: the leaders choose what the product builds on, write in the minutes and close the book."""
    leaders = leaders_of(meeting)
    for one in told.get("minutes", ()):
        key, text = Section(one["section"]), one["text"]
        operations.write_section(meeting=meeting, key=key, text=text, expected_version=0, by=leaders[0], now=now)
    for card in for_product:
        operations.mark_for_product(card=card, is_for_product=True, by=leaders[-1], now=now)
    meetings.close(meeting=meeting, by=leaders[0], now=now + timedelta(minutes=20))


def follow_up(told: Told, *, meeting: Meeting, people: People, now: datetime) -> None:
    """Some weeks later: what has become clear by then."""
    noted = {point.text: point for point in queries.unclear_points_of(meeting)}
    for point in told["unclear"]:
        if point["clear"]:
            operations.settle_unclear_point(point=noted[point["text"]], by=people[point["caretaker"]], now=now)


def finish(what: str, *, meeting: Meeting, owner: Person, now: datetime) -> None:
    """Somebody has done what was agreed."""
    made = {agreement.what: agreement for agreement in agreements_of(meeting.pk)}
    agreements.finish(agreement=made[what], by=owner, now=now)


def duty_of(meeting: Meeting, person: Person) -> ProductDuty:
    """What the person took on at the meeting."""
    return ProductDuty.objects.get(meeting=meeting, person=person)


def _held(told: Told, meeting: Meeting) -> Iterator[tuple[AgendaItem, int]]:
    """The items in order, and how long each really took."""
    really = dict(told.get("held", ()))
    top = [item for item in items_of(meeting) if item.parent_id is None]
    for item, more in zip(top, cycle(MORE_OR_LESS), strict=False):
        yield item, really.get(item.label, max(item.planned_minutes + more, 2))


def _arrive(meeting: Meeting, leader: Person, now: datetime) -> None:
    """Everybody comes who has not said no."""
    for one in people_of(meeting):
        if one.reply != Reply.DECLINED:
            meetings.come(meeting=meeting, person=one.person, by=leader, now=now)


def _take_on(told: Told, item: AgendaItem, people: People, now: datetime) -> None:
    for duty in told["duties"]:
        if duty["item"] == item.label:
            person = people[duty["by"]]
            operations.take_on_product(meeting=item.meeting, person=person, what=duty["what"], by=person, now=now)


def _contribute(told: Told, item: AgendaItem, people: People, now: datetime) -> None:
    """What people write to a round, and whether the others may have it."""
    for one in told.get("contributions", ()):
        if one["item"] == item.label:
            by = people[one["by"]]
            said = {"item": item, "text": one["text"], "expected_version": None}
            written = operations.write_contribution(**said, by=by, now=now)
            operations.share_contribution(contribution=written, is_shared=one["shared"], by=by, now=now)


def _go_on(told: Told, meeting: Meeting, people: People, day: Callable[[str], date], now: datetime) -> None:
    """How it goes on: written by a leader, or by somebody who makes a product."""
    if "proceeding" not in told:
        return
    said = dict(told["proceeding"])
    by, on = people[said.pop("by")], said.pop("follow_up_on", None)
    course = operations.Course(**said, follow_up_on=day(on) if on else None)
    operations.write_proceeding(meeting=meeting, course=course, expected_version=0, by=by, now=now)


def _write(told: Told, item: AgendaItem, people: People, now: datetime, minutes: int) -> Iterator[tuple[str, Card]]:
    """The cards of an item and of its groups, spread over its minutes."""
    boards = {item.label: item} | {group.label: group for group in item.children.all()}
    written = [card for card in told["cards"] if card["item"] in boards]
    for number, card in enumerate(written, start=1):
        made = operations.write_card(
            item=boards[card["item"]],
            kind=card["kind"],
            text=card["text"],
            client_id=uuid.uuid5(item.pk, card["text"]),
            by=people[card["by"]],
            now=now + number * timedelta(minutes=minutes) / (len(written) + 1),
        )
        if "key" in card:
            yield card["key"], made


def _gather(told: Told, meeting: Meeting, people: People, day: Callable[[str], date], now: datetime) -> None:
    """What people take along, what they decided and agreed on, and what is still unclear."""
    for goal in told["goals"]:
        operations.take_along(
            meeting=meeting,
            takes_along=goal["takes"],
            will_introduce=goal["will"],
            is_shared=goal["shared"],
            expected_version=None,
            by=people[goal["by"]],
            now=now,
        )
    for decision in told["decisions"]:
        operations.decide_together(meeting=meeting, text=decision["text"], by=people[decision["by"]], now=now)
    for one in told["agreements"]:
        owner, by = people[one["owner"]], people[one["by"]]
        operations.agree(meeting=meeting, what=one["what"], owner=owner, due_on=day(one["due"]), by=by, now=now)
    for point in told["unclear"]:
        caretaker, by = people[point["caretaker"]], people[point["by"]]
        operations.note_unclear_point(meeting=meeting, text=point["text"], caretaker=caretaker, by=by, now=now)
