"""Every row of a job centre as it stands, for comparing; and values for its columns that would be noticed."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models

from pejl.foundation.login.models import Session
from pejl.foundation.privacy.declarations import SECRET, declared
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person, Space
from pejl.foundation.tenancy.rows import SpaceRow
from tests.access.situations import World
from tests.undoing import written

UUID = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}")
# What a session holds is made anew by every request; whose it is, test_withdrawn looks at.
OURS = [model for model in apps.get_models() if model.__module__.startswith("pejl.") and model is not Session]
STAMP = "MASSE"


@dataclass(frozen=True)
class Everything:
    """How many rows of each model, by its label, read how; ids made meanwhile are all alike."""

    rows: Mapping[str, Counter[str]]

    def changed_since(self, before: Everything) -> list[str]:
        """The labels of the models whose rows differ."""
        return [label for label, rows in self.rows.items() if rows != before.rows[label]]

    def difference(self, other: Everything) -> str:
        """The rows that only one of them has."""
        differing = [(label, self.rows[label], other.rows[label]) for label in self.changed_since(other)]
        return "\n".join(f"{label} {row}" for label, one, two in differing for row in (one - two) + (two - one))


_known: set[str] = set()


@cache
def at_first(space: Space) -> Everything:
    """All rows before anybody asks for anything: it is always undone. From now on their ids are known."""
    for model in OURS:
        _known.update(one.replace("-", "") for text in _found(model, space) for one in UUID.findall(text))
    return Everything({model._meta.label: _read(model, space) for model in OURS})


def since(wrote: Iterable[str], space: Space) -> Everything:
    """All rows of the space, and all accounts, spaces and jobs, after some statements that wrote.

    Only what was written to is read again. Ids that were not there at first read NEW.
    """
    again = {model._meta.label: _read(model, space) for model in written(wrote, OURS)}
    return Everything({**at_first(space).rows, **again})


def _read(model: type[models.Model], space: Space) -> Counter[str]:
    return Counter(UUID.sub(_masked, text) for text in _found(model, space))


def misleading(first: list[str], world: World, *, is_json: bool) -> dict[str, Any]:
    """A value for each column that there is, other than what a request would set it to.

    Where two models have a column of one name, the one in ``first`` is meant.
    """
    extra: dict[str, Any] = {"id": world.people["management"].pk, "pk": world.people["management"].pk}
    with scopes.scope(world.space.pk):
        for model in sorted(OURS, key=lambda model: model._meta.label not in first):
            for column in model._meta.concrete_fields:
                value = _value(column, world)
                if value is None:  # nothing there is to point at, so nothing is pointed at
                    continue
                for name in (column.name, column.attname):
                    extra.setdefault(name, value if is_json else _typed(value))
    return extra


def _found(model: type[models.Model], space: Space) -> list[str]:
    with scopes.scope(space.pk):
        return [_columns(model, row) for row in _all(model, space)]


def _all(model: type[models.Model], space: Space) -> list[dict[str, Any]]:
    rows = models.QuerySet(model).order_by()
    return list((rows.filter(space_id=space.pk) if issubclass(model, SpaceRow) else rows).values())


def _columns(model: type[models.Model], row: dict[str, Any]) -> str:
    """A row in words, without what is made at random or counted by the database."""
    secret = {name for name, told in declared(model).items() if told is SECRET}
    counted = {column.attname for column in model._meta.concrete_fields if isinstance(column, models.AutoField)}
    left_out = secret | counted
    return ", ".join(f"{name}={_plain(value)}" for name, value in row.items() if name not in left_out)


def _plain(value: Any) -> str:
    return str(bytes(value)) if isinstance(value, memoryview) else str(value)


def _masked(found: re.Match[str]) -> str:
    text = found.group()
    return text if text.replace("-", "") in _known else "NEW"


def _value(column: models.Field, world: World) -> Any:
    """Something that fits the column and is not what anything here would be set to."""
    if isinstance(column, models.ForeignKey):
        return _row(column.related_model, world)
    if column.choices:
        return max((choice for choice, _ in column.flatchoices), key=lambda choice: choice != column.default)
    if isinstance(column, models.BooleanField):
        return not (column.has_default() and column.default)
    if isinstance(column, models.DateTimeField):
        return dt.datetime(2001, 1, 1, tzinfo=dt.UTC).isoformat()
    if isinstance(column, models.DateField):
        return "2001-01-01"
    if isinstance(column, models.IntegerField):
        return 77
    return world.people["management"].pk if isinstance(column, models.UUIDField) else STAMP


def _row(model: Any, world: World) -> Any:
    """Another row: the neighbouring job centre, somebody who has nothing to do with it, any that is there."""
    if model is Space:
        return world.people["foreign"].space_id
    if model is Person:
        return world.people["management"].pk
    if model._meta.label == "tenancy.Account":
        return world.people["management"].account_id
    return models.QuerySet(model).filter(space_id=world.space.pk).values_list("pk", flat=True).last()


def _typed(value: Any) -> Any:
    """As a browser would send it."""
    return {True: "on", False: "", None: ""}.get(value, value) if value is None or isinstance(value, bool) else value
