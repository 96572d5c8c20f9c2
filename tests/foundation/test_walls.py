"""The second wall: what the database refuses by itself, with the first wall down."""

from __future__ import annotations

import uuid

import pytest
from django.db import DatabaseError, connection, transaction

from pejl.foundation.audit.models import Event
from pejl.foundation.drafts.models import Draft
from pejl.foundation.live.models import Topic
from pejl.foundation.tenancy import walls
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import AppendOnlyRow


@pytest.fixture
def first_wall_down(settings):
    settings.PEJL_SCOPES = False


@pytest.fixture
def mine(anna, now):
    return Draft.objects.create(person=anna, place="themes:propose", saved_at=now)


def test_every_wall_stands_after_migrating(db):
    expected = {(wall.name, wall.table) for wall in walls.expected(connection)}
    assert walls.present(connection) == expected
    assert len(expected) > 100


def test_every_space_model_has_walls(db):
    walled = {wall.table for wall in walls.expected(connection)}
    assert walled == {model._meta.db_table for model in walls.space_models()}


def test_row_may_not_point_into_another_space(space, carla, now, first_wall_down):
    with pytest.raises(DatabaseError), transaction.atomic():
        Draft.objects.create(person_id=carla.pk, place="themes:propose", saved_at=now)


def test_row_may_not_be_moved_to_point_into_another_space(mine, carla, first_wall_down):
    with pytest.raises(DatabaseError), transaction.atomic():
        Draft.objects.filter(pk=mine.pk).update(person_id=carla.pk)


def test_row_may_not_move_to_another_space(mine, other_space, first_wall_down):
    with pytest.raises(DatabaseError), transaction.atomic():
        Draft.objects.filter(pk=mine.pk).update(space_id=other_space.pk)


def test_audit_line_is_neither_changed_nor_removed(space, anna, now):
    line = Event.objects.create(event="theme.proposed", by_id=anna.pk, at=now)
    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.filter(pk=line.pk).update(event="theme.declined")
    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.filter(pk=line.pk).delete()
    with pytest.raises(AppendOnlyRow):
        line.save()
    with pytest.raises(AppendOnlyRow):
        line.delete()
    assert line.again().event == "theme.proposed"


if connection.vendor == "postgresql":

    def test_other_space_is_hidden_by_the_database(space, anna, carla, first_wall_down):
        assert list(Person.objects.all()) == [anna]

    def test_nothing_is_seen_without_a_space(db, first_wall_down):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM tenancy_person")
            assert cursor.fetchone() == (0,)

    def test_row_of_another_space_is_not_written(space, other_space, first_wall_down):
        with pytest.raises(DatabaseError), transaction.atomic():
            Topic.objects.create(space_id=other_space.pk, name="snyd")

    def test_application_role_owns_nothing_and_bypasses_nothing(db):
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
            assert cursor.fetchone() == (False, False)
            cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user")
            assert cursor.fetchone() == (0,)

    def test_the_space_is_forgotten_with_the_transaction(space, anna):
        """A pooled connection must not carry one request's space into the next."""
        other = connection.copy()
        try:
            with other.cursor() as cursor:
                cursor.execute("SELECT nullif(current_setting('pejl.space', true), '')")
                assert cursor.fetchone() == (None,)
        finally:
            other.close()

else:

    def test_walls_are_raised_again_after_a_table_was_remade(db):
        before = walls.present(connection)
        name, _ = min(before)
        with connection.cursor() as cursor:
            cursor.execute(f'DROP TRIGGER "{name}"')
        assert walls.present(connection) != before
        walls.raise_all(connection)
        assert walls.present(connection) == before


def test_unknown_id_is_refused_like_a_foreign_one(space, now):
    """No oracle: an id that exists elsewhere and one that exists nowhere are the same error to the caller."""
    with pytest.raises(DatabaseError):
        refer_to_nobody(now)


def refer_to_nobody(now):
    Draft.objects.create(person_id=uuid.uuid4(), place="themes:propose", saved_at=now)
    connection.check_constraints()
