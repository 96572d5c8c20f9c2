"""What became of a joint decision: the latest holds, and all are kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from pejl.agreements import operations, queries
from pejl.agreements.models import DecisionStep
from pejl.foundation.refusals import Invalid, Stale
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import Pointer

State = DecisionStep.State
DECISION = Pointer("jointdecision", UUID("6f1c3f2e-0000-4000-8000-000000000002"), "Vi bruger samme skema")


def seen() -> UUID | None:
    """What was last said, as somebody reads it now."""
    latest = queries.latest_steps([DECISION.id]).get(DECISION.id)
    return latest.pk if latest else None


def test_latest_holds_and_saying_it_twice_is_saying_it_once(bo: Person, now: datetime) -> None:
    assert queries.latest_steps([DECISION.id]) == {}
    said: dict[str, Any] = {"decision": DECISION, "by": bo}
    operations.note_decision(state=State.CHANGED, reason="Skemaet er nyt", seen=None, now=now, **said)
    before = seen()
    for _press in range(2):
        operations.note_decision(state=State.CARRIED_OUT, reason="", seen=before, now=now + timedelta(hours=1), **said)
    assert queries.latest_steps([DECISION.id])[DECISION.id].state == State.CARRIED_OUT
    assert [one.state for one in queries.steps_of_decision(DECISION.id)] == [State.CHANGED, State.CARRIED_OUT]


def test_who_has_not_read_what_was_said_last_is_told(anna: Person, bo: Person, now: datetime) -> None:
    said: dict[str, Any] = {"decision": DECISION, "seen": None, "now": now}
    operations.note_decision(state=State.CARRIED_OUT, reason="", by=bo, **said)
    with pytest.raises(Stale):
        operations.note_decision(state=State.DROPPED, reason="Skemaet er væk", by=anna, **said)
    later = {**said, "seen": seen(), "now": now + timedelta(hours=1)}
    operations.note_decision(state=State.DROPPED, reason="Skemaet er væk", by=anna, **later)
    assert queries.latest_steps([DECISION.id])[DECISION.id].by == anna


def test_that_it_stands_is_news_only_with_words_or_where_it_did_not(bo: Person, now: datetime) -> None:
    said: dict[str, Any] = {"decision": DECISION, "state": State.STANDS, "by": bo}
    with pytest.raises(Invalid):
        operations.note_decision(reason="", seen=None, now=now, **said)
    operations.note_decision(reason="Vi venter på skemaet", seen=None, now=now, **said)
    operations.note_decision(
        **{**said, "state": State.CARRIED_OUT}, reason="", seen=seen(), now=now + timedelta(hours=1)
    )
    operations.note_decision(reason="", seen=seen(), now=now + timedelta(hours=2), **said)
    assert queries.latest_steps([DECISION.id])[DECISION.id].state == State.STANDS


@pytest.mark.parametrize("state", [State.CHANGED, State.DROPPED])
def test_changed_and_dropped_want_a_reason(bo: Person, now: datetime, state: str) -> None:
    with pytest.raises(Invalid):
        operations.note_decision(decision=DECISION, state=state, reason=" ", seen=None, by=bo, now=now)
    assert not DecisionStep.objects.exists()


def test_another_job_centre_says_nothing_of_it(bo: Person, carla: Person, now: datetime) -> None:
    with scopes.scope(carla.space_id):
        operations.note_decision(decision=DECISION, state=State.CARRIED_OUT, reason="", seen=None, by=carla, now=now)
    assert queries.latest_steps([DECISION.id]) == {}
