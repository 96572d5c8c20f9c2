"""What the management of the demo asks for in its year, who went through it, and what follows it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pejl.direction import demo as direction
from pejl.foundation.formats.moments import day_of
from pejl.foundation.tenancy import pointers
from pejl.foundation.tenancy.pointers import Pointer
from pejl.organisation.models import Unit
from pejl.wiring.demo_story.story import Event, Story, Told


def events(story: Story, told: Told) -> Iterator[Event]:
    """Every step of the direction, in the order it is told."""
    steps = {"state": _state, "go_through": _go_through, "replace": _replace, "follow": _follow}
    for step in told.get("direction", ()):
        yield story.event(step["at"], steps[step["do"]], story, step)


def _state(story: Story, told: Told, *, now: datetime) -> None:
    by, units = story.people[told["by"]], _units(story, told)
    for key in told["statements"]:
        story.statements[key] = direction.state(key, units=units, since_on=day_of(now), by=by, now=now)


def _replace(story: Story, told: Told, *, now: datetime) -> None:
    by = story.people[told["by"]]
    for key in told["statements"]:
        story.statements[key] = direction.replace(
            key, statement=story.statements[key], since_on=day_of(now), by=by, now=now
        )


def _go_through(story: Story, told: Told, *, now: datetime) -> None:
    direction.go_through(units=_units(story, told), by=story.people[told["by"]], now=now)


def _follow(story: Story, told: Told, *, now: datetime) -> None:
    statements = [story.statements[key] for key in told["statements"]]
    direction.follow(about=_about(story, told), statements=statements, by=story.people[told["by"]], now=now)


def _units(story: Story, told: Told) -> list[Unit]:
    return [story.cast.units[name] for name in told.get("units", ())]


def _about(story: Story, told: Told) -> Pointer:
    if "theme" in told:
        theme = story.themes[told["theme"]]
        return pointers.to(theme, title=theme.title)
    if "meeting" in told:
        meeting = story.meeting(told["meeting"])
        return pointers.to(meeting, title=meeting.title)
    product = story.products[told["product"]]
    return pointers.to(product, title=product.title)
