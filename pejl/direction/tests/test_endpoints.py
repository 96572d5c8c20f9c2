"""Direction in the API."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from pejl.direction.models import Restating, Statement
from pejl.direction.tests.factories import a_leader, a_manager, replaced, stated
from pejl.foundation.formats.moments import day_of
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person
from pejl.organisation.models import Unit
from pejl.organisation.tests.factories import a_unit

ApiAs = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def _today(now: datetime) -> Iterator[None]:
    """Endpoints read the clock."""
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def unit(now: datetime, space: object) -> Unit:
    """Where Anna works."""
    return a_unit(now - timedelta(days=365))


@pytest.fixture
def manager(anna: Person, now: datetime, unit: Unit) -> Person:
    """Anna, of the management."""
    return a_manager(anna, now, unit)


def sent(client: Client, path: str, said: dict[str, Any], **headers: str) -> Any:
    """Post JSON."""
    return client.post(f"/api/v1{path}", said, content_type="application/json", headers=headers)


def wording(**said: Any) -> dict[str, Any]:
    """A statement as a program sends it."""
    return {
        "kind": "frame",
        "title": "Rammen",
        "text": "Fem linjer.",
        "is_for_all": True,
        "since_on": "2026-03-04",
        **said,
    }


def test_giving_direction_answers_it_once_for_a_key(manager: Person, api_as: ApiAs) -> None:
    client, key = api_as(manager), str(uuid4())
    answers = [sent(client, "/statements", wording(), **{"Idempotency-Key": key}) for _twice in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    said = answers[0].json()
    assert said == answers[1].json()
    assert (said["kind"], said["stated_by"], said["units"], said["followers"]) == ("frame", "Anna Ager", [], [])
    assert Statement.objects.count() == 1


def test_leader_gives_it_to_the_own_units(bo: Person, unit: Unit, now: datetime, api_as: ApiAs) -> None:
    client = api_as(a_leader(bo, unit, day_of(now)))
    assert sent(client, "/statements", wording()).status_code == 403
    said = wording(is_for_all=False, unit_ids=[str(unit.pk)])
    assert sent(client, "/statements", said).json()["units"] == [{"id": str(unit.pk), "name": unit.name}]
    assert sent(client, "/statements", wording(is_for_all=False, unit_ids=[str(uuid4())])).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"is_for_all": False},
        {"title": "🙂"},
        {"title": "x" * 161},
        {"text": "æ" * 20_001},
        {"text": "Borger 710101-1234"},
        {"kind": "weather"},
        {"since_on": "31/2"},
    ],
    ids=str,
)
def test_what_cannot_be_stated_is_a_problem(manager: Person, api_as: ApiAs, wrong: dict[str, Any]) -> None:
    answer = sent(api_as(manager), "/statements", wording(**wrong))
    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "710101" not in answer.content.decode()
    assert not Statement.objects.exists()


def test_replacing_and_ending_by_program(manager: Person, now: datetime, api_as: ApiAs) -> None:
    old, client = stated(manager, now, since_on=date(2026, 1, 1)), api_as(manager)
    said = {name: value for name, value in wording(because="Derfor").items() if name != "kind"}
    new = sent(client, f"/statements/{old.pk}/replacement", said).json()
    assert (new["replaces_id"], new["kind"]) == (str(old.pk), "goal")
    read = client.get(f"/api/v1/statements/{old.pk}").json()
    assert (read["replaced_by_id"], read["until_on"], read["ended_because"]) == (new["id"], "2026-03-03", "Derfor")
    assert sent(client, f"/statements/{old.pk}/replacement", said).json()["type"] == "urn:pejl:problem:stale"
    ended = sent(client, f"/statements/{new['id']}/end", {"until_on": "2026-03-04", "because": "Slut"})
    assert ended.json()["until_on"] == "2026-03-04"
    early = stated(manager, now)
    assert sent(client, f"/statements/{early.pk}/end", {"until_on": "2026-03-03", "because": "x"}).status_code == 422


def test_colleague_reads_and_changes_nothing(manager: Person, bo: Person, now: datetime, api_as: ApiAs) -> None:
    statement, client = stated(manager, now, since_on=date(2026, 1, 1)), api_as(bo)
    assert client.get(f"/api/v1/statements/{statement.pk}").status_code == 200
    said = {name: value for name, value in wording().items() if name != "kind"}
    assert sent(client, f"/statements/{statement.pk}/replacement", said).status_code == 403
    ending = {"until_on": "2026-03-04", "because": "Slut"}
    assert sent(client, f"/statements/{statement.pk}/end", ending).status_code == 403
    assert statement.again().until_on is None


def test_list_is_narrowed_as_on_the_page(manager: Person, unit: Unit, now: datetime, api_as: ApiAs) -> None:
    old = stated(manager, now, title="Gammelt", since_on=date(2026, 1, 1))
    replaced(old, manager, now, title="Nyt")
    stated(manager, now, title="Til andre", kind="frame", units=[a_unit(now, "Unge")])
    client = api_as(manager)

    def titles(query: str = "") -> set[str]:
        return {one["title"] for one in client.get(f"/api/v1/statements{query}").json()["items"]}

    assert titles() == {"Nyt", "Til andre"}
    assert titles("?past=true") == {"Gammelt"}
    assert titles("?kind=frame") == {"Til andre"}
    assert titles(f"?unit={unit.pk}") == {"Nyt"}
    assert titles("?q=NY") == {"Nyt"}
    assert client.get(f"/api/v1/statements?unit={uuid4()}").status_code == 404


def test_unit_reads_its_news_and_says_that_it_went_through(
    manager: Person, unit: Unit, now: datetime, api_as: ApiAs
) -> None:
    statement, client = stated(manager, now), api_as(manager)
    before = client.get(f"/api/v1/units/{unit.pk}/direction").json()
    assert before["changes"] == [{"before": None, "now": str(statement.pk), "because": ""}]
    assert (before["since"], [one["id"] for one in before["statements"]]) == (None, [str(statement.pk)])
    stale = {"seen_at": (now - timedelta(minutes=1)).isoformat()}
    assert sent(client, f"/units/{unit.pk}/restatings", stale).status_code == 409
    done = sent(client, f"/units/{unit.pk}/restatings", {"seen_at": now.isoformat()})
    assert (done.status_code, done.json()["by"]) == (201, "Anna Ager")
    assert client.get(f"/api/v1/units/{unit.pk}/direction").json()["changes"] == []
    assert Restating.objects.count() == 1


def test_guest_and_neighbour_find_nothing(
    manager: Person, carla: Person, unit: Unit, now: datetime, api_as: ApiAs
) -> None:
    statement = stated(manager, now)
    guest = tenancy.seat(name="Gæst", is_guest=True)
    for client in (api_as(carla), api_as(guest)):
        assert client.get("/api/v1/statements").json()["items"] == []
        for path in (f"/statements/{statement.pk}", f"/units/{unit.pk}/direction"):
            assert client.get(f"/api/v1{path}").status_code == 404
    with scopes.scope(carla.space_id):
        assert not Statement.objects.exists()
