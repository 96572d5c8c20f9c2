"""What is asked of the organisation."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from pejl.foundation.formats.moments import day_of
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy.models import Person, Space
from pejl.organisation import operations, queries
from pejl.organisation.tests.factories import a_function, a_group, a_unit, an_approver, employed


def test_colleagues_are_those_who_work_here_by_name(anna: Person, bo: Person, carla: Person, now: datetime) -> None:
    aage = tenancy.seat(name="Åge Ærø")
    tenancy.seat(name="Gerda Gæst", is_guest=True)
    gone = tenancy.seat(name="Dorte Dam")
    operations.leave(person=gone, now=now)
    assert list(queries.colleagues()) == [anna, bo, aage]


def test_named_finds_danish_letters_in_any_spelling(space: Space, now: datetime) -> None:
    aage = tenancy.seat(name="Åge Ærø")
    assert list(queries.named("aage")) == [aage]
    assert list(queries.named("ÆRØ")) == [aage]
    assert not queries.named("arø")


def test_people_in_a_unit_are_also_those_in_the_units_below(anna: Person, bo: Person, now: datetime) -> None:
    department = a_unit(now, "Afdelingen")
    team = a_unit(now, "Teamet", parent=a_unit(now, "Sektionen", parent=department))
    function = a_function(now)
    employed(anna, now, department, function)
    employed(bo, now, team, function)
    assert list(queries.people_in(units=[department.pk], today=day_of(now))) == [anna, bo]
    assert list(queries.people_in(units=[team.pk], today=day_of(now))) == [bo]
    assert not queries.people_in(today=day_of(now))


def test_people_in_units_or_functions_are_there_once(anna: Person, bo: Person, now: datetime) -> None:
    unit, function = a_unit(now), a_function(now)
    employed(anna, now, unit, function)
    employed(anna, now, a_unit(now, "Andet"), function)
    employed(bo, now, a_unit(now, "Tredje"), function)
    assert list(queries.people_in(units=[unit.pk], functions=[function.pk], today=day_of(now))) == [anna, bo]
    assert not queries.people_in(functions=[function.pk], today=day_of(now) - timedelta(days=1))


def test_units_are_those_of_the_day_in_danish_order(space: Space, now: datetime) -> None:
    for name in ("Ådalen", "Østre", "Zonen"):
        a_unit(now, name)
    operations.add_unit(name="Fremtiden", since_on=day_of(now) + timedelta(days=1), now=now)
    assert [unit.name for unit in queries.units(day_of(now))] == ["Zonen", "Østre", "Ådalen"]
    assert [unit.name for unit in queries.units()] == ["Fremtiden", "Zonen", "Østre", "Ådalen"]


def test_functions_of_a_person_are_named_once(anna: Person, now: datetime) -> None:
    function = a_function(now, "Mentor")
    employed(anna, now, a_unit(now, "Et"), function)
    employed(anna, now, a_unit(now, "To"), function)
    employed(anna, now, a_unit(now, "Tre"), a_function(now, "Jobkonsulent"))
    assert queries.functions_of(anna, day_of(now)) == ["Jobkonsulent", "Mentor"]


def test_functions_by_person_hold_everybody_of_the_day(anna: Person, bo: Person, now: datetime) -> None:
    mentor, caseworker = a_function(now, "Mentor"), a_function(now, "Sagsbehandler")
    for function in (caseworker, mentor):
        employed(anna, now, a_unit(now, f"Team {function.name}"), function)
    employed(anna, now, a_unit(now, "Endnu et"), mentor)
    employed(bo, now, a_unit(now, "Bos"), caseworker)
    assert queries.functions_by_person(day_of(now)) == {anna.pk: ["Mentor", "Sagsbehandler"], bo.pk: ["Sagsbehandler"]}
    assert queries.functions_by_person(day_of(now) - timedelta(days=1)) == {}


def test_approvers_hold_a_function_that_approves(anna: Person, bo: Person, now: datetime) -> None:
    an_approver(anna, now)
    employed(bo, now)
    assert list(queries.approvers(day_of(now))) == [anna]


def test_groups_bring_their_members_in_two_questions(
    anna: Person, bo: Person, now: datetime, django_assert_num_queries: Any
) -> None:
    first, second = a_group(now, bo, anna, name="B-gruppen"), a_group(now, anna, name="A-gruppen")
    with django_assert_num_queries(2):
        groups = list(queries.groups(day_of(now)))
        members = [[seat.person for seat in group.seats] for group in groups]
    assert groups == [second, first]
    assert members == [[anna], [anna, bo]]
    assert list(queries.members_of(first, day_of(now))) == [anna, bo]
