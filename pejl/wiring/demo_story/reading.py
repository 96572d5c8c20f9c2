"""What colleagues of the demo are asked to read, and who has read it by now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pejl.guidance import demo as guidance
from pejl.guidance.models import ReadingList
from pejl.wiring.demo_story import parts
from pejl.wiring.demo_story.story import Event, Story, Told


def events(story: Story) -> Iterator[Event]:
    """Every list as it was made, and each time that somebody had read something."""
    for told in parts(story.place, "reading").values():
        yield story.event(told["made_at"], _make, story, told)
        for one in told["read"]:
            yield story.event(one["at"], _read, story, one)


def _make(story: Story, told: Told, *, now: datetime) -> None:
    unit = story.cast.units[told["unit"]] if "unit" in told else None
    function = story.cast.functions[told["function"]] if "function" in told else None
    made = guidance.make_list(told, function=function, unit=unit, people=story.people, now=now)
    for entry in told["entries"]:
        _add(story, told, made, entry, now=now)


def _add(story: Story, told: Told, made: ReadingList, entry: Told, *, now: datetime) -> None:
    by = story.people[told["by"]]
    if "meeting" in entry:
        guidance.add_meeting(entry, reading_list=made, meeting_id=story.meeting(entry["meeting"]).pk, by=by, now=now)
    else:
        guidance.add_product(entry, reading_list=made, product=story.products[entry["product"]], by=by, now=now)


def _read(story: Story, told: Told, *, now: datetime) -> None:
    for key in told["people"]:
        person = story.people[key]
        if "meeting" in told:
            guidance.read_meeting(story.meeting(told["meeting"]).pk, by=person, now=now)
        else:
            guidance.read_product(story.products[told["product"]], by=person, now=now)
