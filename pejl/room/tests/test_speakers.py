"""Who speaks in a step is shown while it goes on."""

from __future__ import annotations

from datetime import datetime

import pytest

from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations as meetings
from pejl.meetings.models import Meeting
from pejl.meetings.names import Behaviour, Speaking
from pejl.meetings.tests.factories import a_meeting, an_item, group_work
from pejl.room import operations
from pejl.room.tests.browsing import Browser


@pytest.fixture
def team(anna: Person, bo: Person, now: datetime) -> Meeting:
    """A reflecting team in two steps, and group work in which the first group has a step."""
    meeting = a_meeting(anna, now=now)
    free = {"behaviour": Behaviour.FREE, "by": anna, "now": now}
    item = an_item(meeting, **free, label="Team", minutes=20, roles=["Fokusperson", "Lyttende team"])
    for label, speakers in (("Interview", ["Fokusperson"]), ("Teamet taler", ["Lyttende team"]), ("Stilhed", [])):
        speaking = Speaking.NAMED if speakers else Speaking.NOBODY
        an_item(meeting, **free, label=label, minutes=5, parent=item, speaking=speaking, speakers=speakers)
    _work, first, second = group_work(meeting, by=anna, now=now)
    an_item(meeting, **free, label="Runde i gruppen", minutes=5, parent=first)
    an_item(meeting, **free, label="Den andens runde", minutes=5, parent=second)
    return meetings.invite(meeting=meeting, people=[bo], by=anna, now=now)


def test_room_shows_the_steps_and_who_speaks_in_them(
    team: Meeting, anna: Person, bo: Person, now: datetime, as_: Browser
) -> None:
    operations.begin(meeting=team, by=anna, now=now)
    page = as_(bo).get(f"/moeder/{team.pk}/rum/").content.decode()
    assert page.index("Interview") < page.index("Those who speak: Fokusperson") < page.index("Teamet taler")
    assert page.count("Those who speak") == 2
    assert "Stilhed" in page


def test_steps_of_a_group_are_shown_on_its_board(
    team: Meeting, anna: Person, bo: Person, now: datetime, as_: Browser
) -> None:
    operations.begin(meeting=team, by=anna, now=now)
    item, work = (one for one in team.items.all().order_by("position") if one.parent_id is None)
    operations.start_item(item=work, expected_running=item.pk, by=anna, now=now)
    first = work.children.order_by("position")[0]
    page = as_(bo).get(f"/moeder/{team.pk}/rum/?board={first.pk}").content.decode()
    assert "Runde i gruppen" in page
    assert "Den andens runde" not in page


def test_page_and_editor_say_who_speaks(team: Meeting, anna: Person, as_: Browser) -> None:
    page = as_(anna).get(f"/moeder/{team.pk}/").content.decode()
    editor = as_(anna).get(f"/moeder/{team.pk}/dagsorden/").content.decode()
    for shown in (page, editor):
        assert shown.count("Those who speak: ") == 2
        assert "Those who speak: Lyttende team" in shown
