"""How people come and go in the demo's year, and what they are for each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pejl.agreements import demo as agreements
from pejl.foundation.tenancy import pointers
from pejl.foundation.tenancy.pointers import Pointer
from pejl.organisation import demo as organisation
from pejl.wiring.demo_story.story import Event, Story, Told

OPENED = "-46 man 8.00"
SOON_AFTER = "-46 man 8.20"
KNOWN_SINCE = "-10 ons 8.30"  # when it is said that somebody leaves


def events(story: Story, told: Told) -> Iterator[Event]:
    """Everything about people, groups and promises."""
    yield from _comings_and_goings(story, told)
    yield from _groups(story, told)
    cast = story.cast
    for change in told["leader_changes"]:
        yield story.event(
            change["at"], organisation.lead, cast, change["unit"], change["to"], instead_of=change["from"]
        )
    for one in told["deputies"]:
        yield story.event(one["at"], organisation.stand_in, cast, one)
    for one in told["mentors"]:
        yield story.event(one["at"], organisation.sit_beside, cast, one)
    for one in told["agreements"]:
        yield story.event(one["at"], _agree, story, one)


def _comings_and_goings(story: Story, told: Told) -> Iterator[Event]:
    cast = story.cast
    for someone in told["people"]:
        if "since" in someone:
            yield story.event(someone["since"], organisation.join, cast, someone)
        if "left" in someone:
            yield story.event(someone["left"], organisation.leave, cast, someone["key"])
        if "back" in someone:
            yield story.event(someone["back"], organisation.come_back, cast, someone)
        if "last" in someone:
            last = story.weeks.day(someone["last"])
            yield story.event(KNOWN_SINCE, organisation.will_leave, cast, someone["key"], last=last)
    for guest in told["guests"]:
        until = story.weeks.day(guest["until"]) if "until" in guest else None
        yield story.event(guest["since"], organisation.welcome_guest, cast, guest, until=until)


def _groups(story: Story, told: Told) -> Iterator[Event]:
    for group in told["groups"]:
        formed = group.get("formed", SOON_AFTER)
        yield story.event(formed, organisation.form_group, story.cast, group)
        for seat in group["seats"]:
            at = seat.get("at", formed)
            yield story.event(at, organisation.seat, story.cast, group["key"], seat["key"])


def _agree(story: Story, told: Told, *, now: datetime) -> None:
    due_on = story.weeks.day(told["due"])
    agreements.agree(told, about=_about(story, told), people=story.people, due_on=due_on, now=now)


def _about(story: Story, told: Told) -> Pointer | None:
    """The meeting or the theme that it was promised for, where it was for one."""
    if "meeting" in told:
        meeting = story.meeting(told["meeting"])
        return pointers.to(meeting, title=meeting.title)
    if "theme" in told:
        theme = story.themes[told["theme"]]
        return pointers.to(theme, title=theme.title)
    return None
