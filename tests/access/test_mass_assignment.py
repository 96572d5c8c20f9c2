"""What nobody asks for is not taken: every form and every JSON body, sent with the names of all columns there are.

Each request that does its work is sent twice: as it is meant, and with every column of every model added (whose it is,
who made it, when, in which state, in which job centre …) but for the names that its own form or schema asks for. The
database must be the same afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, get_type_hints

import pytest
from django.db import models
from django.forms import BaseForm
from pydantic import BaseModel

from tests.access import matrix
from tests.access.asking import Asker, as_in_matrix
from tests.access.doors import Door, every_door
from tests.access.matrix import Row
from tests.access.roles import ANONYMOUS, GUESTS
from tests.access.rows import Everything, at_first, misleading, since
from tests.access.situations import Situation
from tests.undoing import undone

# Who may is decided in code, whatever the database.
pytestmark = pytest.mark.once

# Names of buttons that are named as columns are, and of one press of a button (the same press twice is one).
PRESS = {"client_id", "edit"}
DONE = {200, 201, 202, 204, 303}
DOORS = every_door()
WRITING = [row for row in matrix.rows() if row.is_writing and DONE & set(row.expected.values())]


def doer(row: Row) -> str:
    """A role that may; a guest only where nobody else may."""
    may = [role for role in row.granted() if row.expected[role] in DONE]
    return min(may, key=lambda role: (role == ANONYMOUS, role in GUESTS, may.index(role)))


@pytest.mark.parametrize("row", WRITING, ids=[row.key for row in WRITING])
def test_columns_that_nobody_asks_for_are_not_taken(asker: Asker, row: Row, monkeypatch: pytest.MonkeyPatch) -> None:
    door, role = DOORS[row.address], doer(row)
    situation = asker.world.situation(row.on, role)
    before = at_first(asker.world.space)
    with asked_names(monkeypatch) as asked:
        plain = after(asker, door, row, situation, role, {})
    assert plain != before or row.note, "say in the note why this changes nothing"
    extra = misleading(plain.changed_since(before), asker.world, is_json=door.is_api)
    extra = {name: value for name, value in extra.items() if name not in asked | names_in(door) | PRESS}
    if door.methods:
        assert {"space", "by", "created_at", "state", "is_guest"} - names_in(door) <= set(extra)
    seen = after(asker, door, row, situation, role, extra | prefixed(extra, asked))
    # A program that sends too much may be refused altogether.
    assert seen in (plain, before) if door.is_api else seen == plain, seen.difference(plain)


def after(asker: Asker, door: Door, row: Row, situation: Situation, role: str, extra: dict[str, Any]) -> Everything:
    """Every row after one request, which is then undone."""
    with undone() as wrote:
        answer = asker.send(door, row.method, situation, role, extra)
        assert as_in_matrix(answer) == row.expected[role] or (extra and answer.status_code == 422)
        return since(wrote, asker.world.space)


@contextmanager
def asked_names(patch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """The names of all fields of the forms that are filled in meanwhile."""
    names: set[str] = set()
    clean = BaseForm.full_clean

    def listening(form: BaseForm) -> None:
        names.update(form.add_prefix(name) for name in form.fields)
        clean(form)

    with patch.context() as patched:
        patched.setattr(BaseForm, "full_clean", listening)
        yield names


def names_in(door: Door) -> set[str]:
    """What the schema of an operation asks for."""
    hints = get_type_hints(door.view) if door.methods else {}
    schemas = [one for one in hints.values() if isinstance(one, type) and issubclass(one, BaseModel)]
    return {name for schema in schemas for name in schema.model_fields}


def prefixed(extra: dict[str, Any], asked: set[str]) -> dict[str, Any]:
    """The same under the prefixes of the forms on the page."""
    prefixes = {name.partition("-")[0] for name in asked if "-" in name}
    return {
        f"{prefix}-{name}": value
        for prefix in prefixes
        for name, value in extra.items()
        if f"{prefix}-{name}" not in asked
    }


def test_a_column_that_is_taken_is_noticed(asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test itself can fail: a form that takes whatever it is sent is caught."""
    from pejl.themes.pages import proposing

    def careless(said: dict[str, Any], request: Any) -> Any:
        made = propose(said, request)
        named = {name: request.POST[name] for name in ("proposed_by_id", "state") if name in request.POST}
        models.QuerySet(Theme).filter(pk=made).update(**named)
        return made

    from pejl.themes.models import Theme

    propose = proposing._propose
    monkeypatch.setattr(proposing, "_propose", careless)
    row = next(row for row in WRITING if row.address == "themes:propose")
    with pytest.raises(AssertionError, match="proposed_by"):
        test_columns_that_nobody_asks_for_are_not_taken(asker, row, monkeypatch)
