"""The second wall between spaces, inside the database, derived from the models.

PostgreSQL: row-level security on every space table, forced on the owner too, and keys that carry the space.
SQLite cannot hide rows; triggers refuse rows that point into another space or move there.
Both: a row that somebody vouched for is neither changed nor removed.

Nothing here is written by hand per table: a migration may drop any of it silently (one AlterField on SQLite
re-makes the table without its triggers), so ``raise_all`` runs after every migrate and a test compares.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from pejl.foundation.tenancy.rows import SpaceRow

SPACE_NOW = "nullif(current_setting('pejl.space', true), '')::uuid"
ACCOUNT_NOW = "nullif(current_setting('pejl.account', true), '')::uuid"


@dataclass(frozen=True)
class Wall:
    """One object in the database: how it is called, on which table, and the statements that make it."""

    name: str
    table: str
    make: tuple[str, ...]


def space_models() -> list[type[SpaceRow]]:
    """Every model whose rows belong to a space, lowest table name first."""
    found = [model for model in apps.get_models() if issubclass(model, SpaceRow)]
    return sorted(found, key=lambda model: model._meta.db_table)


def expected(connection: BaseDatabaseWrapper) -> list[Wall]:
    """The walls this database must have for the models as they are; none for what is not made yet."""
    make = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    with connection.cursor() as cursor:
        there = {table.name for table in connection.introspection.get_table_list(cursor)}
        models_there = [model for model in space_models() if model._meta.db_table in there]
        columns = {model: _columns(connection, cursor, model) for model in models_there}
    walls = [wall for model in models_there for wall in make(model, columns[model])]
    # References last: they need the keys of other tables.
    return sorted(walls, key=lambda wall: wall.name.startswith("wall_ref_"))


def present(connection: BaseDatabaseWrapper) -> set[tuple[str, str]]:
    """(name, table) of the walls this database has."""
    with connection.cursor() as cursor:
        cursor.execute(_PRESENT[connection.vendor])
        return {(name, table) for name, table in cursor.fetchall()}


def raise_all(connection: BaseDatabaseWrapper) -> None:
    """Take down what is there and build all of it again. Needs the owner of the tables."""
    take_down_all(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_REFUSE_CHANGE)
        for wall in expected(connection):
            for statement in wall.make:
                cursor.execute(statement)


def take_down_all(connection: BaseDatabaseWrapper) -> None:
    """Leave none standing, for a moment in which the tables are made anew. Needs their owner."""
    with connection.cursor() as cursor:
        for name, table in sorted(present(connection)):
            _take_down(connection, cursor, name, table)


def _columns(connection: BaseDatabaseWrapper, cursor: Any, model: type[SpaceRow]) -> set[str]:
    """Those its table has, which are fewer where a migration has not come yet."""
    return {column.name for column in connection.introspection.get_table_description(cursor, model._meta.db_table)}


def _on_postgresql(model: type[SpaceRow], columns: Container[str]) -> Iterator[Wall]:
    table = model._meta.db_table
    yield Wall(
        "wall_space",
        table,
        (
            f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
            f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
            # A policy may stand where security was switched off by hand: then it is no wall, and yet in the way.
            f'DROP POLICY IF EXISTS wall_space ON "{table}"',
            f'CREATE POLICY wall_space ON "{table}" USING (space_id = {SPACE_NOW}) WITH CHECK (space_id = {SPACE_NOW})',
        ),
    )
    if model._meta.label == "tenancy.Person":
        yield Wall(
            "wall_own_seats",
            table,
            (
                f'DROP POLICY IF EXISTS wall_own_seats ON "{table}"',
                f'CREATE POLICY wall_own_seats ON "{table}" FOR SELECT USING (account_id = {ACCOUNT_NOW})',
            ),
        )
    unique = f"wall_key_{_short(table)}"
    yield Wall(unique, table, (f'ALTER TABLE "{table}" ADD CONSTRAINT {unique} UNIQUE (space_id, id)',))
    for field, target in _references(model, columns):
        name = f"wall_ref_{_short(table, field.column)}"
        statement = (
            f'ALTER TABLE "{table}" ADD CONSTRAINT {name} FOREIGN KEY (space_id, "{field.column}") '
            f'REFERENCES "{target._meta.db_table}" (space_id, id)'
        )
        yield Wall(name, table, (statement,))
    if model.append_only:
        statement = (
            f'CREATE TRIGGER wall_append_only BEFORE UPDATE OR DELETE ON "{table}" '
            "FOR EACH ROW EXECUTE FUNCTION pejl_refuse_change()"
        )
        yield Wall("wall_append_only", table, (statement,))


def _on_sqlite(model: type[SpaceRow], columns: Container[str]) -> Iterator[Wall]:
    table = model._meta.db_table
    yield _trigger(table, "move", "UPDATE OF space_id", "NEW.space_id IS NOT OLD.space_id")
    for field, target in _references(model, columns):
        # Names of tables and columns come from the models.
        other = f'(SELECT space_id FROM "{target._meta.db_table}" WHERE id = NEW."{field.column}")'  # noqa: S608
        elsewhere = f'NEW."{field.column}" IS NOT NULL AND {other} IS NOT NEW.space_id'
        yield _trigger(table, f"ins_{field.column}", "INSERT", elsewhere)
        yield _trigger(table, f"upd_{field.column}", f'UPDATE OF "{field.column}"', elsewhere)
    if model.append_only:
        yield _trigger(table, "no_update", "UPDATE", "1")
        yield _trigger(table, "no_delete", "DELETE", "1")


def _trigger(table: str, what: str, event: str, condition: str) -> Wall:
    name = f"wall_{_short(table, what)}"
    statement = (
        f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" WHEN {condition} '
        f"BEGIN SELECT RAISE(ABORT, 'wall: {table} {what}'); END"
    )
    return Wall(name, table, (statement,))


def _references(
    model: type[SpaceRow], columns: Container[str]
) -> Iterator[tuple[models.ForeignKey[Any, Any], type[SpaceRow]]]:
    """The foreign keys from this model to other rows of a space, as far as their columns are there."""
    for field in model._meta.concrete_fields:
        target = field.related_model
        if not isinstance(field, models.ForeignKey) or field.column not in columns:
            continue
        if isinstance(target, type) and issubclass(target, SpaceRow):
            yield field, target


def _short(*words: str) -> str:
    """A name within PostgreSQL's 63 bytes that stays readable and unique."""
    text = "_".join(words)
    return f"{text[:40]}_{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def _take_down(connection: BaseDatabaseWrapper, cursor: Any, name: str, table: str) -> None:
    if connection.vendor == "sqlite":
        cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"')
    elif name in ("wall_space", "wall_own_seats"):
        cursor.execute(f'DROP POLICY IF EXISTS {name} ON "{table}"')
    elif name == "wall_append_only":
        cursor.execute(f'DROP TRIGGER IF EXISTS {name} ON "{table}"')
    else:
        cursor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT IF EXISTS {name} CASCADE')


_PRESENT = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'wall!_%' ESCAPE '!'",
    # A policy counts only where security is both enabled and forced: one of the two alone is no wall.
    "postgresql": """
        SELECT p.polname, c.relname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
         WHERE p.polname LIKE 'wall!_%' ESCAPE '!' AND c.relrowsecurity AND c.relforcerowsecurity
        UNION ALL
        SELECT k.conname, c.relname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
         WHERE k.conname LIKE 'wall!_%' ESCAPE '!'
        UNION ALL
        SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
         WHERE t.tgname LIKE 'wall!_%' ESCAPE '!'
    """,
}

_REFUSE_CHANGE = """
    CREATE OR REPLACE FUNCTION pejl_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'wall: % is append-only', TG_TABLE_NAME;
    END $$
"""
