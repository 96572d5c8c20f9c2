"""What becomes of what a leaver answers for and was asked to approve."""

from __future__ import annotations

from datetime import datetime, timedelta

from pejl.foundation.formats.moments import day_of
from pejl.foundation.tenancy.models import Person
from pejl.guidance import operations, queries
from pejl.guidance.models import Product, Responsibility
from pejl.guidance.names import State
from pejl.guidance.tests.factories import a_product, answered, asked, make_ready, the_draft
from pejl.organisation.models import Handover, Membership
from pejl.organisation.names import Duty
from pejl.organisation.tests.factories import employed

LATER = timedelta(days=30)


def answers(product: Product) -> tuple[Person, Person | None]:
    """Who answers for the product now, and the deputy."""
    held = Responsibility.objects.get(product=product, until_on=None)
    return held.person, held.deputy


def test_products_own_deputy_comes_first(anna: Person, bo: Person, dorte: Person, now: datetime) -> None:
    product = a_product(anna, now)
    operations.name_responsible(product=product, person=anna, deputy=bo, by=anna, now=now)
    handings = queries.to_hand_over(anna, to=dorte, today=day_of(now))
    assert [(one.duty, one.thing.title, one.to) for one in handings] == [
        (Duty.RESPONSIBILITY, product.title, bo),
        (Duty.PRODUCT, product.title, dorte),
    ]
    operations.hand_over(anna, to=dorte, by=None, now=now + LATER)
    assert answers(product) == (bo, None)
    before = Responsibility.objects.get(product=product, person=anna)
    assert before.until_on == day_of(now + LATER) - timedelta(days=1)
    assert set(Handover.objects.values_list("duty", "to")) == {
        (Duty.RESPONSIBILITY, bo.pk),
        (Duty.PRODUCT, dorte.pk),
    }
    assert queries.people_of(product).authors == [dorte]


def test_successor_answers_where_there_is_no_deputy(anna: Person, bo: Person, now: datetime) -> None:
    product = a_product(anna, now)
    operations.name_responsible(product=product, person=anna, deputy=None, by=anna, now=now)
    operations.hand_over(anna, to=bo, by=None, now=now + LATER)
    assert answers(product) == (bo, None)


def test_deputy_who_has_left_is_passed_over(anna: Person, bo: Person, dorte: Person, now: datetime) -> None:
    product = a_product(anna, now)
    operations.name_responsible(product=product, person=anna, deputy=bo, by=anna, now=now)
    bo.left_on = day_of(now)
    bo.save()
    operations.hand_over(anna, to=dorte, by=None, now=now + LATER)
    assert answers(product)[0] == dorte


def test_leaver_is_nobodys_deputy(anna: Person, bo: Person, dorte: Person, now: datetime) -> None:
    product = a_product(anna, now)
    operations.name_responsible(product=product, person=anna, deputy=bo, by=anna, now=now)
    operations.hand_over(bo, to=dorte, by=None, now=now + LATER)
    assert answers(product) == (anna, None)
    assert not Handover.objects.exists()


def test_without_anybody_the_duty_stays_named(anna: Person, now: datetime) -> None:
    product = a_product(anna, now)
    operations.name_responsible(product=product, person=anna, deputy=None, by=anna, now=now)
    operations.hand_over(anna, to=None, by=None, now=now + LATER)
    assert answers(product) == (anna, None)


def test_approval_is_asked_of_a_successor_who_may_give_it(
    anna: Person, bo: Person, dorte: Person, now: datetime
) -> None:
    approving = Membership.objects.get(person=dorte)
    employed(bo, now, approving.unit, approving.function)
    draft = make_ready(the_draft(a_product(anna, now)), anna, now)
    first = asked(draft, dorte, anna, now)
    operations.hand_over(dorte, to=bo, by=None, now=now + LATER)
    [again] = queries.pending_requests(draft.again())
    assert (again.approver, again.asked_by, again.number, again.digest) == (bo, anna, 2, first.digest)
    assert answered(again, now + LATER).state == State.PUBLISHED


def test_asker_finds_somebody_else_where_the_successor_may_not(
    anna: Person, bo: Person, dorte: Person, now: datetime
) -> None:
    draft = make_ready(the_draft(a_product(anna, now)), anna, now)
    asked(draft, dorte, anna, now)
    handings = queries.to_hand_over(dorte, to=bo, today=day_of(now))
    assert [(one.duty, one.to) for one in handings] == [(Duty.APPROVER_WANTED, anna)]
    operations.hand_over(dorte, to=bo, by=None, now=now)
    assert draft.again().state == State.DRAFT
    assert queries.pending_requests(draft.again()) == []
    assert Handover.objects.get().duty == Duty.APPROVER_WANTED
