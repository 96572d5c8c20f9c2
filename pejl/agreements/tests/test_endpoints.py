"""Agreements and learning goals in the API."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.test import Client

from pejl.agreements.models import Agreement, LearningGoal
from pejl.agreements.tests.factories import MEETING, a_goal, an_agreement
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy.models import Person
from pejl.organisation.models import Assignment
from pejl.organisation.names import AssignmentKind

ApiAs = Callable[[Person], Client]


def goal_in(goal: LearningGoal, **said: Any) -> dict[str, Any]:
    """A learning goal as a program sends it."""
    return {
        "takes_along": goal.takes_along,
        "will_introduce": goal.will_introduce,
        "is_shared": goal.is_shared,
        "expected_version": goal.version,
        **said,
    }


def test_agreements_are_ones_own(anna: Person, bo: Person, now: datetime, api_as: ApiAs) -> None:
    an_agreement(anna, now)
    mine = an_agreement(bo, now)
    said = api_as(bo).get("/api/v1/agreements").json()["items"]
    assert [(one["id"], one["state"], one["source"]["title"]) for one in said] == [
        (str(mine.pk), "open", MEETING.title)
    ]


def test_taking_on_with_the_same_key_is_once(bo: Person, api_as: ApiAs) -> None:
    client, key = api_as(bo), {"Idempotency-Key": str(uuid4())}
    said = {"what": "Skriv til lægen", "due_on": "2026-03-13"}
    for _time in range(2):
        answer = client.post("/api/v1/agreements", said, content_type="application/json", headers=key)
        assert answer.status_code == 201
    agreement = Agreement.objects.get()
    assert (agreement.owner, str(agreement.due_on)) == (bo, "2026-03-13")


def test_taking_on_a_cpr_number_is_a_problem(bo: Person, api_as: ApiAs) -> None:
    answer = api_as(bo).post("/api/v1/agreements", {"what": "Om 710101-1234"}, content_type="application/json")
    assert answer.status_code == 422
    assert "710101" not in answer.content.decode()
    assert not Agreement.objects.exists()


def test_agreement_is_settled_and_taken_up_again(bo: Person, now: datetime, api_as: ApiAs) -> None:
    agreement, client = an_agreement(bo, now), api_as(bo)
    for act, state in (("finish", "done"), ("reopen", "open"), ("drop", "dropped")):
        said = {"reason": "Borgeren er i job"} if act == "drop" else {}
        path = f"/api/v1/agreements/{agreement.pk}/{act}"
        assert client.post(path, said, content_type="application/json").json()["state"] == state
    assert client.get("/api/v1/agreements").json()["items"] == []
    assert len(client.get("/api/v1/agreements", {"state": "dropped"}).json()["items"]) == 1


def test_agreement_of_a_colleague_is_not_settled(anna: Person, bo: Person, now: datetime, api_as: ApiAs) -> None:
    agreement = an_agreement(anna, now)
    answer = api_as(bo).post(f"/api/v1/agreements/{agreement.pk}/finish")
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:pejl:problem:not-allowed")


def test_agreement_that_is_none_is_not_found(bo: Person, api_as: ApiAs) -> None:
    assert api_as(bo).post(f"/api/v1/agreements/{uuid4()}/finish").status_code == 404


def test_goal_is_changed_shared_and_forgotten(bo: Person, now: datetime, api_as: ApiAs) -> None:
    goal, client = a_goal(bo, now), api_as(bo)
    path = f"/api/v1/learning-goals/{goal.pk}"
    changed = client.put(path, goal_in(goal, is_shared=True), content_type="application/json")
    assert (changed.status_code, changed.json()["version"], changed.json()["is_shared"]) == (200, 2, True)
    late = client.put(path, goal_in(goal, takes_along="Sent"), content_type="application/json")
    assert (late.status_code, late.json()["type"]) == (409, "urn:pejl:problem:stale")
    assert client.delete(path).status_code == 204
    assert client.get("/api/v1/learning-goals").json()["items"] == []


def test_goal_of_a_colleague_is_not_found_even_when_shared(
    anna: Person, bo: Person, now: datetime, api_as: ApiAs
) -> None:
    goal, client = a_goal(anna, now, is_shared=True), api_as(bo)
    path = f"/api/v1/learning-goals/{goal.pk}"
    assert client.put(path, goal_in(goal), content_type="application/json").status_code == 404
    assert client.delete(path).status_code == 404
    assert client.get("/api/v1/learning-goals").json()["items"] == []


def test_agreement_is_moved_offered_and_taken_over(anna: Person, bo: Person, now: datetime, api_as: ApiAs) -> None:
    agreement, client = an_agreement(bo, now), api_as(bo)
    path = f"/api/v1/agreements/{agreement.pk}"
    moved = client.post(f"{path}/move", {"due_on": "2026-05-01", "reason": "Ferie"}, content_type="application/json")
    assert moved.json()["due_on"] == "2026-05-01"
    said = {"to_id": str(anna.pk), "reason": "Du kender dem"}
    assert client.post(f"{path}/offer", said, content_type="application/json").json()["offered_to_id"] == str(anna.pk)
    assert len(api_as(anna).get("/api/v1/agreements/offered").json()["items"]) == 1
    taken = api_as(anna).post(f"{path}/accept").json()
    assert (taken["owner_id"], taken["due_on"]) == (str(anna.pk), "2026-05-01")
    whole = client.get(path).json()
    assert whole["state"] == "passed_on"
    assert {step["what"] for step in whole["history"]} == {"moved", "offered", "passed_on"}


def test_no_and_keeping_leave_it_where_it_was(anna: Person, bo: Person, now: datetime, api_as: ApiAs) -> None:
    agreement, client = an_agreement(bo, now), api_as(bo)
    path, said = f"/api/v1/agreements/{agreement.pk}", {"to_id": str(anna.pk)}
    client.post(f"{path}/offer", said, content_type="application/json")
    assert api_as(anna).post(f"{path}/decline", {}, content_type="application/json").status_code == 204
    client.post(f"{path}/offer", said, content_type="application/json")
    assert client.post(f"{path}/withdraw").json()["offered_to_id"] is None


def test_goal_is_asked_about_answered_and_shared(anna: Person, bo: Person, now: datetime, api_as: ApiAs) -> None:
    goal, client = a_goal(bo, now, is_shared=True), api_as(bo)
    path = f"/api/v1/learning-goals/{goal.pk}"
    assert client.put(f"{path}/ask-on", {"ask_on": None}, content_type="application/json").json()["ask_on"] is None
    key = {"Idempotency-Key": str(uuid4())}
    for _time in range(2):
        made = client.post(f"{path}/answers", {"how_it_went": "Fint"}, content_type="application/json", headers=key)
        assert made.status_code == 201
    answer = client.get(f"{path}/answers").json()["items"]
    assert [one["how_it_went"] for one in answer] == ["Fint"]
    assert api_as(anna).get("/api/v1/shared-learning").json()["items"][0]["shared_answers"] == []
    own = f"/api/v1/goal-answers/{answer[0]['id']}"
    assert client.put(f"{own}/shared", {"is_shared": True}, content_type="application/json").json()["is_shared"]
    shared = api_as(anna).get("/api/v1/shared-learning").json()["items"][0]["shared_answers"]
    assert [one["how_it_went"] for one in shared] == ["Fint"]
    assert api_as(anna).delete(own).status_code == 404
    assert client.delete(own).status_code == 204


def test_weekly_message_is_chosen(bo: Person, api_as: ApiAs) -> None:
    client = api_as(bo)
    assert client.get("/api/v1/weekly-message").json() == {"is_wanted": True}
    client.put("/api/v1/weekly-message", {"is_wanted": False}, content_type="application/json")
    assert client.get("/api/v1/weekly-message").json() == {"is_wanted": False}


def test_sparring_is_between_two(anna: Person, bo: Person, now: datetime, api_as: ApiAs) -> None:
    newcomer = tenancy.seat(name="Nora Ny")
    Assignment.objects.create(kind=AssignmentKind.MENTOR, person=anna, for_person=newcomer, since_on=now.date())
    offers, wanted = api_as(anna), api_as(bo)
    assert wanted.post("/api/v1/sparring", {"words": "Kom"}, content_type="application/json").status_code == 403
    made = offers.post("/api/v1/sparring", {"words": "Kom"}, content_type="application/json").json()
    path = f"/api/v1/sparring/{made['id']}"
    assert [one["id"] for one in wanted.get("/api/v1/sparring").json()["items"]] == [made["id"]]
    assert wanted.put(f"{path}/want", {}, content_type="application/json").json()["words"] == ""
    assert [one["person_id"] for one in offers.get("/api/v1/sparring/wanted").json()["items"]] == [str(bo.pk)]
    assert wanted.delete(f"{path}/want").status_code == 204
    assert offers.get("/api/v1/sparring/wanted").json()["items"] == []
    assert offers.post(f"{path}/close").json()["closed_at"]
