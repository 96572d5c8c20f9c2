"""The meetings of the demo's year, learning meetings and others: planned, held, written up and followed up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pejl.guidance import demo as guidance
from pejl.learning import demo as learning
from pejl.meetings import demo as meetings
from pejl.room import demo as room
from pejl.wiring.demo_story import parts
from pejl.wiring.demo_story.story import Event, Story, Told

DONE_AT = "11.20"  # when somebody says, on the last day, that it is done


def events(story: Story) -> Iterator[Event]:
    """From a chosen theme to the closed book, for every meeting."""
    held = parts(story.place, "rooms")
    learning_meetings, others = parts(story.place, "meetings"), parts(story.place, "others")
    for key, told in (learning_meetings | others).items():
        plan = _plan if key in learning_meetings else _plan_other
        yield story.event(told["planned_at"], plan, story, key, told)
        yield from _preparing(story, key, told)
        if key in held:
            yield from _holding(story, key, told, held[key])


def _preparing(story: Story, key: str, told: Told) -> Iterator[Event]:
    yield story.event(told["prepared_at"], _prepare, story, key, told)
    if "asking" in told:
        yield story.event(told["asking"]["at"], _ask, story, key, told)
    yield story.event(told["invited_at"], _invite, story, key, told)
    yield story.event(told["answered_at"], _answer, story, key, told)


def _holding(story: Story, key: str, told: Told, held: Told) -> Iterator[Event]:
    yield story.event(told["at"], _hold, story, key, held)
    yield story.event(held["written_up_at"], _write_up, story, key, held)
    yield story.event(held["followed_up_at"], _follow_up, story, key, held)
    for agreement in held["agreements"]:
        if agreement["done"]:
            yield story.event(f"{agreement['due']} {DONE_AT}", _finish, story, key, agreement)


def _plan(story: Story, key: str, told: Told, *, now: datetime) -> None:
    story.meetings[key] = learning.plan(
        theme=story.themes[told["theme"]],
        group=story.cast.groups[told.get("group", "main")],
        starts_at=story.weeks.moment(told["at"]),
        frame=meetings.frame_of(told, people=story.people),
        now=now,
    )


def _plan_other(story: Story, key: str, told: Told, *, now: datetime) -> None:
    """Of the kind that is told; without one a working group's coordination."""
    starts_at = story.weeks.moment(told["at"])
    if "kind" in told:
        planned = meetings.plan(told, starts_at=starts_at, people=story.people, now=now)
    else:
        group = story.cast.groups[told["group"]]
        planned = learning.coordinate(told, group=group, starts_at=starts_at, people=story.people, now=now)
    story.other_meetings[key] = planned


def _prepare(story: Story, key: str, told: Told, *, now: datetime) -> None:
    meetings.prepare(told, meeting=story.meeting(key), people=story.people, now=now)


def _ask(story: Story, key: str, told: Told, *, now: datetime) -> None:
    meetings.ask(told["asking"], meeting=story.meeting(key), people=story.people, now=now)


def _invite(story: Story, key: str, told: Told, *, now: datetime) -> None:
    meetings.invite(told, meeting=story.meeting(key), people=story.people, now=now)


def _answer(story: Story, key: str, told: Told, *, now: datetime) -> None:
    meetings.answer(told, meeting=story.meeting(key), people=story.people, now=now)


def _hold(story: Story, key: str, told: Told, *, now: datetime) -> None:
    story.cards[key] = room.hold(told, meeting=story.meeting(key), people=story.people, day=story.weeks.day)


def _write_up(story: Story, key: str, told: Told, *, now: datetime) -> None:
    """What a product cites is what the leaders chose for it."""
    cited = [
        card
        for product in parts(story.place, "products").values()
        if product.get("meeting") == key
        for card in guidance.cards_of(product)
    ]
    chosen = [story.cards[key][card] for card in dict.fromkeys(cited)]
    room.write_up(told, meeting=story.meeting(key), for_product=chosen, now=now)


def _follow_up(story: Story, key: str, told: Told, *, now: datetime) -> None:
    room.follow_up(told, meeting=story.meeting(key), people=story.people, now=now)
    learning.follow_up(told, meeting=story.meeting(key), people=story.people, now=now)


def _finish(story: Story, key: str, agreement: Told, *, now: datetime) -> None:
    owner = story.people[agreement["owner"]]
    room.finish(agreement["what"], meeting=story.meeting(key), owner=owner, now=now)
