"""Asking and answering on the pages and in the API: what each sees, and that nobody can list turns by person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pejl.foundation.live.tests.at_once import at_once
from pejl.foundation.notices.models import Notice
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person, Space
from pejl.meetings import operations
from pejl.meetings.models import AgendaItem, Ask, Meeting
from pejl.meetings.names import AskState, Behaviour, ItemRole
from pejl.meetings.tests.factories import a_meeting, an_item
from tests.people import person_in

As = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def _today(now: datetime) -> Iterator[None]:
    """Pages read the clock."""
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def cecilie(space: Space) -> Person:
    """A colleague."""
    return person_in(space, "Cecilie Dam", "cecilie@nordager.example")


@pytest.fixture
def item(anna: Person, bo: Person, cecilie: Person, now: datetime) -> AgendaItem:
    """A practice example of a draft that Anna leads; Bo and Cecilie are to come."""
    meeting = a_meeting(anna, now=now)
    operations.choose(meeting=meeting, people=[bo, cecilie], by=anna, now=now)
    return an_item(meeting, by=anna, now=now, behaviour=Behaviour.PRACTICE, label="Et eksempel")


def text_of(answer: Any) -> str:
    """The page as text."""
    return str(answer.content.decode())


def call(client: Client, method: str, path: str, said: Any = None) -> Any:
    """Send JSON."""
    return getattr(client, method)(f"/api/v1{path}", said, content_type="application/json")


def an_ask(item: AgendaItem, anna: Person, bo: Person, now: datetime) -> Ask:
    """Bo is asked."""
    return operations.ask_to_present(item=item, person=bo, words="Vil du?", by=anna, now=now)


def test_a_leader_asks_on_the_page_and_sees_how_it_stands(
    item: AgendaItem, anna: Person, bo: Person, now: datetime, as_: As
) -> None:
    client, path = as_(anna), f"/moeder/{item.meeting_id}/oplaeg/"
    page = text_of(client.get(f"{path}{item.pk}/"))
    assert f"?person={bo.pk}#ask" in page
    assert client.post(f"{path}{item.pk}/", {"person": bo.pk, "words": "Vil du?"}).status_code == 303
    assert Ask.objects.get().words == "Vil du?"
    listed = text_of(client.get(path))
    assert str(AskState.ASKED.label) in listed
    assert str(AskState.ASKED.label) in text_of(client.get(f"/moeder/{item.meeting_id}/dagsorden/"))
    assert client.post(f"/moeder/spoergsmaal/{Ask.objects.get().pk}/tag-tilbage/", {"version": 1}).status_code == 303
    assert Ask.objects.get().state == AskState.WITHDRAWN
    assert client.post(f"{path}spoerg-alle/", {"words": ""}).status_code == 303


def test_whoever_is_asked_answers_on_the_page(
    item: AgendaItem, anna: Person, bo: Person, cecilie: Person, now: datetime, as_: As
) -> None:
    ask = an_ask(item, anna, bo, now)
    client, path = as_(bo), f"/moeder/spoergsmaal/{ask.pk}/"
    page = text_of(client.get(path))
    assert all(words in page for words in ("Vil du?", "Anna Ager", "09.00-09.10", "Virksomhedspraktik"))
    nobody = client.post(path, {"answer": "passed_on", "version": 1})
    assert nobody.status_code == 422
    assert client.post(path, {"answer": "passed_on", "colleague": cecilie.pk, "version": 1}).status_code == 303
    assert "Cecilie Dam" in text_of(client.get(path))
    passed = Ask.objects.get(person=cecilie)
    theirs = as_(cecilie)
    assert 'value="find_another"' not in text_of(theirs.get(f"/moeder/spoergsmaal/{passed.pk}/"))
    assert theirs.post(f"/moeder/spoergsmaal/{passed.pk}/", {"answer": "accepted", "version": 1}).status_code == 303
    assert f"/moeder/forberedelse/{item.pk}/" in text_of(theirs.get(f"/moeder/spoergsmaal/{passed.pk}/"))


def test_a_stale_answer_is_said_and_changes_nothing(
    item: AgendaItem, anna: Person, bo: Person, now: datetime, as_: As
) -> None:
    ask = an_ask(item, anna, bo, now)
    operations.take_back_ask(ask=ask, expected_version=1, by=anna, now=now)
    client, path = as_(bo), f"/moeder/spoergsmaal/{ask.pk}/"
    assert client.post(path, {"answer": "accepted", "version": 1}).status_code == 303
    assert str(AskState.WITHDRAWN.label) in text_of(client.get(path))
    assert ask.again().state == AskState.WITHDRAWN


@pytest.mark.parametrize("page", ["oplaeg/", "oplaeg/{item}/"])
def test_nobody_but_the_leaders_sees_who_is_asked_and_whose_turn_it_is(
    item: AgendaItem, anna: Person, bo: Person, cecilie: Person, now: datetime, as_: As, page: str
) -> None:
    path = f"/moeder/{item.meeting_id}/{page.format(item=item.pk)}"
    assert as_(anna).get(path).status_code == 200
    assert as_(bo).get(path).status_code == 404
    operations.invite(meeting=item.meeting, by=anna, now=now)
    assert as_(bo).get(path).status_code == 403
    assert as_(cecilie).get(path).status_code == 403
    ask = an_ask(item, anna, bo, now)
    assert as_(cecilie).get(f"/moeder/spoergsmaal/{ask.pk}/").status_code == 404
    assert as_(anna).get(f"/moeder/spoergsmaal/{ask.pk}/").status_code == 403


def test_whoever_began_the_plan_and_does_not_lead_sees_neither_asks_nor_turns(
    anna: Person, bo: Person, now: datetime, as_: As
) -> None:
    meeting = a_meeting(bo, now=now, leaders=[anna])
    item = an_item(meeting, by=bo, now=now, behaviour=Behaviour.PRACTICE, parts={ItemRole.PRESENTER: [anna]})
    client = as_(bo)
    assert client.get(f"/moeder/{meeting.pk}/oplaeg/").status_code == 403
    assert "oplaeg/" not in text_of(client.get(f"/moeder/{meeting.pk}/dagsorden/"))
    assert "oplaeg/" not in text_of(client.get(f"/moeder/{meeting.pk}/dagsorden/{item.pk}/"))


def test_the_pages_ask_the_same_however_many_present(
    item: AgendaItem, anna: Person, bo: Person, cecilie: Person, now: datetime, as_: As
) -> None:
    client, path = as_(anna), f"/moeder/{item.meeting_id}/oplaeg/"
    an_ask(item, anna, bo, now)
    client.get(path)
    counts = []
    for _number in range(2):
        other = an_item(item.meeting, by=anna, now=now, parts={ItemRole.PRESENTER: [cecilie, bo]})
        an_ask(other, anna, cecilie, now)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        counts.append(len(asked.captured_queries))
    assert counts[0] == counts[1]


def test_the_same_by_program(
    item: AgendaItem, anna: Person, bo: Person, cecilie: Person, now: datetime, api_as: As
) -> None:
    leader, path = api_as(anna), f"/meetings/{item.meeting_id}/items/{item.pk}"
    proposals = call(leader, "get", f"{path}/next?turn=presenting").json()["proposals"]
    assert len(proposals) == 3
    assert set(proposals[0]) == {"person", "reason"}
    assert call(api_as(bo), "get", f"{path}/next?turn=presenting").status_code == 404
    assert call(leader, "get", f"{path}/next?turn=chairing").status_code == 409
    made = call(leader, "post", f"{path}/asks", {"person_id": str(bo.pk), "words": "Vil du?"})
    assert made.status_code == 201
    theirs, ask = api_as(bo), f"/asks/{made.json()['id']}"
    assert [one["id"] for one in call(theirs, "get", "/asks").json()["items"]] == [made.json()["id"]]
    wanted = call(theirs, "get", ask).json()
    assert (wanted["starts_at"], wanted["place"], len(wanted["prompts"])) == ("2026-03-11T08:00:00Z", "Mødelokale 2", 3)
    said = {"answer": "passed_on", "colleague_id": str(cecilie.pk), "expected_version": 1}
    assert call(theirs, "post", f"{ask}/answer", said).json()["state"] == "passed_on"
    assert call(theirs, "post", f"{ask}/answer", said | {"answer": "noget"}).status_code == 422
    seen = call(leader, "get", f"/meetings/{item.meeting_id}/asks").json()
    assert sorted((one["person"]["name"], one["state"]) for one in seen) == [
        ("Bo Bæk", "passed_on"),
        ("Cecilie Dam", "asked"),
    ]
    assert call(api_as(cecilie), "post", f"{ask}/withdrawal", {"expected_version": 2}).status_code == 403
    assert call(leader, "post", f"{ask}/withdrawal", {"expected_version": 2}).status_code == 204
    assert call(leader, "post", f"/meetings/{item.meeting_id}/asks", {"words": ""}).json() == []
    assert call(theirs, "get", f"/meetings/{item.meeting_id}/asks").status_code == 404


@pytest.fixture
def committed(transactional_db: None, now: datetime) -> tuple[Space, Person, Person, Person, AgendaItem]:
    """A meeting with two leaders, so that other threads see it."""
    space = tenancy.open_space(name="Jobcenter Nordager", now=now)
    with scopes.scope(space.pk):
        anna, bo, cecilie = (tenancy.seat(name=name) for name in ("Anna Ager", "Bo Bæk", "Cecilie Dam"))
        meeting: Meeting = a_meeting(anna, now=now, leaders=[anna, bo])
        return space, anna, bo, cecilie, an_item(meeting, by=anna, now=now, behaviour=Behaviour.PRACTICE)


def test_two_leaders_who_ask_at_once_ask_once(
    committed: tuple[Space, Person, Person, Person, AgendaItem], now: datetime
) -> None:
    space, anna, bo, cecilie, item = committed

    def asking(by: Person) -> Callable[[], object]:
        def do() -> object:
            with scopes.scope(space.pk):
                return operations.ask_to_present(item=item, person=cecilie, words="", by=by, now=now)

        return do

    assert [type(one).__name__ for one in at_once([asking(anna), asking(bo)])] == ["Ask", "Ask"]
    with scopes.scope(space.pk):
        assert (Ask.objects.count(), Notice.objects.filter(person=cecilie).count()) == (1, 1)


def test_an_answer_and_taking_back_at_once_end_in_one_of_the_two(
    committed: tuple[Space, Person, Person, Person, AgendaItem], now: datetime
) -> None:
    space, anna, _bo, cecilie, item = committed
    with scopes.scope(space.pk):
        ask = operations.ask_to_present(item=item, person=cecilie, words="", by=anna, now=now)
    told: dict[str, Any] = {"ask": ask, "expected_version": 1, "now": now}

    def answering() -> object:
        with scopes.scope(space.pk):
            return operations.answer_ask(answer="accepted", words="", by=cecilie, **told)

    def taking_back() -> object:
        with scopes.scope(space.pk):
            return operations.take_back_ask(by=anna, **told)

    said = [type(one).__name__ for one in at_once([answering, taking_back])]
    with scopes.scope(space.pk):
        state = ask.again().state
    assert (said, state) in [(["Ask", "Stale"], AskState.ACCEPTED), (["Stale", "NoneType"], AskState.WITHDRAWN)]
