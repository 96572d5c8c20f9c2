"""The demo job centres: one line from a theme to guidance that is finished, one that is under way, and a neighbour.

Everything happens through the operations that everybody uses, with ``now`` in the past, counted from the week in
which the demo is made. What people say stands in each module's own ``demo``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import translation

from pejl.agreements import demo as agreements
from pejl.foundation.formats import moments
from pejl.foundation.notices import operations as notices
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import pointers, scopes
from pejl.foundation.tenancy.models import Person, Space
from pejl.guidance import demo as guidance
from pejl.guidance.models import Product
from pejl.learning import demo as learning
from pejl.learning.models import LearningMeeting
from pejl.meetings import demo as meetings
from pejl.organisation import demo as organisation
from pejl.organisation.models import WorkingGroup
from pejl.room import demo as room
from pejl.room.models import Card
from pejl.themes import demo as themes
from pejl.themes.models import Theme

MON, TUE, WED, THU, FRI = range(5)
CENTRES = (organisation.NORDAGER, organisation.SOENDERSKOV)
TOKEN_OF, TOKEN_LABEL = "amina", "Demo"
OPENED = -61  # weeks


@dataclass(frozen=True)
class Weeks:
    """Moments counted from the week of a day: only working days have numbers here."""

    today: date

    def day(self, weeks: int, weekday: int) -> date:
        """A weekday so many weeks from this one; before it where negative."""
        return self.today + timedelta(weeks=weeks, days=weekday - self.today.weekday())

    def at(self, weeks: int, weekday: int, hour: int, minute: int = 0) -> datetime:
        """That day, when a clock in Denmark shows this."""
        return moments.local(self.day(weeks, weekday), time(hour, minute))


@dataclass
class Story:
    """What has happened so far in one job centre, by the keys that the modules' parts know it by."""

    weeks: Weeks
    people: Mapping[str, Person]
    group: WorkingGroup
    themes: dict[str, Theme] = field(default_factory=dict)
    meetings: dict[str, LearningMeeting] = field(default_factory=dict)
    products: dict[str, Product] = field(default_factory=dict)
    cards: dict[str, Card] = field(default_factory=dict)


def is_there() -> bool:
    """Whether the demo has been made in this database."""
    return Space.objects.filter(name=organisation.NORDAGER.name).exists()


@transaction.atomic
def make(*, now: datetime) -> str:
    """Make both job centres and their story, all or nothing; returns an API token of one person, shown once."""
    weeks = Weeks(moments.day_of(now))
    with translation.override("da"):
        home, neighbours = (_open(centre, weeks) for centre in CENTRES)
        with scopes.scope(neighbours.space.pk):
            themes.propose("neighbours", people=neighbours.people, now=weeks.at(-5, TUE, 14, 25))
        with scopes.scope(home.space.pk):
            _tell(Story(weeks, home.people, home.group))
            return tenancy.give_token(person=home.people[TOKEN_OF], label=TOKEN_LABEL, now=now)


def _open(centre: organisation.Centre, weeks: Weeks) -> organisation.Opened:
    now = weeks.at(OPENED, MON, 8)
    opened = organisation.open_centre(centre, now=now)
    with scopes.scope(opened.space.pk):
        themes.add_areas(now=now)
    return opened


def _tell(story: Story) -> None:
    """In the order it happened."""
    _prepare_placement(story)
    _hold_placement(story)
    _write_placement(story)
    _see_everything(story, story.weeks.at(-5, FRI, 15, 10))
    _choose_stalled(story)
    _plan_stalled(story)


def _prepare_placement(story: Story) -> None:
    at = story.weeks.at
    _propose(story, "placement", at(-19, TUE, 16, 10))
    _decide(story, "placement", at(-17, WED, 10, 20))
    _plan(story, "placement", starts_at=at(-10, WED, 9), now=at(-15, MON, 13, 5))
    _propose(story, "extension", at(-14, THU, 9, 40))
    _prepare(story, "placement", now=at(-14, FRI, 13))
    _invite(story, "placement", now=at(-13, TUE, 11, 30), answered=at(-13, TUE, 12, 45))


def _hold_placement(story: Story) -> None:
    at = story.weeks.at
    meeting = story.meetings["placement"].meeting
    story.cards = room.hold("placement", meeting=meeting, people=story.people)
    room.write_up("placement", meeting=meeting, cards=story.cards, people=story.people, now=at(-10, THU, 13, 15))
    story.meetings["placement"] = story.meetings["placement"].again()


def _write_placement(story: Story) -> None:
    """The guide, with one round back to its authors, and a second one that is still being written."""
    at = story.weeks.at
    guide = _start(story, "placement", by="mikkel", now=at(-9, TUE, 10, 15))
    guidance.write("placement", product=guide, people=story.people, now=at(-9, TUE, 10, 30))
    _propose(story, "telephone", at(-9, WED, 14, 50))
    short = _start(story, "hours", by="rune", now=at(-9, THU, 14))
    _decide(story, "extension", at(-8, THU, 10, 10))
    _decide(story, "telephone", at(-8, THU, 10, 25))
    guidance.name_responsible("placement", product=guide, people=story.people, now=at(-8, FRI, 9, 30))
    guidance.ask("placement", product=guide, people=story.people, now=at(-8, FRI, 9, 45))
    meeting = story.meetings["placement"].meeting
    room.follow_up("placement", meeting=meeting, people=story.people, now=at(-7, THU, 11, 5))
    guidance.send_back("placement", product=guide, people=story.people, now=at(-7, FRI, 10, 20))
    guidance.mend("placement", product=guide, people=story.people, now=at(-6, TUE, 13, 40))
    guidance.ask("placement", product=guide, people=story.people, now=at(-6, TUE, 13, 55))
    guidance.approve("placement", product=guide, people=story.people, now=at(-6, THU, 8, 50))
    guidance.write("hours", product=short, people=story.people, now=at(-2, FRI, 14, 20))


def _choose_stalled(story: Story) -> None:
    at = story.weeks.at
    _propose(story, "referral", at(-4, WED, 13, 20))
    _propose(story, "stalled", at(-3, TUE, 16, 10))
    _propose(story, "early_contact", at(-3, FRI, 8, 35))
    _decide(story, "stalled", at(-2, MON, 10, 5))
    _decide(story, "referral", at(-2, MON, 10, 20))


def _plan_stalled(story: Story) -> None:
    at = story.weeks.at
    _plan(story, "stalled", starts_at=at(1, WED, 9), now=at(-2, WED, 9, 15))
    _prepare(story, "stalled", now=at(-2, FRI, 13))
    _propose(story, "mindmap", at(-1, MON, 11, 45))
    _invite(story, "stalled", now=at(-1, TUE, 9, 30), answered=at(-1, WED, 9, 10))
    _propose(story, "incapacity", at(-1, THU, 15, 20))
    meeting = story.meetings["stalled"].meeting
    agreements.agree_before(
        meeting=pointers.to(meeting, title=meeting.title),
        people=story.people,
        due_on=story.weeks.day(1, MON),
        now=at(-1, FRI, 10, 30),
    )


def _propose(story: Story, key: str, now: datetime) -> None:
    story.themes[key] = themes.propose(key, people=story.people, now=now)


def _decide(story: Story, key: str, now: datetime) -> None:
    themes.decide(key, themes=story.themes, people=story.people, group=story.group, now=now)


def _plan(story: Story, key: str, *, starts_at: datetime, now: datetime) -> None:
    story.meetings[key] = learning.plan(
        theme=story.themes[key],
        group=story.group,
        starts_at=starts_at,
        frame=meetings.frame_of(key, people=story.people),
        now=now,
    )


def _prepare(story: Story, key: str, *, now: datetime) -> None:
    meetings.prepare(key, meeting=story.meetings[key].meeting, people=story.people, now=now)


def _invite(story: Story, key: str, *, now: datetime, answered: datetime) -> None:
    meeting = story.meetings[key].meeting
    meetings.invite(key, meeting=meeting, people=story.people, now=now)
    meetings.answer(key, meeting=meeting, people=story.people, now=answered)


def _start(story: Story, key: str, *, by: str, now: datetime) -> Product:
    """The product of the meeting on placements that somebody took on there."""
    held = story.meetings["placement"]
    return learning.start_guide(
        learning_meeting=held,
        title=guidance.title_of(key),
        cards=[story.cards[card] for card in guidance.cards_of(key)],
        duty=room.duty_of(held.meeting, story.people[by]),
        now=now,
    )


def _see_everything(story: Story, now: datetime) -> None:
    """What is older has been read: only the latest weeks are news."""
    for person in story.people.values():
        notices.mark_seen(by=person, now=now)
