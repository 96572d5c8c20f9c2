"""What no learning meeting can be is refused in Danish beside its field, and what was typed is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from pejl.foundation.tenancy.models import Person
from pejl.learning.models import LearningMeeting
from pejl.meetings.tests.test_bad_input import GONE, NEVER, NO_DAY, TWICE, TYPED, beside, danish
from pejl.organisation.models import WorkingGroup
from pejl.organisation.tests.factories import a_group
from pejl.themes.models import Theme
from pejl.themes.tests.factories import a_theme

As = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def _today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def group(anna: Person, bo: Person, now: datetime) -> WorkingGroup:
    return a_group(now, anna, bo)


@pytest.fixture
def theme(anna: Person, now: datetime) -> Theme:
    return a_theme(anna, now)


def typed(group: WorkingGroup, *leaders: Person, **said: Any) -> dict[str, Any]:
    """What a browser sends from the planning page."""
    return {
        "title": "Virksomhedspraktik",
        "purposes": TYPED,
        "day": "11/3-2026",
        "start": "9",
        "place": "",
        "group": str(group.pk),
        "leaders": [str(person.pk) for person in leaders],
        "template": "",
        "client_id": str(uuid4()),
        **said,
    }


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"day": "30/2"}, "day", NO_DAY),
        ({"day": "28/3-2027", "start": "2.30"}, "start", NEVER),
        ({"day": "31/10-2027", "start": "2.30"}, "start", TWICE),
    ],
)
def test_time_that_is_none(
    anna: Person, theme: Theme, group: WorkingGroup, as_: As, wrong: dict[str, str], field: str, sentence: str
) -> None:
    answer = as_(anna).post(f"/moeder/planlaeg/{theme.pk}/", typed(group, anna, **wrong))
    assert beside(answer, field) == danish(sentence, time="02.30")
    page = answer.content.decode()
    assert TYPED in page
    for text in wrong.values():
        assert f'value="{text}"' in page
    assert not LearningMeeting.objects.exists()


def test_leader_who_left_after_the_page_was_opened(
    anna: Person, bo: Person, theme: Theme, group: WorkingGroup, now: datetime, as_: As, api_as: As
) -> None:
    Person.objects.filter(pk=bo.pk).update(left_on=now.date())
    answer = as_(anna).post(f"/moeder/planlaeg/{theme.pk}/", typed(group, anna, bo))
    assert beside(answer, "leaders") == danish(GONE)
    assert TYPED in answer.content.decode()
    said = {
        "theme_id": str(theme.pk),
        "group_id": str(group.pk),
        "title": "Virksomhedspraktik",
        "starts_at": "2026-03-11T09:00:00+01:00",
        "leaders": [str(anna.pk), str(bo.pk)],
    }
    send = api_as(anna).post
    refused = send(
        "/api/v1/learning-meetings", said, content_type="application/json", headers={"Accept-Language": "da"}
    )
    told = danish("%(person)s has left. Choose somebody else.", person="Bo Bæk")
    assert (refused.status_code, refused.json()["field"], refused.json()["detail"]) == (422, "leaders", told)
    assert not LearningMeeting.objects.exists()
