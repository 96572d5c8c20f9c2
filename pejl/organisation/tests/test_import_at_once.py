"""An import, and somebody else at the same instant."""

from __future__ import annotations

from datetime import datetime

import pytest

from pejl.foundation.live.tests.at_once import refused_at_once
from pejl.foundation.refusals import Stale
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person, Space
from pejl.organisation import operations
from pejl.organisation.models import Function, Import, Membership, Unit
from pejl.organisation.names import ImportState
from pejl.organisation.operations import importing
from pejl.organisation.tests.staff import HEAD, TODAY, a_keeper, sent
from tests.people import person_in

pytestmark = pytest.mark.django_db(transaction=True)

LINES = HEAD + "".join(f"{n};Kollega {n};;Team Nord;Mentor;;\n" for n in range(120))


@pytest.fixture
def place(now: datetime) -> Space:
    """A job centre that is committed."""
    return tenancy.open_space(name="Jobcenter Nordager", now=now)


@pytest.fixture
def keeper(place: Space, now: datetime) -> Person:
    """Looks after Pejl there."""
    with scopes.scope(place.pk):
        return a_keeper(place, now)


def asked_for(prepared: Import, by: Person, now: datetime) -> None:
    """Carry it out, in the background."""
    importing.carry_out_import(prepared=prepared, end_missing=False, by=by, now=now)


def test_of_two_administrators_one_imports_and_the_other_is_told(place: Space, keeper: Person, now: datetime) -> None:
    with scopes.scope(place.pk):
        other = person_in(place, "Jørgen Vestmark", "joergen@nordager.example")
        operations.appoint_administrator(person=other, now=now)
        mine, theirs = sent(LINES, keeper, now), sent(LINES, other, now)
    [refusal] = refused_at_once(place, lambda: asked_for(mine, keeper, now), lambda: asked_for(theirs, other, now))
    assert refusal.code == "refused"
    with scopes.scope(place.pk):
        assert sorted(Import.objects.values_list("state", flat=True)) == [ImportState.PREPARED, ImportState.RUNNING]


def test_the_same_import_by_two_workers_is_carried_out_once(place: Space, keeper: Person, now: datetime) -> None:
    """A worker that was thought dead, and the one that took its work over."""
    with scopes.scope(place.pk):
        prepared = sent(LINES, keeper, now)
        asked_for(prepared, keeper, now)
    perform = [lambda: importing.perform_import(import_id=prepared.pk, now=now)] * 2
    assert refused_at_once(place, *perform) == []
    with scopes.scope(place.pk):
        assert prepared.again().state == ImportState.DONE
        assert Person.objects.filter(name__startswith="Kollega").count() == 120
        assert Membership.objects.filter(unit__name="Team Nord").count() == 120


def test_a_change_at_the_same_instant_comes_before_or_after(place: Space, keeper: Person, now: datetime) -> None:
    with scopes.scope(place.pk):
        prepared = sent(LINES, keeper, now)
        asked_for(prepared, keeper, now)
    refused = refused_at_once(
        place,
        lambda: importing.perform_import(import_id=prepared.pk, now=now),
        lambda: operations.add_unit(name="Team Nord", since_on=TODAY, by=keeper, now=now),
    )
    with scopes.scope(place.pk):
        assert Unit.objects.filter(name="Team Nord").count() == 1
        people = Person.objects.filter(name__startswith="Kollega").count()
        if prepared.again().state == ImportState.DONE:
            assert (people, len(refused)) == (120, 1)  # the unit was there already
        else:
            assert (people, Function.objects.filter(name="Mentor").count()) == (0, 0)
            assert prepared.again().problem
            assert refused == []


def test_stopping_it_as_it_begins_stops_all_of_it_or_nothing(place: Space, keeper: Person, now: datetime) -> None:
    with scopes.scope(place.pk):
        prepared = sent(LINES, keeper, now)
        asked_for(prepared, keeper, now)
    refused = refused_at_once(
        place,
        lambda: importing.perform_import(import_id=prepared.pk, now=now),
        lambda: importing.halt_import(running=prepared, by=keeper, now=now),
    )
    with scopes.scope(place.pk):
        people = Person.objects.filter(name__startswith="Kollega").count()
        if refused:
            assert (prepared.again().state, people) == (ImportState.DONE, 120)
        else:
            assert (prepared.again().state, people) == (ImportState.PREPARED, 0)
        assert not any(isinstance(one, Stale) for one in refused)
