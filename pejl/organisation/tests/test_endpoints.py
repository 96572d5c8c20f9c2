"""The organisation in the API."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import time_machine
from django.test import Client

from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person
from pejl.organisation.tests.factories import a_group, a_unit, an_approver, employed

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
