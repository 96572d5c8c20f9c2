"""Going in, pressing on a round, and writing to it, in a browser and in the API."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from pejl.foundation.drafts.models import Draft
from pejl.foundation.tenancy.models import Person, Space
from pejl.meetings.models import AgendaItem, Participant
from pejl.meetings.names import Behaviour
from pejl.meetings.queries import present_at
from pejl.meetings.tests.factories import an_announced_meeting
from pejl.room import queries
from pejl.room.models import Contribution, Round, UnclearPoint
from pejl.room.tests.browsing import HTMX, Browser
from pejl.room.tests.rounding import Circle, a_circle, shown


@pytest.fixture(autouse=True)
def _today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def circle(space: Space, anna: Person, now: datetime) -> Circle:
    return a_circle(space, anna, now=now)


def at(page: str, circle: Circle, *args: object) -> str:
    return reverse(f"room:{page}", args=[circle.meeting.pk, *args])


def here(circle: Circle) -> list[str]:
    return [one.person.name.split()[0] for one in present_at(circle.meeting.again())]


def test_way_into_the_room_notes_that_one_is_here_and_looking_does_not(circle: Circle, as_: Browser) -> None:
    eva = circle.people[3]
    browser = as_(eva)
    for page in (at("hold", circle), reverse("meetings:show", args=[circle.meeting.pk])):
        assert browser.get(page).status_code == 200
    assert "Eva" not in here(circle)
    assert (
        f'action="{at("come", circle)}"'
        in browser.get(reverse("meetings:show", args=[circle.meeting.pk])).content.decode()
    )
    for _press in range(2):
        assert browser.post(at("come", circle)).url == at("hold", circle)
    assert here(circle)[-1] == "Eva"
    browser.post(at("come", circle), {"go": "1"})
    assert "Eva" not in here(circle)
    assert as_(circle.anna).post(at("come", circle), {"view": "leader"}).url == at("lead", circle)


def test_who_goes_in_days_before_is_not_noted(anna: Person, bo: Person, now: datetime, as_: Browser) -> None:
    meeting = an_announced_meeting(anna, now=now, people=(bo,))
    room = reverse("room:hold", args=[meeting.pk])
    assert as_(bo).post(reverse("room:come", args=[meeting.pk])).url == room
    assert present_at(meeting.again()) == []


def test_leader_notes_who_came_without_a_device(circle: Circle, bo: Person, as_: Browser) -> None:
    browser, eva = as_(circle.anna), circle.people[3]
    page = browser.get(at("attendance", circle)).content.decode()
    assert "Is here: Eva Eng" in page
    assert "Bo Bæk" in page, "who was not invited can be entered too"
    browser.post(at("attend", circle, eva.pk), {"come": "1"})
    browser.post(at("enter", circle), {"person": bo.pk})
    assert here(circle) == ["Berit", "Carl", "Dan", "Anna", "Eva", "Bo"]
    seat = Participant.objects.get(meeting=circle.meeting, person=bo).seat
    browser.post(at("attend", circle, bo.pk), {"up": seat})
    assert browser.post(at("attend", circle, bo.pk), {"up": seat}).status_code == 409
    browser.post(at("attend", circle, eva.pk), {"go": "1"})
    assert here(circle) == ["Berit", "Carl", "Dan", "Anna", "Bo"]
    assert browser.post(at("enter", circle), {"person": ""}).status_code == 422
    for path, said in ((at("attend", circle, eva.pk), {"come": "1"}), (at("enter", circle), {"person": bo.pk})):
        assert as_(circle.people[0]).post(path, said).status_code == 403
    assert as_(circle.people[0]).get(at("attendance", circle)).status_code == 403


def test_round_is_led_by_plain_presses(circle: Circle, as_: Browser) -> None:
    leader, berit = as_(circle.anna), as_(circle.people[0])
    how = {"order": "seat", "silence_seconds": "120", "turn_seconds": "60", "view": "leader"}
    assert leader.post(at("begin_round", circle, circle.check_in.pk), how).url == at("lead", circle)
    row = Round.objects.get()
    press = at("move_round", circle, row.pk)
    assert leader.post(press, {"skip": "1", "version": 1, "view": "leader"}).url == at("lead", circle)
    assert berit.post(press, {"pass": "1", "version": 2}).url == at("hold", circle)
    assert leader.post(press, {"next": "1", "version": 2}).status_code == 409, "two pressed together"
    leader.post(press, {"give": circle.people[2].pk, "version": 3})
    leader.post(press, {"extend": "30", "version": 4})
    leader.post(press, {"pause": "1", "version": 5})
    leader.post(press, {"resume": "1", "version": 5})
    leader.post(press, {"away": circle.anna.pk, "version": 5})
    leader.post(press, {"back": circle.anna.pk, "version": 5})
    assert shown(row) == "Carl:done Dan:speaking Berit:waiting Anna:waiting"
    assert berit.post(press, {"next": "1", "version": 5}).status_code == 403
    for nonsense in ({"version": 5}, {"next": "1"}, {"give": "x", "version": 5}):
        assert leader.post(press, nonsense).status_code == 404


def test_ending_asks_with_the_names_of_who_has_not_spoken(circle: Circle, as_: Browser) -> None:
    row, leader = circle.begin(), as_(circle.anna)
    press = at("move_round", circle, row.pk)
    for headers in ({}, HTMX):
        asked = leader.post(press, {"end": "1", "version": 1, "view": "leader"}, headers=headers)
        assert "Carl Carlsen, Dan Dal, Anna Ager have not spoken yet" in asked.content.decode()
        assert 'value="confirmed"' in asked.content.decode()
    leader.post(press, {"end": "confirmed", "version": 1})
    assert row.again().ended_at is not None


def test_contribution_is_written_shared_and_taken_back(circle: Circle, as_: Browser, now: datetime) -> None:
    carl, browser = circle.people[1], as_(circle.people[1])
    path, press = at("contribution", circle, circle.check_in.pk), at("share_contribution", circle, circle.check_in.pk)
    place = f"room:contribution:{circle.check_in.pk}"
    Draft.objects.create(person=carl, place=place, fields={"text": "Halvt"}, saved_at=now)
    page = browser.get(path).content.decode()
    assert "Hvad vil jeg have ud af det?" in page
    assert "Halvt" in page
    browser.post(path, {"text": "At turde spørge", "version": ""})
    assert not Draft.objects.exists()
    others = [as_(circle.anna), as_(circle.people[0])]
    assert all("At turde" not in other.get(path).content.decode() for other in others)
    browser.post(press, {"share": "1"})
    assert all("At turde" in other.get(path).content.decode() for other in others)
    browser.post(press, {"keep": "1"})
    assert all("At turde" not in other.get(path).content.decode() for other in others)
    assert as_(circle.anna).post(press, {"share": "1"}).status_code == 404
    assert browser.post(path, {"text": "710101-1234", "version": "1"}).status_code == 422
    assert browser.post(path, {"text": "Andet", "version": ""}).status_code == 422
    browser.post(press, {"delete": "1"})
    assert not Contribution.objects.exists()


def test_question_from_the_round_stands_among_what_is_unclear(circle: Circle, as_: Browser) -> None:
    browser, path = as_(circle.people[1]), at("ask", circle, circle.check_in.pk)
    for _press in range(2):
        assert browser.post(path, {"text": "Gælder det fleksjob?"}).status_code == 302
    assert UnclearPoint.objects.count() == 1
    for page in (at("contribution", circle, circle.check_in.pk), at("outcomes", circle)):
        assert "Gælder det fleksjob?" in as_(circle.anna).get(page).content.decode()
    assert browser.post(path, {"text": "Borger 710101-1234"}).status_code == 422


def test_what_one_takes_along_begins_with_the_meetings_own_questions(circle: Circle, as_: Browser) -> None:
    AgendaItem.objects.filter(pk=circle.check_in.pk).update(
        behaviour=Behaviour.GATHER_LEARNING, questions="Hvad lagde jeg mærke til?\nHvad var nyt?"
    )
    browser = as_(circle.people[1])
    assert browser.get(at("contribution", circle, circle.check_in.pk)).url == at("learning", circle)
    page = browser.get(at("learning", circle)).content.decode()
    assert page.index("Hvad lagde jeg mærke til?") < page.index("What I take with me")


def test_program_holds_a_round(circle: Circle, bo: Person, api_as: Callable[[Person], Client]) -> None:
    leader, carl = api_as(circle.anna), api_as(circle.people[1])
    meeting, json = f"/api/v1/meetings/{circle.meeting.pk}", {"content_type": "application/json"}
    came = leader.put(f"{meeting}/presence/{bo.pk}", {"is_here": True}, **json).json()
    assert [one["name"] for one in came][-1] == "Bo Bæk"
    assert set(came[0]) == {"person_id", "name", "seat"}, "no times"
    seat = {"places": -1, "expected_seat": came[-1]["seat"]}
    assert leader.put(f"{meeting}/presence/{bo.pk}/seat", seat, **json).json()[-2]["name"] == "Bo Bæk"
    item = f"{meeting}/items/{circle.check_in.pk}"
    begun = leader.post(f"{item}/rounds", {"turn_seconds": 60}, **json)
    assert (begun.status_code, begun.json()["speaking"]["name"], begun.json()["seconds_left"]) == (201, "Berit Bro", 60)
    moves = f"/api/v1/rounds/{begun.json()['id']}/moves"
    moved = leader.post(moves, {"deed": "next", "expected_version": 1}, **json).json()
    assert (moved["speaking"]["name"], moved["version"]) == ("Carl Carlsen", 2)
    stale = leader.post(moves, {"deed": "next", "expected_version": 1}, **json)
    assert (stale.status_code, stale.json()["type"].rsplit(":", 1)[-1]) == (409, "stale")
    refused = leader.post(moves, {"deed": "end", "expected_version": 2}, **json)
    assert "Dan Dal" in refused.json()["detail"]
    assert [one["id"] for one in carl.get(f"{meeting}/rounds").json()] == [begun.json()["id"]]
    assert carl.get(f"{item}/contribution").json() is None
    carl.put(f"{item}/contribution", {"text": "At spørge"}, **json)
    assert leader.get(f"{meeting}/contributions").json() == []
    carl.put(f"{item}/contribution/sharing", {"is_shared": True}, **json)
    assert [one["text"] for one in leader.get(f"{meeting}/contributions").json()] == ["At spørge"]
    assert carl.delete(f"{item}/contribution").status_code == 204
    assert carl.post(f"{item}/questions", {"text": "Hvem betaler?"}, **json).status_code == 201
    over = leader.post(moves, {"deed": "end", "expected_version": 2, "is_confirmed": True}, **json).json()
    assert over["is_over"]
    assert queries.rounds_in(circle.meeting) == []
