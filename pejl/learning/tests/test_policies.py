"""What a plan lacks is said, with its reason, and blocks nothing."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from pejl.foundation.refusals import Refusal
from pejl.foundation.tenancy.models import Person
from pejl.learning import policies
from pejl.meetings import operations as meetings
from pejl.meetings import queries
from pejl.meetings.models import Meeting
from pejl.meetings.names import Behaviour
from pejl.meetings.tests.factories import a_meeting, an_item
from pejl.organisation.tests.factories import a_group
from pejl.themes.models import Theme
from pejl.themes.names import State
from pejl.themes.tests.factories import a_theme, decided

COMPLETE = (Behaviour.FRAMING, Behaviour.PRODUCT_DUTY, Behaviour.GATHER_LEARNING)


def warned(meeting: Meeting, now: datetime, leaders: int = 2) -> list[str]:
    """What the plan of a meeting lacks."""
    return policies.warnings_of(meeting, queries.agenda_of(meeting), leaders=leaders, now=now)


def a_plan(anna: Person, now: datetime, *behaviours: str, minutes: int = 10) -> Meeting:
    """A meeting with an item of each behaviour."""
    meeting = a_meeting(anna, now=now)
    for behaviour in behaviours:
        an_item(meeting, by=anna, now=now, behaviour=behaviour, label=str(behaviour), minutes=minutes)
    return meeting


def test_the_whole_model_lacks_nothing(anna: Person, now: datetime) -> None:
    template, *_others = meetings.add_standard_templates(by=None, now=now)
    assert warned(a_meeting(anna, now=now, template=template), now) == []


@pytest.mark.parametrize("missing", COMPLETE)
def test_a_plan_without_one_of_the_three_is_warned_of_that_one(anna: Person, now: datetime, missing: str) -> None:
    meeting = a_plan(anna, now, *(behaviour for behaviour in COMPLETE if behaviour != missing))
    complete = a_plan(anna, now, *COMPLETE)
    assert warned(complete, now) == []
    assert len(warned(meeting, now)) == 1


def test_three_hours_are_enough(anna: Person, now: datetime) -> None:
    meeting = a_plan(anna, now, *COMPLETE, Behaviour.BREAK, minutes=45)
    assert not any("3 t." in warning for warning in warned(meeting, now))
    an_item(meeting, by=anna, now=now, minutes=1)
    assert any("3 t. 1 min." in warning for warning in warned(meeting, now))


@pytest.mark.parametrize(("minutes", "is_warned"), [(120, False), (121, True)])
def test_two_hours_without_a_break_are_the_most(anna: Person, now: datetime, minutes: int, is_warned: bool) -> None:
    meeting = a_plan(anna, now, *COMPLETE)
    an_item(meeting, by=anna, now=now, label="Lang", minutes=minutes - 30)
    assert [("Lang" in warning) for warning in warned(meeting, now)] == [True] * is_warned


def test_a_break_and_time_left_over_let_people_stand_up(anna: Person, now: datetime) -> None:
    meeting = a_plan(anna, now, *COMPLETE)
    an_item(meeting, by=anna, now=now, label="Lang", minutes=80)
    an_item(meeting, by=anna, now=now, behaviour=Behaviour.BREAK, label="Pause", minutes=10)
    an_item(meeting, by=anna, now=now, label="Efter", minutes=60)
    assert warned(meeting, now) == []
    fixed = a_plan(anna, now, *COMPLETE)
    an_item(fixed, by=anna, now=now, label="Lang", minutes=80)
    an_item(fixed, by=anna, now=now, label="Fast", minutes=60, locked_start=time(11))
    assert warned(fixed, now) == []


@pytest.mark.parametrize(("leaders", "is_warned"), [(1, True), (2, False), (3, True)])
def test_two_leaders_are_best(anna: Person, now: datetime, leaders: int, is_warned: bool) -> None:
    assert len(warned(a_plan(anna, now, *COMPLETE), now, leaders)) == is_warned


def test_a_start_in_the_past_is_warned_of_until_the_meeting_is_held(anna: Person, now: datetime) -> None:
    meeting = a_plan(anna, now, *COMPLETE)
    later = meeting.starts_at + timedelta(minutes=1)
    assert warned(meeting, later - timedelta(minutes=1)) == []
    assert len(warned(meeting, later)) == 1
    announced = meetings.invite(meeting=meeting, by=anna, now=now)
    running = meetings.begin(meeting=announced, by=anna, now=later)
    assert warned(running, later) == []


def test_a_theme_that_is_not_next_is_warned_of(anna: Person, now: datetime) -> None:
    theme = a_theme(anna, now)
    assert policies.theme_warning(theme)
    decided(theme, a_group(now, anna), anna, now)
    assert policies.theme_warning(Theme.objects.get(pk=theme.pk)) == ""


@pytest.mark.parametrize("state", [State.MERGED, State.DECLINED])
def test_a_settled_theme_gets_no_meeting(anna: Person, now: datetime, state: str) -> None:
    theme = a_theme(anna, now)
    theme.state = state
    with pytest.raises(Refusal):
        policies.require_plannable_theme(theme)
