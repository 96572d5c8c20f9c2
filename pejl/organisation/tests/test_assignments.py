"""Who leads, stands in, mentors and looks after Pejl."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from pejl.foundation.formats.moments import day_of
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy.models import Person
from pejl.organisation import operations, permissions, queries
from pejl.organisation.models import Assignment
from pejl.organisation.names import AssignmentKind
from pejl.organisation.tests.factories import a_guest, a_unit, an_administrator, employed

DAY = timedelta(days=1)


def leaders(unit_id: object, day: object) -> list[str]:
    """The names of who leads the unit that day."""
    return [row.person.name for row in queries.leaders_by_unit([unit_id], day).get(unit_id, [])]  # type: ignore[list-item,arg-type,call-overload]


def test_leader_change_in_the_middle_of_the_year_keeps_both(anna: Person, bo: Person, now: datetime) -> None:
    unit, today = a_unit(now), day_of(now)
    first = operations.appoint_leader(unit=unit, person=anna, since_on=today, now=now)
    summer = today + 90 * DAY
    operations.appoint_leader(unit=unit, person=bo, since_on=summer, instead_of=first, now=now)
    assert leaders(unit.pk, summer - DAY) == ["Anna Ager"]
    assert leaders(unit.pk, summer) == ["Bo Bæk"]
    assert first.again().until_on == summer - DAY


def test_two_lead_beside_each_other_but_nobody_twice(anna: Person, bo: Person, now: datetime) -> None:
    unit, today = a_unit(now), day_of(now)
    for person in (bo, anna):
        operations.appoint_leader(unit=unit, person=person, since_on=today, now=now)
    assert leaders(unit.pk, today) == ["Anna Ager", "Bo Bæk"]
    with pytest.raises(Refusal) as refused:
        operations.appoint_leader(unit=unit, person=bo, since_on=today + DAY, now=now)
    assert refused.value.field == "person"


def test_correction_on_the_same_day_leaves_no_trace(anna: Person, bo: Person, now: datetime) -> None:
    unit, today = a_unit(now), day_of(now)
    wrong = operations.appoint_leader(unit=unit, person=anna, since_on=today, now=now)
    operations.appoint_leader(unit=unit, person=bo, since_on=today, instead_of=wrong, now=now)
    assert [row.person for row in Assignment.objects.all()] == [bo]


def test_one_stands_in_and_the_next_takes_over(anna: Person, bo: Person, now: datetime) -> None:
    dorte = tenancy.seat(name="Dorte Dam")
    today = day_of(now)
    first = operations.appoint_deputy(for_person=anna, person=bo, since_on=today, now=now)
    operations.appoint_deputy(for_person=anna, person=dorte, since_on=today + 7 * DAY, now=now)
    assert first.again().until_on == today + 6 * DAY
    assert queries.successor_of(anna, today) == bo
    assert queries.successor_of(anna, today + 7 * DAY) == dorte


def test_nobody_is_their_own_deputy_or_mentor(anna: Person, now: datetime) -> None:
    for appoint in (operations.appoint_deputy, operations.appoint_mentor):
        with pytest.raises(Invalid) as refused:
            appoint(for_person=anna, person=anna, since_on=day_of(now), now=now)
        assert refused.value.field == "person"


def test_guest_is_appointed_to_nothing(anna: Person, bo: Person, now: datetime) -> None:
    guest = a_guest(an_administrator(anna, now), now)
    with pytest.raises(Invalid):
        operations.appoint_administrator(person=guest, now=now)
    with pytest.raises(Invalid):
        operations.appoint_mentor(for_person=bo, person=guest, since_on=day_of(now), now=now)


def test_leader_says_who_is_a_mentor_in_the_unit_only(anna: Person, bo: Person, now: datetime) -> None:
    dorte, today = tenancy.seat(name="Dorte Dam"), day_of(now)
    department = a_unit(now, "Afdelingen")
    membership = employed(bo, now, a_unit(now, "Teamet", parent=department))
    employed(dorte, now, a_unit(now, "Et andet"), membership.function)
    operations.appoint_leader(unit=department, person=anna, since_on=today, now=now)
    mentor = operations.appoint_mentor(for_person=bo, person=dorte, since_on=today, by=anna, now=now)
    operations.end_assignment(assignment=mentor, until_on=today, by=anna, now=now)
    operations.reopen_assignment(assignment=mentor, by=anna, now=now)
    with pytest.raises(NotAllowed):
        operations.appoint_mentor(for_person=dorte, person=bo, since_on=today, by=anna, now=now)
    with pytest.raises(NotAllowed):
        operations.appoint_deputy(for_person=bo, person=dorte, since_on=today, by=anna, now=now)


def test_last_one_who_looks_after_pejl_stays(anna: Person, bo: Person, now: datetime) -> None:
    an_administrator(anna, now)
    held = Assignment.objects.get(kind=AssignmentKind.ADMINISTRATOR)
    with pytest.raises(Refusal, match="Anna Ager"):
        operations.end_assignment(assignment=held, until_on=day_of(now), by=anna, now=now)
    with pytest.raises(Refusal, match="Anna Ager"):
        operations.leave(person=anna, by=anna, now=now)
    assert anna.again().left_on is None
    an_administrator(bo, now)
    operations.end_assignment(assignment=held, until_on=day_of(now), by=anna, now=now)
    assert not permissions.looks_after(anna, day_of(now) + DAY)


def test_last_one_counts_only_those_who_stay(anna: Person, bo: Person, now: datetime) -> None:
    an_administrator(anna, now)
    an_administrator(bo, now)
    operations.leave(person=bo, now=now)
    with pytest.raises(Refusal):
        operations.leave(person=anna, now=now)


def test_nobody_looks_after_pejl_twice(anna: Person, now: datetime) -> None:
    an_administrator(anna, now)
    with pytest.raises(Refusal):
        operations.appoint_administrator(person=anna, by=anna, now=now)
    assert Assignment.objects.count() == 1


def test_looking_after_pejl_is_asked_of_the_day(anna: Person, bo: Person, now: datetime) -> None:
    an_administrator(anna, now)
    assert permissions.looks_after(anna, day_of(now))
    assert not permissions.looks_after(anna, day_of(now) - DAY)
    assert not permissions.looks_after(bo, day_of(now))
    with pytest.raises(NotAllowed):
        operations.appoint_administrator(person=bo, by=bo, now=now)
