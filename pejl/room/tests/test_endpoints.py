"""A whole meeting held by programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations as meetings
from pejl.meetings.models import AgendaItem
from pejl.room import operations
from pejl.room.models import Card, JointDecision, ProductDuty, UnclearPoint
from pejl.room.tests.factories import Evening, a_card, an_evening

Program = Callable[[Person], Client]


class Caller:
    """A program of one person, speaking JSON."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        answer = self.client.generic(
            method, f"/api/v1{path}", data=_json(body), content_type="application/json", headers=headers
        )
        return answer.status_code, answer.json() if answer.content else None


def _json(body: Any) -> str:
    return "" if body is None else json.dumps(body, default=str)


@pytest.fixture
def caller(api_as: Program) -> Callable[[Person], Caller]:
    return lambda person: Caller(api_as(person))


def test_meeting_is_held_by_programs(
    evening: Evening, anna: Person, bo: Person, caller: Callable[[Person], Caller]
) -> None:
    leader, member = caller(anna), caller(bo)
    root = f"/meetings/{evening.meeting.pk}"
    status, room = leader("POST", f"{root}/room/begin")
    assert (status, room["state"], room["running_id"]) == (200, "running", str(evening.framing.pk))
    assert room["seconds_left"] == 600
    assert room["leader_notes"] == "Husk lokalet"
    assert member("GET", f"{root}/room")[1]["leader_notes"] == ""
    press = {"expected_running": evening.framing.pk}
    status, room = leader("POST", f"{root}/room/items/{evening.plenary.pk}/start", press)
    assert (status, room["running_id"]) == (200, str(evening.plenary.pk))
    status, problem = leader("POST", f"{root}/room/items/{evening.work.pk}/start", press)
    assert (status, problem["type"]) == (409, "urn:pejl:problem:stale")
    assert "Videndeling" in problem["detail"]

    written = {"kind": "example", "text": "Ring først", "expected_authorship": "named"}
    key = {"Idempotency-Key": str(uuid4())}
    status, card = member("POST", f"{root}/items/{evening.plenary.pk}/cards", written, **key)
    assert (status, card["author"]) == (201, "Bo Bæk")
    assert member("POST", f"{root}/items/{evening.plenary.pk}/cards", written, **key)[1]["id"] == card["id"]
    status, problem = member("POST", f"{root}/items/{evening.plenary.pk}/cards", {**written, "kind": "wish"}, **key)
    assert (status, problem["type"]) == (409, "urn:pejl:problem:sent-before")
    change = {"kind": "wish", "text": "Ring først og sidst", "expected_version": 1}
    assert member("PUT", f"/cards/{card['id']}", change)[1]["version"] == 2
    assert member("DELETE", f"/cards/{card['id']}")[1]["is_removed"]
    assert not member("POST", f"/cards/{card['id']}/restore")[1]["is_removed"]
    assert leader("PUT", f"/cards/{card['id']}/for-product", {"is_for_product": True})[1]["is_for_product"]
    assert [one["text"] for one in member("GET", f"{root}/cards")[1]] == ["Ring først og sidst"]

    status, room = leader("POST", f"{root}/room/items/{evening.plenary.pk}/finish")
    assert (status, room["running_id"], room["following_id"]) == (200, None, str(evening.work.pk))
    assert [one["phase"] for one in leader("GET", f"{root}/times")[1]] == ["done", "done", "coming", "coming"]


def test_outcomes_are_written_down_by_programs(
    evening: Evening, plenary: AgendaItem, anna: Person, bo: Person, caller: Callable[[Person], Caller]
) -> None:
    leader, member = caller(anna), caller(bo)
    root = f"/meetings/{evening.meeting.pk}"
    key = {"Idempotency-Key": str(uuid4())}
    duty = member("POST", f"{root}/product-duties", {"what": "Skema", "person_id": bo.pk}, **key)[1]
    assert member("POST", f"{root}/product-duties", {"what": "Skema", "person_id": bo.pk}, **key)[1] == duty
    assert member("DELETE", f"/product-duties/{duty['id']}") == (204, None)
    leader("POST", f"{root}/product-duties", {"what": "Handlingsanvisning", "person_id": bo.pk})
    status, point = member("POST", f"{root}/unclear-points", {"text": "Hvem betaler?"})
    assert (status, point["caretaker"]) == (201, None)
    taken = leader("PUT", f"/unclear-points/{point['id']}/caretaker", {"person_id": bo.pk})[1]
    assert taken["caretaker"]["name"] == "Bo Bæk"
    assert member("POST", f"/unclear-points/{point['id']}/settle")[1]["answered_at"]
    other = member("POST", f"{root}/unclear-points", {"text": "Hvem?", "caretaker_id": bo.pk})[1]
    assert leader("DELETE", f"/unclear-points/{other['id']}") == (204, None)
    assert leader("POST", f"{root}/decisions", {"text": "Vi ringer"})[0] == 201
    agreement = {"what": "Spørger lægen", "owner_id": bo.pk, "due_on": "2026-04-01"}
    assert member("POST", f"{root}/agreements", agreement)[0] == 201
    assert member("GET", f"{root}/learning-goal")[0] == 404
    goal = member("PUT", f"{root}/learning-goal", {"takes_along": "Mod", "is_shared": False})[1]
    assert member("GET", f"{root}/learning-goal")[1] == goal
    assert leader("GET", f"{root}/summary")[1]["learning"] == []
    member("PUT", f"{root}/learning-goal", {"takes_along": "Mod", "is_shared": True, "expected_version": 1})
    summary = leader("GET", f"{root}/summary")[1]
    assert [one["takes_along"] for one in summary["learning"]] == ["Mod"]
    assert [one["text"] for one in summary["decisions"]] == ["Vi ringer"]
    assert [one["what"] for one in summary["agreements"]] == ["Spørger lægen"]
    assert [one["text"] for one in summary["unclear_points"]] == ["Hvem betaler?"]
    assert [one["what"] for one in summary["product_duties"]] == ["Handlingsanvisning"]


def test_strangers_and_neighbours_find_nothing(
    evening: Evening,
    plenary: AgendaItem,
    anna: Person,
    bo: Person,
    emil: Person,
    carla: Person,
    caller: Callable[[Person], Caller],
    now: datetime,
) -> None:
    card = a_card(plenary, "Ring først", by=bo, now=now)
    point = operations.note_unclear_point(meeting=evening.meeting, text="Hvem?", caretaker=None, by=bo, now=now)
    duty = operations.take_on_product(meeting=evening.meeting, person=bo, what="Skema", by=bo, now=now)
    root = f"/meetings/{evening.meeting.pk}"
    change = {"kind": "wish", "text": "Nej", "expected_version": 1}
    calls: list[tuple[str, str, Any]] = [
        ("PUT", f"/cards/{card.pk}", change),
        ("DELETE", f"/cards/{card.pk}", None),
        ("POST", f"/cards/{card.pk}/restore", None),
        ("PUT", f"/cards/{card.pk}/for-product", {"is_for_product": True}),
        ("POST", f"/unclear-points/{point.pk}/settle", None),
        ("DELETE", f"/unclear-points/{point.pk}", None),
        ("DELETE", f"/product-duties/{duty.pk}", None),
    ]
    in_meeting: list[tuple[str, str, Any]] = [
        ("GET", f"{root}/room", None),
        ("GET", f"{root}/cards", None),
        ("GET", f"{root}/times", None),
        ("GET", f"{root}/summary", None),
        ("GET", f"{root}/learning-goal", None),
        ("POST", f"{root}/room/begin", None),
        ("POST", f"{root}/room/items/{evening.work.pk}/start", {"expected_running": None}),
        ("POST", f"{root}/items/{plenary.pk}/cards", {"kind": "wish", "text": "Nej"}),
        ("POST", f"{root}/decisions", {"text": "Nej"}),
    ]
    for method, path, body in calls + in_meeting:
        assert caller(carla)(method, path, body)[0] == 404, path
    for method, path, body in calls:
        assert caller(emil)(method, path, body)[0] == 404, path
    for method, path, body in in_meeting:
        assert caller(emil)(method, path, body)[0] == 403, path
    assert Caller(Client())("GET", f"{root}/room")[0] == 401
    assert list(Card.objects.values_list("text", "is_for_product", "removed_at")) == [("Ring først", False, None)]
    assert (UnclearPoint.objects.count(), ProductDuty.objects.count(), JointDecision.objects.count()) == (1, 1, 0)
    meetings.end(meeting=evening.meeting, by=anna, now=now)
    meetings.close(meeting=evening.meeting, by=anna, now=now)
    for path in ("cards", "times", "summary"):
        assert caller(emil)("GET", f"{root}/{path}")[0] == 200
    assert caller(emil)("GET", f"{root}/room")[0] == 403
    assert caller(emil)("PUT", f"/cards/{card.pk}", change)[0] == 403


def test_item_of_another_meeting_is_not_found(
    evening: Evening, plenary: AgendaItem, anna: Person, bo: Person, caller: Callable[[Person], Caller], now: datetime
) -> None:
    other = an_evening(anna, now=now, people=[bo])
    body = {"kind": "wish", "text": "Forkert sted"}
    path = f"/meetings/{evening.meeting.pk}/items/{other.plenary.pk}/cards"
    assert caller(bo)("POST", path, body)[0] == 404


def test_cpr_numbers_are_refused_everywhere(
    evening: Evening, plenary: AgendaItem, anna: Person, bo: Person, caller: Callable[[Person], Caller], now: datetime
) -> None:
    card = a_card(plenary, "Ring først", by=bo, now=now)
    root, typed = f"/meetings/{evening.meeting.pk}", "Borger 710101-1234"
    calls: list[tuple[str, str, Any]] = [
        ("POST", f"{root}/items/{plenary.pk}/cards", {"kind": "wish", "text": typed}),
        ("PUT", f"/cards/{card.pk}", {"kind": "wish", "text": typed, "expected_version": 1}),
        ("POST", f"{root}/product-duties", {"what": typed, "person_id": bo.pk}),
        ("POST", f"{root}/unclear-points", {"text": typed}),
        ("POST", f"{root}/decisions", {"text": typed}),
        ("POST", f"{root}/agreements", {"what": typed, "owner_id": anna.pk}),
        ("PUT", f"{root}/learning-goal", {"takes_along": typed}),
    ]
    for method, path, body in calls:
        status, problem = caller(anna)(method, path, body)
        assert status == 422, path
        assert "710101-1234" not in str(problem)
    assert Card.objects.get().text == "Ring først"
