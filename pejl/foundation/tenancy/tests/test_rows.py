"""The first wall: managers, and the ways round them that Django leaves open."""

from __future__ import annotations

import pytest

from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import ForeignSpace
from pejl.organisation.models import Unit
from pejl.themes.models import Theme
from pejl.themes.names import Kind


@pytest.fixture
def foreign_theme(carla, other_space, now):
    with scopes.scope(other_space.pk):
        return Theme.objects.create(title="Fremmed", need="x", kind=Kind.OTHER, proposed_by=carla, proposed_at=now)


def test_rows_are_not_reached_outside_a_scope(db):
    with pytest.raises(scopes.NoScope):
        Person.objects.count()
    with pytest.raises(scopes.NoScope):
        Person.objects.exists()


def test_rows_of_another_space_are_not_seen(space, anna, carla):
    assert list(Person.objects.all()) == [anna]
    assert not Person.objects.filter(pk=carla.pk).exists()


def test_forward_foreign_key_does_not_lead_into_another_space(space, anna, foreign_theme, carla):
    with pytest.raises(Person.DoesNotExist):
        _ = Theme(proposed_by_id=carla.pk).proposed_by


def test_refresh_does_not_read_another_space(space, foreign_theme):
    with pytest.raises(Theme.DoesNotExist):
        foreign_theme.refresh_from_db()


def test_saving_by_primary_key_does_not_overwrite_another_space(space, other_space, foreign_theme):
    foreign_theme.title = "Overskrevet"
    with pytest.raises(ForeignSpace):
        foreign_theme.save()
    with scopes.scope(other_space.pk):
        assert foreign_theme.again().title == "Fremmed"


def test_deleting_does_not_reach_another_space(space, other_space, foreign_theme):
    with pytest.raises(ForeignSpace):
        foreign_theme.delete()
    assert Theme.objects.filter(pk=foreign_theme.pk).delete()[0] == 0
    with scopes.scope(other_space.pk):
        assert Theme.objects.filter(pk=foreign_theme.pk).exists()


def test_updating_does_not_reach_another_space(space, other_space, foreign_theme):
    assert Theme.objects.filter(pk=foreign_theme.pk).update(title="Overskrevet") == 0
    with scopes.scope(other_space.pk):
        assert foreign_theme.again().title == "Fremmed"


def test_bulk_create_stays_in_the_space(space, other_space, now):
    with pytest.raises(ForeignSpace):
        Unit.objects.bulk_create([Unit(space_id=other_space.pk, name="Snyd", since_on=now.date())])


def test_reading_scope_refuses_to_write(space, anna):
    from django.db import DatabaseError, transaction

    with pytest.raises(DatabaseError), transaction.atomic(), scopes.scope(space.pk, read_only=True):
        Unit.objects.create(name="Snyd", since_on="2026-01-01")


def test_writing_is_possible_again_after_a_reading_scope(space, anna):
    with scopes.scope(space.pk, read_only=True):
        assert Unit.objects.count() == 0
    Unit.objects.create(name="Sygedagpenge", since_on="2026-01-01")
    assert Unit.objects.count() == 1


def test_scopes_nest_and_come_back(space, other_space, anna, carla):
    with scopes.scope(other_space.pk):
        assert list(Person.objects.all()) == [carla]
    assert list(Person.objects.all()) == [anna]
