"""Rhythms, pauses and closed days by a program."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import ClosedDays, Pause, Rhythm
from pejl.meetings.tests.factories import a_pause, a_rhythm
from pejl.organisation.models import Unit
from pejl.organisation.tests.factories import a_unit, an_administrator, employed

ApiAs = Callable[[Person], Client]
SAID = {"weeks": 10, "weekday": 2, "starts_at": "09:00", "minutes": 180}
PAUSE = {"since_on": "2026-03-04", "until_on": "2026-09-01", "reason": "Vi øver sparring."}
DAYS = {"label": "Fællesdag", "first_on": "2026-03-18", "last_on": "2026-03-18"}


@pytest.fixture(autouse=True)
def _today(now: datetime) -> Iterator[None]:
    """Endpoints read the clock."""
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def unit(anna: Person, now: datetime) -> Unit:
    """Anna's unit."""
    unit = a_unit(now)
    employed(anna, now, unit)
    return unit


def call(client: Client, method: str, path: str, said: Any = None, **headers: str) -> Any:
    """Send JSON."""
    return getattr(client, method)(f"/api/v1{path}", said, content_type="application/json", headers=headers)


def test_rhythm_is_set_read_and_ended(anna: Person, unit: Unit, api_as: ApiAs) -> None:
    client, path = api_as(anna), f"/units/{unit.pk}"
    before = call(client, "get", f"{path}/cadence").json()
    assert (before["rhythm"], before["proposed"], before["is_due"]) == (None, [], False)
    answer = call(client, "put", f"{path}/rhythm", SAID)
    assert answer.status_code == 200
    found = answer.json()
    assert found["rhythm"]["weeks"] == 10
    assert found["is_due"] is True
    assert found["proposed"][0]["starts_at"] == "2026-03-25T08:00:00Z"
    assert call(client, "put", f"{path}/rhythm", SAID | {"weeks": 4}).status_code == 409
    ended = call(client, "post", f"{path}/rhythm/end", {"expected_rhythm": found["rhythm"]["id"]})
    assert ended.json()["rhythm"] is None


@pytest.mark.parametrize(
    "wrong", [{"weeks": 0}, {"weeks": 60}, {"weekday": 5}, {"minutes": 5}, {"starts_at": "02:30"}, {"kind": "party"}]
)
def test_rhythm_that_cannot_be_is_refused(anna: Person, unit: Unit, api_as: ApiAs, wrong: dict[str, Any]) -> None:
    assert call(api_as(anna), "put", f"/units/{unit.pk}/rhythm", SAID | wrong).status_code == 422
    assert not Rhythm.objects.exists()


def test_pause_is_taken_once_listed_and_ended(anna: Person, unit: Unit, api_as: ApiAs) -> None:
    client, path = api_as(anna), f"/units/{unit.pk}/pauses"
    key = str(uuid4())
    sent = [call(client, "post", path, PAUSE, **{"Idempotency-Key": key}) for _twice in range(2)]
    assert [one.status_code for one in sent] == [201, 201]
    (pause,) = call(client, "get", path).json()["items"]
    assert (pause["reason"], pause["until_on"]) == ("Vi øver sparring.", "2026-09-01")
    assert call(client, "get", f"/units/{unit.pk}/cadence").json()["pause"]["id"] == pause["id"]
    assert call(client, "post", f"/pauses/{pause['id']}/end").status_code == 204
    assert not Pause.objects.exists()
    assert call(client, "post", path, PAUSE | {"until_on": "2026-03-01"}).status_code == 422
    assert call(client, "post", path, {**PAUSE, "reason": ""}).status_code == 422


def test_closed_days_are_suggested_added_changed_and_taken_away(anna: Person, now: datetime, api_as: ApiAs) -> None:
    client = api_as(an_administrator(anna, now))
    assert "2026-06-05" in [one["first_on"] for one in call(client, "get", "/closed-days/suggestions").json()]
    added = call(client, "post", "/closed-days", DAYS).json()
    assert (added["label"], added["unit_id"]) == ("Fællesdag", None)
    path = f"/closed-days/{added['id']}"
    assert call(client, "put", path, DAYS | {"last_on": "2026-03-19"}).json()["last_on"] == "2026-03-19"
    assert call(client, "put", path, DAYS | {"last_on": "2026-03-17"}).status_code == 422
    assert [one["id"] for one in call(client, "get", "/closed-days").json()["items"]] == [added["id"]]
    assert call(client, "delete", path).status_code == 204
    assert not ClosedDays.objects.exists()


def test_who_may_not_is_refused_and_another_job_centre_finds_nothing(
    anna: Person, bo: Person, carla: Person, unit: Unit, now: datetime, api_as: ApiAs
) -> None:
    a_rhythm(unit, by=anna, now=now)
    pause = a_pause(unit, by=anna, now=now)
    paths = [
        ("put", f"/units/{unit.pk}/rhythm", SAID),
        ("post", f"/units/{unit.pk}/pauses", PAUSE),
        ("post", f"/pauses/{pause.pk}/end", None),
        ("post", "/closed-days", DAYS | {"unit_id": str(unit.pk)}),
    ]
    assert {call(api_as(bo), *asked).status_code for asked in paths} == {403}
    assert {call(api_as(carla), *asked).status_code for asked in paths} == {404}
    assert call(api_as(bo), "get", f"/units/{unit.pk}/cadence").status_code == 200
    assert call(api_as(carla), "get", f"/units/{unit.pk}/cadence").status_code == 404
