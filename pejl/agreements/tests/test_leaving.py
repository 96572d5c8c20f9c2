"""What becomes of a leaver's agreements."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from pejl.agreements import operations, queries
from pejl.agreements.models import Agreement
from pejl.agreements.tests.factories import MEETING, a_goal, an_agreement
from pejl.foundation.refusals import Stale
from pejl.foundation.tenancy.models import Person
from pejl.organisation.models import Handover
from pejl.organisation.names import Duty

State = Agreement.State


def test_open_agreement_goes_on_with_the_successor(anna: Person, bo: Person, now: datetime) -> None:
    agreement = an_agreement(bo, now, what="Ring til virksomheden", due_on=date(2026, 4, 1), by=anna)
    done = an_agreement(bo, now, what="Er gjort")
    operations.finish(agreement=done, by=bo, now=now)
    assert [(one.thing.title, one.to) for one in queries.to_hand_over(bo, to=anna)] == [("Ring til virksomheden", anna)]
    operations.hand_over(bo, to=anna, by=None, now=now)
    taken = queries.open_for(anna).get()
    assert (taken.what, taken.due_on, taken.source, taken.created_by) == (
        "Ring til virksomheden",
        date(2026, 4, 1),
        MEETING,
        anna,
    )
    assert (agreement.again().owner, agreement.again().state) == (bo, State.PASSED_ON)
    assert done.again().state == State.DONE
    handover = Handover.objects.get()
    assert (handover.of, handover.to, handover.duty, handover.thing_id) == (bo, anna, Duty.AGREEMENT, taken.pk)


def test_passed_on_agreement_is_taken_up_by_nobody(anna: Person, bo: Person, now: datetime) -> None:
    agreement = an_agreement(bo, now)
    operations.hand_over(bo, to=anna, by=None, now=now)
    operations.reopen(agreement=agreement.again(), by=bo, now=now)
    assert agreement.again().state == State.PASSED_ON
    with pytest.raises(Stale):
        operations.finish(agreement=agreement.again(), by=bo, now=now)


def test_nothing_is_passed_on_to_nobody(bo: Person, now: datetime) -> None:
    agreement = an_agreement(bo, now)
    operations.hand_over(bo, to=None, by=None, now=now)
    assert agreement.again().state == State.OPEN
    assert queries.to_hand_over(bo, to=None) == []


def test_own_learning_is_handed_to_nobody(anna: Person, bo: Person, now: datetime) -> None:
    goal = a_goal(bo, now)
    operations.hand_over(bo, to=anna, by=None, now=now)
    assert goal.again().person == bo
