"""Planning a department meeting, a network meeting, a strategy day or a short sparring."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pejl.foundation.drafts import operations as drafts
from pejl.foundation.drafts.models import Draft
from pejl.foundation.refusals import Invalid, NotAllowed
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations, queries
from pejl.meetings.models import Meeting, Template
from pejl.meetings.names import FREELY_PLANNED, Behaviour, ItemDefinition, Kind, TemplateDefinition
from pejl.meetings.tests.factories import NEXT_WEEK, a_meeting, an_announced_meeting, an_item
from pejl.organisation.tests.factories import a_unit

As = Callable[[Person], Client]

PATHS = {
    Kind.DEPARTMENT: "/moeder/nyt/afdelingsmoede/",
    Kind.NETWORK: "/moeder/nyt/netvaerksmoede/",
    Kind.STRATEGY: "/moeder/nyt/strategidag/",
    Kind.SPARRING: "/moeder/nyt/sparring/",
}
DEPARTMENT = PATHS[Kind.DEPARTMENT]


@pytest.fixture(autouse=True)
def _today(now: datetime) -> Iterator[None]:
    """Pages and endpoints read the clock."""
    with time_machine.travel(now, tick=False):
        yield


def said(*leaders: Person, **changes: Any) -> dict[str, Any]:
    """What a browser sends from the page that plans."""
    told = {"title": "Fællesmøde", "purposes": "Nyt\nTemaer", "day": "11/3", "start": "9", "ends_by": "", "place": ""}
    people = {"leaders": [str(person.pk) for person in leaders], "template": "", "client_id": str(uuid4())}
    return told | people | changes


def text_of(answer: Any) -> str:
    """The page as text."""
    return str(answer.content.decode())


def test_the_list_of_meetings_leads_to_every_kind(anna: Person, as_: As) -> None:
    client = as_(anna)
    assert 'href="/moeder/nyt/"' in text_of(client.get("/moeder/"))
    page = text_of(client.get("/moeder/nyt/"))
    assert all(f'href="{path}"' in page for path in PATHS.values())
    assert set(PATHS) == set(FREELY_PLANNED)


@pytest.mark.parametrize("kind", PATHS)
def test_a_meeting_is_planned_once_and_leads_to_its_agenda(anna: Person, as_: As, now: datetime, kind: Kind) -> None:
    operations.add_standard_templates(by=None, now=now)
    template = queries.templates(anna, kind=kind, today=now.date())[0]
    sent = said(anna, template=str(template.pk), ends_by="20")
    client = as_(anna)
    first, second = (client.post(PATHS[kind], sent) for _time in range(2))
    meeting = Meeting.objects.get()
    assert first.status_code == second.status_code == 303
    assert first["Location"] == second["Location"] == f"/moeder/{meeting.pk}/dagsorden/"
    assert (meeting.kind, meeting.starts_at, meeting.ends_by) == (kind, NEXT_WEEK, time(20))
    assert meeting.purposes == ["Nyt", "Temaer"]
    assert len(queries.agenda_of(meeting)) == len(queries.lines_in(template)) > 0
    assert client.get(first["Location"]).status_code == 200


def test_oneself_leads_and_the_kinds_own_agendas_are_offered(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    operations.add_standard_templates(by=None, now=now)
    theirs = _template("Deres eget", now, unit=a_unit(now, name="Et andet sted"))
    page = text_of(as_(anna).get(DEPARTMENT))
    offered = {str(one.pk) for one in Template.objects.all() if f'value="{one.pk}"' in page}
    assert offered == {str(one.pk) for one in Template.objects.filter(kind=Kind.DEPARTMENT).exclude(pk=theirs.pk)}
    assert f'value="{anna.pk}" checked' in page
    assert f'value="{bo.pk}" checked' not in page


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "710101-1234"}, "title"),
        ({"day": "30/2-2027"}, "day"),
        ({"day": "32/1"}, "day"),
        ({"start": ""}, "start"),
        ({"start": "25"}, "start"),
        ({"start": "10", "ends_by": "9"}, "ends_by"),
        ({"start": "10", "ends_by": "10"}, "ends_by"),
        ({"day": "28/3-2027", "start": "2.30"}, "start"),
        ({"day": "31/10-2027", "start": "2.30"}, "start"),
        ({"leaders": []}, "leaders"),
        ({"leaders": [str(uuid4())]}, "leaders"),
        ({"template": str(uuid4())}, "template"),
    ],
)
def test_wrong_input_is_told_beside_its_field_and_kept(
    anna: Person, as_: As, wrong: dict[str, Any], field: str
) -> None:
    answer = as_(anna).post(DEPARTMENT, said(anna, **wrong))
    assert answer.status_code == 422
    assert f'id="id_{field}-error"' in text_of(answer)
    assert "Temaer</textarea>" in text_of(answer)
    assert not Meeting.objects.exists()


def test_a_leader_who_left_and_a_template_of_another_kind_are_told_beside_their_fields(
    anna: Person, bo: Person, now: datetime, as_: As
) -> None:
    operations.add_standard_templates(by=None, now=now)
    network = Template.objects.get(kind=Kind.NETWORK)
    Person.objects.filter(pk=bo.pk).update(left_on=now.date())
    for field, sent in (("leaders", said(anna, bo)), ("template", said(anna, template=str(network.pk)))):
        answer = as_(anna).post(DEPARTMENT, sent)
        assert answer.status_code == 422
        assert f'id="id_{field}-error"' in text_of(answer)
    assert not Meeting.objects.exists()


def test_the_operation_refuses_them_too(anna: Person, bo: Person, now: datetime) -> None:
    operations.add_standard_templates(by=None, now=now)
    Person.objects.filter(pk=bo.pk).update(left_on=now.date())
    wrong: tuple[tuple[str, dict[str, Any]], ...] = (
        ("leaders", {"leaders": [anna, bo.again()]}),
        ("template", {"template": Template.objects.get(kind=Kind.NETWORK)}),
        ("ends_by", {"ends_by": time(8)}),
        ("kind", {"kind": Kind.LEARNING}),
        ("kind", {"kind": Kind.COORDINATION}),
        ("kind", {"kind": "fest"}),
    )
    for field, changes in wrong:
        with pytest.raises(Invalid) as refusal:
            operations.plan_freely(**_told(anna) | changes, by=anna, now=now)
        assert refusal.value.field == field
    assert not Meeting.objects.exists()


def test_guests_begin_nothing(anna: Person, now: datetime, as_: As) -> None:
    Person.objects.filter(pk=anna.pk).update(is_guest=True)
    client = as_(anna)
    assert "/moeder/nyt/" not in text_of(client.get("/moeder/"))
    assert client.get("/moeder/nyt/").status_code == 403
    for path in PATHS.values():
        assert client.get(path).status_code == 403
        assert client.post(path, said(anna)).status_code == 403
    with pytest.raises(NotAllowed):
        operations.plan_freely(**_told(anna), by=anna.again(), now=now)


def test_what_was_typed_waits_for_its_own_kind(anna: Person, now: datetime, as_: As) -> None:
    place = "meetings:plan_department"
    drafts.keep(place=place, fields={"title": "Ikke sendt", "start": "8.30"}, by=anna, now=now)
    client = as_(anna)
    assert 'value="Ikke sendt"' in text_of(client.get(DEPARTMENT))
    assert "Ikke sendt" not in text_of(client.get(PATHS[Kind.NETWORK]))
    client.post(DEPARTMENT, said(anna))
    assert not Draft.objects.filter(place=place).exists()


def test_a_plan_of_items_becomes_an_agenda(anna: Person, now: datetime) -> None:
    steps = (ItemDefinition(Behaviour.FREE, "Interview", 15, speakers=("Interviewer",)),)
    items = (
        ItemDefinition(Behaviour.GROUPS, "Grupper", 30, groups=("Gruppe 1", "Gruppe 2")),
        ItemDefinition(Behaviour.FREE, "Team", 20, purpose="At lytte", roles=("Interviewer",), steps=steps),
    )
    work, team = queries.agenda_of(operations.plan(**_told(anna), items=items, by=anna, now=now))
    assert [group.item.label for group in work.groups] == ["Gruppe 1", "Gruppe 2"]
    assert [(step.item.label, step.minutes) for step in team.steps] == [("Interview", 15)]
    assert team.item.purpose == "At lytte"
    with pytest.raises(Invalid):
        operations.plan(**_told(anna), items=(ItemDefinition(Behaviour.BREAK, "Pause", 0),), by=anna, now=now)


def test_any_meeting_is_warned_of_what_any_meeting_needs(anna: Person, bo: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now, kind=Kind.STRATEGY)
    agenda = queries.agenda_of(meeting)
    assert queries.warnings_of(meeting, agenda, leaders=[anna], now=now) == []
    later = meeting.starts_at + timedelta(minutes=1)
    assert len(queries.warnings_of(meeting, agenda, leaders=[anna], now=later)) == 1
    bo.left_on = now.date()
    assert len(queries.warnings_of(meeting, agenda, leaders=[bo], now=now)) == 1
    assert len(queries.warnings_of(meeting, agenda, leaders=[], now=now)) == 1
    an_item(meeting, by=anna, now=now, label="Lang", minutes=121)
    [warning] = queries.warnings_of(meeting, queries.agenda_of(meeting), leaders=[anna], now=now)
    assert "Lang" in warning


def test_the_editor_warns_of_no_more_than_that(anna: Person, now: datetime, as_: As) -> None:
    meeting, client = a_meeting(anna, now=now, kind=Kind.DEPARTMENT), as_(anna)
    path = f"/moeder/{meeting.pk}/dagsorden/"
    assert "alert--warning" not in text_of(client.get(path))
    an_item(meeting, by=anna, now=now, label="Lang", minutes=130)
    page = text_of(client.get(path))
    assert page.count("alert--warning") == 1
    assert page.split("alert--warning")[1].split("</ul>")[0].count("<li>") == 1


def test_the_list_says_the_kind_and_shows_one_of_them(anna: Person, now: datetime, as_: As) -> None:
    an_announced_meeting(anna, now=now, title="Om strategien", kind=Kind.STRATEGY)
    an_announced_meeting(anna, now=now, title="Månedens møde", kind=Kind.DEPARTMENT)
    client = as_(anna)
    page = text_of(client.get("/moeder/"))
    assert page.count(str(Kind.STRATEGY.label)) > page.count("Om strategien")
    narrowed = text_of(client.get("/moeder/?kind=strategy"))
    assert "Om strategien" in narrowed
    assert "Månedens møde" not in narrowed
    assert "Om strategien" in text_of(client.get("/moeder/?q=strategien&kind=strategy"))
    assert "Om strategien" not in text_of(client.get("/moeder/?q=strategien&kind=network"))
    assert client.get("/moeder/?kind=fest").status_code == 422


def test_planning_asks_as_much_with_many_agendas_as_with_one(anna: Person, now: datetime, as_: As) -> None:
    client, asked = as_(anna), []
    for number in range(3):
        _template(f"Dagsorden {number}", now)
        client.get(DEPARTMENT)
        with CaptureQueriesContext(connection) as counted:
            assert client.get(DEPARTMENT).status_code == 200
        asked.append(len(counted))
    assert len(set(asked)) == 1


def test_a_program_plans_the_same_way(anna: Person, bo: Person, now: datetime, api_as: As) -> None:
    operations.add_standard_templates(by=None, now=now)
    template = Template.objects.get(kind=Kind.DEPARTMENT)
    client, key = api_as(anna), str(uuid4())
    sent = {
        "kind": "department",
        "title": "Fællesmøde",
        "starts_at": "2026-03-11T09:00:00+01:00",
        "leaders": [str(anna.pk)],
        "template_id": str(template.pk),
    }

    def plan(**changes: Any) -> Any:
        headers = {"Idempotency-Key": changes.pop("key", str(uuid4()))}
        return client.post("/api/v1/meetings", sent | changes, content_type="application/json", headers=headers)

    first, second = plan(key=key), plan(key=key)
    assert first.status_code == 201
    assert first.json() == second.json()
    assert (first.json()["kind"], len(first.json()["agenda"])) == ("department", 5)
    Person.objects.filter(pk=bo.pk).update(left_on=now.date())
    wrong: tuple[tuple[int, dict[str, Any]], ...] = (
        (422, {"kind": "learning"}),
        (422, {"kind": "coordination"}),
        (422, {"kind": "network"}),
        (422, {"leaders": []}),
        (422, {"ends_by": "08:00:00"}),
        (422, {"starts_at": "2026-03-11T09:00:00"}),
        (422, {"leaders": [str(bo.pk)]}),
        (404, {"template_id": str(uuid4())}),
    )
    assert [plan(**changes).status_code for _status, changes in wrong] == [status for status, _changes in wrong]
    assert Meeting.objects.count() == 1
    listed = client.get("/api/v1/meetings?kind=department&show=mine").json()["items"]
    assert [one["id"] for one in listed] == [first.json()["id"]]
    assert client.get("/api/v1/meetings?kind=network&show=mine").json()["items"] == []
    assert client.get(f"/api/v1/meetings/{first.json()['id']}/warnings").json() == {"warnings": []}


def _told(leader: Person) -> dict[str, Any]:
    told = {"title": "Fællesmøde", "purposes": [], "place": "", "starts_at": NEXT_WEEK, "template": None}
    return told | {"kind": Kind.DEPARTMENT, "leaders": [leader]}


def _template(name: str, now: datetime, **changes: Any) -> Template:
    items = (ItemDefinition(Behaviour.BREAK, "Pause", 5),)
    definition = TemplateDefinition(name, Kind.DEPARTMENT, "", items)
    return operations.add_template(definition=definition, by=None, now=now, **changes)
