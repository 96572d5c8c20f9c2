"""Units and functions: named, moved, closed, retired."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from pejl.foundation.audit.models import Event
from pejl.foundation.formats.moments import day_of
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal
from pejl.foundation.tenancy.models import Person, Space
from pejl.organisation import operations
from pejl.organisation.models import Assignment, Function, Unit
from pejl.organisation.names import Side
from pejl.organisation.tests.factories import a_function, a_unit, an_administrator, employed


def test_only_who_looks_after_pejl_builds(anna: Person, bo: Person, now: datetime) -> None:
    an_administrator(anna, now)
    unit = operations.add_unit(name="Teamet", since_on=day_of(now), by=anna, now=now)
    with pytest.raises(NotAllowed):
        operations.rename_unit(unit=unit, name="Mit team", by=bo, now=now)
    assert unit.again().name == "Teamet"
    assert Event.objects.get(event="unit.added").by_id == anna.pk


@pytest.mark.parametrize("name", ["", "   ", "🙂🙂", "\u202e\u202d", "—"])
def test_name_that_says_nothing_is_refused(space: Space, now: datetime, name: str) -> None:
    with pytest.raises(Invalid) as refused:
        operations.add_unit(name=name, since_on=day_of(now), now=now)
    assert refused.value.field == "name"
    assert not Unit.objects.exists()


def test_name_is_kept_without_what_turns_its_direction(space: Space, now: datetime) -> None:
    unit = operations.add_unit(name="Team\u202e Nord", since_on=day_of(now), now=now)
    assert unit.again().name == "Team Nord"


def test_name_of_twenty_thousand_characters_is_refused(space: Space, now: datetime) -> None:
    with pytest.raises(Invalid):
        operations.add_unit(name="a" * 20_000, since_on=day_of(now), now=now)
    assert not Unit.objects.exists()


def test_two_units_of_a_name_lie_in_different_places(space: Space, now: datetime) -> None:
    north, south = a_unit(now, "Nord"), a_unit(now, "Syd")
    a_unit(now, "Team 1", parent=north)
    a_unit(now, "Team 1", parent=south)
    with pytest.raises(Refusal) as refused:
        a_unit(now, "Team 1", parent=north)
    assert refused.value.field == "name"


def test_unit_cannot_take_the_name_or_place_of_another(space: Space, now: datetime) -> None:
    north, south = a_unit(now, "Nord"), a_unit(now, "Syd")
    inside = a_unit(now, "Nord", parent=south)
    with pytest.raises(Refusal):
        operations.rename_unit(unit=south, name="Nord", now=now)
    with pytest.raises(Refusal):
        operations.move_unit(unit=inside, parent=None, now=now)
    operations.rename_unit(unit=north, name=" Nord ", now=now)
    assert north.again().name == "Nord"


def test_unit_moves_with_what_lies_in_it(space: Space, now: datetime) -> None:
    north, south = a_unit(now, "Nord"), a_unit(now, "Syd")
    team = a_unit(now, "Team", parent=north)
    operations.move_unit(unit=north, parent=south, now=now)
    assert Unit.objects.with_those_above([team.pk]) == {team.pk, north.pk, south.pk}


@pytest.mark.parametrize("into", ["itself", "child", "grandchild"])
def test_unit_is_not_moved_into_a_circle(space: Space, now: datetime, into: str) -> None:
    top = a_unit(now, "Øverst")
    middle = a_unit(now, "Mellem", parent=top)
    bottom = a_unit(now, "Nederst", parent=middle)
    target = {"itself": top, "child": middle, "grandchild": bottom}[into]
    with pytest.raises(Refusal) as refused:
        operations.move_unit(unit=top, parent=target, now=now)
    assert refused.value.field == "parent"
    assert top.again().parent_id is None


def test_unit_is_not_moved_into_a_closed_one(space: Space, now: datetime) -> None:
    old, team = a_unit(now, "Gammel"), a_unit(now, "Team")
    operations.close_unit(unit=old, on=day_of(now), now=now)
    with pytest.raises(Refusal):
        operations.move_unit(unit=team, parent=old.again(), now=now + timedelta(days=1))


def test_unit_with_people_or_units_is_not_closed(bo: Person, now: datetime) -> None:
    top = a_unit(now, "Øverst")
    team = a_unit(now, "Team", parent=top)
    with pytest.raises(Refusal, match="Team"):
        operations.close_unit(unit=top, on=day_of(now), now=now)
    membership = employed(bo, now, team)
    with pytest.raises(Refusal, match="Bo Bæk"):
        operations.close_unit(unit=team, on=day_of(now), now=now)
    operations.end_membership(membership=membership, until_on=day_of(now), now=now)
    operations.close_unit(unit=team, on=day_of(now), now=now)
    operations.close_unit(unit=top, on=day_of(now), now=now)
    assert not Unit.objects.on(day_of(now) + timedelta(days=1)).exists()


def test_unit_with_somebody_who_begins_later_is_not_closed(bo: Person, now: datetime) -> None:
    team, later = a_unit(now), day_of(now) + timedelta(days=30)
    operations.employ(person=bo, unit=team, function=a_function(now), since_on=later, now=now)
    with pytest.raises(Refusal, match="Bo Bæk"):
        operations.close_unit(unit=team, on=day_of(now), now=now)


def test_closed_unit_has_no_leader_and_can_go_on(bo: Person, now: datetime) -> None:
    team = a_unit(now)
    operations.appoint_leader(unit=team, person=bo, since_on=day_of(now), now=now)
    operations.close_unit(unit=team, on=day_of(now), now=now)
    assert Assignment.objects.get().until_on == day_of(now)
    operations.reopen_unit(unit=team, now=now)
    assert team.again().until_on is None


def test_unit_does_not_close_before_it_exists(space: Space, now: datetime) -> None:
    team = a_unit(now)
    with pytest.raises(Invalid) as refused:
        operations.close_unit(unit=team, on=day_of(now) - timedelta(days=1), now=now)
    assert refused.value.field == "until_on"


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1899, 12, 31), date(2062, 3, 4), date(9999, 12, 31)])
def test_day_far_away_is_a_slip_of_the_pen(space: Space, now: datetime, day: date) -> None:
    with pytest.raises(Invalid) as refused:
        operations.add_unit(name="Team", since_on=day, now=now)
    assert refused.value.field == "since_on"


def test_side_is_one_of_two_or_none(space: Space, now: datetime) -> None:
    team = operations.take_side(unit=a_unit(now), side=Side.PROVIDER, now=now)
    assert team.again().side == Side.PROVIDER
    assert operations.take_side(unit=team, side="", now=now).side == ""
    with pytest.raises(Invalid):
        operations.take_side(unit=team, side="venstre", now=now)


def test_function_is_changed_under_a_free_name(space: Space, now: datetime) -> None:
    a_function(now, "Mentor")
    function = a_function(now, "Sagsbehandler")
    with pytest.raises(Refusal):
        operations.change_function(function=function, name="Mentor", may_approve=False, is_management=False, now=now)
    operations.change_function(function=function, name="Rådgiver", may_approve=True, is_management=True, now=now)
    changed = Function.objects.get(name="Rådgiver")
    assert (changed.may_approve, changed.is_management) == (True, True)


def test_nobody_new_is_put_into_a_retired_function(anna: Person, bo: Person, now: datetime) -> None:
    membership = employed(anna, now)
    operations.retire_function(function=membership.function, now=now)
    with pytest.raises(Refusal) as refused:
        employed(bo, now, membership.unit, membership.function.again())
    assert refused.value.field == "function"
    operations.take_up_function(function=membership.function, now=now)
    employed(bo, now, membership.unit, membership.function.again())
