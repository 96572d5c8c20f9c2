"""The first wall: managers, and the ways round them that Django leaves open."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from pejl.foundation.live.models import Topic
from pejl.foundation.notices.models import Notice
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import ForeignSpace


@pytest.fixture
def foreign_notice(carla, other_space, now):
    with scopes.scope(other_space.pk):
        return Notice.objects.create(person=carla, subject="Fremmed", text="x", created_at=now)


def test_rows_are_not_reached_outside_a_scope(db):
    with pytest.raises(scopes.NoScope):
        Person.objects.count()
    with pytest.raises(scopes.NoScope):
        Person.objects.exists()


def test_rows_of_another_space_are_not_seen(space, anna, carla):
    assert list(Person.objects.all()) == [anna]
    assert not Person.objects.filter(pk=carla.pk).exists()


def test_forward_foreign_key_does_not_lead_into_another_space(space, anna, foreign_notice, carla):
    with pytest.raises(Person.DoesNotExist):
        _ = Notice(person_id=carla.pk).person


def test_refresh_does_not_read_another_space(space, foreign_notice):
    with pytest.raises(Notice.DoesNotExist):
        foreign_notice.refresh_from_db()


def test_saving_by_primary_key_does_not_overwrite_another_space(space, other_space, foreign_notice):
    foreign_notice.subject = "Overskrevet"
    with pytest.raises(ForeignSpace):
        foreign_notice.save()
    with scopes.scope(other_space.pk):
        assert foreign_notice.again().subject == "Fremmed"


def test_deleting_does_not_reach_another_space(space, other_space, foreign_notice):
    with pytest.raises(ForeignSpace):
        foreign_notice.delete()
    assert Notice.objects.filter(pk=foreign_notice.pk).delete()[0] == 0
    with scopes.scope(other_space.pk):
        assert Notice.objects.filter(pk=foreign_notice.pk).exists()


def test_updating_does_not_reach_another_space(space, other_space, foreign_notice):
    assert Notice.objects.filter(pk=foreign_notice.pk).update(subject="Overskrevet") == 0
    with scopes.scope(other_space.pk):
        assert foreign_notice.again().subject == "Fremmed"


def test_bulk_create_stays_in_the_space(space, other_space, now):
    with pytest.raises(ForeignSpace):
        Topic.objects.bulk_create([Topic(space_id=other_space.pk, name="snyd")])


def test_reading_scope_refuses_to_write(space, anna):
    with pytest.raises(DatabaseError), transaction.atomic(), scopes.scope(space.pk, read_only=True):
        Topic.objects.create(name="snyd")


def test_writing_is_possible_again_after_a_reading_scope(space, anna):
    with scopes.scope(space.pk, read_only=True):
        assert Topic.objects.count() == 0
    Topic.objects.create(name="mit")
    assert Topic.objects.count() == 1


def test_scopes_nest_and_come_back(space, other_space, anna, carla):
    with scopes.scope(other_space.pk):
        assert list(Person.objects.all()) == [carla]
    assert list(Person.objects.all()) == [anna]
