"""What is asked of agreements and learning goals."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import uuid4

from pejl.agreements import operations, queries
from pejl.agreements.models import Agreement, LearningGoal
from pejl.agreements.tests.factories import MEETING, a_goal, an_agreement
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import Pointer


def test_open_are_ones_own_soonest_first(anna: Person, bo: Person, now: datetime) -> None:
    someday = an_agreement(bo, now)
    late = an_agreement(bo, now, due_on=date(2026, 4, 1))
    soon = an_agreement(bo, now, due_on=date(2026, 3, 1))
    an_agreement(anna, now)
    operations.finish(agreement=an_agreement(bo, now), by=bo, now=now)
    assert list(queries.open_for(bo)) == [soon, late, someday]


def test_closed_are_ones_own_latest_first(bo: Person, now: datetime) -> None:
    first, second = an_agreement(bo, now), an_agreement(bo, now)
    operations.finish(agreement=first, by=bo, now=now)
    operations.drop(agreement=second, reason="Det er ikke nødvendigt", by=bo, now=now + timedelta(hours=1))
    an_agreement(bo, now)
    assert list(queries.closed_for(bo)) == [second, first]


def test_of_source_are_those_of_one_place_in_one_job_centre(bo: Person, carla: Person, now: datetime) -> None:
    here = an_agreement(bo, now)
    an_agreement(bo, now, source=Pointer("meeting", uuid4(), "Et andet"))
    an_agreement(bo, now, source=None)
    with scopes.scope(carla.space_id):
        an_agreement(carla, now)
    assert list(queries.of_source(MEETING.id)) == [here]


def test_goal_is_private_until_it_is_shared(anna: Person, bo: Person, now: datetime) -> None:
    goal = a_goal(bo, now)
    assert queries.goal_of(bo, MEETING.id) == goal
    assert queries.goal_of(anna, MEETING.id) is None
    assert not queries.shared_goals_of(MEETING.id)
    assert not LearningGoal.objects.visible_to(anna)
    shared = a_goal(bo, now, is_shared=True, expected_version=1)
    assert list(queries.shared_goals_of(MEETING.id)) == [shared]
    assert list(LearningGoal.objects.visible_to(anna)) == [shared]
    assert not queries.goals_of(anna)


def test_guest_sees_what_the_guest_took_on(bo: Person, now: datetime) -> None:
    guest = tenancy.seat(name="Gerda Gæst", is_guest=True)
    own = an_agreement(guest, now)
    an_agreement(bo, now)
    assert list(Agreement.objects.visible_to(guest)) == [own]


def test_agreement_is_overdue_after_its_day_while_it_is_open(bo: Person, now: datetime) -> None:
    agreement = an_agreement(bo, now, due_on=date(2026, 3, 4))
    assert not agreement.is_overdue(date(2026, 3, 4))
    assert agreement.is_overdue(date(2026, 3, 5))
    operations.finish(agreement=agreement, by=bo, now=now)
    assert not agreement.again().is_overdue(date(2026, 3, 5))
    assert not an_agreement(bo, now).is_overdue(date(2026, 3, 5))
