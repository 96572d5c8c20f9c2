"""How it went with a learning goal: the person's own, and shared knowingly."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from pejl.agreements import operations, queries
from pejl.agreements.models import GoalAnswer, LearningGoal
from pejl.agreements.tests.factories import a_goal
from pejl.foundation.privacy.cpr import CprFound
from pejl.foundation.refusals import Invalid, NotAllowed
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy.models import Person


def an_answer(goal: LearningGoal, now: datetime, **said: Any) -> GoalAnswer:
    """It went well."""
    words = {"how_it_went": "Det gik", "helped": "Makkeren", "hindered": "Tiden", "is_shared": False, "ask_on": None}
    return operations.answer(goal=goal, **{**words, "by": goal.person, **said}, now=now)


def test_goal_is_asked_about_after_four_weeks(bo: Person, now: datetime) -> None:
    goal = a_goal(bo, now)
    assert goal.ask_on == date(2026, 4, 1)
    assert not queries.to_answer(bo, date(2026, 3, 31))
    assert list(queries.to_answer(bo, date(2026, 4, 1))) == [goal]


def test_person_chooses_another_day_or_none(bo: Person, now: datetime) -> None:
    goal = a_goal(bo, now)
    operations.ask_about(goal=goal, ask_on=date(2026, 3, 18), by=bo, now=now)
    assert goal.again().ask_on == date(2026, 3, 18)
    operations.ask_about(goal=goal, ask_on=None, by=bo, now=now)
    assert not queries.to_answer(bo, date(2030, 1, 1))
    with pytest.raises(Invalid) as refused:
        operations.ask_about(goal=goal, ask_on=date(2026, 3, 4), by=bo, now=now)
    assert refused.value.field == "ask_on"


def test_answer_ends_the_asking_or_sets_the_next_day(bo: Person, now: datetime) -> None:
    goal, later = a_goal(bo, now), now + timedelta(weeks=4)
    an_answer(goal, later, ask_on=date(2026, 5, 1))
    assert goal.again().ask_on == date(2026, 5, 1)
    an_answer(goal, later + timedelta(weeks=8), how_it_went="Stadig godt")
    assert goal.again().ask_on is None
    assert [one.how_it_went for one in queries.answers_of(goal)] == ["Stadig godt", "Det gik"]


def test_one_of_the_three_is_enough_and_none_is_not(bo: Person, now: datetime) -> None:
    goal = a_goal(bo, now)
    an_answer(goal, now, how_it_went="", helped="")
    with pytest.raises(Invalid):
        an_answer(goal, now, how_it_went=" ", helped="", hindered="")
    with pytest.raises(CprFound):
        an_answer(goal, now, helped="Som med 710101-1234")
    assert GoalAnswer.objects.count() == 1


def test_answer_is_nobody_elses_until_goal_and_answer_are_shared(anna: Person, bo: Person, now: datetime) -> None:
    goal = a_goal(bo, now)
    answer = an_answer(goal, now)
    with pytest.raises(Invalid):
        operations.share_answer(answer=answer, is_shared=True, by=bo, now=now)
    goal = a_goal(bo, now, is_shared=True, expected_version=1)
    assert not GoalAnswer.objects.visible_to(anna)
    assert queries.shared_learning(anna).get().shared_answers == []
    operations.share_answer(answer=answer.again(), is_shared=True, by=bo, now=now)
    assert list(GoalAnswer.objects.visible_to(anna)) == [answer]
    assert queries.shared_learning(anna).get().shared_answers == [answer]
    a_goal(bo, now, is_shared=False, expected_version=goal.version)
    assert not GoalAnswer.objects.visible_to(anna)
    assert not queries.shared_learning(anna)


def test_guest_reads_nothing_of_what_colleagues_share(bo: Person, now: datetime) -> None:
    an_answer(a_goal(bo, now, is_shared=True), now, is_shared=True)
    guest = tenancy.seat(name="Gerda Gæst", is_guest=True)
    assert not GoalAnswer.objects.visible_to(guest)
    assert not queries.shared_learning(guest)


def test_nobody_answers_shares_or_deletes_for_another(anna: Person, bo: Person, now: datetime) -> None:
    goal = a_goal(bo, now, is_shared=True)
    answer = an_answer(goal, now)
    with pytest.raises(NotAllowed):
        an_answer(goal, now, by=anna)
    with pytest.raises(NotAllowed):
        operations.share_answer(answer=answer, is_shared=True, by=anna, now=now)
    with pytest.raises(NotAllowed):
        operations.forget_answer(answer=answer, by=anna, now=now)
    with pytest.raises(NotAllowed):
        operations.ask_about(goal=goal, ask_on=None, by=anna, now=now)


def test_answers_go_with_their_goal(bo: Person, now: datetime) -> None:
    goal = a_goal(bo, now)
    operations.forget_answer(answer=an_answer(goal, now), by=bo, now=now)
    assert not GoalAnswer.objects.exists()
    an_answer(goal, now)
    operations.forget(goal=goal, by=bo, now=now)
    assert not GoalAnswer.objects.exists()
