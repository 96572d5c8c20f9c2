"""Meetings in the API."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from pejl.foundation.notices.models import Notice
from pejl.foundation.tenancy.models import Person, Space
from pejl.meetings import operations
from pejl.meetings.models import Meeting, Participant
from pejl.meetings.names import ItemRole, Reply, State
from pejl.meetings.tests.factories import (
    NEXT_WEEK,
    a_meeting,
    a_running_meeting,
    an_announced_meeting,
    an_item,
    group_work,
)
from pejl.organisation.tests.factories import a_group
from tests.people import person_in

ApiAs = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def _today(now: datetime) -> Iterator[None]:
    """Endpoints read the clock."""
    with time_machine.travel(now, tick=False):
        yield


def call(client: Client, method: str, path: str, said: Any = None, **headers: str) -> Any:
    """Send JSON."""
    send = getattr(client, method)
    return send(f"/api/v1{path}", said, content_type="application/json", headers=headers)


def item_said(**said: Any) -> dict[str, Any]:
    """An item as a program sends it."""
    return {
        "behaviour": "law",
        "label": "Loven",
        "minutes": 20,
        "questions": "",
        "may_shrink": False,
        "speaking": "presenter",
        "authorship": "named",
        "locked_start": None,
        "room": "",
        "expected_version": 1,
        **said,
    }


def test_a_meeting_is_answered_with_its_agenda_along_the_clock(anna: Person, now: datetime, api_as: ApiAs) -> None:
    meeting = a_meeting(anna, now=now)
    an_item(meeting, by=anna, now=now, minutes=15)
    group_work(meeting, by=anna, now=now, minutes=40)
    said = call(api_as(anna), "get", f"/meetings/{meeting.pk}").json()
    assert [item["starts_at"] for item in said["agenda"]] == ["2026-03-11T08:00:00Z", "2026-03-11T08:15:00Z"]
    assert said["ends_at"] == "2026-03-11T08:55:00Z"
    assert [group["label"] for group in said["agenda"][1]["groups"]] == ["Gruppe 1", "Gruppe 2"]
    assert [leader["name"] for leader in said["leaders"]] == ["Anna Ager"]


def test_meetings_are_listed_as_on_the_page(anna: Person, bo: Person, now: datetime, api_as: ApiAs) -> None:
    mine = an_announced_meeting(anna, now=now, people=(bo,), title="Mit")
    other = an_announced_meeting(anna, now=now, title="Andres", starts_at=NEXT_WEEK + timedelta(days=1))
    a_meeting(anna, now=now, title="Kladde")
    client = api_as(bo)
    listed = call(client, "get", "/meetings").json()["items"]
    assert [one["id"] for one in listed] == [str(mine.pk), str(other.pk)]
    assert [one["title"] for one in call(client, "get", "/meetings?show=mine").json()["items"]] == ["Mit"]
    assert call(client, "get", "/meetings?show=past").json()["items"] == []
    assert [one["title"] for one in call(client, "get", "/meetings?q=andre").json()["items"]] == ["Andres"]
    assert call(client, "get", "/meetings?show=noget").status_code == 422


def test_leader_notes_and_answers_are_for_those_who_may_see_them(
    anna: Person, bo: Person, space: Space, now: datetime, api_as: ApiAs
) -> None:
    cecilie = person_in(space, "Cecilie Dam", "cecilie@nordager.example")
    meeting = a_meeting(anna, now=now)
    an_item(meeting, by=anna, now=now, leader_notes="Husk kaffen")
    operations.invite(meeting=meeting, people=[bo, cecilie], by=anna, now=now)
    operations.reply(meeting=meeting, reply=Reply.DECLINED, by=cecilie, now=now)
    by_anna, by_bo = (call(api_as(one), "get", f"/meetings/{meeting.pk}") for one in (anna, bo))
    assert by_anna.json()["agenda"][0]["leader_notes"] == "Husk kaffen"
    assert by_bo.json()["agenda"][0]["leader_notes"] is None
    assert "Husk kaffen" not in by_bo.content.decode()
    answers = {one["person"]["name"]: one["reply"] for one in by_bo.json()["people"]}
    assert answers == {"Anna Ager": "accepted", "Bo Bæk": "none", "Cecilie Dam": None}
    assert {one["reply"] for one in by_anna.json()["people"]} == {"accepted", "none", "declined"}


def test_the_agenda_is_written_by_program(anna: Person, bo: Person, now: datetime, api_as: ApiAs) -> None:
    meeting = a_meeting(anna, now=now)
    client, path = api_as(anna), f"/meetings/{meeting.pk}/items"
    first = call(client, "post", path, {"behaviour": "framing", "label": "Ramme", "minutes": 10}).json()
    second = call(client, "post", path, {"behaviour": "groups", "label": "Grupper", "minutes": 30}).json()
    group = call(client, "post", path, {"behaviour": "group", "label": "A", "parent": second["id"]}).json()
    assert (first["position"], second["position"], group["starts_at"]) == (1, 2, second["starts_at"])
    changed = call(client, "put", f"{path}/{first['id']}", item_said(locked_start="09:30:00", leader_notes="Note"))
    assert changed.json()["slack_minutes"] == 30
    assert (changed.json()["version"], changed.json()["leader_notes"]) == (2, "Note")
    moved = call(client, "post", f"{path}/{second['id']}/move", {"to": 1, "expected_position": 2})
    assert moved.json()["position"] == 1
    stale = {"members": [str(bo.pk)], "expected_version": group["version"] + 1}
    assert call(client, "put", f"{path}/{group['id']}/parts", stale).status_code == 409
    parts = call(client, "put", f"{path}/{group['id']}/parts", {"members": [str(bo.pk)], "chairs": [str(anna.pk)]})
    assert {(part["person"]["name"], part["role"]) for part in parts.json()["parts"]} == {
        ("Bo Bæk", "member"),
        ("Anna Ager", "chair"),
    }
    assert call(client, "delete", f"{path}/{second['id']}?expected_version=1").status_code == 204
    assert meeting.items.count() == 1


def test_adding_an_item_with_the_same_key_adds_once(anna: Person, now: datetime, api_as: ApiAs) -> None:
    meeting = a_meeting(anna, now=now)
    client, key = api_as(anna), str(uuid4())
    said = {"behaviour": "break", "label": "Pause", "minutes": 10}
    answers = [
        call(client, "post", f"/meetings/{meeting.pk}/items", said, **{"Idempotency-Key": key}).json()
        for _time in range(2)
    ]
    assert answers[0] == answers[1]
    assert meeting.items.count() == 1


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"minutes": 0}, 422),
        ({"minutes": 481}, 422),
        ({"behaviour": "dance"}, 422),
        ({"behaviour": "group"}, 422),
        ({"label": "Om 710101-1234"}, 422),
        ({"questions": "x" * 4001}, 422),
        ({"parent": str(uuid4())}, 404),
        ({"leader_notes": None}, 422),
    ],
)
def test_adding_refuses_what_cannot_be(
    anna: Person, now: datetime, api_as: ApiAs, said: dict[str, Any], status: int
) -> None:
    meeting = a_meeting(anna, now=now)
    whole = {"behaviour": "law", "label": "Loven", "minutes": 10} | said
    answer = call(api_as(anna), "post", f"/meetings/{meeting.pk}/items", whole)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert "710101" not in answer.content.decode()
    assert not meeting.items.exists()


def test_stale_changes_are_refused_as_such(anna: Person, now: datetime, api_as: ApiAs) -> None:
    meeting = a_meeting(anna, now=now)
    item = an_item(meeting, by=anna, now=now)
    client, path = api_as(anna), f"/meetings/{meeting.pk}/items/{item.pk}"
    for answer in (
        call(client, "put", path, item_said(expected_version=7)),
        call(client, "post", f"{path}/move", {"to": 1, "expected_position": 5}),
        call(client, "delete", f"{path}?expected_version=7"),
    ):
        assert answer.status_code == 409
        assert answer.json()["type"] == "urn:pejl:problem:stale"


def test_a_meeting_is_changed_told_of_and_cancelled(anna: Person, bo: Person, now: datetime, api_as: ApiAs) -> None:
    meeting = an_announced_meeting(anna, now=now, people=(bo,))
    client, path = api_as(anna), f"/meetings/{meeting.pk}"
    said = {
        "title": "Nyt",
        "purposes": ["Ét"],
        "place": "Salen",
        "starts_at": "2026-03-12T10:00:00+01:00",
        "leaders": [str(anna.pk), str(bo.pk)],
        "chair": str(bo.pk),
        "expected_version": meeting.version,
    }
    changed = call(client, "put", path, said).json()
    assert (changed["title"], changed["sequence"], changed["chair"]["name"]) == ("Nyt", 0, "Bo Bæk")
    assert changed["tells_at"] is not None
    told = call(client, "post", f"{path}/invitations/update").json()
    assert (told["sequence"], told["tells_at"]) == (1, None)
    assert changed["starts_at"] == "2026-03-12T09:00:00Z"
    assert call(client, "put", path, said).status_code == 409
    assert call(client, "put", path, said | {"starts_at": "2026-03-12T10:00:00"}).status_code == 422
    assert call(client, "put", path, said | {"leaders": [str(uuid4())]}).status_code == 404
    cancelled = call(client, "post", f"{path}/cancellation", {"reason": "Sygdom"}).json()
    assert cancelled["state"] == "cancelled"
    assert Notice.objects.filter(person=bo, text__contains="Sygdom").exists()


def test_people_are_chosen_invited_and_answer(anna: Person, bo: Person, now: datetime, api_as: ApiAs) -> None:
    meeting = a_meeting(anna, now=now)
    item = an_item(meeting, by=anna, now=now)
    client, path = api_as(anna), f"/meetings/{meeting.pk}"
    call(client, "post", f"{path}/participants", {"people": [str(bo.pk)]})
    assert not Notice.objects.exists()
    assert call(client, "post", f"{path}/participants", {"units": [str(uuid4())]}).status_code == 404
    assert call(client, "post", f"{path}/invitations").json()["state"] == "announced"
    assert Notice.objects.filter(person=bo).count() == 1
    answer = call(api_as(bo), "put", f"{path}/reply", {"reply": "declined"})
    assert answer.status_code == 200
    assert Participant.objects.get(meeting=meeting, person=bo).reply == Reply.DECLINED
    call(client, "put", f"{path}/items/{item.pk}", item_said(minutes=30))
    assert call(client, "post", f"{path}/invitations/update").json()["sequence"] == 1
    assert call(client, "delete", f"{path}/participants/{bo.pk}").status_code == 204
    assert call(client, "delete", f"{path}/participants/{bo.pk}").status_code == 404


def test_a_meeting_is_ended_and_closed(anna: Person, bo: Person, now: datetime, api_as: ApiAs) -> None:
    meeting = a_running_meeting(anna, now=now, people=(bo,))
    assert call(api_as(bo), "post", f"/meetings/{meeting.pk}/end").status_code == 403
    assert call(api_as(anna), "post", f"/meetings/{meeting.pk}/end").json()["state"] == "writing_up"
    assert call(api_as(anna), "post", f"/meetings/{meeting.pk}/close").json()["state"] == "closed"
    assert call(api_as(anna), "post", f"/meetings/{meeting.pk}/close").status_code == 409


def test_templates_are_listed_and_added(anna: Person, now: datetime, api_as: ApiAs) -> None:
    operations.add_standard_templates(by=None, now=now)
    a_group(now, anna)
    client = api_as(anna)
    listed = call(client, "get", "/meeting-templates?kind=learning").json()["items"]
    model = next(one for one in listed if one["name"] == "Læringsmøde, hele modellen")
    assert len(model["items"]) == 15
    assert next(item["groups"] for item in model["items"] if item["behaviour"] == "groups") == ["Gruppe 1", "Gruppe 2"]
    copy = {"name": "Vores", "kind": "learning", "about": "", "items": model["items"]}
    added = call(client, "post", "/meeting-templates", copy)
    assert added.status_code == 201
    assert added.json()["items"] == model["items"]
    assert call(client, "post", "/meeting-templates", copy).status_code == 422
    stepped = next(
        one for one in call(client, "get", "/meeting-templates").json()["items"] if one["name"] == "Reflekterende team"
    )
    assert [step["minutes"] for step in stepped["items"][0]["steps"]] == [5, 15, 10, 10, 5]


def test_strangers_and_another_job_centre_find_nothing(
    anna: Person, carla: Person, now: datetime, api_as: ApiAs
) -> None:
    meeting = an_announced_meeting(anna, now=now)
    item = meeting.items.get()
    operations.set_parts(item=item, parts={ItemRole.PRESENTER: [anna]}, by=anna, now=now)
    client = api_as(carla)
    for method, path, said in (
        ("get", f"/meetings/{meeting.pk}", None),
        ("post", f"/meetings/{meeting.pk}/items", {"behaviour": "law", "label": "X", "minutes": 5}),
        ("put", f"/meetings/{meeting.pk}/items/{item.pk}", item_said()),
        ("post", f"/meetings/{meeting.pk}/invitations", None),
        ("put", f"/meetings/{meeting.pk}/reply", {"reply": "accepted"}),
        ("post", f"/meetings/{meeting.pk}/end", None),
    ):
        assert call(client, method, path, said).status_code == 404
    assert call(Client(), "get", f"/meetings/{meeting.pk}").status_code == 401
    assert Meeting.objects.get().state == State.ANNOUNCED
