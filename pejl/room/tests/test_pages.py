"""The room in a browser: following, leading, and what a page costs."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pejl.foundation.files.examining import Examined
from pejl.foundation.files.inspection.kinds import Kind
from pejl.foundation.live import queries as live
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations as meetings
from pejl.meetings.models import AgendaItem, topic_of
from pejl.meetings.names import Behaviour, ItemRole, State
from pejl.room import operations
from pejl.room.models import ItemRun
from pejl.room.tests.browsing import HTMX, Browser, at
from pejl.room.tests.factories import Evening, a_card, an_evening, begun


def test_room_is_not_there_for_others(evening: Evening, emil: Person, carla: Person, as_: Browser) -> None:
    assert as_(carla).get(at("hold", evening)).status_code == 404
    answer = as_(emil).get(at("hold", evening))
    assert answer.status_code == 403
    assert "take part" in answer.content.decode()


def test_room_says_that_it_has_not_begun(evening: Evening, anna: Person, bo: Person, as_: Browser) -> None:
    assert "has not begun yet" in as_(bo).get(at("hold", evening)).content.decode()
    assert "Begin the meeting" not in as_(bo).get(at("hold", evening)).content.decode()
    assert "Begin the meeting" in as_(anna).get(at("lead", evening)).content.decode()


def test_leaders_walk_through_the_meeting(evening: Evening, anna: Person, as_: Browser) -> None:
    browser = as_(anna)
    assert browser.post(at("begin", evening)).status_code == 302
    page = browser.get(at("lead", evening)).content.decode()
    assert "Rammesætning" in page
    assert "Hvorfor nu?" in page
    assert "Husk lokalet" in page
    assert "Next: Videndeling" in page
    assert re.search(r'data-clock-ends="[^"]+" data-clock-now="[^"]+"', page)
    seen = evening.framing.pk
    for item in (evening.plenary, evening.work, evening.gathering):
        assert browser.post(at("start", evening, item.pk), {"expected_running": seen}).status_code == 302
        seen = item.pk
    assert browser.post(at("finish", evening, seen)).status_code == 302
    assert "Everything on the agenda is done" in browser.get(at("lead", evening)).content.decode()
    assert browser.post(at("end", evening)).status_code == 302
    assert "The meeting is over" in browser.get(at("lead", evening)).content.decode()
    assert browser.post(at("close", evening)).url == at("summary", evening)
    assert evening.meeting.again().state == State.CLOSED


def test_files_of_who_presents_are_there_while_the_item_goes_on(
    evening: Evening, anna: Person, bo: Person, now: datetime, as_: Browser
) -> None:
    for item in (evening.framing, evening.plenary):
        meetings.set_parts(item=item, parts={ItemRole.PRESENTER: [bo]}, by=anna, now=now)
    file = Examined("rammen.txt", Kind.TEXT, b"Derfor nu")
    brought = meetings.bring_file(item=evening.framing, file=file, by=bo, now=now)
    client, page, address = as_(anna), at("hold", evening), reverse("meetings:preparation_file", args=[brought.pk])
    assert address not in client.get(page).content.decode()
    begun(evening, evening.framing, by=anna, now=now)
    assert address in client.get(page).content.decode()
    operations.start_item(item=evening.plenary, expected_running=evening.framing.pk, by=anna, now=now)
    assert address not in client.get(page).content.decode()


def test_stale_press_shows_the_room_as_it_is(evening: Evening, anna: Person, dorte: Person, as_: Browser) -> None:
    as_(anna).post(at("begin", evening))
    as_(anna).post(at("start", evening, evening.plenary.pk), {"expected_running": evening.framing.pk})
    press = {"expected_running": evening.framing.pk, "view": "leader"}
    answer = as_(dorte).post(at("start", evening, evening.work.pk), press)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert page.count("“Videndeling” is going on now") == 1
    assert "Next: Gruppearbejde" in page
    assert ItemRun.objects.running().get().item == evening.plenary


def test_participant_sees_no_commands_and_no_notes(evening: Evening, anna: Person, bo: Person, as_: Browser) -> None:
    as_(anna).post(at("begin", evening))
    page = as_(bo).get(at("hold", evening)).content.decode()
    assert "Husk lokalet" not in page
    assert "/rum/start/" not in page
    assert "End the meeting" not in page
    assert as_(bo).post(at("start", evening, evening.plenary.pk), {"expected_running": ""}).status_code == 403


def test_page_says_what_it_follows(
    evening: Evening, plenary: AgendaItem, anna: Person, bo: Person, as_: Browser
) -> None:
    number = live.number_of(topic_of(evening.meeting))
    follows = f'data-follow="meeting:{evening.meeting.pk}/%s" data-number="{number}"'
    assert follows % "participant" in as_(bo).get(at("hold", evening)).content.decode()
    assert follows % "leader" in as_(anna).get(at("lead", evening)).content.decode()
    assert follows % "wall" in as_(bo).get(at("wall", evening)).content.decode()
    assert as_(bo).get(at("lead", evening)).url == at("hold", evening)


def test_place_is_fetched_anew_unless_something_is_typed_in_it(
    evening: Evening, plenary: AgendaItem, anna: Person, bo: Person, as_: Browser, now: datetime
) -> None:
    client = as_(bo)
    assert client.get(at("place", evening, form=plenary.pk), headers=HTMX).status_code == 204
    operations.start_item(item=evening.work, expected_running=plenary.pk, by=anna, now=now)
    left = client.get(at("place", evening, form=plenary.pk, typed=1), headers=HTMX)
    assert "The board of “Gruppe 1” is open now" in left.content.decode()
    assert "<textarea" not in left.content.decode()
    assert left["HX-Retarget"] == "#room-notice"
    fresh = client.get(at("place", evening, form=plenary.pk), headers=HTMX).content.decode()
    assert f'id="room-form" data-told name="form" value="{evening.groups[0].pk}"' in fresh
    assert "<html" not in fresh
    assert client.get(at("place", evening)).url == at("hold", evening)


def test_member_lands_on_the_own_board_and_others_choose(
    evening: Evening, anna: Person, bo: Person, as_: Browser, now: datetime
) -> None:
    begun(evening, evening.work, by=anna, now=now)
    assert at("write", evening, evening.groups[0].pk) in as_(bo).get(at("hold", evening)).content.decode()
    page = as_(anna).get(at("lead", evening)).content.decode()
    assert "The groups' boards" in page
    assert "<textarea" not in page
    chosen = as_(anna).get(at("hold", evening, board=evening.groups[1].pk)).content.decode()
    assert at("write", evening, evening.groups[1].pk) in chosen


def test_boards_lie_side_by_side_while_knowledge_is_gathered(
    evening: Evening, anna: Person, bo: Person, as_: Browser, now: datetime
) -> None:
    begun(evening, evening.work, by=anna, now=now)
    a_card(evening.groups[0], "Fra den første", by=bo, now=now)
    operations.start_item(item=evening.gathering, expected_running=evening.work.pk, by=anna, now=now)
    page = as_(bo).get(at("hold", evening)).content.decode()
    assert "Fra den første" in page
    assert "Cards: Gruppe 1" in page
    assert "Cards: Gruppe 2" in page  # an empty group is shown as empty
    assert at("write", evening, evening.gathering.pk) in page


@pytest.mark.parametrize(
    ("page", "most"), [("hold", 12), ("place", 10), ("wall", 11), ("outcomes", 8), ("summary", 22)]
)
def test_page_asks_the_same_whatever_stands_on_it(
    anna: Person, bo: Person, dorte: Person, as_: Browser, now: datetime, page: str, most: int
) -> None:
    counted = []
    for number in (1, 3):
        evening = an_evening(anna, now=now, people=[bo, dorte][: number - 1] or [bo], seated=([bo], []))
        begun(evening, evening.work, by=anna, now=now)
        for one in range(number):
            a_card(evening.groups[0], f"Kort {one}", by=bo, now=now)
            operations.decide_together(meeting=evening.meeting, text=f"Vi {one}", by=anna, now=now)
            operations.take_on_product(meeting=evening.meeting, person=bo, what=f"Skema {one}", by=bo, now=now)
            operations.note_unclear_point(meeting=evening.meeting, text=f"Hvem {one}", caretaker=bo, by=bo, now=now)
            operations.agree(meeting=evening.meeting, what=f"Spørger {one}", owner=bo, due_on=None, by=bo, now=now)
        client = as_(bo)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(at(page, evening), headers=HTMX if page == "place" else {}).status_code == 200
        rows = [query["sql"] for query in asked if "SELECT" in query["sql"]]
        frame = [sql for sql in rows if "set_config" in sql or "current_setting" in sql or _is_who(sql)]
        counted.append(len(rows) - len(frame))
    assert counted == [most, most]


def _is_who(sql: str) -> bool:
    """Asked of every page, before it begins: the session, the account and the person."""
    return any(f'FROM "{table}"' in sql for table in ("login_session", "tenancy_account", "tenancy_person"))


def test_gathering_learning_asks_for_what_one_takes_along(
    evening: Evening, anna: Person, bo: Person, as_: Browser, now: datetime
) -> None:
    AgendaItem.objects.filter(pk=evening.plenary.pk).update(behaviour=Behaviour.GATHER_LEARNING)
    begun(evening, evening.plenary, by=anna, now=now)
    assert "Write what you take along" in as_(bo).get(at("hold", evening)).content.decode()


@pytest.mark.parametrize("page", ["lead", "hold", "wall", "outcomes"])
def test_every_id_stands_once_on_a_page(
    evening: Evening, plenary: AgendaItem, anna: Person, as_: Browser, page: str
) -> None:
    """A label belongs to the first field of its id: a second one would be filled in by nobody."""
    ids = re.findall(r'\sid="([^"]+)"', as_(anna).get(at(page, evening)).content.decode())
    assert sorted(set(ids)) == sorted(ids)
