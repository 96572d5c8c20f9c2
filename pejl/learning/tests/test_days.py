"""Days that suit, where a learning meeting is planned."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from pejl.foundation.formats import times
from pejl.foundation.tenancy.models import Person
from pejl.learning.models import LearningMeeting
from pejl.meetings import operations as meetings
from pejl.meetings.tests.factories import a_pause, a_rhythm
from pejl.organisation.models import Unit, WorkingGroup
from pejl.organisation.tests.factories import a_function, a_group, a_unit, employed
from pejl.themes.models import Theme
from pejl.themes.tests.factories import a_theme, decided

As = Callable[[Person], Client]
BEST = "2026-03-25T08:00:00+00:00"


@pytest.fixture(autouse=True)
def _today(now: datetime) -> Iterator[None]:
    """Pages read the clock."""
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def group(anna: Person, now: datetime) -> WorkingGroup:
    """Anna's working group."""
    return a_group(now, anna)


@pytest.fixture
def unit(anna: Person, now: datetime) -> Unit:
    """Anna's unit, which meets every ten weeks."""
    unit = a_unit(now)
    employed(anna, now, unit)
    a_rhythm(unit, by=anna, now=now)
    return unit


@pytest.fixture
def theme(anna: Person, bo: Person, group: WorkingGroup, now: datetime) -> Theme:
    """Bo's theme, chosen as one of the next."""
    proposed = a_theme(bo, now)
    decided(proposed, group, anna, now)
    return Theme.objects.get(pk=proposed.pk)


def at(theme: Theme) -> str:
    """Where it is planned."""
    return f"/moeder/planlaeg/{theme.pk}/"


def typed(group: WorkingGroup, *leaders: Person, **said: Any) -> dict[str, Any]:
    """What has been typed so far."""
    return {
        "title": "Praktik for sygemeldte",
        "purposes": "At vide hvornår",
        "day": "",
        "start": "",
        "place": "Kantinen",
        "group": str(group.pk),
        "leaders": [str(person.pk) for person in leaders],
        "template": "",
        "client_id": str(uuid4()),
        **said,
    }


def offered(page: str) -> list[str]:
    """The days that can be taken."""
    return re.findall(r'name="take_day" value="([^" ]+) ', page)


def test_days_of_the_units_rhythm_are_offered_on_the_plan(anna: Person, unit: Unit, theme: Theme, as_: As) -> None:
    page = as_(anna).get(at(theme)).content.decode()
    assert offered(page)[0] == BEST
    assert len(offered(page)) == 3


def test_day_is_taken_with_one_press_and_keeps_what_was_typed(
    anna: Person, unit: Unit, theme: Theme, group: WorkingGroup, as_: As
) -> None:
    said = typed(group, anna, take_day=f"{BEST} {unit.pk}")
    answer = as_(anna).post(at(theme), said)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert not LearningMeeting.objects.exists()
    for kept in ("25/3-2026", times.clock(time(9)), "Praktik for sygemeldte", "Kantinen", said["client_id"]):
        assert f'value="{kept}"' in page
    assert "At vide hvornår</textarea>" in page
    assert re.search(rf'value="{anna.pk}"[^>]* checked', page)
    assert "-error" not in page


def test_taken_day_is_planned_when_the_form_is_sent(
    anna: Person, unit: Unit, theme: Theme, group: WorkingGroup, as_: As
) -> None:
    answer = as_(anna).post(at(theme), typed(group, anna, day="25/3-2026", start="9.00"))
    assert answer.status_code == 303
    assert LearningMeeting.objects.get().meeting.starts_at == datetime.fromisoformat(BEST)


@pytest.mark.parametrize("nonsense", ["", "i morgen", "9999-12-31T23:59:59+00:00 x", "2026-03-25T08:00:00", "\x00"])
def test_what_cannot_be_read_leaves_the_day_as_it_was(
    anna: Person, unit: Unit, theme: Theme, group: WorkingGroup, as_: As, nonsense: str
) -> None:
    answer = as_(anna).post(at(theme), typed(group, anna, day="1/4-2026", take_day=nonsense))
    assert answer.status_code == 200
    assert 'value="1/4-2026"' in answer.content.decode()


def test_days_of_another_unit_can_be_looked_at(
    anna: Person, bo: Person, unit: Unit, theme: Theme, group: WorkingGroup, now: datetime, as_: As
) -> None:
    theirs = a_unit(now, "Ungeteamet")
    employed(bo, now, theirs, a_function(now, "Mentor"))
    a_rhythm(theirs, by=bo, now=now, weekday=4)
    client = as_(anna)
    assert f'name="days_for" value="{theirs.pk}"' in client.get(at(theme)).content.decode()
    page = client.post(at(theme), typed(group, anna, days_for=str(theirs.pk))).content.decode()
    assert datetime.fromisoformat(offered(page)[0]).weekday() == 4
    assert 'value="Kantinen"' in page
    assert client.post(at(theme), typed(group, anna, days_for="nonsense")).status_code == 200


def test_closed_day_warns_and_never_blocks(
    anna: Person, unit: Unit, theme: Theme, group: WorkingGroup, now: datetime, as_: As
) -> None:
    days = {"first_on": date(2026, 3, 18), "last_on": date(2026, 3, 18)}
    meetings.add_closed_days(unit=unit, label="Oprydning", **days, by=anna, now=now)
    client = as_(anna)
    said = typed(group, anna, day="18/3-2026", start="9")
    assert "Oprydning" in client.post(at(theme), said | {"title": ""}).content.decode()
    answer = client.post(at(theme), said)
    assert LearningMeeting.objects.count() == 1
    assert "Oprydning" in client.get(answer["Location"]).content.decode()


def test_pause_is_told_calmly_where_a_meeting_is_planned(
    anna: Person, unit: Unit, theme: Theme, now: datetime, as_: As
) -> None:
    a_pause(unit, by=anna, now=now)
    assert "Vi arbejder med, hvordan vi giver sparring." in as_(anna).get(at(theme)).content.decode()


def test_without_a_rhythm_anywhere_the_plan_is_as_before(anna: Person, theme: Theme, as_: As) -> None:
    page = as_(anna).get(at(theme)).content.decode()
    assert offered(page) == []
    assert 'name="day"' in page
