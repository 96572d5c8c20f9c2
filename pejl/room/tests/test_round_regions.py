"""What each view shows of rounds, and that it asks the same however many are in them."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy.models import Person, Space
from pejl.meetings.queries import with_people
from pejl.room import operations
from pejl.room.live import Look, ViewName, html_of
from pejl.room.names import RoundOrder
from pejl.room.tests.rounding import Circle, a_circle


@pytest.fixture
def circle(space: Space, anna: Person, now: datetime) -> Circle:
    return a_circle(space, anna, now=now)


def region(circle: Circle, name: str, view: ViewName) -> str:
    meeting = with_people(type(circle.meeting).objects.filter(pk=circle.meeting.pk)).get()
    return html_of(name, Look(meeting, circle.now), view)


def test_everybody_sees_whose_turn_it_is_and_who_is_next(circle: Circle) -> None:
    circle.begin(turn_seconds=60)
    berit = circle.people[0]
    for view in (ViewName.LEADER, ViewName.PARTICIPANT):
        html = region(circle, "round", view)
        assert html.index("Berit Bro") < html.index("Carl Carlsen") < html.index("Dan Dal")
        assert f'data-of="{berit.pk}" data-say-mine="It is your turn"' in html
        assert 'value="1:00"' not in html
        assert "1:00" in html
    wall = region(circle, "wall", ViewName.WALL)
    assert re.search(r"<h1[^>]*>Berit Bro</h1>", wall)
    assert "Then Carl Carlsen" in wall
    assert "Berit" not in region(circle, "follow", ViewName.FOLLOWER)


def test_presses_stand_with_those_who_may(circle: Circle) -> None:
    circle.begin()
    leading, taking_part = (region(circle, "round", view) for view in (ViewName.LEADER, ViewName.PARTICIPANT))
    assert all(words in leading for words in ("The next: Carl Carlsen", "End the round", "Is not at the table"))
    assert all(words not in taking_part for words in ("The next: Carl", "End the round", "Is not at the table"))
    assert "I am done" in taking_part
    assert 'name="version" value="1"' in taking_part


def test_silence_shows_the_question_and_nobodys_name(circle: Circle) -> None:
    circle.begin(silence_seconds=120)
    wall = region(circle, "wall", ViewName.WALL)
    assert re.search(r"<h1[^>]*>Silence</h1>", wall)
    assert "2:00" in wall
    assert "Berit" not in wall
    assert "Berit" not in region(circle, "round", ViewName.PARTICIPANT)
    assert "Begin to speak" in region(circle, "round", ViewName.LEADER)


def test_whoever_speaks_is_offered_those_who_wait(circle: Circle) -> None:
    circle.begin(order=RoundOrder.CHOSEN)
    html = region(circle, "round", ViewName.PARTICIPANT)
    assert "Who speaks after you?" in html
    assert f'name="give" value="{circle.people[2].pk}"' in html


def test_who_was_not_heard_is_told_to_leaders_while_the_item_goes_on(circle: Circle) -> None:
    row = circle.begin()
    circle.do("end_round", row, is_confirmed=True)
    told = "Carl Carlsen, Dan Dal, Anna Ager did not speak"
    assert told in region(circle, "round", ViewName.LEADER)
    assert told not in region(circle, "round", ViewName.PARTICIPANT)
    operations.start_item(item=circle.work, expected_running=circle.check_in.pk, by=circle.anna, now=circle.now)
    assert told not in region(circle, "round", ViewName.LEADER)


def test_groups_round_is_for_its_members_and_its_chair(circle: Circle) -> None:
    operations.start_item(item=circle.work, expected_running=circle.check_in.pk, by=circle.anna, now=circle.now)
    berit, carl, _dan, _eva = circle.people
    before = region(circle, "round", ViewName.PARTICIPANT)
    assert re.search(rf'data-of="{berit.pk}"[^>]*><div class="only-mine">\s*<form', before), "only its chair begins it"
    circle.begin(item=circle.group, by=berit)
    html = region(circle, "round", ViewName.PARTICIPANT)
    members = re.search(r'data-of="([^"]+)"', html)
    assert members is not None
    assert set(members.group(1).split()) == {str(berit.pk), str(carl.pk)}
    assert "Carl Carlsen" in region(circle, "round", ViewName.LEADER)
    assert "Carl" not in region(circle, "wall", ViewName.WALL)


def test_who_is_here_is_not_asked_again(circle: Circle) -> None:
    html = region(circle, "presence", ViewName.PARTICIPANT)
    here = re.search(r'data-of="([^"]+)"><div class="not-mine">', html)
    assert here is not None
    assert set(here.group(1).split()) == {str(one.pk) for one in (*circle.people[:3], circle.anna)}
    assert "Who is here" in region(circle, "presence", ViewName.LEADER)


def test_region_asks_the_same_however_many_take_part(circle: Circle) -> None:
    circle.begin()
    asked = []
    for _more in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            region(circle, "round", ViewName.LEADER)
        asked.append(len(queries))
        for number in range(4):
            circle.come(tenancy.seat(name=f"Kollega {number}{_more}"))
    assert asked[0] == asked[1]
