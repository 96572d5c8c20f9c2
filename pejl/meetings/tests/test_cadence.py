"""A unit's rhythm, its pauses and its closed days: who says them, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.utils import translation

from pejl.foundation.audit.models import Event
from pejl.foundation.live.tests.at_once import refused_at_once
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal, Stale
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person, Space
from pejl.meetings import operations, permissions, queries
from pejl.meetings.models import ClosedDays, Pause, Rhythm
from pejl.meetings.names import Kind
from pejl.meetings.tests.factories import a_meeting, a_pause, a_rhythm, an_announced_meeting
from pejl.organisation import operations as organisation
from pejl.organisation.models import Unit
from pejl.organisation.tests.factories import a_function, a_group, a_guest, a_unit, an_administrator, employed
from tests.people import person_in

TODAY = date(2026, 3, 4)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """What is refused is compared as they are written here."""
    with translation.override("en"):
        yield


@pytest.fixture
def unit(anna: Person, now: datetime) -> Unit:
    """Anna's unit."""
    unit = a_unit(now)
    employed(anna, now, unit)
    return unit


def test_a_unit_has_no_rhythm_until_somebody_sets_one(anna: Person, unit: Unit, now: datetime) -> None:
    present = queries.cadence_of(unit, person=anna, now=now)
    assert (present.rhythm, present.pause, present.last, present.next) == (None, None, None, None)
    assert not present.is_due
    assert queries.days_for(present).days == ()


def test_rhythm_is_set_and_told_to_the_audit(anna: Person, unit: Unit, now: datetime) -> None:
    rhythm = a_rhythm(unit, by=anna, now=now)
    assert (rhythm.weeks, rhythm.weekday, rhythm.since_on, rhythm.set_by) == (10, 2, TODAY, anna)
    line = Event.objects.get(event="rhythm.set")
    assert (line.subject_id, line.by_id) == (rhythm.pk, anna.pk)


def test_change_ends_the_one_before_and_keeps_it(anna: Person, unit: Unit, now: datetime) -> None:
    first = a_rhythm(unit, by=anna, now=now)
    later = now + timedelta(days=30)
    second = a_rhythm(unit, by=anna, now=later, weeks=5, expected=first.pk)
    assert first.again().until_on == TODAY + 29 * DAY
    assert queries.cadence_of(unit, person=anna, now=later).rhythm == second
    assert queries.rhythms_before(unit, person=anna, today=TODAY + 30 * DAY) == [first]


def test_change_on_the_same_day_leaves_no_trace_of_a_rhythm_that_never_was(
    anna: Person, unit: Unit, now: datetime
) -> None:
    first = a_rhythm(unit, by=anna, now=now)
    second = a_rhythm(unit, by=anna, now=now, weeks=5, expected=first.pk)
    assert list(Rhythm.objects.all()) == [second]


def test_ended_rhythm_means_by_need(anna: Person, unit: Unit, now: datetime) -> None:
    rhythm = a_rhythm(unit, by=anna, now=now)
    later = now + timedelta(days=1)
    operations.end_rhythm(unit=unit, expected=rhythm.pk, by=anna, now=later)
    assert rhythm.again().until_on == TODAY
    assert queries.cadence_of(unit, person=anna, now=later).rhythm is None


def test_each_kind_of_meeting_has_a_rhythm_of_its_own(anna: Person, unit: Unit, now: datetime) -> None:
    learning = a_rhythm(unit, by=anna, now=now)
    a_rhythm(unit, by=anna, now=now, weeks=4, kind=Kind.DEPARTMENT)
    assert queries.cadence_of(unit, person=anna, now=now).rhythm == learning
    found = queries.cadence_of(unit, person=anna, now=now, kind=Kind.DEPARTMENT).rhythm
    assert found is not None
    assert found.weeks == 4


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"weeks": 0}, "weeks"),
        ({"weeks": 60}, "weeks"),
        ({"weekday": 5}, "weekday"),
        ({"weekday": 7}, "weekday"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 500}, "minutes"),
        ({"starts_at": time(2, 30)}, "starts_at"),
        ({"starts_at": time(20), "minutes": 180}, "starts_at"),
    ],
)
def test_rhythm_that_nobody_could_keep_is_refused(
    anna: Person, unit: Unit, now: datetime, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        a_rhythm(unit, by=anna, now=now, **changes)
    assert refused.value.field == field
    assert not Rhythm.objects.exists()


def test_second_of_two_who_change_it_sees_that_it_changed(anna: Person, bo: Person, unit: Unit, now: datetime) -> None:
    employed(bo, now, unit, a_function(now, "Mentor"))
    a_rhythm(unit, by=anna, now=now)
    with pytest.raises(Stale):
        a_rhythm(unit, by=bo, now=now, weeks=4)
    with pytest.raises(Stale):
        operations.end_rhythm(unit=unit, expected=None, by=bo, now=now)


def test_two_who_set_it_in_the_same_instant_leave_one(transactional_db: None, now: datetime) -> None:
    space = tenancy.open_space(name="Jobcenter Nordager", now=now)
    with scopes.scope(space.pk):
        anna, bo = tenancy.seat(name="Anna Ager"), tenancy.seat(name="Bo Bæk")
        unit, function = a_unit(now), a_function(now)
        for person in (anna, bo):
            employed(person, now, unit, function)
    setting = [lambda by=by: a_rhythm(unit, by=by, now=now) for by in (anna, bo)]
    assert [type(one) for one in refused_at_once(space, *setting)] == [Stale]
    with scopes.scope(space.pk):
        assert Rhythm.objects.filter(until_on=None).count() == 1


def test_pauses_taken_in_the_same_instant_do_not_overlap(transactional_db: None, now: datetime) -> None:
    space = tenancy.open_space(name="Jobcenter Nordager", now=now)
    with scopes.scope(space.pk):
        anna, unit = tenancy.seat(name="Anna Ager"), a_unit(now)
        employed(anna, now, unit)
    taking = [lambda: a_pause(unit, by=anna, now=now)] * 2
    assert len(refused_at_once(space, *taking)) == 1


def who_may(now: datetime, unit: Unit, *people: Person) -> list[bool]:
    return [permissions.keeps_rhythm(person, unit, TODAY) for person in people]


def test_rhythm_is_kept_by_those_who_belong_lead_or_sit_in_a_working_group(
    anna: Person, bo: Person, space: Space, unit: Unit, now: datetime
) -> None:
    below = a_unit(now, "Team Øst", unit)
    member, lead, above = (person_in(space, name, f"{name}@nordager.example") for name in ("mie", "lea", "ole"))
    keeper = an_administrator(person_in(space, "kim", "kim@nordager.example"), now)
    for led, leader in ((below, lead), (unit, above)):
        organisation.appoint_leader(unit=led, person=leader, since_on=TODAY, by=keeper, now=now)
    a_group(now, member)
    assert who_may(now, unit, anna, member, above, bo, keeper, lead) == [True, True, True, False, False, False]
    assert who_may(now, below, anna, member, above, lead) == [False, True, True, True]
    with pytest.raises(NotAllowed):
        a_rhythm(unit, by=bo, now=now)


def test_who_belongs_to_a_team_belongs_to_what_it_is_part_of(
    anna: Person, bo: Person, unit: Unit, now: datetime
) -> None:
    employed(bo, now, a_unit(now, "Team Øst", unit), a_function(now, "Mentor"))
    assert who_may(now, unit, bo) == [True]


def test_guest_keeps_no_rhythm_and_sees_none(anna: Person, unit: Unit, now: datetime) -> None:
    a_rhythm(unit, by=anna, now=now)
    a_pause(unit, by=anna, now=now)
    guest = a_guest(an_administrator(anna, now), now)
    assert who_may(now, unit, guest) == [False]
    present = queries.cadence_of(unit, person=guest, now=now)
    assert (present.rhythm, present.pause) == (None, None)
    assert queries.pauses_of(unit, person=guest) == []


def test_pause_is_a_state_with_a_reason_and_silences_every_hint(anna: Person, unit: Unit, now: datetime) -> None:
    a_rhythm(unit, by=anna, now=now)
    assert queries.cadence_of(unit, person=anna, now=now).is_due
    pause = a_pause(unit, by=anna, now=now)
    present = queries.cadence_of(unit, person=anna, now=now)
    assert (present.pause, present.is_pausing, present.is_due) == (pause, True, False)
    assert pause.reason == "Vi arbejder med, hvordan vi giver sparring."


def test_pause_to_come_is_no_pause_yet(anna: Person, unit: Unit, now: datetime) -> None:
    a_rhythm(unit, by=anna, now=now)
    a_pause(unit, by=anna, now=now, since_on=TODAY + 60 * DAY)
    present = queries.cadence_of(unit, person=anna, now=now)
    assert present.pause is not None
    assert (present.is_pausing, present.is_due) == (False, True)


def test_pause_ended_early_goes_on_in_the_history_only(anna: Person, unit: Unit, now: datetime) -> None:
    pause = a_pause(unit, by=anna, now=now)
    later = now + timedelta(days=14)
    operations.end_pause(pause=pause, by=anna, now=later)
    assert pause.again().until_on == TODAY + 13 * DAY
    assert queries.cadence_of(unit, person=anna, now=later).pause is None
    assert queries.pauses_of(unit, person=anna) == [pause]
    with pytest.raises(Refusal, match="over already"):
        operations.end_pause(pause=pause, by=anna, now=later)


def test_pause_taken_back_on_its_first_day_never_was(anna: Person, unit: Unit, now: datetime) -> None:
    pause = a_pause(unit, by=anna, now=now)
    operations.end_pause(pause=pause, by=anna, now=now)
    assert not Pause.objects.exists()
    with pytest.raises(Refusal, match="over already"):
        operations.end_pause(pause=pause, by=anna, now=now)


def test_pause_can_be_told_afterwards(anna: Person, unit: Unit, now: datetime) -> None:
    pause = a_pause(unit, by=anna, now=now, since_on=TODAY - 200 * DAY, until_on=TODAY - 20 * DAY)
    assert queries.cadence_of(unit, person=anna, now=now).pause is None
    assert queries.pauses_of(unit, person=anna) == [pause]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"until_on": TODAY - DAY}, "until_on"),
        ({"until_on": date(2036, 1, 1)}, "until_on"),
        ({"since_on": date(2006, 1, 1)}, "since_on"),
        ({"reason": " - "}, "reason"),
    ],
)
def test_pause_that_cannot_be_is_refused_where_it_is_wrong(
    anna: Person, unit: Unit, now: datetime, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        a_pause(unit, by=anna, now=now, **changes)
    assert refused.value.field == field


def test_two_pauses_of_a_kind_do_not_overlap(anna: Person, unit: Unit, now: datetime) -> None:
    a_pause(unit, by=anna, now=now)
    with pytest.raises(Refusal, match="already"):
        a_pause(unit, by=anna, now=now, since_on=TODAY + DAY)
    a_pause(unit, by=anna, now=now, kind=Kind.DEPARTMENT)


def test_unit_that_is_closed_gets_no_rhythm(anna: Person, unit: Unit, now: datetime) -> None:
    Unit.objects.filter(pk=unit.pk).update(until_on=TODAY)
    with pytest.raises(Refusal, match="does not exist"):
        a_rhythm(unit.again(), by=anna, now=now + timedelta(days=2))


def test_meeting_is_the_units_when_half_of_its_people_are_asked(
    anna: Person, bo: Person, unit: Unit, now: datetime
) -> None:
    a_rhythm(unit, by=anna, now=now)
    meeting = an_announced_meeting(bo, now=now)
    assert queries.cadence_of(unit, person=anna, now=now).next is None
    operations.invite(meeting=meeting, people=[anna], by=bo, now=now)
    present = queries.cadence_of(unit, person=anna, now=now)
    assert (present.next, present.is_due) == (meeting, False)
    after = queries.cadence_of(unit, person=anna, now=now + timedelta(days=30))
    assert (after.last, after.next, after.is_due) == (meeting, None, False)
    assert queries.cadence_of(unit, person=anna, now=now + timedelta(weeks=9)).is_due


def test_draft_of_another_is_not_told(anna: Person, bo: Person, unit: Unit, now: datetime) -> None:
    draft = a_meeting(anna, now=now)
    assert queries.cadence_of(unit, person=anna, now=now).next == draft
    assert queries.cadence_of(unit, person=bo, now=now).next is None


def closed(by: Person, now: datetime, **changes: Any) -> ClosedDays:
    told: dict[str, Any] = {"unit": None, "label": "Personaledag", "first_on": TODAY, "last_on": TODAY + DAY}
    return operations.add_closed_days(**(told | changes), by=by, now=now)


def test_closed_days_of_the_house_are_kept_by_those_who_look_after_pejl(
    anna: Person, bo: Person, unit: Unit, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        closed(anna, now)
    keeper = an_administrator(bo, now)
    row = closed(keeper, now)
    operations.change_closed_days(closed_days=row, label="Fællesdag", first_on=TODAY, last_on=TODAY, by=keeper, now=now)
    assert [(one.label, one.last_on) for one in queries.closed_days(anna, None, TODAY)] == [("Fællesdag", TODAY)]
    operations.remove_closed_days(closed_days=row, by=keeper, now=now)
    assert not ClosedDays.objects.exists()
    with pytest.raises(Refusal, match="already"):
        operations.remove_closed_days(closed_days=row, by=keeper, now=now)


def test_closed_days_of_a_unit_are_kept_by_its_people(anna: Person, bo: Person, unit: Unit, now: datetime) -> None:
    row = closed(anna, now, unit=unit)
    closed(anna, now, unit=unit, label="Overlapper")
    assert queries.closed_days(bo, unit, TODAY).count() == 2
    with pytest.raises(NotAllowed):
        operations.remove_closed_days(closed_days=row, by=an_administrator(bo, now), now=now)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"last_on": TODAY - DAY}, "last_on"),
        ({"last_on": TODAY + 800 * DAY}, "last_on"),
        ({"first_on": date(2099, 1, 1), "last_on": date(2099, 1, 2)}, "first_on"),
        ({"label": "--"}, "label"),
    ],
)
def test_closed_days_that_cannot_be_are_refused_where_they_are_wrong(
    anna: Person, unit: Unit, now: datetime, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        closed(anna, now, unit=unit, **changes)
    assert refused.value.field == field
