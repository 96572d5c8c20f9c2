"""What is written down in the demo's year: begun, approved, written anew, withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pejl.guidance import demo as guidance
from pejl.learning import demo as learning
from pejl.room import demo as room
from pejl.wiring.demo_story import parts
from pejl.wiring.demo_story.story import Event, Story, Told


def events(story: Story) -> Iterator[Event]:
    """From the first line to where it is now, for every product."""
    for key, said in parts(story.place, "products").items():
        told = guidance.with_text(said)
        yield story.event(told["started_at"], _start, story, key, told)
        yield story.event(told["written_at"], _write, story, key, told)
        if "responsible_at" in told:
            yield story.event(told["responsible_at"], _name_responsible, story, key, told)
        yield from _steps(story, key, told, told)
        if "next" in told:
            again = told["next"]
            yield story.event(again["started_at"], _begin_next, story, key, again)
            yield story.event(again["written_at"], _write_next, story, key, again)
            yield from _steps(story, key, told, again)


def _steps(story: Story, key: str, told: Told, version: Told) -> Iterator[Event]:
    for step in version.get("steps", ()):
        yield story.event(step["at"], _take, story, key, told, step)


def _start(story: Story, key: str, told: Told, *, now: datetime) -> None:
    if "meeting" not in told:
        story.products[key] = guidance.start(told, people=story.people, now=now)
        return
    cards = story.cards[told["meeting"]]
    story.products[key] = learning.start_guide(
        learning_meeting=story.meetings[told["meeting"]],
        title=told["title"],
        cards=[cards[card] for card in guidance.cards_of(told)],
        duty=room.duty_of(story.meeting(told["meeting"]), story.people[told["duty_of"]]),
        now=now,
    )


def _write(story: Story, key: str, told: Told, *, now: datetime) -> None:
    guidance.write(told, product=story.products[key], people=story.people, now=now)


def _name_responsible(story: Story, key: str, told: Told, *, now: datetime) -> None:
    guidance.name_responsible(told, product=story.products[key], people=story.people, now=now)


def _take(story: Story, key: str, told: Told, step: Told, *, now: datetime) -> None:
    guidance.take(step, told, product=story.products[key], people=story.people, now=now)


def _begin_next(story: Story, key: str, told: Told, *, now: datetime) -> None:
    guidance.begin_next(told, product=story.products[key], people=story.people, now=now)


def _write_next(story: Story, key: str, told: Told, *, now: datetime) -> None:
    guidance.write_next(told, product=story.products[key], people=story.people, now=now)
