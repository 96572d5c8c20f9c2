"""The leaders' page: what stands on it, what its presses do, and what a program can do of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pejl.foundation.tenancy.models import Person, Space
from pejl.meetings import operations as meetings
from pejl.meetings.models import AgendaItem, Participant
from pejl.meetings.names import Reply
from pejl.meetings.permissions import leads
from pejl.room import operations
from pejl.room.models import ItemRun, LeadOffer
from pejl.room.tests.browsing import HTMX, Browser, at
from pejl.room.tests.factories import Evening, an_evening, begun
from pejl.room.tests.test_endpoints import Caller
from tests.people import person_in

MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


@pytest.fixture
def press(evening: Evening, anna: Person, now: datetime) -> dict[str, object]:
    """What Anna's page sends while the framing goes on."""
    begun(evening, evening.framing, by=anna, now=now)
    return {"expected_running": evening.framing.pk, "view": "leader"}


def page_of(evening: Evening, person: Person, as_: Browser, page: str = "lead") -> str:
    return as_(person).get(at(page, evening)).content.decode()


def region(page: str, name: str) -> str:
    found = re.search(rf'id="room-{name}"(.*?)(?=<div class="region"|$)', page, re.DOTALL)
    assert found is not None
    return found[1]


@pytest.mark.usefixtures("press")
def test_leaders_see_three_numbers_and_what_comes_next(
    evening: Evening, anna: Person, as_: Browser, now: datetime
) -> None:
    with time_machine.travel(now + 12 * MINUTE, tick=False):
        page = page_of(evening, anna, as_)
    leading = region(page, "leading")
    for words in ("Longer than planned", "+2:00", "2 min behind", "Expected end", "Next: Videndeling (20 min)"):
        assert words in leading
    assert "<time>09:12</time>" in region(page, "course")
    assert "Back" not in leading
    operations.start_item(item=evening.plenary, expected_running=evening.framing.pk, by=anna, now=now)
    assert "Next: Gruppearbejde (2 groups)" in page_of(evening, anna, as_)


def test_presses_lead_back_to_the_leaders_page(
    evening: Evening, press: dict[str, object], anna: Person, as_: Browser
) -> None:
    browser = as_(anna)
    for page, more in (("pause", {}), ("resume", {}), ("add_minutes", {"minutes": 5})):
        assert browser.post(at(page, evening), press | more).url == at("lead", evening)
    assert browser.post(at("leave_out", evening, evening.plenary.pk), press).url == at("lead", evening)
    assert "Take in again" in page_of(evening, anna, as_)
    assert browser.post(at("take_in_again", evening, evening.plenary.pk), press, headers=HTMX).status_code == 204
    swap = press | {"other": evening.work.pk, "position": evening.plenary.position}
    assert browser.post(at("swap", evening, evening.plenary.pk), swap).status_code == 302
    assert evening.work.again().position == 2
    assert ItemRun.objects.get().added_seconds == 300


def test_back_stands_for_ten_seconds(
    evening: Evening, press: dict[str, object], anna: Person, as_: Browser, now: datetime
) -> None:
    with time_machine.travel(now + MINUTE, tick=False):
        as_(anna).post(at("start", evening, evening.plenary.pk), press)
    with time_machine.travel(now + MINUTE + 9 * SECOND, tick=False):
        assert "You can go back for" in page_of(evening, anna, as_)
        as_(anna).post(at("step_back", evening), press | {"expected_running": evening.plenary.pk})
    assert ItemRun.objects.running().get().item == evening.framing
    with time_machine.travel(now + 2 * MINUTE, tick=False):
        answer = as_(anna).post(at("step_back", evening), press)
    assert answer.status_code == 409
    assert "10 seconds" in answer.content.decode()


def test_stale_press_shows_the_room_as_it_is(
    evening: Evening, press: dict[str, object], anna: Person, as_: Browser
) -> None:
    stale = press | {"expected_running": evening.plenary.pk}
    answer = as_(anna).post(at("pause", evening), stale)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "“Rammesætning” is going on now" in page
    assert 'id="room-leading"' in page
    assert as_(anna).post(at("pause", evening), stale, headers=HTMX).status_code == 422


def test_what_is_put_in_comes_once_however_often_it_is_sent(
    evening: Evening, press: dict[str, object], anna: Person, as_: Browser
) -> None:
    new = press | {"label": "Luft ud", "behaviour": "break", "minutes": 5, "client_id": uuid4()}
    for _time in range(2):
        assert as_(anna).post(at("insert", evening), new).status_code == 302
    assert "Next: Luft ud (5 min)" in page_of(evening, anna, as_)
    assert AgendaItem.objects.filter(label="Luft ud").count() == 1
    wrong = as_(anna).post(at("insert", evening), new | {"minutes": 0})
    assert wrong.status_code == 422
    assert "How many minutes?" in wrong.content.decode()
    typed = as_(anna).post(at("insert", evening), new | {"label": "Borger 710101-1234", "client_id": uuid4()})
    assert typed.status_code == 422


def test_new_times_are_suggested_used_and_undone(
    evening: Evening, press: dict[str, object], anna: Person, bo: Person, as_: Browser, now: datetime
) -> None:
    AgendaItem.objects.filter(pk=evening.work.pk).update(may_shrink=True)
    with time_machine.travel(now + 18 * MINUTE, tick=False):
        assert "You can win 8 minutes" in page_of(evening, anna, as_)
        asked = as_(anna).get(at("suggestion", evening))
        [seen] = re.findall(r"seen=([\w-]+)", asked.content.decode())
        assert as_(anna).get(at("suggestion", evening, seen=seen)).status_code == 204
        assert as_(bo).get(at("suggestion", evening)).status_code == 403
        minutes, digest = seen.split("-")
        as_(anna).post(at("retime", evening), press | {"minutes": minutes, "digest": digest})
        assert evening.work.again().minutes == 32
        page = page_of(evening, anna, as_)
        assert "Undo the new times" in page
        assert "You can win" not in page
        as_(anna).post(at("undo_retiming", evening), press)
    assert evening.work.again().minutes == 40


def test_lead_is_offered_on_one_page_and_accepted_on_another(
    evening: Evening, anna: Person, bo: Person, as_: Browser, press: dict[str, object]
) -> None:
    assert press
    offer = as_(anna).post(at("offer_lead", evening), {"to": bo.pk, "view": "leader"})
    assert offer.url == at("lead", evening)
    page = region(page_of(evening, bo, as_, "hold"), "lead")
    assert "Anna Ager asks Bo Bæk to lead the meeting too." in page
    assert f'data-of="{bo.pk}" data-mine' in page
    assert "data-mine" not in region(page_of(evening, anna, as_), "lead")
    answer = as_(bo).post(at("answer_lead", evening, LeadOffer.objects.get().pk), {"answer": "ja"})
    assert answer.url == at("hold", evening)
    assert leads(bo, evening.meeting.again())
    assert as_(anna).post(at("step_down", evening)).url == at("hold", evening)
    assert as_(anna).get(at("lead", evening)).status_code == 302


def test_who_asks_for_the_lead_is_seen_by_all(
    evening: Evening, anna: Person, bo: Person, as_: Browser, press: dict[str, object], now: datetime
) -> None:
    assert press
    meetings.come(meeting=evening.meeting, person=bo, by=bo, now=now)
    assert as_(bo).post(at("ask_for_lead", evening)).status_code == 302
    for person, page in ((anna, "lead"), (bo, "hold")):
        assert "Bo Bæk asks to lead the meeting." in region(page_of(evening, person, as_, page), "lead")
    as_(anna).post(at("answer_lead", evening, LeadOffer.objects.get().pk), {"answer": "nej", "view": "leader"})
    assert not leads(bo, evening.meeting.again())


@pytest.mark.usefixtures("press")
def test_leaders_page_asks_the_same_however_long_the_agenda_is(
    evening: Evening, anna: Person, as_: Browser, now: datetime
) -> None:
    """Questions to the database with four items, and with eight and an offer."""

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            page_of(evening, anna, as_)
        return len(caught)

    asked()
    before = asked()
    for number in range(4):
        AgendaItem.objects.create(
            meeting=evening.meeting, position=10 + number, behaviour="free", label=f"Punkt {number}", planned_minutes=5
        )
    assert asked() == before


def test_editor_of_an_item_tells_what_it_took_last_time(
    space: Space, anna: Person, as_: Browser, now: datetime
) -> None:
    crowd = [person_in(space, f"Person {number}", f"person{number}@nordager.example") for number in range(5)]
    earlier = an_evening(anna, now=now, people=crowd)
    begun(earlier, earlier.framing, by=anna, now=now)
    meetings.end(meeting=earlier.meeting, by=anna, now=now + 14 * MINUTE)
    Participant.objects.filter(meeting=earlier.meeting).update(reply=Reply.ACCEPTED)
    coming = an_evening(anna, now=now)
    page = as_(anna).get(reverse("meetings:item", args=[coming.meeting.pk, coming.framing.pk])).content.decode()
    assert "Took 14 min last time" in page
    begun(coming, coming.framing, by=anna, now=now)
    assert "Took 14 min last time" in page_of(coming, anna, as_)


def test_meeting_is_led_by_programs(
    evening: Evening, anna: Person, bo: Person, api_as: Callable[[Person], Client], now: datetime
) -> None:
    leader, member, root = Caller(api_as(anna)), Caller(api_as(bo)), f"/meetings/{evening.meeting.pk}"
    begun(evening, evening.framing, by=anna, now=now)
    press = {"expected_running": evening.framing.pk}
    AgendaItem.objects.filter(pk=evening.work.pk).update(may_shrink=True)

    def lead(path: str, **more: Any) -> Any:
        status, answer = leader("POST", f"{root}/{path}", press | more)
        assert status in (200, 201), (path, answer)
        return answer

    with time_machine.travel(now + 14 * MINUTE, tick=False):
        assert lead("room/pause")["is_paused"]
        assert not lead("room/resume")["is_paused"]
        assert lead("room/minutes", minutes=2)["seconds_left"] == -120
        timing = leader("GET", f"{root}/room/timing")[1]
        assert (timing["seconds_left"], timing["seconds_behind"]) == (-120, 240)
        suggested = timing["suggestion"]
        assert suggested["times"] == [{"item_id": str(evening.work.pk), "minutes": 36}]
        told = {name: suggested[name] for name in ("minutes", "digest")}
        assert lead("room/new-times", **told)["seconds_behind"] == 0
        assert lead("room/new-times/undo")["seconds_behind"] == 240
        assert member("GET", f"{root}/room/timing")[0] == 403
        room = lead("room/items", label="Luft", behaviour="break", minutes=5)
        assert [one["label"] for one in room["items"]][:2] == ["Rammesætning", "Luft"]
        lead(f"room/items/{evening.gathering.pk}/leave-out")
        lead(f"room/items/{evening.gathering.pk}/take-in")
        position = evening.plenary.again().position
        room = lead(f"room/items/{evening.plenary.pk}/swap", other_id=evening.work.pk, expected_position=position)
        assert [one["label"] for one in room["items"]][2:4] == ["Gruppearbejde", "Videndeling"]
        leader("POST", f"{root}/room/items/{evening.work.pk}/start", press)
        press["expected_running"] = evening.work.pk
        assert lead("room/back")["running_id"] == str(evening.framing.pk)
        press["expected_running"] = evening.framing.pk
        assert leader("GET", f"{root}/items/{evening.framing.pk}/last-time")[1]["minutes"] is None
        offer = leader("POST", f"{root}/lead-offers", {"to_id": bo.pk})[1]
        assert [one["name"] for one in member("GET", f"{root}/lead-offers")[1]] == ["Bo Bæk"]
        assert leader("POST", f"/lead-offers/{offer['id']}/decline")[0] == 403
        assert member("POST", f"/lead-offers/{offer['id']}/decline")[1]["state"] == "declined"
        again = leader("POST", f"{root}/lead-offers", {"to_id": bo.pk})[1]
        assert leader("POST", f"/lead-offers/{again['id']}/withdraw")[1]["state"] == "withdrawn"
        third = leader("POST", f"{root}/lead-offers", {"to_id": bo.pk})[1]
        assert member("POST", f"/lead-offers/{third['id']}/accept")[1]["state"] == "accepted"
        assert not member("POST", f"{root}/room/step-down")[1]["is_led"]
        assert lead("room/end")["state"] == "writing_up"
