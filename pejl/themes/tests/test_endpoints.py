"""Themes in the API."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person
from pejl.organisation.tests.factories import a_group
from pejl.themes import operations
from pejl.themes.models import Decision, Theme
from pejl.themes.tests.factories import a_leader, a_theme, backed, decided

ApiAs = Callable[[Person], Client]


def sent(client: Client, path: str, said: dict[str, Any], **headers: str) -> Any:
    """Post JSON."""
    return client.post(f"/api/v1{path}", said, content_type="application/json", headers=headers)


def proposal(**said: Any) -> dict[str, Any]:
    """A theme as a program sends it."""
    return {"title": "Praktik", "need": "Vi gør det forskelligt.", "kind": "cooperation", **said}


def test_proposing_answers_the_theme_and_its_trail(bo: Person, now: datetime, api_as: ApiAs) -> None:
    area = operations.add_area(name="Sygedagpenge", now=now)
    answer = sent(api_as(bo), "/themes", proposal(area_id=str(area.pk), why_now="Nu"))
    said = answer.json()
    assert answer.status_code == 201
    assert (said["state"], said["proposed_by"], said["area"]["name"]) == ("proposed", "Bo Bæk", "Sygedagpenge")
    assert [step["kind"] for step in said["trail"]] == ["proposed"]
    assert Theme.objects.get().why_now == "Nu"


def test_proposing_with_the_same_key_proposes_once(bo: Person, api_as: ApiAs) -> None:
    client, key = api_as(bo), str(uuid4())
    first, second = (sent(client, "/themes", proposal(), **{"Idempotency-Key": key}).json() for _time in range(2))
    assert first["id"] == second["id"]
    assert Theme.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " "},
        {"title": "🙂"},
        {"title": "x" * 161},
        {"need": ""},
        {"kind": "weather"},
        {"need": "Borger 710101-1234"},
        {"area_id": "sygedagpenge"},
    ],
)
def test_proposal_that_cannot_be_used_is_a_problem(bo: Person, api_as: ApiAs, wrong: dict[str, str]) -> None:
    answer = sent(api_as(bo), "/themes", proposal(**wrong))
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert "710101" not in answer.content.decode()
    assert not Theme.objects.exists()


def test_area_elsewhere_is_as_unknown_as_none(bo: Person, carla: Person, now: datetime, api_as: ApiAs) -> None:
    with scopes.scope(carla.space_id):
        area = operations.add_area(name="Hemmelig", now=now)
    client = api_as(bo)
    theirs = sent(client, "/themes", proposal(area_id=str(area.pk)))
    nobodys = sent(client, "/themes", proposal(area_id=str(uuid4())))
    assert theirs.status_code == nobodys.status_code == 404
    assert theirs.content == nobodys.content


def test_list_is_narrowed_as_on_the_page(anna: Person, bo: Person, now: datetime, api_as: ApiAs) -> None:
    wanted = a_theme(bo, now, title="Ærlige samtaler")
    a_theme(anna, now, title="Andet")
    client = api_as(bo)
    assert client.get("/api/v1/themes").json()["count"] == 2
    for asked in ({"q": "ÆRLIGE"}, {"mine": "true"}, {"q": "samtaler", "state": "proposed"}):
        assert [one["id"] for one in client.get("/api/v1/themes", asked).json()["items"]] == [str(wanted.pk)]
    assert client.get("/api/v1/themes", {"state": "next"}).json()["items"] == []


def test_theme_elsewhere_is_unknown(bo: Person, carla: Person, now: datetime, api_as: ApiAs) -> None:
    with scopes.scope(carla.space_id):
        theme = a_theme(carla, now)
    client = api_as(bo)
    assert client.get(f"/api/v1/themes/{theme.pk}").status_code == 404
    assert client.get("/api/v1/themes").json()["items"] == []


def test_deciding_by_program_is_deciding(anna: Person, bo: Person, now: datetime, api_as: ApiAs) -> None:
    theme, group = a_theme(bo, now), a_group(now, anna)
    said = {"group_id": str(group.pk), "outcome": "later", "reason": "Loven først.", "expected_version": 1}
    with time_machine.travel(now):
        answer = sent(api_as(anna), f"/themes/{theme.pk}/decisions", said)
    assert answer.status_code == 201
    assert (answer.json()["outcome"], answer.json()["group"]) == ("later", "Arbejdsgruppen")
    trail = api_as(bo).get(f"/api/v1/themes/{theme.pk}").json()["trail"]
    assert trail[1]["decision"]["reason"] == "Loven først."


def test_deciding_late_is_a_stale_problem(anna: Person, bo: Person, now: datetime, api_as: ApiAs) -> None:
    theme, group = a_theme(bo, now), a_group(now, anna)
    decided(theme, group, anna, now)
    said = {"group_id": str(group.pk), "outcome": "later", "reason": "Nej", "expected_version": 1}
    with time_machine.travel(now):
        answer = sent(api_as(anna), f"/themes/{theme.pk}/decisions", said)
    assert answer.status_code == 409
    assert answer.json()["type"] == "urn:pejl:problem:stale"


def test_outsider_does_not_decide_by_program(anna: Person, bo: Person, now: datetime, api_as: ApiAs) -> None:
    theme, group = a_theme(bo, now), a_group(now, anna)
    said = {"group_id": str(group.pk), "outcome": "next", "reason": "Ja", "expected_version": 1}
    with time_machine.travel(now):
        answer = sent(api_as(bo), f"/themes/{theme.pk}/decisions", said)
    assert answer.status_code == 403
    assert not Decision.objects.exists()


def test_merging_by_program_names_the_other_theme(anna: Person, bo: Person, now: datetime, api_as: ApiAs) -> None:
    theme, other, group = a_theme(bo, now), a_theme(bo, now), a_group(now, anna)
    said = {
        "group_id": str(group.pk),
        "outcome": "merge",
        "reason": "Det samme",
        "expected_version": 1,
        "merge_into": str(other.pk),
    }
    with time_machine.travel(now):
        client = api_as(anna)
        assert sent(client, f"/themes/{theme.pk}/decisions", {**said, "merge_into": str(uuid4())}).status_code == 404
        assert sent(client, f"/themes/{theme.pk}/decisions", {**said, "merge_into": None}).status_code == 422
        assert sent(client, f"/themes/{theme.pk}/decisions", said).status_code == 201
    about = client.get(f"/api/v1/themes/{theme.pk}").json()["trail"][1]["about"]
    assert about == {"kind": "theme", "id": str(other.pk), "title": other.title, "is_alive": True}


def test_areas_are_listed_and_added_by_the_group(anna: Person, bo: Person, now: datetime, api_as: ApiAs) -> None:
    a_group(now, anna)
    with time_machine.travel(now):
        assert sent(api_as(anna), "/areas", {"name": "Fleksjob"}).status_code == 201
        assert sent(api_as(bo), "/areas", {"name": "Sygedagpenge"}).status_code == 403
    assert [one["name"] for one in api_as(bo).get("/api/v1/areas").json()["items"]] == ["Fleksjob"]


def test_alike_are_found_by_program(anna: Person, bo: Person, now: datetime, api_as: ApiAs) -> None:
    theme = a_theme(anna, now)
    answer = sent(api_as(bo), "/themes/alike", {"title": "Virksomhedspraktikken"})
    assert [one["id"] for one in answer.json()] == [str(theme.pk)]
    assert sent(api_as(bo), "/themes/alike", {"title": "710101-1234"}).status_code == 422


def test_backing_by_program_is_shown_counted_and_taken_back(
    anna: Person, bo: Person, now: datetime, api_as: ApiAs
) -> None:
    theme, client = a_theme(anna, now), api_as(bo)
    path = f"/api/v1/themes/{theme.pk}/backing"
    said = {"kind": "question", "words": "Hvor længe?"}
    assert client.put(path, said, content_type="application/json").json()["words"] == "Hvor længe?"
    told = api_as(anna).get(f"/api/v1/themes/{theme.pk}").json()
    assert (told["backers"], told["backings"][0]["person"]) == (1, "Bo Bæk")
    assert [one["id"] for one in client.get("/api/v1/themes", {"backed": "true"}).json()["items"]] == [str(theme.pk)]
    assert client.delete(path).status_code == 204
    assert api_as(anna).get(f"/api/v1/themes/{theme.pk}").json()["backings"] == []
    wrong = client.put(path, {"kind": "example"}, content_type="application/json")
    assert wrong.status_code == 422


def test_withdrawing_and_taking_over_by_program(anna: Person, bo: Person, now: datetime, api_as: ApiAs) -> None:
    theme = a_theme(bo, now)
    backed(theme, anna, now)
    path = f"/themes/{theme.pk}"
    reason = {"reason": "Jeg har fået svar.", "expected_version": 1}
    assert sent(api_as(anna), f"{path}/withdrawal", reason).status_code == 403
    assert sent(api_as(bo), f"{path}/withdrawal", reason).json()["state"] == "withdrawn"
    assert sent(api_as(bo), f"{path}/withdrawal", reason).status_code == 409
    told = sent(api_as(anna), f"{path}/resumption", {}).json()
    assert (told["state"], told["proposed_by"]) == ("proposed", "Anna Ager")
    assert [step["by"] for step in told["trail"]] == ["Bo Bæk", "Bo Bæk", "Anna Ager"]


def test_table_is_ordered_and_weighed_by_program(anna: Person, bo: Person, now: datetime, api_as: ApiAs) -> None:
    group, themes = a_group(now, anna), [a_theme(bo, now, title=f"Nr. {number}") for number in range(2)]
    client, path = api_as(anna), f"/api/v1/tables/{group.pk}/proposed"
    with time_machine.travel(now):
        order = client.get(path).json()["order"]
        said = {"moves": [{"theme_id": str(themes[1].pk), "position": 1}], "expected_order": order}
        told = client.patch(path, said, content_type="application/json").json()
        assert [(one["theme"]["title"], one["position"]) for one in told["themes"]] == [("Nr. 1", 1), ("Nr. 0", None)]
        assert client.patch(path, said, content_type="application/json").status_code == 409
        marks = {"group_id": str(group.pk), "practice": 5}
        weighed = client.put(f"/api/v1/themes/{themes[0].pk}/weight", marks, content_type="application/json")
        assert weighed.status_code == 204
        assert client.get(path).json()["themes"][1]["practice"]["number"] == 1


def test_collecting_by_program_from_begin_to_end(anna: Person, bo: Person, now: datetime, api_as: ApiAs) -> None:
    client, key = api_as(a_leader(anna, now)), str(uuid4())
    with time_machine.travel(now):
        begun = {"title": "Fællesfagligt møde", "held_on": "2026-03-04"}
        first, again = (sent(client, "/collections", begun, **{"Idempotency-Key": key}).json() for _time in range(2))
        assert first["id"] == again["id"]
        path = f"/collections/{first['id']}"
        theme = sent(client, f"{path}/themes", {"person_id": str(bo.pk), "title": "Tolk", "need": "Hvem?"}).json()
        assert (theme["origin"], theme["proposed_by"], theme["kind"]) == ("collected", "Bo Bæk", "other")
        hand = {"person_id": str(anna.pk), "theme_id": theme["id"]}
        assert sent(client, f"{path}/hands", hand).json()["person"] == "Anna Ager"
        assert sent(client, f"{path}/end", {}).json()["closed_at"]
        assert sent(client, f"{path}/hands", hand).status_code == 409
    assert client.get("/api/v1/collections").json()["count"] == 1
    assert client.get(f"/api/v1{path}").json()["title"] == "Fællesfagligt møde"
    found = client.get("/api/v1/themes", {"collection": first["id"]}).json()["items"]
    assert [one["id"] for one in found] == [theme["id"]]
    assert sent(api_as(bo), "/collections", begun).status_code == 403


def test_management_proposes_by_program(anna: Person, bo: Person, now: datetime, api_as: ApiAs) -> None:
    a_leader(anna, now)
    with time_machine.travel(now):
        told = sent(api_as(anna), "/themes", proposal(is_for_management=True)).json()
        assert told["origin"] == "management"
        assert sent(api_as(bo), "/themes", proposal(is_for_management=True)).status_code == 403


def test_areas_are_closed_and_opened_by_program(anna: Person, bo: Person, now: datetime, api_as: ApiAs) -> None:
    a_group(now, anna)
    area = operations.add_area(name="Nytteindsats", now=now)
    path = f"/api/v1/areas/{area.pk}/closing"
    with time_machine.travel(now):
        assert api_as(bo).put(path).status_code == 403
        assert api_as(anna).put(path).json()["is_closed"]
        assert sent(api_as(bo), "/themes", proposal(area_id=str(area.pk))).status_code == 422
        assert not api_as(anna).delete(path).json()["is_closed"]
