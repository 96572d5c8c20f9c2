"""Questions that are composed once and asked with other values each time.

Django writes a statement's text anew whenever it is asked, which takes longer than the database takes to answer it
(docs/decisions/0018). ``@composed`` has the text written once, for stand-ins of the person, the space, the day and
the moment, and afterwards only puts the real ones in their places.

What could not be put in again is refused when the question is composed, so the first test that asks it fails: a
statement that is sent meanwhile, an attribute of the stand-in that nobody filled, an id that is nobody's stand-in,
a moment that was rounded.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial, wraps
from typing import Any, Never, cast
from uuid import UUID, uuid4

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models import Model, Prefetch, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person

# Stand-ins lie in years that no row has, far from one another, and hold fractions that no rounding keeps.
FIRST_YEAR, APART, NEAR = 3000, 100, timedelta(days=40 * 366)
MOST_SHAPES = 200
PREFETCHED = "_prefetch_related_lookups"  # Django has no public word for them


class CannotBeComposed(RuntimeError):
    """A question does not depend on its values in a way that could be repeated: a bug, never a person's mistake."""


def composed(build: Callable[..., QuerySet[Any]]) -> Callable[..., list[Any]]:
    """A function of rows, ids, days, moments and choices that returns a queryset, as one that returns its rows.

    In Python it may decide by a choice, a truth value or None, and by whether a person is a guest or has left; of
    everything else only ids and, for days and moments, the distance in whole minutes or days. Raises CannotBeComposed.
    """
    known: dict[tuple[Any, ...], _Composed | None] = {}

    @wraps(build)
    def ask(*values: Any) -> list[Any]:
        shape = (scopes.is_wall_up(), *map(_shape_of, values))
        if shape not in known:
            if len(known) >= MOST_SHAPES:
                raise CannotBeComposed("A text or number decides how the statement reads: there is no end of those.")
            known[shape] = _compose(build, values)
        statement = known[shape]
        return [] if statement is None else statement.rows(values)

    return ask


def _shape_of(value: Any) -> Any:
    """What of a value decides how the statement reads."""
    if isinstance(value, Model):
        return type(value), *_flags_of(value).values()
    return type(value) if isinstance(value, UUID | date) else value


def _flags_of(row: Model) -> dict[str, Any]:
    """What of a row may be read while composing. The day on which somebody left is not it, only that it has been."""
    if not isinstance(row, Person):
        return {}
    return {"is_guest": row.is_guest, "left_on": None if row.left_on is None else date.max}


@dataclass(frozen=True)
class _Place:
    """Where a value goes: the argument's position (None: the space), and how far from it."""

    argument: int | None
    apart: timedelta
    is_text: bool

    def filled(self, values: Sequence[Any]) -> Any:
        """What the database is sent, in the form it was composed in."""
        value = scopes.current_space() if self.argument is None else values[self.argument]
        if isinstance(value, Model):
            value = value.pk
        if isinstance(value, UUID):
            return value.hex if self.is_text else value
        value = value + self.apart
        if not self.is_text:
            return value
        operations = connections[DEFAULT_DB_ALIAS].ops
        is_moment = isinstance(value, datetime)
        return operations.adapt_datetimefield_value(value) if is_moment else operations.adapt_datefield_value(value)


@dataclass(frozen=True)
class _Composed:
    """A queryset with its finished statement. Nothing in it is changed by asking, so threads may share it."""

    queryset: QuerySet[Any]
    compiler: SQLCompiler
    sql: str
    parameters: tuple[Any, ...]

    def rows(self, values: Sequence[Any]) -> list[Any]:
        """Ask it with these values."""
        filled = tuple(one.filled(values) if isinstance(one, _Place) else one for one in self.parameters)
        compiler = copy.copy(self.compiler)
        compiler.connection = connections[DEFAULT_DB_ALIAS]
        compiler.as_sql = lambda *_all, **_named: (self.sql, filled)  # type: ignore[method-assign]
        compiler.execute_sql = partial(_execute, compiler)  # type: ignore[method-assign]
        query = copy.copy(self.queryset.query)
        query.get_compiler = lambda *_all, **_named: compiler  # type: ignore[method-assign]
        asked = type(self.queryset)(model=self.queryset.model, query=query)
        for name in ("_iterable_class", "_fields", PREFETCHED):
            setattr(asked, name, getattr(self.queryset, name))
        return list(asked)


def _execute(compiler: SQLCompiler, *all_: Any, **named: Any) -> Any:
    """PostgreSQL plans a statement that a connection sent before no more, if its values come apart from its text."""
    connection = compiler.connection
    if connection.vendor != "postgresql":
        return SQLCompiler.execute_sql(compiler, *all_, **named)
    connection.ensure_connection()
    raw, features = connection.connection, cast(Any, connection.features)
    usual = raw.cursor_factory, features.uses_server_side_binding
    raw.cursor_factory, features.uses_server_side_binding = ServerBindingCursor, True
    try:
        return SQLCompiler.execute_sql(compiler, *all_, **named)
    finally:
        raw.cursor_factory, features.uses_server_side_binding = usual


def _compose(build: Callable[..., QuerySet[Any]], values: Sequence[Any]) -> _Composed | None:
    """The statement for values of this shape; None where it could find nothing."""
    connection = connections[DEFAULT_DB_ALIAS]
    space_id = uuid4()
    stand_ins = [_stand_in(value, number) for number, value in enumerate(values)]
    places: dict[Any, int | None] = {_key(one): number for number, one in enumerate(stand_ins)}
    places[space_id] = None
    with scopes.as_if_in(space_id), connection.execute_wrapper(_refuse):
        queryset = build(*stand_ins)
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            sql, parameters = compiler.as_sql()
        except EmptyResultSet:
            return None
    prefetched = vars(queryset)[PREFETCHED]
    if any(isinstance(one, Prefetch) and one.queryset is not None for one in prefetched):
        raise CannotBeComposed("Rows prefetched by a queryset would be those of the stand-in's space.")
    return _Composed(queryset, compiler, sql, tuple(_place_of(one, places) for one in parameters))


def _refuse(*_all: Any) -> Never:
    raise CannotBeComposed("Another statement was sent while this one was composed: hand its answer in.")


def _stand_in(value: Any, number: int) -> Any:
    """Something like the value that is found again in the statement."""
    year = FIRST_YEAR + number * APART
    if isinstance(value, datetime):
        return datetime(year, 5, 17, 9, 41, 23, 456789, tzinfo=UTC)
    if isinstance(value, date):
        return date(year, 5, 17)
    if isinstance(value, UUID):
        return uuid4()
    if isinstance(value, Model):
        flags = _flags_of(value)
        # As if read with these columns only: asking for another sends a statement, which is refused.
        return type(value).from_db(DEFAULT_DB_ALIAS, ["id", *flags], [uuid4(), *flags.values()])
    return value


def _key(stand_in: Any) -> Any:
    return stand_in.pk if isinstance(stand_in, Model) else stand_in


def _place_of(parameter: Any, places: dict[Any, int | None]) -> Any:
    """The place that a stand-in holds in the statement; the parameter itself where it is none."""
    read = _read(parameter)
    is_text = isinstance(parameter, str)
    if isinstance(read, UUID):
        if read not in places:
            raise CannotBeComposed("An id stands in the statement that was not handed in.")
        return _Place(places[read], timedelta(0), is_text)
    if not isinstance(read, date) or read.year < FIRST_YEAR - APART // 2:
        return parameter
    for one, argument in places.items():
        if type(one) is type(read) and abs(read - one) < NEAR:
            apart = read - one
            if apart % timedelta(minutes=1):
                break
            return _Place(argument, apart, is_text)
    raise CannotBeComposed(f"A day or moment was worked out that cannot be worked out again: {parameter}")


def _read(parameter: Any) -> Any:
    """A parameter as what it was before a database's driver made text of it."""
    if not isinstance(parameter, str):
        return parameter
    for reader in (date.fromisoformat, _moment, UUID):
        try:
            return reader(parameter)
        except ValueError:
            continue
    return parameter


def _moment(text: str) -> datetime:
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=UTC)
