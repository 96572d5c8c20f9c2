"""The organisation in the API."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from pejl.foundation.formats.moments import day_of
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person
from pejl.organisation.models import Assignment
from pejl.organisation.tests.factories import a_group, a_unit, an_administrator, an_approver, employed
from tests.people import person_in

ApiAs = Callable[[Person], Client]


def test_me_says_who_and_where(anna: Person, now: datetime, api_as: ApiAs) -> None:
    an_approver(anna, now)
    with time_machine.travel(now):
        said = api_as(anna).get("/api/v1/me").json()
    assert said["id"] == str(anna.pk)
    assert said["may_approve"] is True
    assert said["sits_in_a_group"] is False
    assert said["places"][0]["function"]["name"] == "Afdelingsleder"


def test_colleagues_are_those_of_the_own_job_centre(
    anna: Person, bo: Person, carla: Person, now: datetime, api_as: ApiAs
) -> None:
    said = api_as(bo).get("/api/v1/colleagues").json()
    assert [one["name"] for one in said["items"]] == ["Anna Ager", "Bo Bæk"]


def test_colleagues_are_narrowed_by_name_and_unit(anna: Person, bo: Person, now: datetime, api_as: ApiAs) -> None:
    membership = employed(bo, now)
    client = api_as(anna)
    with time_machine.travel(now):
        by_unit = client.get("/api/v1/colleagues", {"unit": str(membership.unit_id)}).json()
        by_name = client.get("/api/v1/colleagues", {"q": "ager"}).json()
    assert [one["id"] for one in by_unit["items"]] == [str(bo.pk)]
    assert [one["id"] for one in by_name["items"]] == [str(anna.pk)]


def test_unit_of_another_job_centre_narrows_to_nobody(
    anna: Person, carla: Person, now: datetime, api_as: ApiAs
) -> None:
    with scopes.scope(carla.space_id):
        unit = employed(carla, now).unit
    with time_machine.travel(now):
        said = api_as(anna).get("/api/v1/colleagues", {"unit": str(unit.pk)}).json()
    assert said == {"items": [], "count": 0}


def test_groups_say_who_decides(anna: Person, bo: Person, now: datetime, api_as: ApiAs) -> None:
    a_group(now, anna)
    with time_machine.travel(now):
        said = api_as(bo).get("/api/v1/groups").json()["items"]
    assert [(one["name"], [member["name"] for member in one["members"]]) for one in said] == [
        ("Arbejdsgruppen", ["Anna Ager"])
    ]


def test_units_and_functions_are_listed(anna: Person, now: datetime, api_as: ApiAs) -> None:
    parent = a_unit(now, "Afdelingen")
    employed(anna, now, a_unit(now, "Teamet", parent=parent))
    client = api_as(anna)
    with time_machine.travel(now):
        units = client.get("/api/v1/units").json()["items"]
        functions = client.get("/api/v1/functions").json()["items"]
    assert [(one["name"], one["parent_id"]) for one in units] == [("Afdelingen", None), ("Teamet", str(parent.pk))]
    assert [one["name"] for one in functions] == ["Sagsbehandler"]


def test_stranger_is_asked_to_sign_in(space: object) -> None:
    answer = Client().get("/api/v1/colleagues")
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"


def test_organisation_is_built_by_a_program(anna: Person, bo: Person, now: datetime, api_as: ApiAs) -> None:
    an_administrator(anna, now)
    client = api_as(anna)

    def send(method: str, path: str, **said: Any) -> Any:
        answer = client.generic(method, f"/api/v1{path}", json.dumps(said), content_type="application/json")
        assert answer.status_code < 300, answer.content
        return answer.json() if answer.content else None

    today = "2026-03-04"
    with time_machine.travel(now):
        top = send("POST", "/units", name="Afdelingen", since_on=today)
        team = send("POST", "/units", name="Team", since_on=today, parent_id=top["id"], side="provider")
        send("PUT", f"/units/{team['id']}/name", name="Teamet")
        send("PUT", f"/units/{team['id']}/side", side=None)
        send("PUT", f"/units/{team['id']}/parent", parent_id=None)
        function = send("POST", "/functions", name="Mentor", may_approve=True)
        send("PUT", f"/functions/{function['id']}", name="Sagsbehandler", is_management=True)
        send("POST", f"/functions/{function['id']}/retire")
        send("POST", f"/functions/{function['id']}/take-up")
        served = send("POST", "/municipalities", code="615", since_on=today)
        send("POST", f"/municipalities/{served['id']}/end", until_on="2026-12-31")
        place = {"unit_id": team["id"], "function_id": function["id"], "since_on": today}
        dorte = send("POST", "/people", name="Dorte Dam", email="dorte@nordager.example", places=[place])
        send("PUT", f"/people/{dorte['id']}/name", name="Dorte Dahl")
        send("PUT", f"/people/{dorte['id']}/email", email="dahl@nordager.example")
        send("POST", f"/people/{dorte['id']}/invitation")
        send("POST", f"/people/{dorte['id']}/lost-phone")
        membership = send("POST", f"/people/{bo.pk}/memberships", **place)
        send("POST", f"/memberships/{membership['id']}/end", until_on=today)
        send("POST", f"/memberships/{membership['id']}/reopen")
        who = {"person_id": dorte["id"], "since_on": today}
        leader = send("POST", f"/units/{team['id']}/leaders", **who)
        deputy = send("POST", f"/people/{bo.pk}/deputy", **who)
        send("POST", f"/people/{bo.pk}/mentors", **who)
        send("POST", f"/people/{bo.pk}/administrator")
        send("POST", f"/assignments/{deputy['id']}/end", until_on=today)
        send("POST", f"/assignments/{deputy['id']}/reopen")
        group = send("POST", "/groups", name="Temagruppen", since_on=today)
        send("PUT", f"/groups/{group['id']}/name", name="Gruppen")
        send("PUT", f"/groups/{group['id']}/mandate", mandate="Vi vælger temaer.")
        seat = send("POST", f"/groups/{group['id']}/members", **who)
        send("POST", f"/seats/{seat['id']}/end", until_on=today)
        send("POST", f"/seats/{seat['id']}/reopen")
        guest = send("POST", "/guests", name="Gerda Gæst", comes_from="Universitetet")
        send("PUT", f"/guests/{guest['id']}", comes_from="Praksisforskning", welcome_until="2026-05-01")
        said = send("GET", f"/people/{bo.pk}")
        assert [one["unit"]["name"] for one in said["places"]] == ["Teamet"]
        assert {one["kind"] for one in said["supported_by"]} == {"deputy", "mentor"}
        assert [one["name"] for one in send("GET", "/municipalities")] == ["Horsens"]
        left = send("POST", f"/people/{dorte['id']}/leave", on=today)
        assert left["left_on"] == today
        back = send("POST", f"/people/{dorte['id']}/come-back", places=[])
        assert back["left_on"] is None
        send("POST", f"/memberships/{membership['id']}/end", until_on=today)
        send("POST", f"/groups/{group['id']}/close", on=today)
        closed = send("POST", f"/units/{top['id']}/close", on=today)
        assert closed["until_on"] == today
        send("POST", f"/units/{top['id']}/reopen")
    assert Assignment.objects.get(pk=leader["id"]).until_on == day_of(now)


CHANGES = [
    ("POST", "/units", {"name": "Team", "since_on": "2026-03-04"}),
    ("POST", "/functions", {"name": "Mentor"}),
    ("POST", "/municipalities", {"code": "615", "since_on": "2026-03-04"}),
    ("POST", "/people", {"name": "Dorte Dam"}),
    ("POST", "/guests", {"name": "Gerda", "comes_from": "Et sted"}),
    ("POST", "/groups", {"name": "Gruppen", "since_on": "2026-03-04"}),
]


@pytest.mark.parametrize(("method", "path", "said"), CHANGES)
def test_colleague_builds_nothing_by_a_program(
    bo: Person, now: datetime, api_as: ApiAs, method: str, path: str, said: Any
) -> None:
    with time_machine.travel(now):
        answer = api_as(bo).generic(method, f"/api/v1{path}", json.dumps(said), content_type="application/json")
    assert answer.status_code == 403
    assert answer.json()["type"] == "urn:pejl:problem:not-allowed"


def test_key_does_the_work_once(anna: Person, now: datetime, api_as: ApiAs) -> None:
    an_administrator(anna, now)
    client, key = api_as(anna), str(uuid4())
    said = json.dumps({"name": "Dorte Dam"})
    with time_machine.travel(now):
        ids = {
            client.post(
                "/api/v1/people", said, content_type="application/json", headers={"Idempotency-Key": key}
            ).json()["id"]
            for _press in range(2)
        }
    assert len(ids) == 1
    assert Person.objects.filter(name="Dorte Dam").count() == 1


def test_refusal_says_what_and_where(anna: Person, now: datetime, api_as: ApiAs) -> None:
    an_administrator(anna, now)
    top = a_unit(now, "Øverst")
    below = a_unit(now, "Nederst", parent=top)
    with time_machine.travel(now):
        answer = api_as(anna).put(
            f"/api/v1/units/{top.pk}/parent",
            json.dumps({"parent_id": str(below.pk)}),
            content_type="application/json",
        )
    assert answer.status_code == 409
    assert answer.json()["field"] == "parent"


def test_guest_does_not_read_addresses(anna: Person, bo: Person, now: datetime, api_as: ApiAs) -> None:
    guest = person_in(bo.space, "Gerda Gæst", "gerda@praksis.example", is_guest=True)
    said = api_as(guest).get(f"/api/v1/people/{bo.pk}").json()
    assert (said["name"], said["email"]) == ("Bo Bæk", "")
    assert api_as(anna).get(f"/api/v1/people/{bo.pk}").json()["email"] == "bo@nordager.example"
