"""The pages and endpoints of a working group's coordination."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pejl.agreements import operations as agreements
from pejl.agreements.models import Agreement
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.drafts.models import Draft
from pejl.foundation.formats.moments import day_of
from pejl.foundation.tenancy.models import Person, Space
from pejl.learning.models import Coordination
from pejl.learning.tests.factories import a_coordination, a_learning_meeting, held_with
from pejl.meetings import operations as meetings
from pejl.meetings.models import Meeting
from pejl.meetings.tests.factories import NEXT_WEEK, an_item
from pejl.organisation.models import WorkingGroup
from pejl.organisation.tests.factories import a_group
from pejl.room import operations as room
from pejl.themes.tests.factories import a_theme
from tests.people import person_in

As = Callable[[Person], Client]
# In which order the points stand.
ORDER = ["agreements", "decisions", "themes", "coming", "unclear", "products"]


@pytest.fixture(autouse=True)
def _today(now: datetime) -> Iterator[None]:
    """Pages and endpoints read the clock."""
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def group(anna: Person, bo: Person, now: datetime) -> WorkingGroup:
    """Anna's and Bo's working group."""
    return a_group(now, anna, bo)


@pytest.fixture
def dora(space: Space) -> Person:
    """A colleague who sits in no group."""
    return person_in(space, "Dora Dal", "dora@nordager.example")


def text_of(answer: Any) -> str:
    """The page as text."""
    return str(answer.content.decode())


def form_of(*leaders: Person, **changes: Any) -> dict[str, Any]:
    """What a browser sends from the page that plans coordination."""
    told = {"title": "Koordinering", "purposes": "", "day": "11/3", "start": "9", "place": "", "template": ""}
    return told | {"leaders": [str(one.pk) for one in leaders], "client_id": str(uuid4())} | changes


def test_the_page_plans_it_once_and_leads_to_its_agenda(
    anna: Person, bo: Person, group: WorkingGroup, now: datetime, as_: As
) -> None:
    held_with(anna, bo, group, now)
    client, path, sent = as_(anna), f"/moeder/koordinering/{group.pk}/", form_of(anna, bo)
    page = text_of(client.get(path))
    assert group.name in page
    assert f'value="{anna.pk}" checked' in page
    first, second = client.post(path, sent), client.post(path, sent)
    planned = Coordination.objects.select_related("meeting").get()
    assert first.status_code == second.status_code == 303
    assert first["Location"] == second["Location"] == f"/moeder/{planned.meeting_id}/dagsorden/"
    assert planned.meeting.starts_at == NEXT_WEEK
    editor = text_of(client.get(first["Location"]))
    assert all(f'href="/moeder/{planned.meeting_id}/#{part}"' in editor for part in ("agreements", "unclear"))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "710101-1234"}, "title"),
        ({"day": "30/2"}, "day"),
        ({"day": "28/3-2027", "start": "2.15"}, "start"),
        ({"day": "31/10-2027", "start": "2.15"}, "start"),
        ({"leaders": []}, "leaders"),
        ({"leaders": [str(uuid4())]}, "leaders"),
        ({"template": str(uuid4())}, "template"),
        ({"start": "23.50"}, "start"),
    ],
)
def test_wrong_input_is_told_beside_its_field_and_kept(
    anna: Person, group: WorkingGroup, as_: As, wrong: dict[str, Any], field: str
) -> None:
    answer = as_(anna).post(f"/moeder/koordinering/{group.pk}/", form_of(anna, purposes="Bliver stående") | wrong)
    assert answer.status_code == 422
    assert f'id="id_{field}-error"' in text_of(answer)
    assert "Bliver stående" in text_of(answer)
    assert not Meeting.objects.exists()


def test_a_leader_who_left_and_a_draft(anna: Person, bo: Person, group: WorkingGroup, now: datetime, as_: As) -> None:
    path, place = f"/moeder/koordinering/{group.pk}/", f"learning:coordination:{group.pk}"
    drafts.keep(place=place, fields={"title": "Halvt skrevet"}, by=anna, now=now)
    client = as_(anna)
    assert 'value="Halvt skrevet"' in text_of(client.get(path))
    Person.objects.filter(pk=bo.pk).update(left_on=day_of(now))
    answer = client.post(path, form_of(anna, bo))
    assert answer.status_code == 422
    assert 'id="id_leaders-error"' in text_of(answer)
    assert client.post(path, form_of(anna)).status_code == 303
    assert not Draft.objects.filter(place=place).exists()


def test_the_page_is_for_the_group(dora: Person, carla: Person, group: WorkingGroup, as_: As) -> None:
    path = f"/moeder/koordinering/{group.pk}/"
    assert as_(dora).get(path).status_code == as_(dora).post(path, form_of(dora)).status_code == 403
    assert as_(carla).get(path).status_code == as_(carla).post(path, form_of(carla)).status_code == 404


def test_the_meetings_page_lists_the_points_as_they_are_now(
    anna: Person, bo: Person, dora: Person, group: WorkingGroup, now: datetime, as_: As
) -> None:
    held = held_with(anna, bo, group, now)
    planned = a_coordination(anna, now, group=group)
    meetings.invite(meeting=planned.meeting, people=[bo], by=anna, now=now)
    path, client = f"/moeder/{planned.meeting_id}/", as_(anna)
    page = text_of(client.get(path))
    places = [page.index(f'id="{part}"') for part in ORDER]
    assert places == sorted(places)
    assert "Ring til virksomheden 0" in page
    assert f'href="/moeder/{held.meeting.pk}/opsamling/"' in page
    assert "Ring til virksomheden 0" not in text_of(as_(dora).get(path))
    agreements.finish(agreement=Agreement.objects.get(), by=bo, now=now)
    assert "Ring til virksomheden 0" not in text_of(client.get(path))


def test_many_points_are_all_there_the_last_of_them_a_press_away(
    anna: Person, bo: Person, group: WorkingGroup, now: datetime, as_: As
) -> None:
    held_with(anna, bo, group, now, number=9)
    planned = a_coordination(anna, now, group=group)
    page = text_of(as_(anna).get(f"/moeder/{planned.meeting_id}/")).split('id="agreements"')[1].split("</section>")[0]
    at_once, folded = page.split("<details")
    assert [part.count("Ring til virksomheden") for part in (at_once, folded)] == [8, 1]
    assert "9" in at_once.split("<ul")[0]


def test_a_held_coordination_shows_no_points_of_today(
    anna: Person, bo: Person, group: WorkingGroup, now: datetime, as_: As
) -> None:
    planned = a_coordination(anna, now, group=group)
    meetings.invite(meeting=planned.meeting, people=[bo], by=anna, now=now)
    path = f"/moeder/{planned.meeting_id}/"
    assert 'id="agreements"' in text_of(as_(anna).get(path))
    room.begin(meeting=planned.meeting, by=anna, now=now)
    meetings.close(meeting=meetings.end(meeting=planned.meeting, by=anna, now=now), by=anna, now=now)
    assert 'id="agreements"' not in text_of(as_(anna).get(path))


@pytest.mark.parametrize("page", ["", "dagsorden/"])
def test_the_pages_ask_the_same_however_much_lies_there(
    anna: Person, bo: Person, group: WorkingGroup, now: datetime, as_: As, page: str
) -> None:
    planned = a_coordination(anna, now, group=group)
    client, path, counted = as_(anna), f"/moeder/{planned.meeting_id}/{page}", []
    for number in (1, 3):
        held_with(anna, bo, group, now, number=number)
        next_one = a_learning_meeting(anna, now, group=group, title=f"Næste {number}")
        an_item(next_one.meeting, by=anna, now=now)
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_its_plan_is_not_held_against_a_learning_meetings(
    anna: Person, group: WorkingGroup, now: datetime, as_: As
) -> None:
    planned = a_coordination(anna, now, group=group)
    client, path = as_(anna), f"/moeder/{planned.meeting_id}/dagsorden/"
    assert "alert--warning" not in text_of(client.get(path))
    an_item(planned.meeting, by=anna, now=now, label="Lang", minutes=120)
    page = text_of(client.get(path))
    assert page.count("alert--warning") == 1
    assert page.split("alert--warning")[1].split("</ul>")[0].count("<li>") == 1


def test_it_is_found_where_the_group_is(
    anna: Person, dora: Person, group: WorkingGroup, now: datetime, as_: As
) -> None:
    planning, table = f'href="/moeder/koordinering/{group.pk}/"', "/temaer/bordet/"
    for path in (f"/organisation/grupper/{group.pk}/", table, "/moeder/nyt/"):
        assert planning in text_of(as_(anna).get(path)), path
        assert planning not in text_of(as_(dora).get(path)), path
    planned = a_coordination(anna, now, group=group)
    link = f'href="/moeder/{planned.meeting_id}/"'
    assert link in text_of(as_(anna).get(f"/organisation/grupper/{group.pk}/"))
    assert link not in text_of(as_(dora).get(f"/organisation/grupper/{group.pk}/"))


def test_a_program_plans_and_reads_it(
    anna: Person, bo: Person, dora: Person, carla: Person, group: WorkingGroup, now: datetime, api_as: As
) -> None:
    held_with(anna, bo, group, now)
    a_theme(bo, now, title="Et tema")
    a_learning_meeting(anna, now, group=group)
    sent = {
        "group_id": str(group.pk),
        "title": "Koordinering",
        "starts_at": "2026-03-11T09:00:00+01:00",
        "leaders": [str(anna.pk)],
    }
    client, key = api_as(anna), str(uuid4())

    def post(who: Client, **changes: Any) -> Any:
        headers = {"Idempotency-Key": changes.pop("key", str(uuid4()))}
        return who.post("/api/v1/coordinations", sent | changes, content_type="application/json", headers=headers)

    first, second = post(client, key=key), post(client, key=key)
    assert first.status_code == 201
    assert first.json() == second.json()
    meeting_id = first.json()["meeting_id"]
    assert client.get(f"/api/v1/coordinations/{meeting_id}").json() == first.json()
    assert client.get(f"/api/v1/groups/{group.pk}/coordinations").json()["items"] == [first.json()]
    points = client.get(f"/api/v1/coordinations/{meeting_id}/points").json()
    told = [len(points[name]) for name in ("agreements", "waiting", "chosen", "coming", "unclear", "duties", "reviews")]
    assert told == [1, 1, 0, 1, 1, 1, 0]
    assert points["agreements"][0]["what"] == "Ring til virksomheden 0"
    assert points["coming"][0]["lacks"]
    assert post(api_as(dora)).status_code == 403
    for wrong in ({"group_id": str(uuid4())}, {"leaders": [str(uuid4())]}, {"template_id": str(uuid4())}):
        assert post(client, **wrong).status_code == 404
    assert post(client, leaders=[]).status_code == 422
    learning_meeting = points["coming"][0]["meeting_id"]
    for path in (f"coordinations/{learning_meeting}", f"coordinations/{learning_meeting}/points"):
        assert client.get(f"/api/v1/{path}").status_code == 404
    for path in (
        f"coordinations/{meeting_id}",
        f"coordinations/{meeting_id}/points",
        f"groups/{group.pk}/coordinations",
    ):
        assert api_as(carla).get(f"/api/v1/{path}").status_code == 404
