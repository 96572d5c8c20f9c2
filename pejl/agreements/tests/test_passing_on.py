"""Another day, a reason, and another owner who says yes."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from pejl.agreements import operations, queries
from pejl.agreements.models import Agreement, AgreementStep
from pejl.agreements.tests.factories import MEETING, an_agreement
from pejl.foundation.live.tests.at_once import at_once
from pejl.foundation.notices.models import Notice
from pejl.foundation.privacy.cpr import CprFound
from pejl.foundation.refusals import Invalid, NotAllowed, Stale
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person
from pejl.organisation import operations as organisation

State = Agreement.State


def told(agreement: Agreement) -> list[tuple[str, str]]:
    """Its history in short."""
    return [(step.what, step.reason) for step in queries.steps_of(agreement)]


def offered(bo: Person, anna: Person, now: datetime) -> Agreement:
    """Bo's agreement, which Anna is asked to take over."""
    agreement = an_agreement(bo, now, due_on=date(2026, 4, 1))
    operations.offer(agreement=agreement, to=anna, reason="Du kender dem", by=bo, now=now)
    return agreement.again()


def test_history_keeps_days_and_reasons(bo: Person, now: datetime) -> None:
    agreement = an_agreement(bo, now, due_on=date(2026, 4, 1))
    operations.move(agreement=agreement, due_on=date(2026, 5, 1), reason=" Ferie ", by=bo, now=now)
    operations.drop(agreement=agreement.again(), reason="Firmaet er lukket", by=bo, now=now)
    operations.reopen(agreement=agreement.again(), by=bo, now=now)
    operations.finish(agreement=agreement.again(), by=bo, now=now)
    assert sorted(told(agreement)) == [
        ("done", ""),
        ("dropped", "Firmaet er lukket"),
        ("moved", "Ferie"),
        ("reopened", ""),
    ]
    moved = AgreementStep.objects.get(what="moved")
    assert (moved.day_before, moved.day_after, moved.by) == (date(2026, 4, 1), date(2026, 5, 1), bo)
    assert agreement.again().due_on == date(2026, 5, 1)


@pytest.mark.parametrize("reason", ["", " ", "…"])
def test_dropping_and_moving_want_a_reason(bo: Person, now: datetime, reason: str) -> None:
    agreement = an_agreement(bo, now)
    with pytest.raises(Invalid) as refused:
        operations.drop(agreement=agreement, reason=reason, by=bo, now=now)
    assert refused.value.field == "reason"
    with pytest.raises(Invalid):
        operations.move(agreement=agreement, due_on=date(2026, 5, 1), reason=reason, by=bo, now=now)
    assert (agreement.again().state, agreement.again().due_on) == (State.OPEN, None)


def test_reason_holds_no_cpr_number(bo: Person, now: datetime) -> None:
    with pytest.raises(CprFound):
        operations.drop(agreement=an_agreement(bo, now), reason="Om 710101-1234", by=bo, now=now)


def test_owner_is_told_of_a_day_that_another_changed(anna: Person, bo: Person, now: datetime) -> None:
    agreement = an_agreement(bo, now, by=anna)
    operations.move(agreement=agreement, due_on=date(2026, 5, 1), reason="Ferie", by=anna, now=now)
    assert "Ferie" in Notice.objects.get(person=bo, subject__contains="Spørg", text__contains="Ferie").text
    assert not Notice.objects.filter(person=anna).exists()


def test_day_is_not_moved_by_a_third_or_to_itself_or_after_the_end(anna: Person, bo: Person, now: datetime) -> None:
    agreement = an_agreement(bo, now, due_on=date(2026, 4, 1))
    with pytest.raises(NotAllowed):
        operations.move(agreement=agreement, due_on=None, reason="Ferie", by=anna, now=now)
    with pytest.raises(Invalid):
        operations.move(agreement=agreement, due_on=date(2026, 4, 1), reason="Ferie", by=bo, now=now)
    operations.finish(agreement=agreement, by=bo, now=now)
    with pytest.raises(Stale):
        operations.move(agreement=agreement, due_on=None, reason="Ferie", by=bo, now=now)


def test_it_stays_until_the_colleague_says_yes(anna: Person, bo: Person, now: datetime) -> None:
    agreement = offered(bo, anna, now)
    assert list(queries.open_for(bo)) == [agreement]
    assert list(queries.offered_to(anna)) == [agreement]
    assert Notice.objects.get(person=anna).path == f"/aftaler/{agreement.pk}/"
    taken = operations.accept(agreement=agreement, by=anna, now=now)
    assert (taken.owner, taken.came_from, taken.due_on, taken.source) == (anna, agreement, date(2026, 4, 1), MEETING)
    assert (agreement.again().state, agreement.again().offered_to) == (State.PASSED_ON, None)
    assert not queries.open_for(bo).exists()
    assert Notice.objects.filter(person=bo).count() == 1


def test_no_leaves_it_with_its_owner(anna: Person, bo: Person, now: datetime) -> None:
    agreement = offered(bo, anna, now)
    operations.decline(agreement=agreement, reason="Jeg har ferie", by=anna, now=now)
    assert (agreement.again().owner, agreement.again().offered_to) == (bo, None)
    assert "Jeg har ferie" in Notice.objects.get(person=bo).text
    with pytest.raises(NotAllowed):
        operations.accept(agreement=agreement.again(), by=anna, now=now)


def test_owner_keeps_it_after_all(anna: Person, bo: Person, now: datetime) -> None:
    agreement = offered(bo, anna, now)
    operations.withdraw(agreement=agreement, by=bo, now=now)
    with pytest.raises(Stale):
        operations.accept(agreement=agreement, by=anna, now=now)
    assert list(queries.open_for(bo)) == [agreement]
    assert not queries.open_for(anna).exists()


def test_done_meanwhile_is_not_taken_over(anna: Person, bo: Person, now: datetime) -> None:
    agreement = offered(bo, anna, now)
    operations.finish(agreement=agreement, by=bo, now=now)
    assert agreement.again().offered_to is None
    with pytest.raises(Stale):
        operations.accept(agreement=agreement, by=anna, now=now)


def test_only_its_owner_asks_and_only_a_colleague_who_is_here(anna: Person, bo: Person, now: datetime) -> None:
    agreement = an_agreement(bo, now, by=anna)
    with pytest.raises(NotAllowed):
        operations.offer(agreement=agreement, to=bo, reason="", by=anna, now=now)
    guest = tenancy.seat(name="Gerda Gæst", is_guest=True)
    for nobody in (bo, guest):
        with pytest.raises(Invalid):
            operations.offer(agreement=agreement, to=nobody, reason="", by=bo, now=now)
    assert agreement.again().offered_to is None


def test_asking_twice_is_asking_once(anna: Person, bo: Person, now: datetime) -> None:
    agreement = offered(bo, anna, now)
    operations.offer(agreement=agreement, to=anna, reason="Igen", by=bo, now=now)
    assert Notice.objects.filter(person=anna).count() == 1
    assert len(told(agreement)) == 1


def test_yes_and_keeping_at_once_is_one_of_them(transactional_db: None, now: datetime) -> None:
    space = tenancy.open_space(name="Jobcenter Nordager", now=now)
    with scopes.scope(space.pk):
        bo, anna = tenancy.seat(name="Bo Bæk"), tenancy.seat(name="Anna Ager")
        agreement = offered(bo, anna, now)

    def accepting() -> Agreement:
        with scopes.scope(space.pk):
            return operations.accept(agreement=agreement, by=anna, now=now)

    said = at_once([accepting, accepting, accepting])
    assert sum(isinstance(one, Stale) for one in said) == 2
    with scopes.scope(space.pk):
        assert queries.open_for(anna).count() == 1


def test_offer_to_a_leaver_falls_back(anna: Person, bo: Person, now: datetime) -> None:
    agreement = offered(bo, anna, now)
    organisation.leave(person=anna, now=now)
    assert (agreement.again().offered_to, agreement.again().owner) == (None, bo)
    assert "Anna Ager" in Notice.objects.filter(person=bo).get(path=f"/aftaler/{agreement.pk}/").text


def test_offered_by_a_leaver_goes_on_with_the_successor(anna: Person, bo: Person, now: datetime) -> None:
    dorte = tenancy.seat(name="Dorte Dal")
    agreement = offered(bo, anna, now)
    operations.hand_over(bo, to=dorte, by=None, now=now)
    assert (agreement.again().state, agreement.again().offered_to) == (State.PASSED_ON, None)
    assert queries.open_for(dorte).get().came_from == agreement


def test_history_is_seen_by_whom_it_concerns(anna: Person, bo: Person, now: datetime) -> None:
    dorte, agreement = tenancy.seat(name="Dorte Dal"), offered(bo, anna, now)
    assert AgreementStep.objects.visible_to(bo).count() == AgreementStep.objects.visible_to(anna).count() == 1
    assert not AgreementStep.objects.visible_to(dorte).exists()
    assert not queries.concerning(dorte).filter(pk=agreement.pk).exists()
