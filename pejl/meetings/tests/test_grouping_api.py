"""Groups in the API: the same proposal, the same writing, the same refusals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import AgendaEdit, AgendaItem
from pejl.meetings.names import ItemRole
from pejl.meetings.tests.crowds import a_crowd, a_group_in, a_group_work, divided, the_table
from pejl.meetings.tests.factories import an_item

ApiAs = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def _today(now: datetime) -> Iterator[None]:
    """Endpoints read the clock."""
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def work(anna: Person, now: datetime) -> AgendaItem:
    """Group work without groups, for nine people."""
    return a_group_work(anna, a_crowd(anna, 8, now=now), now=now)


@pytest.fixture
def program(anna: Person, api_as: ApiAs) -> Client:
    """Anna's."""
    return api_as(anna)


def path_of(work: AgendaItem, tail: str = "") -> str:
    """The groups of a group work."""
    return f"/api/v1/meetings/{work.meeting_id}/items/{work.pk}/groups{tail}"


def send(program: Client, path: str, said: dict[str, Any], **headers: str) -> Any:
    """POST JSON."""
    return program.post(path, said, content_type="application/json", headers=headers)


def test_groups_are_proposed_used_and_moved(program: Client, work: AgendaItem) -> None:
    proposed = program.get(path_of(work, "/proposal?number=3")).json()
    assert [len(group["sitting"]) for group in proposed["groups"]] == [3, 3, 3]
    assert not AgendaItem.objects.filter(parent=work).exists()
    used = send(program, path_of(work), {"number": 3, "seen": proposed["seen"]}).json()
    assert [len(group["sitting"]) for group in used["groups"]] == [3, 3, 3]
    assert used["unseated"] == []
    first, second, _third = used["groups"]
    moved, chair = (one["person"]["id"] for one in first["sitting"][:2])
    said = {
        "seats": [{"person": moved, "group": second["id"]}],
        "groups": [{"group": first["id"], "chair": chair, "room": "Lokale 4"}],
        "round_minutes": 10,
        "seen": used["seen"],
    }
    answer = send(program, path_of(work, "/moves"), said).json()
    assert [len(group["sitting"]) for group in answer["groups"]] == [2, 4, 3]
    assert answer["groups"][0]["chairs"][0]["id"] == chair
    assert answer["groups"][0]["room"] == "Lokale 4"
    assert (answer["round_minutes"], answer["dialogue_minutes"]) == (10, 30)
    assert program.get(path_of(work)).json() == answer


def test_what_is_left_out_stays(program: Client, anna: Person, work: AgendaItem, now: datetime) -> None:
    table = divided(work, anna, now, 2)
    group, person = table.groups[0].item, table.sitting(table.groups[0])[0].person
    kept = {"group": str(group.pk), "chair": str(person.pk), "room": "Lokale 4"}
    first = send(program, path_of(work, "/moves"), {"groups": [kept], "seen": table.seen}).json()
    later = {"groups": [{"group": str(group.pk), "helicopter": str(anna.pk)}], "seen": first["seen"]}
    answer = send(program, path_of(work, "/moves"), later).json()["groups"][0]
    assert (answer["room"], answer["chairs"][0]["id"]) == ("Lokale 4", str(person.pk))
    assert answer["helicopters"][0]["id"] == str(anna.pk)


def test_nothing_says_how_experienced_somebody_is(program: Client, work: AgendaItem) -> None:
    for path in (path_of(work, "/proposal?number=2"), path_of(work)):
        text = program.get(path).content.decode()
        assert not any(word in text for word in ("experience", "band", "since", "leader"))


@pytest.mark.parametrize(
    "query", ["number=0", "size=0", "number=many", "number=5000", "", "number=2&size=3", "number=2&seed=0"]
)
def test_what_cannot_be_proposed_is_refused(program: Client, work: AgendaItem, query: str) -> None:
    assert program.get(path_of(work, f"/proposal?{query}")).status_code == 422


def test_the_same_key_uses_a_proposal_once(program: Client, work: AgendaItem) -> None:
    seen = program.get(path_of(work, "/proposal?size=4")).json()["seen"]
    key = str(uuid4())
    answers = [
        send(program, path_of(work), {"size": 4, "seen": seen}, **{"Idempotency-Key": key}) for _time in range(2)
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
    assert AgendaEdit.objects.filter(kind="changed").count() == 1


def test_what_was_seen_otherwise_is_stale(program: Client, anna: Person, work: AgendaItem, now: datetime) -> None:
    assert send(program, path_of(work), {"number": 2, "seen": "another"}).status_code == 409
    divided(work, anna, now, 2)
    assert send(program, path_of(work, "/moves"), {"round_minutes": 5, "seen": "another"}).status_code == 409


def test_ids_from_elsewhere_are_not_found(
    program: Client, anna: Person, carla: Person, work: AgendaItem, now: datetime
) -> None:
    table = divided(work, anna, now, 2)
    with scopes.scope(carla.space_id):
        foreign = a_group_in(a_group_work(carla, [], now=now), carla, now, "Nabo")
    group = str(table.groups[0].item.pk)
    for said in (
        {"seats": [{"person": str(carla.pk), "group": group}]},
        {"seats": [{"person": str(anna.pk), "group": str(foreign.pk)}]},
        {"groups": [{"group": str(uuid4()), "room": "Lokale 4"}]},
    ):
        assert send(program, path_of(work, "/moves"), {**said, "seen": table.seen}).status_code == 404
    for path in (path_of(foreign), path_of(foreign, "/proposal?number=2")):
        assert program.get(path).status_code == 404
    assert program.get(path_of(work, f"/proposal?number=2&staying={carla.pk}")).status_code == 422


def test_only_group_work_has_groups(program: Client, anna: Person, work: AgendaItem, now: datetime) -> None:
    law = an_item(work.meeting, by=anna, now=now)
    assert program.get(path_of(law)).status_code == 404
    assert send(program, path_of(law, "/moves"), {"seen": "x"}).status_code == 404


def test_a_chair_who_would_sit_elsewhere_is_refused(
    program: Client, anna: Person, work: AgendaItem, now: datetime
) -> None:
    table = divided(work, anna, now, 2)
    first, second = (str(group.item.pk) for group in table.groups)
    said = {
        "seats": [{"person": str(anna.pk), "group": first}],
        "groups": [{"group": second, "chair": str(anna.pk)}],
        "seen": table.seen,
    }
    answer = send(program, path_of(work, "/moves"), said)
    assert answer.status_code == 422
    assert "cannot chair" in answer.json()["detail"]
    assert not any(group.people(ItemRole.CHAIR) for group in the_table(work).groups)
