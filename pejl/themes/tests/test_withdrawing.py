"""Withdrawing a theme, taking it over, and taking back what was decided."""

from __future__ import annotations

from datetime import datetime

import pytest

from pejl.foundation.notices.models import Notice
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal, Stale
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy.models import Person
from pejl.organisation.tests.factories import a_group
from pejl.themes import operations, queries
from pejl.themes.models import Placement, Step
from pejl.themes.names import Origin, State, StepKind
from pejl.themes.tests.factories import a_leader, a_theme, backed, decided, moved, withdrawn


def test_withdrawn_theme_keeps_its_story_and_backers_hear_why(anna: Person, bo: Person, now: datetime) -> None:
    theme = a_theme(bo, now)
    backed(theme, anna, now)
    theme = withdrawn(theme, bo, now, " Jeg har fået svar. ")
    assert (theme.state, theme.version) == (State.WITHDRAWN, 2)
    assert [(step.kind, step.by, step.words) for step in theme.steps.order_by("kind")] == [
        (StepKind.PROPOSED, bo, ""),
        (StepKind.WITHDRAWN, bo, "Jeg har fået svar."),
    ]
    assert "Jeg har fået svar." in Notice.objects.get(person=anna).text
    assert not Notice.objects.filter(person=bo).exists()


def test_only_the_proposer_withdraws(anna: Person, bo: Person, now: datetime) -> None:
    theme = a_theme(bo, now)
    backed(theme, anna, now)
    a_group(now, anna)
    with pytest.raises(NotAllowed):
        withdrawn(theme, anna, now)


@pytest.mark.parametrize("reason", ["", "  ", "👍"])
def test_withdrawing_needs_a_reason(bo: Person, now: datetime, reason: str) -> None:
    with pytest.raises(Invalid):
        withdrawn(a_theme(bo, now), bo, now, reason)


def test_withdrawing_what_has_changed_meanwhile_is_stale(anna: Person, bo: Person, now: datetime) -> None:
    theme = a_theme(bo, now)
    decided(theme, a_group(now, anna), anna, now)
    with pytest.raises(Stale):
        operations.withdraw(theme=theme, reason="Nej", expected_version=1, by=bo, now=now)


def test_theme_with_a_meeting_is_not_withdrawn_but_its_leaders_are_named(bo: Person, now: datetime) -> None:
    theme = a_theme(bo, now)
    operations.take_step(theme=theme, kind=StepKind.MEETING_PLANNED, about=None, words="", state=State.PLANNED, now=now)
    with pytest.raises(Refusal) as refused:
        withdrawn(theme, bo, now)
    assert refused.value.code == "refused"


@pytest.mark.parametrize("state", [State.DECLINED, State.HELD, State.ANSWERED, State.WITHDRAWN])
def test_settled_theme_is_not_withdrawn(bo: Person, now: datetime, state: State) -> None:
    theme = a_theme(bo, now)
    operations.take_step(theme=theme, kind=StepKind.INVITED, about=None, words="", state=state, now=now)
    with pytest.raises(Refusal):
        withdrawn(theme, bo, now)


def test_backer_takes_over_and_the_story_stays(anna: Person, bo: Person, now: datetime) -> None:
    dorte, theme = tenancy.seat(name="Dorte Dam"), a_theme(bo, now)
    for person in (anna, dorte):
        backed(theme, person, now, kind="question", words="Hvor længe?")
    withdrawn(theme, bo, now)
    Notice.objects.all().delete()
    operations.resume(theme=theme, by=anna, now=now)
    theme = theme.again()
    assert (theme.state, theme.proposed_by, theme.proposed_at) == (State.PROPOSED, anna, now)
    assert Step.objects.get(kind=StepKind.RESUMED).by == anna
    assert [one.step.kind for one in queries.trail_of(theme, bo)] == ["proposed", "withdrawn", "resumed"]
    assert {notice.person for notice in Notice.objects.all()} == {bo, dorte}
    assert [one.person for one in queries.backings_of(theme)] == [dorte]
    assert theme.backers == 1
    assert withdrawn(theme, anna, now).state == State.WITHDRAWN


def test_who_withdrew_can_propose_it_again(bo: Person, now: datetime) -> None:
    theme = withdrawn(a_theme(bo, now), bo, now)
    operations.resume(theme=theme, by=bo, now=now)
    assert theme.again().state == State.PROPOSED
    with pytest.raises(Refusal):
        operations.resume(theme=theme, by=bo, now=now)


def test_whose_theme_was_merged_into_it_takes_it_over_too(anna: Person, bo: Person, now: datetime) -> None:
    small, large, group = a_theme(bo, now), a_theme(anna, now), a_group(now, anna)
    decided(small, group, anna, now, outcome="merge", merge_into=large)
    withdrawn(large, anna, now)
    operations.resume(theme=large, by=bo, now=now)
    assert large.again().proposed_by == bo


def test_nobody_else_takes_it_over(anna: Person, bo: Person, now: datetime) -> None:
    theme = a_theme(bo, now)
    backed(theme, anna, now)
    operations.stop_backing(theme=theme, by=anna, now=now)
    withdrawn(theme, bo, now)
    a_group(now, anna)
    with pytest.raises(NotAllowed):
        operations.resume(theme=theme, by=anna, now=now)


def test_theme_of_the_management_taken_over_is_a_colleagues(anna: Person, bo: Person, now: datetime) -> None:
    theme = a_theme(a_leader(anna, now), now, is_for_management=True)
    backed(theme, bo, now)
    withdrawn(theme, anna, now)
    operations.resume(theme=theme, by=bo, now=now)
    assert theme.again().origin == Origin.COLLEAGUE


@pytest.mark.parametrize("outcome", ["next", "later", "decline"])
def test_group_takes_back_what_it_chose_with_a_reason(anna: Person, bo: Person, now: datetime, outcome: str) -> None:
    theme, group = a_theme(bo, now), a_group(now, anna)
    decided(theme, group, anna, now, outcome=outcome)
    with pytest.raises(Invalid):
        decided(theme, group, anna, now, outcome="reopen", reason=" ")
    decided(theme, group, anna, now, outcome="reopen", reason="Vi så forkert.")
    assert theme.again().state == State.PROPOSED
    assert Notice.objects.filter(person=bo, text__contains="Vi så forkert.").exists()


def test_what_was_not_chosen_is_not_taken_back(anna: Person, bo: Person, now: datetime) -> None:
    with pytest.raises(Refusal):
        decided(a_theme(bo, now), a_group(now, anna), anna, now, outcome="reopen")


def test_meeting_must_be_cancelled_before_a_choice_is_taken_back(anna: Person, bo: Person, now: datetime) -> None:
    theme, group = a_theme(bo, now), a_group(now, anna)
    operations.take_step(theme=theme, kind=StepKind.MEETING_PLANNED, about=None, words="", state=State.PLANNED, now=now)
    with pytest.raises(Refusal) as refused:
        decided(theme, group, anna, now, outcome="reopen")
    assert "Aflys" in refused.value.message or "Cancel the meeting" in refused.value.message


def test_theme_that_moves_lies_in_no_place_in_its_new_state(anna: Person, bo: Person, now: datetime) -> None:
    theme, group = a_theme(bo, now), a_group(now, anna)
    moved(theme, 1, group, anna, now)
    decided(theme, group, anna, now, outcome="later")
    assert not Placement.objects.exists()
