"""Proposing, deciding, and who hears of it."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

import pytest

from pejl.foundation.audit.models import Event
from pejl.foundation.notices.models import Notice
from pejl.foundation.privacy.cpr import CprFound
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal, Stale
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import pointers
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import Pointer
from pejl.foundation.tenancy.rows import AppendOnlyRow
from pejl.organisation import operations as organisation
from pejl.organisation.tests.factories import a_group
from pejl.themes import operations
from pejl.themes.models import Area, Decision, Step, Theme
from pejl.themes.names import State, StepKind
from pejl.themes.tests.factories import a_theme, decided


def test_propose_begins_a_trail(bo: Person, now: datetime) -> None:
    theme = a_theme(bo, now, title="  Praktik 🙂 ")
    assert (theme.title, theme.state, theme.proposed_by) == ("Praktik 🙂", State.PROPOSED, bo)
    assert [step.kind for step in theme.steps.all()] == [StepKind.PROPOSED]
    assert Event.objects.filter(event="theme.proposed", subject_id=theme.pk, by_id=bo.pk).count() == 1
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("field", "text"),
    [("title", "   "), ("title", "🙂🙂"), ("title", "\u200b"), ("need", "\n\n"), ("need", "…"), ("kind", "weather")],
)
def test_propose_needs_words(bo: Person, now: datetime, field: str, text: str) -> None:
    with pytest.raises(Invalid) as refused:
        a_theme(bo, now, **{field: text})
    assert refused.value.field == field
    assert not Theme.objects.exists()


def test_propose_takes_twenty_thousand_characters_and_no_more(bo: Person, now: datetime) -> None:
    assert len(a_theme(bo, now, need="æ" * 20_000).again().need) == 20_000
    with pytest.raises(Invalid):
        a_theme(bo, now, need="æ" * 20_001)
    with pytest.raises(Invalid) as refused:
        a_theme(bo, now, title="x" * 161)
    assert refused.value.field == "title"


@pytest.mark.parametrize("field", ["title", "need", "why_now"])
def test_propose_refuses_a_cpr_number_anywhere(bo: Person, now: datetime, field: str) -> None:
    with pytest.raises(CprFound) as refused:
        a_theme(bo, now, **{field: "Borger 710101-1234 igen"})
    assert refused.value.field == field


def test_decide_moves_the_theme_and_tells_why(anna: Person, bo: Person, now: datetime) -> None:
    theme, group = a_theme(bo, now), a_group(now, anna)
    decision = decided(theme, group, anna, now, outcome="later", reason=" Først loven, så det her. ")
    theme = theme.again()
    assert (theme.state, theme.version) == (State.LATER, 2)
    assert decision.reason == "Først loven, så det her."
    notice = Notice.objects.get(person=bo)
    assert theme.title in notice.subject
    first_line = notice.text.split("\n")[0]
    assert theme.title in first_line
    assert group.name in first_line
    assert decision.reason in first_line
    assert notice.path == f"/temaer/{theme.pk}/"


def test_decide_leaves_one_audit_line_and_one_step(anna: Person, bo: Person, now: datetime) -> None:
    theme = a_theme(bo, now)
    decision = decided(theme, a_group(now, anna), anna, now)
    assert Event.objects.filter(event="theme.decided", subject_id=theme.pk, by_id=anna.pk).count() == 1
    assert Step.objects.get(kind=StepKind.DECIDED).decision == decision


def test_proposer_who_decides_gets_no_mail_about_it(anna: Person, now: datetime) -> None:
    decided(a_theme(anna, now), a_group(now, anna), anna, now)
    assert not Notice.objects.exists()


def test_proposer_who_left_gets_no_mail(anna: Person, bo: Person, now: datetime) -> None:
    theme = a_theme(bo, now)
    organisation.leave(person=bo, now=now)
    decided(theme, a_group(now, anna), anna, now)
    assert not Notice.objects.exists()


def test_proposer_is_told_in_the_own_language(anna: Person, bo: Person, now: datetime) -> None:
    bo.account.language = "en"
    bo.account.save()
    decided(a_theme(bo, now, title="Praktik"), a_group(now, anna), anna, now, outcome="decline")
    assert Notice.objects.get().subject == "Your theme is not taken up: Praktik"


def test_long_reason_is_shortened_in_the_mail_only(anna: Person, bo: Person, now: datetime) -> None:
    decision = decided(a_theme(bo, now), a_group(now, anna), anna, now, reason="ord " * 5_000)
    assert len(decision.again().reason) == 19_999
    assert len(Notice.objects.get().text) <= operations.LONGEST_IN_MAIL


def test_nobody_outside_the_group_decides(anna: Person, bo: Person, now: datetime) -> None:
    theme, group = a_theme(bo, now), a_group(now, anna)
    a_group(now, bo, name="En anden gruppe")
    with pytest.raises(NotAllowed):
        decided(theme, group, bo, now)
    assert not Decision.objects.exists()


def test_member_who_left_decides_no_more(anna: Person, bo: Person, now: datetime) -> None:
    theme, group = a_theme(bo, now), a_group(now, anna)
    organisation.leave(person=anna, now=now)
    with pytest.raises(NotAllowed):
        decided(theme, group, anna.again(), now)


def test_decision_needs_a_reason(anna: Person, bo: Person, now: datetime) -> None:
    theme, group = a_theme(bo, now), a_group(now, anna)
    with pytest.raises(Invalid) as refused:
        decided(theme, group, anna, now, reason=" 👍 ")
    assert refused.value.field == "reason"
    assert theme.again().state == State.PROPOSED


def test_second_of_two_deciders_is_told_how_it_stands(anna: Person, bo: Person, now: datetime) -> None:
    theme, group = a_theme(bo, now), a_group(now, anna)
    decided(theme, group, anna, now, outcome="decline")
    with pytest.raises(Stale) as refused:
        operations.decide(theme=theme, group=group, outcome="next", reason="Ja", expected_version=1, by=anna, now=now)
    assert str(State.DECLINED.label) in refused.value.message
    assert theme.again().state == State.DECLINED
    assert Decision.objects.count() == 1


def test_declined_theme_can_be_taken_up_again(anna: Person, bo: Person, now: datetime) -> None:
    theme, group = a_theme(bo, now), a_group(now, anna)
    decided(theme, group, anna, now, outcome="decline")
    decided(theme, group, anna, now, outcome="next", reason="Nu er det blevet vigtigt.")
    assert theme.again().state == State.NEXT
    assert Decision.objects.filter(theme=theme).count() == 2


def test_theme_with_a_meeting_is_past_deciding(anna: Person, bo: Person, now: datetime) -> None:
    theme, group = a_theme(bo, now), a_group(now, anna)
    operations.take_step(theme=theme, kind=StepKind.MEETING_PLANNED, about=None, words="", state=State.PLANNED, now=now)
    with pytest.raises(Refusal):
        decided(theme, group, anna, now)


def test_unknown_outcome_is_refused(anna: Person, bo: Person, now: datetime) -> None:
    theme, group = a_theme(bo, now), a_group(now, anna)
    with pytest.raises(Invalid) as refused:
        decided(theme, group, anna, now, outcome="veto")
    assert refused.value.field == "outcome"


def test_decisions_and_steps_are_never_changed(anna: Person, bo: Person, now: datetime) -> None:
    decision = decided(a_theme(bo, now), a_group(now, anna), anna, now)
    decision.reason = "Noget andet"
    with pytest.raises(AppendOnlyRow):
        decision.save()
    with pytest.raises(AppendOnlyRow):
        Step.objects.first().delete()


def test_merge_writes_the_trail_of_both(anna: Person, bo: Person, now: datetime) -> None:
    small, large = a_theme(bo, now, title="Praktikkens længde"), a_theme(anna, now, title="Praktik")
    decided(small, a_group(now, anna), anna, now, outcome="merge", merge_into=large)
    small = small.again()
    assert (small.state, small.merged_into_id) == (State.MERGED, large.pk)
    assert Step.objects.get(theme=small, kind=StepKind.DECIDED).about == pointers.to(large, title=large.title)
    assert Step.objects.get(theme=large, kind=StepKind.JOINED).about == pointers.to(small, title=small.title)


def test_merge_tells_both_proposers_once(anna: Person, bo: Person, now: datetime) -> None:
    decider = tenancy.seat(name="Dorte Dam")
    small, large = a_theme(bo, now, title="Praktikkens længde"), a_theme(anna, now, title="Praktik")
    decided(small, a_group(now, decider), decider, now, outcome="merge", merge_into=large)
    told = {notice.person: notice for notice in Notice.objects.all()}
    assert set(told) == {anna, bo}
    assert large.title in told[bo].text
    assert small.title in told[anna].text


def test_merge_tells_who_proposed_both_only_once(anna: Person, bo: Person, now: datetime) -> None:
    small, large = a_theme(bo, now, title="Praktikkens længde"), a_theme(bo, now, title="Praktik")
    decided(small, a_group(now, anna), anna, now, outcome="merge", merge_into=large)
    assert Notice.objects.count() == 1


def test_later_steps_reach_those_whose_theme_was_merged(anna: Person, bo: Person, now: datetime) -> None:
    dorte, group = tenancy.seat(name="Dorte Dam"), a_group(now, anna)
    first, second, third = (a_theme(person, now, title=f"Nummer {person.name}") for person in (bo, dorte, anna))
    decided(first, group, anna, now, outcome="merge", merge_into=second)
    decided(second, group, anna, now, outcome="merge", merge_into=third)
    Notice.objects.all().delete()
    about = Pointer("meeting", uuid4(), "Læringsmøde i uge 15")
    operations.take_step(
        theme=third, kind=StepKind.MEETING_PLANNED, about=about, words="", state=State.PLANNED, by=anna, now=now
    )
    told = {notice.person: notice for notice in Notice.objects.all()}
    assert set(told) == {bo, dorte}
    assert first.title in told[bo].subject
    assert third.title in told[bo].text
    assert about.title in told[bo].text
    assert told[bo].path == f"/temaer/{first.pk}/"


@pytest.mark.parametrize("outcome", ["merge", "next"])
def test_merge_and_only_merge_names_another_theme(anna: Person, bo: Person, now: datetime, outcome: str) -> None:
    theme, other, group = a_theme(bo, now), a_theme(bo, now), a_group(now, anna)
    with pytest.raises(Invalid) as refused:
        decided(theme, group, anna, now, outcome=outcome, merge_into=None if outcome == "merge" else other)
    assert refused.value.field == "merge_into"


def test_theme_is_not_merged_into_itself_or_in_a_circle(anna: Person, bo: Person, now: datetime) -> None:
    one, other, group = a_theme(bo, now), a_theme(bo, now), a_group(now, anna)
    with pytest.raises(Invalid):
        decided(one, group, anna, now, outcome="merge", merge_into=one)
    decided(one, group, anna, now, outcome="merge", merge_into=other)
    with pytest.raises(Invalid):
        decided(other, group, anna, now, outcome="merge", merge_into=one)


def test_take_step_moves_the_theme_and_makes_older_looks_stale(anna: Person, bo: Person, now: datetime) -> None:
    theme, group = a_theme(bo, now), a_group(now, anna)
    operations.take_step(
        theme=theme, kind=StepKind.MEETING_HELD, about=None, words="Godt møde", state=State.HELD, now=now
    )
    assert (theme.again().state, theme.again().version) == (State.HELD, 2)
    assert "Godt møde" in Notice.objects.get(person=bo).text
    with pytest.raises(Stale):
        operations.decide(theme=theme, group=group, outcome="next", reason="Ja", expected_version=1, by=anna, now=now)


def test_take_step_without_a_state_leaves_the_theme_where_it_is(bo: Person, now: datetime) -> None:
    theme = a_theme(bo, now)
    operations.take_step(theme=theme, kind=StepKind.INVITED, about=None, words="", state=None, now=now)
    assert (theme.again().state, theme.again().version) == (State.PROPOSED, 1)


def test_take_step_tells_nobody_what_they_did_themselves(bo: Person, now: datetime) -> None:
    operations.take_step(
        theme=a_theme(bo, now), kind=StepKind.PRODUCT_STARTED, about=None, words="", state=None, by=bo, now=now
    )
    assert not Notice.objects.exists()


def test_step_of_a_merged_theme_is_taken_by_the_one_it_went_into(anna: Person, bo: Person, now: datetime) -> None:
    small, large = a_theme(bo, now), a_theme(anna, now)
    decided(small, a_group(now, anna), anna, now, outcome="merge", merge_into=large)
    step = operations.take_step(
        theme=small.again(), kind=StepKind.PRODUCT_PUBLISHED, about=None, words="", state=State.ANSWERED, now=now
    )
    assert step.theme == large
    assert large.again().state == State.ANSWERED
    assert small.again().state == State.MERGED


@pytest.mark.parametrize("kind", [kind for kind in StepKind if kind not in (StepKind.PROPOSED, StepKind.DECIDED)])
def test_every_step_has_words_for_the_proposer(bo: Person, now: datetime, kind: StepKind) -> None:
    theme = a_theme(bo, now)
    about = Pointer("meeting", uuid4(), "Det, som det førte til")
    operations.take_step(theme=theme, kind=kind, about=about, words="", state=None, now=now)
    notice = Notice.objects.get(person=bo)
    assert theme.title in notice.subject
    assert about.title in notice.text


def test_area_is_added_by_the_working_group(anna: Person, bo: Person, now: datetime) -> None:
    a_group(now, anna)
    assert operations.add_area(name=" Sygedagpenge ", by=anna, now=now).name == "Sygedagpenge"
    with pytest.raises(NotAllowed):
        operations.add_area(name="Fleksjob", by=bo, now=now)
    with pytest.raises(Refusal):
        operations.add_area(name="Sygedagpenge", by=anna, now=now)
    assert Area.objects.count() == 1
