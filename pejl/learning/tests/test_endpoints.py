"""Learning meetings in the API: the thin line from a theme to a guide without a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from pejl.foundation.tenancy.models import Person
from pejl.guidance import operations as guidance
from pejl.guidance.models import Product
from pejl.learning.models import LearningMeeting
from pejl.learning.tests.factories import a_held_meeting, a_learning_meeting
from pejl.meetings import operations as meetings
from pejl.organisation.tests.factories import a_group
from pejl.room import operations as room
from pejl.themes.tests.factories import a_theme

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


def test_a_meeting_is_planned_once_for_one_key(anna: Person, now: datetime, api_as: ApiAs) -> None:
    theme, group = a_theme(anna, now), a_group(now, anna)
    template, *_others = meetings.add_standard_templates(by=None, now=now)
    said = {
        "theme_id": str(theme.pk),
        "group_id": str(group.pk),
        "title": "Praktik",
        "starts_at": "2026-03-11T09:00:00+01:00",
        "leaders": [str(anna.pk)],
        "template_id": str(template.pk),
    }
    client, key = api_as(anna), str(uuid4())
    first, second = (call(client, "post", "/learning-meetings", said, **{"Idempotency-Key": key}) for _time in range(2))
    assert first.status_code == 201
    assert first.json() == second.json()
    planned = LearningMeeting.objects.get()
    assert first.json()["meeting_id"] == str(planned.meeting_id)
    agenda = call(client, "get", f"/meetings/{planned.meeting_id}").json()["agenda"]
    assert len(agenda) == 15
    listed = call(client, "get", f"/themes/{theme.pk}/learning-meetings").json()["items"]
    assert listed == [first.json()]
    assert call(client, "get", f"/learning-meetings/{planned.meeting_id}").json() == first.json()


def test_planning_refuses_what_is_not_there_and_whoever_may_not(
    anna: Person, bo: Person, now: datetime, api_as: ApiAs
) -> None:
    theme, group = a_theme(anna, now), a_group(now, anna)
    said = {
        "theme_id": str(theme.pk),
        "group_id": str(group.pk),
        "title": "Praktik",
        "starts_at": "2026-03-11T09:00:00+01:00",
        "leaders": [str(anna.pk)],
    }
    assert call(api_as(bo), "post", "/learning-meetings", said).status_code == 403
    client = api_as(anna)
    for name in ("theme_id", "group_id", "template_id"):
        assert call(client, "post", "/learning-meetings", said | {name: str(uuid4())}).status_code == 404
    assert call(client, "post", "/learning-meetings", said | {"leaders": [str(uuid4())]}).status_code == 404
    assert call(client, "post", "/learning-meetings", said | {"leaders": []}).status_code == 422
    assert call(client, "post", "/learning-meetings", said | {"title": "x" * 161}).status_code == 422
    assert not LearningMeeting.objects.exists()


def test_warnings_are_sentences(anna: Person, now: datetime, api_as: ApiAs) -> None:
    planned = a_learning_meeting(anna, now)
    said = call(api_as(anna), "get", f"/learning-meetings/{planned.meeting_id}/warnings").json()
    assert len(said["warnings"]) == 4
    assert all(warning.endswith(".") for warning in said["warnings"])


def test_a_guide_is_begun_from_cards(anna: Person, bo: Person, now: datetime, api_as: ApiAs) -> None:
    kind = guidance.add_standard_kinds()[0]
    held = a_held_meeting(anna, now, "Ét", "To", people=(bo,))
    duty = room.take_on_product(meeting=held.meeting, person=bo, what="Praktik", by=anna, now=now)
    path = f"/learning-meetings/{held.meeting.pk}/guides"
    said = {
        "kind_id": str(kind.pk),
        "title": "Praktik",
        "cards": [str(card.pk) for card in held.cards],
        "duty_id": str(duty.pk),
    }
    client, key = api_as(bo), str(uuid4())
    first, second = (call(client, "post", path, said, **{"Idempotency-Key": key}) for _time in range(2))
    assert first.status_code == 201
    assert first.json() == second.json() == {"product_id": str(Product.objects.get().pk)}
    for wrong in ({"kind_id": str(uuid4())}, {"cards": [str(uuid4())]}, {"duty_id": str(uuid4())}):
        assert call(client, "post", path, said | wrong).status_code == 404
    assert call(client, "post", path, said).status_code == 409


def test_another_job_centre_finds_nothing(anna: Person, carla: Person, now: datetime, api_as: ApiAs) -> None:
    planned = a_learning_meeting(anna, now)
    client = api_as(carla)
    for method, path in (
        ("get", f"/learning-meetings/{planned.meeting_id}"),
        ("get", f"/learning-meetings/{planned.meeting_id}/warnings"),
        ("get", f"/themes/{planned.theme_id}/learning-meetings"),
    ):
        assert call(client, method, path).status_code == 404
    guide = {"kind_id": str(uuid4()), "title": "X"}
    assert call(client, "post", f"/learning-meetings/{planned.meeting_id}/guides", guide).status_code == 404
