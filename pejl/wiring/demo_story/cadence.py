"""How often the units of the demo meet, when one of them paused, and when everybody is away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from pejl.meetings import demo as meetings
from pejl.wiring.demo_story.story import Event, Story, Told


def events(story: Story, told: Told) -> Iterator[Event]:
    """Every rhythm, pause and closing, in the order it is told."""
    steps = {"rhythm": _set_rhythm, "pause": _take_pause, "closed": _close}
    for step in told.get("cadence", ()):
        yield story.event(step["at"], steps[step["do"]], story, step)


def _set_rhythm(story: Story, told: Told, *, now: datetime) -> None:
    unit, by = story.cast.units[told["unit"]], story.people[told["by"]]
    meetings.set_rhythm(told, unit=unit, starts_at=time.fromisoformat(told["starts"]), by=by, now=now)


def _take_pause(story: Story, told: Told, *, now: datetime) -> None:
    unit, by = story.cast.units[told["unit"]], story.people[told["by"]]
    since_on, until_on = story.weeks.day(told["since"]), story.weeks.day(told["until"])
    meetings.take_pause(told, unit=unit, since_on=since_on, until_on=until_on, by=by, now=now)


def _close(story: Story, told: Told, *, now: datetime) -> None:
    """The next time these days of the year come; the whole house where no unit is told."""
    unit = story.cast.units[told["unit"]] if "unit" in told else None
    today = story.weeks.today
    year = today.year + (_in_year(today.year, told["last"]) < today)
    days = {"first_on": _in_year(year, told["first"]), "last_on": _in_year(year, told["last"])}
    meetings.close(told["label"], unit=unit, **days, by=story.people[told["by"]], now=now)


def _in_year(year: int, month_and_day: str) -> date:
    return date.fromisoformat(f"{year}-{month_and_day}")
