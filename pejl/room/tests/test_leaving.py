"""What becomes of what a leaver took on at meetings."""

from __future__ import annotations

from datetime import datetime

from pejl.foundation.tenancy.models import Person
from pejl.guidance.tests.factories import a_product
from pejl.organisation.models import Handover
from pejl.organisation.names import Duty
from pejl.room import operations, queries
from pejl.room.models import ProductDuty, UnclearPoint
from pejl.room.tests.factories import Evening, begun


def test_product_and_unclear_point_go_on(evening: Evening, anna: Person, bo: Person, now: datetime) -> None:
    begun(evening, evening.framing, by=anna, now=now)
    operations.take_on_product(meeting=evening.meeting, person=bo, what="Skema", by=bo, now=now)
    operations.note_unclear_point(meeting=evening.meeting, text="Hvem betaler?", caretaker=bo, by=bo, now=now)
    handings = queries.to_hand_over(bo, to=anna)
    assert [(one.duty, one.thing.title) for one in handings] == [
        (Duty.PRODUCT, "Skema"),
        (Duty.UNCLEAR_POINT, "Hvem betaler?"),
    ]
    operations.hand_over(bo, to=anna, by=None, now=now)
    assert ProductDuty.objects.get().person == anna
    assert UnclearPoint.objects.get().caretaker == anna
    assert {(row.of, row.to, row.duty) for row in Handover.objects.all()} == {
        (bo, anna, Duty.PRODUCT),
        (bo, anna, Duty.UNCLEAR_POINT),
    }


def test_summary_says_who_had_it(evening: Evening, anna: Person, bo: Person, now: datetime) -> None:
    begun(evening, evening.framing, by=anna, now=now)
    duty = operations.take_on_product(meeting=evening.meeting, person=bo, what="Skema", by=bo, now=now)
    operations.hand_over(bo, to=anna, by=None, now=now)
    (told,) = queries.product_duties_of(evening.meeting)
    assert (told.pk, told.person, told.had_by) == (duty.pk, anna, "Bo Bæk")
    assert "Anna Ager, after Bo Bæk" in queries.minutes_of(evening.meeting.again(), now).section("products").text


def test_what_is_begun_and_what_is_clear_stays(evening: Evening, anna: Person, bo: Person, now: datetime) -> None:
    begun(evening, evening.framing, by=anna, now=now)
    duty = operations.take_on_product(meeting=evening.meeting, person=bo, what="Skema", by=bo, now=now)
    operations.link_product(duty=duty, product=a_product(bo, now), by=bo, now=now)
    point = operations.note_unclear_point(meeting=evening.meeting, text="Hvem?", caretaker=bo, by=bo, now=now)
    operations.settle_unclear_point(point=point, by=bo, now=now)
    operations.hand_over(bo, to=anna, by=None, now=now)
    assert duty.again().person == point.again().caretaker == bo
    assert not Handover.objects.exists()


def test_same_product_is_not_made_twice(evening: Evening, anna: Person, bo: Person, now: datetime) -> None:
    begun(evening, evening.framing, by=anna, now=now)
    for person in (anna, bo):
        operations.take_on_product(meeting=evening.meeting, person=person, what="Skema", by=person, now=now)
    operations.hand_over(bo, to=anna, by=None, now=now)
    assert [duty.person for duty in ProductDuty.objects.all()] == [anna]


def test_nothing_is_handed_to_nobody(evening: Evening, anna: Person, bo: Person, now: datetime) -> None:
    begun(evening, evening.framing, by=anna, now=now)
    duty = operations.take_on_product(meeting=evening.meeting, person=bo, what="Skema", by=bo, now=now)
    operations.hand_over(bo, to=None, by=None, now=now)
    assert duty.again().person == bo
