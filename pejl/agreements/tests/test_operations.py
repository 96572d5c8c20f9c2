"""Agreeing, settling, taking along."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4

import pytest

from pejl.agreements import operations, queries
from pejl.agreements.models import Agreement, LearningGoal
from pejl.agreements.tests.factories import MEETING, a_goal, an_agreement
from pejl.foundation.audit.models import Event
from pejl.foundation.live.tests.at_once import at_once
from pejl.foundation.notices.models import Notice
from pejl.foundation.privacy.cpr import CprFound
from pejl.foundation.refusals import Invalid, NotAllowed, Stale
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import Pointer
from pejl.organisation import operations as organisation


def test_agree_keeps_who_what_when_and_where(bo: Person, now: datetime) -> None:
    agreement = an_agreement(bo, now, what=" Ring til lægen ", due_on=date(2026, 3, 13)).again()
    assert (agreement.what, agreement.owner, agreement.due_on) == ("Ring til lægen", bo, date(2026, 3, 13))
    assert agreement.source == MEETING
    assert Event.objects.filter(event="agreement.made", subject_id=agreement.pk, by_id=bo.pk).count() == 1
    assert not Notice.objects.exists()


def test_owner_is_told_what_somebody_else_wrote_down(anna: Person, bo: Person, now: datetime) -> None:
    bo.account.language = "en"
    bo.account.save()
    an_agreement(bo, now, due_on=date(2026, 3, 13), by=anna)
    notice = Notice.objects.get(person=bo)
    assert notice.subject == "You have taken this on: Spørg virksomhederne"
    assert notice.text.split("\n")[0] == "By Friday, 13 March 2026."
    assert "Anna Ager" in notice.text
    assert MEETING.title in notice.text


@pytest.mark.parametrize("what", ["", "  ", "👍", "—"])
def test_agree_needs_words(bo: Person, now: datetime, what: str) -> None:
    with pytest.raises(Invalid) as refused:
        an_agreement(bo, now, what=what)
    assert refused.value.field == "what"
    assert not Agreement.objects.exists()


def test_agree_refuses_a_cpr_number(bo: Person, now: datetime) -> None:
    with pytest.raises(CprFound):
        an_agreement(bo, now, what="Ring til 710101-1234")


def test_who_has_left_takes_nothing_on(anna: Person, bo: Person, now: datetime) -> None:
    organisation.leave(person=bo, now=now)
    with pytest.raises(Invalid) as refused:
        an_agreement(bo.again(), now, by=anna)
    assert refused.value.field == "owner"


def test_finish_twice_is_finish_once(bo: Person, now: datetime) -> None:
    agreement = an_agreement(bo, now)
    for _press in range(2):
        operations.finish(agreement=agreement, by=bo, now=now)
    assert (agreement.again().state, agreement.again().closed_at) == (Agreement.State.DONE, now)
    assert Event.objects.filter(event="agreement.finished").count() == 1


def test_second_of_two_who_settle_differently_is_told(anna: Person, bo: Person, now: datetime) -> None:
    agreement = an_agreement(bo, now, by=anna)
    operations.drop(agreement=agreement, reason="Det er ikke nødvendigt", by=anna, now=now)
    with pytest.raises(Stale):
        operations.finish(agreement=agreement, by=bo, now=now)
    assert agreement.again().state == Agreement.State.DROPPED


def test_who_took_it_on_and_who_wrote_it_down_settle_it(anna: Person, bo: Person, now: datetime) -> None:
    agreement = an_agreement(bo, now)
    with pytest.raises(NotAllowed):
        operations.finish(agreement=agreement, by=anna, now=now)
    by_anna = an_agreement(bo, now, by=anna)
    operations.finish(agreement=by_anna, by=anna, now=now)
    assert by_anna.again().state == Agreement.State.DONE


def test_reopen_puts_it_back(bo: Person, now: datetime) -> None:
    agreement = an_agreement(bo, now)
    operations.finish(agreement=agreement, by=bo, now=now)
    for _press in range(2):
        operations.reopen(agreement=agreement, by=bo, now=now)
    assert (agreement.again().state, agreement.again().closed_at) == (Agreement.State.OPEN, None)
    assert Event.objects.filter(event="agreement.reopened").count() == 1


def test_take_along_is_one_for_each_person_and_place(anna: Person, bo: Person, now: datetime) -> None:
    first = a_goal(bo, now)
    changed = a_goal(bo, now, takes_along="Noget andet", expected_version=first.version)
    assert (changed.pk, changed.version, changed.takes_along) == (first.pk, 2, "Noget andet")
    a_goal(anna, now)
    a_goal(bo, now, source=Pointer("meeting", uuid4(), "Et andet møde"))
    assert LearningGoal.objects.count() == 3


def test_take_along_sent_twice_is_written_once(bo: Person, now: datetime) -> None:
    assert a_goal(bo, now) == a_goal(bo, now)
    assert LearningGoal.objects.get().version == 1
    assert Event.objects.filter(event="learning_goal.written").count() == 1


@pytest.mark.parametrize("expected", [None, 1])
def test_take_along_over_newer_words_is_stale(bo: Person, now: datetime, expected: int | None) -> None:
    a_goal(bo, now)
    a_goal(bo, now, takes_along="Fra telefonen", expected_version=1)
    with pytest.raises(Stale):
        a_goal(bo, now, takes_along="Fra computeren", expected_version=expected)
    assert LearningGoal.objects.get().takes_along == "Fra telefonen"


def test_take_along_needs_one_of_the_two(bo: Person, now: datetime) -> None:
    with pytest.raises(Invalid):
        a_goal(bo, now, takes_along=" ", will_introduce="")
    assert a_goal(bo, now, takes_along="").will_introduce


def test_goal_is_forgotten_by_its_person_only(anna: Person, bo: Person, now: datetime) -> None:
    goal = a_goal(bo, now, is_shared=True)
    with pytest.raises(NotAllowed):
        operations.forget(goal=goal, by=anna, now=now)
    operations.forget(goal=goal, by=bo, now=now)
    assert not LearningGoal.objects.exists()
    assert Event.objects.filter(event="learning_goal.forgotten", subject_id=goal.pk).count() == 1


def test_goal_from_two_screens_at_once_is_one(transactional_db: None, now: datetime) -> None:
    space = tenancy.open_space(name="Jobcenter Nordager", now=now)
    with scopes.scope(space.pk):
        bo = tenancy.seat(name="Bo Bæk")

    def taking() -> LearningGoal:
        with scopes.scope(space.pk):
            return a_goal(bo, now)

    said = at_once([taking, taking])
    assert not any(isinstance(one, Exception) for one in said)
    with scopes.scope(space.pk):
        assert queries.goals_of(bo).count() == 1
