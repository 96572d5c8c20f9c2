"""The demo job centres: a believable year in a large one, and a neighbour.

Everything happens through the operations that everybody uses, with ``now`` in the past. What happened, and in which
words, stands in ``demo_story``; each module's own ``demo`` knows how it is done there.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import chain

from django.db import transaction
from django.utils import translation

from pejl.agreements import operations as agreements
from pejl.foundation.formats import moments
from pejl.foundation.notices import operations as notices
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Space
from pejl.guidance import operations as guidance
from pejl.meetings import demo as meeting_demo
from pejl.meetings import operations as invitations
from pejl.organisation import demo as organisation
from pejl.themes import demo as theme_demo
from pejl.wiring import demo_story
from pejl.wiring.demo_story import cadence, directing, meetings, people, products, reading, themes
from pejl.wiring.demo_story.calendar import WorkingWeeks
from pejl.wiring.demo_story.story import Event, Story, in_order

HOME = demo_story.centre(demo_story.HOME)
CENTRES = (HOME, demo_story.centre(demo_story.NEIGHBOURS))
TOKEN_OF, TOKEN_LABEL = "amina", "Demo"
# What is older has been read: only the latest weeks are news.
READ_UNTIL = "-4 fre 15.10"


def is_there() -> bool:
    """Whether the demo has been made in this database."""
    return Space.objects.filter(name=HOME["name"]).exists()


@transaction.atomic
def make(*, now: datetime) -> str:
    """Make both job centres and their story, all or nothing; returns an API token of one person, shown once."""
    weeks = WorkingWeeks(moments.day_of(now))
    with translation.override("da"):
        home, _neighbours = (_tell(place, weeks) for place in demo_story.PLACES)
        with scopes.scope(home.cast.space.pk):
            return tenancy.give_token(person=home.people[TOKEN_OF], label=TOKEN_LABEL, now=now)


def _tell(place: str, weeks: WorkingWeeks) -> Story:
    """One job centre, from the day it was opened."""
    told, opened = demo_story.centre(place), weeks.moment(people.OPENED)
    story = Story(place, weeks, organisation.open_centre(told, now=opened))
    with scopes.scope(story.cast.space.pk):
        theme_demo.add_areas(themes.areas(place), now=opened)
        first = story.people[told["opened_by"]]
        meeting_demo.add_templates(demo_story.templates(place), by=first, now=opened)
        for event in in_order(_events(story)):
            event.happen()
    return story


def _events(story: Story) -> Iterator[Event]:
    told = demo_story.centre(story.place)
    yield from chain(
        people.events(story, told),
        directing.events(story, told),
        cadence.events(story, told),
        themes.events(story, told),
        meetings.events(story),
        products.events(story),
        reading.events(story),
    )
    yield story.event(READ_UNTIL, _see_everything, story)


def _see_everything(story: Story, *, now: datetime) -> None:
    """Read, and never mailed: the first start has no hundreds of old mails to send."""
    for task in (notices.DELIVER, invitations.MAIL, invitations.SEND, agreements.DIGEST, guidance.TELL):
        notices.leave_unmailed(before=now, task=task)
    agreements.see_to(now=now)
    for person in story.people.values():
        notices.mark_seen(by=person, now=now)
