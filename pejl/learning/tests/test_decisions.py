"""What meetings decided together: who says what became of it, where it returns, and where it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from pejl.agreements.models import DecisionStep
from pejl.foundation.audit.models import Event
from pejl.foundation.refusals import Invalid, NotAllowed, Stale
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person, Space
from pejl.foundation.tenancy.rows import ForeignSpace
from pejl.learning import operations, queries
from pejl.learning.names import Shown
from pejl.learning.tests.factories import a_coordination, held_with
from pejl.meetings import operations as meetings
from pejl.organisation.models import WorkingGroup
from pejl.organisation.tests.factories import a_group
from pejl.room.models import JointDecision
from tests.people import person_in

As = Callable[[Person], Client]
State = DecisionStep.State


@pytest.fixture(autouse=True)
def _today(now: datetime) -> Iterator[None]:
    """Pages and endpoints read the clock; it ticks, since the later of two steps holds."""
    with time_machine.travel(now, tick=True):
        yield


@pytest.fixture
def group(anna: Person, bo: Person, now: datetime) -> WorkingGroup:
    """Anna's and Bo's working group."""
    return a_group(now, anna, bo)


@pytest.fixture
def dora(space: Space) -> Person:
    """A colleague who sits in no group, and did not take part."""
    return person_in(space, "Dora Dal", "dora@nordager.example")


@pytest.fixture
def decision(anna: Person, bo: Person, group: WorkingGroup, now: datetime) -> JointDecision:
    """Decided at a meeting that Anna led, Bo took part in, and whose minutes everybody may read."""
    held = held_with(anna, bo, group, now)
    meetings.close(meeting=held.meeting, by=anna, now=now)
    found: JointDecision = JointDecision.objects.select_related("meeting").get()
    return found


def follow_up(decision: JointDecision, by: Person, now: datetime, **said: Any) -> DecisionStep:
    """Somebody says what became of it."""
    told = {"state": State.CARRIED_OUT, "reason": "", "seen": None} | said
    return operations.follow_up_decision(decision=decision, **told, by=by, now=now)


def texts(person: Person, shown: str) -> list[str]:
    """Which decisions are listed for a person."""
    return [one.text for one in queries.joint_decisions(person, shown=shown)]


def test_leaders_and_members_of_the_group_say_what_became_of_it(
    anna: Person, bo: Person, dora: Person, decision: JointDecision, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        follow_up(decision, dora, now)
    first = follow_up(decision, bo, now)  # sits in the group, and did not lead
    follow_up(decision, anna, now + timedelta(hours=1), state=State.STANDS, seen=first.pk)
    assert Event.objects.filter(event="joint_decision.followed").count() == 2
    assert decision.again().text == "Vi ringer først 0"


def test_another_groups_members_do_not(anna: Person, dora: Person, decision: JointDecision, now: datetime) -> None:
    a_group(now, dora, name="En anden")
    with pytest.raises(NotAllowed):
        follow_up(decision, dora, now)


def test_member_who_may_not_read_the_minutes_yet_says_nothing(
    anna: Person, bo: Person, dora: Person, now: datetime
) -> None:
    held_with(anna, bo, a_group(now, anna, bo, dora), now)
    with pytest.raises(NotAllowed):
        follow_up(JointDecision.objects.select_related("meeting").get(), dora, now)


def test_two_at_once_the_second_is_told_and_the_same_twice_is_once(
    anna: Person, bo: Person, decision: JointDecision, now: datetime
) -> None:
    for by in (anna, bo):
        follow_up(decision, by, now)
    assert DecisionStep.objects.get().by == anna
    with pytest.raises(Stale):
        follow_up(decision, bo, now, state=State.DROPPED, reason="Ingen ringer")
    with pytest.raises(Invalid):
        follow_up(decision, bo, now, state=State.DROPPED, seen=DecisionStep.objects.get().pk)


def test_decision_of_another_job_centre_is_nobodys_here(carla: Person, decision: JointDecision, now: datetime) -> None:
    with scopes.scope(carla.space_id):
        assert texts(carla, Shown.ALL) == []
        with pytest.raises((ForeignSpace, JointDecision.DoesNotExist, decision.meeting.DoesNotExist)):
            follow_up(decision, carla, now)


def test_list_is_narrowed_by_where_they_are_now(anna: Person, decision: JointDecision, now: datetime) -> None:
    where = {shown: texts(anna, shown) for shown in Shown}
    assert [shown for shown, found in where.items() if found] == [Shown.OPEN, Shown.ALL]
    first = follow_up(decision, anna, now)
    where = {shown: texts(anna, shown) for shown in Shown}
    assert [shown for shown, found in where.items() if found] == [Shown.CARRIED_OUT, Shown.ALL]
    follow_up(decision, anna, now + timedelta(hours=1), state=State.STANDS, seen=first.pk)
    assert texts(anna, Shown.OPEN) == [decision.text]


def test_open_ones_return_at_the_next_coordination(
    anna: Person, decision: JointDecision, group: WorkingGroup, now: datetime, as_: As
) -> None:
    meeting = a_coordination(anna, now, group=group).meeting
    address, browser = reverse("meetings:show", args=[meeting.pk]), as_(anna)
    part = browser.get(address).content.decode().partition('id="decisions"')[2].partition('id="themes"')[0]
    for words in (decision.text, "Det holdte møde", reverse("learning:decision", args=[decision.pk])):
        assert words in part
    first = follow_up(decision, anna, now, state=State.STANDS, reason="Vi venter på telefonerne")
    assert "Vi venter på telefonerne" in browser.get(address).content.decode()
    follow_up(decision, anna, now + timedelta(hours=1), seen=first.pk)
    assert decision.text not in browser.get(address).content.decode()
    assert not queries.points_of(group, person=anna, now=now).decisions


def test_page_says_what_became_of_it_and_by_whom(anna: Person, dora: Person, decision: JointDecision, as_: As) -> None:
    address, browser = reverse("learning:decision", args=[decision.pk]), as_(anna)
    sent = {"state": State.CARRIED_OUT, "reason": "Alle ringer nu", "seen": ""}
    for _press in range(2):
        assert browser.post(address, sent).url == address
    assert DecisionStep.objects.count() == 1
    page = as_(dora).get(address).content.decode()
    for words in ("Alle ringer nu", anna.name, "Det holdte møde"):
        assert words in page
    assert "<form" not in page.partition("<main")[2].partition("</main>")[0]
    assert as_(dora).post(address, sent).status_code == 403


def test_stale_page_keeps_what_was_typed_and_saves_the_next_time(
    anna: Person, bo: Person, decision: JointDecision, now: datetime, as_: As
) -> None:
    step = follow_up(decision, bo, now - timedelta(hours=1), reason="Alle ringer nu")
    address, browser = reverse("learning:decision", args=[decision.pk]), as_(anna)
    sent = {"state": State.DROPPED, "reason": "Ingen ringer", "seen": ""}
    refused = browser.post(address, sent)
    page = refused.content.decode()
    assert refused.status_code == 422
    for words in ("Alle ringer nu", "Ingen ringer", str(step.pk)):
        assert words in page
    assert browser.post(address, sent | {"seen": step.pk}).status_code == 302
    assert queries.followed([decision])[0].state == State.DROPPED


def test_page_refuses_no_state_a_missing_reason_and_a_cpr_number(
    anna: Person, decision: JointDecision, as_: As
) -> None:
    address, browser = reverse("learning:decision", args=[decision.pk]), as_(anna)
    for said in ({"reason": "Alle"}, {"state": State.CHANGED}, {"state": State.DROPPED, "reason": "710101-1234"}):
        assert browser.post(address, said).status_code == 422
    assert not DecisionStep.objects.exists()


def test_nobody_reads_it_before_the_minutes(
    anna: Person, bo: Person, dora: Person, carla: Person, group: WorkingGroup, now: datetime, as_: As
) -> None:
    held = held_with(anna, bo, group, now)
    address = reverse("learning:decision", args=[JointDecision.objects.get().pk])
    assert [as_(person).get(address).status_code for person in (bo, dora, carla)] == [200, 404, 404]
    assert "Vi ringer først" not in as_(dora).get(reverse("learning:decisions")).content.decode()
    meetings.close(meeting=held.meeting, by=anna, now=now)
    assert [as_(person).get(address).status_code for person in (bo, dora, carla)] == [200, 200, 404]
    assert "Vi ringer først" in as_(dora).get(reverse("learning:decisions")).content.decode()


def test_guest_reads_what_was_decided_where_the_guest_took_part(
    anna: Person, bo: Person, decision: JointDecision, now: datetime, as_: As
) -> None:
    Person.objects.filter(pk=bo.pk).update(is_guest=True)
    follow_up(decision, anna, now)
    address = reverse("learning:decision", args=[decision.pk])
    assert as_(bo.again()).get(address).status_code == 200


def test_meeting_page_minutes_and_agreements_lead_there(
    anna: Person, decision: JointDecision, now: datetime, as_: As
) -> None:
    follow_up(decision, anna, now, reason="Alle ringer nu")
    address, browser = reverse("learning:decision", args=[decision.pk]), as_(anna)
    for name in ("meetings:show", "room:summary"):
        page = browser.get(reverse(name, args=[decision.meeting_id])).content.decode()
        assert address in page
        assert "Alle ringer nu" in page
    minutes = browser.get(reverse("room:summary", args=[decision.meeting_id])).content.decode()
    assert str(State.CARRIED_OUT.label) in minutes.partition('id="decisions"')[2].partition("</section>")[0]
    assert reverse("learning:decisions") in browser.get(reverse("agreements:list")).content.decode()


def test_api_lists_reads_and_follows_up(
    anna: Person, dora: Person, carla: Person, decision: JointDecision, api_as: As
) -> None:
    client, at = api_as(anna), f"/api/v1/joint-decisions/{decision.pk}"
    [listed] = client.get("/api/v1/joint-decisions").json()["items"]
    assert (listed["id"], listed["text"]) == (str(decision.pk), decision.text)
    said = {"state": "carried_out", "reason": "Alle ringer nu", "seen": None}
    steps = [client.post(f"{at}/steps", said, content_type="application/json") for _press in range(2)]
    assert [one.status_code for one in steps] == [201, 201]
    assert steps[0].json()["id"] == steps[1].json()["id"]
    assert [step["state"] for step in client.get(at).json()["steps"]] == ["carried_out"]
    assert client.get("/api/v1/joint-decisions").json()["items"] == []
    narrowed = f"/api/v1/joint-decisions?shown=all&meeting_id={decision.meeting_id}"
    assert len(client.get(narrowed).json()["items"]) == 1
    stale = client.post(f"{at}/steps", said | {"state": "stands"}, content_type="application/json")
    assert stale.status_code == 409
    refused = api_as(dora).post(f"{at}/steps", said, content_type="application/json")
    assert refused.status_code == 403
    assert api_as(carla).get(at).status_code == 404
