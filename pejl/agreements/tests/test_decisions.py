"""What became of a joint decision: the latest holds, and all are kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from pejl.agreements import operations, queries
from pejl.agreements.models import DecisionStep
from pejl.foundation.refusals import Invalid
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import Pointer

State = DecisionStep.State
DECISION = Pointer("jointdecision", UUID("6f1c3f2e-0000-4000-8000-000000000002"), "Vi bruger samme skema")


def test_latest_holds_and_saying_it_twice_is_saying_it_once(bo: Person, now: datetime) -> None:
    assert queries.latest_steps([DECISION.id]) == {}
    said = {"decision": DECISION, "by": bo}
    operations.note_decision(state=State.CHANGED, reason="Skemaet er nyt", now=now, **said)
    for _press in range(2):
        operations.note_decision(state=State.CARRIED_OUT, reason="", now=now + timedelta(hours=1), **said)
    assert queries.latest_steps([DECISION.id])[DECISION.id].state == State.CARRIED_OUT
    assert DecisionStep.objects.count() == 2


@pytest.mark.parametrize("state", [State.CHANGED, State.DROPPED])
def test_changed_and_dropped_want_a_reason(bo: Person, now: datetime, state: str) -> None:
    with pytest.raises(Invalid):
        operations.note_decision(decision=DECISION, state=state, reason=" ", by=bo, now=now)
    assert not DecisionStep.objects.exists()


def test_another_job_centre_says_nothing_of_it(bo: Person, carla: Person, now: datetime) -> None:
    with scopes.scope(carla.space_id):
        operations.note_decision(decision=DECISION, state=State.CARRIED_OUT, reason="", by=carla, now=now)
    assert queries.latest_steps([DECISION.id]) == {}
