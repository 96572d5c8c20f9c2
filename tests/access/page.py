"""``docs/reference/access.md``, made from the matrix and from what the code says of itself."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from importlib import import_module, util
from pathlib import Path
from types import ModuleType

from pejl.foundation.tenancy import walls
from tests.access import matrix
from tests.access.doors import SIGNING_IN, Door, every_door
from tests.access.matrix import GRANTED, Row
from tests.access.roles import ANONYMOUS, FOREIGN, LEFT, ROLES
from tests.access.situations import SITUATIONS

FILE = Path(__file__).parents[2] / "docs/reference/access.md"

OUTSIDE = (ANONYMOUS, LEFT, FOREIGN)
INSIDE = [role for role in ROLES if role not in OUTSIDE]
# Sets of roles that have a name.
EVERYBODY = "everybody who works here, guests too"
NAMED = {
    frozenset(INSIDE): EVERYBODY,
    frozenset(INSIDE) - {"guest"}: "every colleague, and invited guests",
    frozenset(INSIDE) - {"guest", "invited_guest"}: "every colleague",
    frozenset(): "nobody",
}

TITLES = {"wiring": "Pejl itself", "api": "The API"}

HEAD = """# Who may do what

This page is made by `make fix` from [the access matrix](../../tests/access/matrix.csv) and from the sentences in the
code; do not write in it. Every line of the matrix is executed by `make test`: each address of Pejl is asked by a person
in each of the relations below, and the answer must be the one that the matrix says.
[Permissions](../guides/permissions.md) says how it is kept.

Three things hold everywhere, and are tested everywhere:

- Nobody sees or does anything without signing in, apart from the addresses under [Open to all](#open-to-all).
- What belongs to another job centre does not exist: the answer is the same as for something that never was.
- Who has left, and whose access has been taken away, is out at the next click.

## Who is who
Nobody is given rights in Pejl. They follow from what somebody is to the thing in question, and end with it.

"""


def text() -> str:
    """The page."""
    doors = every_door()
    parts = [HEAD, *_roles(), "\n## Open to all\n", *_open(doors)]
    for module in _modules(doors):
        if chapter := list(_chapter(module, doors)):
            parts += [f"\n## {TITLES.get(module, module.capitalize())}\n", *chapter]
    return "".join(parts).rstrip() + "\n"


def _roles() -> Iterator[str]:
    yield from _table("role", "who that is")
    for role, sentence in ROLES.items():
        yield f"| {_spoken(role)} | {sentence} |\n"


def _open(doors: dict[str, Door]) -> Iterator[str]:
    yield from _table("what one can do without signing in", "address")
    for name, door in doors.items():
        if any(row.expected[ANONYMOUS] in GRANTED for row in _rows(name)):
            yield f"| {door.words or name} | `/{door.address.route}` |\n"


def _modules(doors: dict[str, Door]) -> list[str]:
    """In the order in which they stand in the matrix; signing in first."""
    modules = dict.fromkeys(doors[row.address].module for row in matrix.rows() if row.address in doors)
    return sorted(modules, key=lambda module: module != SIGNING_IN)


def _chapter(module: str, doors: dict[str, Door]) -> Iterator[str]:
    yield from _rules(module)
    yield from _sight(module)
    inside = [door for door in doors.values() if door.module == module]
    for title, is_api in (("On the screen", False), ("By program", True)):
        lines = [line for door in inside if door.is_api is is_api for line in _lines(door)]
        if lines:
            yield from _table(title, "on what", "may look", "may do it")
            yield from lines
            yield "\n"


def _rules(module: str) -> Iterator[str]:
    """What ``permissions.py`` says in words."""
    found = _part(f"pejl.{module}.permissions")
    members = [] if found is None else [one for _, one in inspect.getmembers(found, inspect.isfunction)]
    own = [one for one in members if one.__module__ == f"pejl.{module}.permissions" and _is_rule(one.__name__)]
    if own:
        yield from _table("rule", "in words")
        for rule in sorted(own, key=lambda one: one.__code__.co_firstlineno):
            yield f"| {_spoken(rule.__name__)} | {_paragraph(rule.__doc__)} |\n"
        yield "\n"


def _sight(module: str) -> Iterator[str]:
    """Which rows somebody may read at all, by model."""
    models = [model for model in walls.space_models() if model.__module__.split(".")[1] == module]
    seen = [(model, getattr(model.objects.none(), "visible_to", None)) for model in models]
    told = [(model, rule.__doc__) for model, rule in seen if rule is not None and rule.__doc__]
    if told:
        yield from _table("what is kept", "who can read it")
        for model, rule in told:
            yield f"| {model._meta.verbose_name.capitalize()}: {_paragraph(model.__doc__)} | {_paragraph(rule)} |\n"
        yield "\n"


def _lines(door: Door) -> Iterator[str]:
    """One for each situation of an address."""
    rows = [row for row in _rows(door.name) if row.expected[ANONYMOUS] not in GRANTED]
    for on in dict.fromkeys(row.on for row in rows):
        looks = [row for row in rows if row.on == on and not row.is_writing]
        does = [row for row in rows if row.on == on and row.is_writing]
        yield f"| {door.words or door.name} | {_where(on)} | {_who(looks)} | {_who(does)} |\n"


def _rows(name: str) -> list[Row]:
    return [row for row in matrix.rows() if row.address == name]


def _where(on: str) -> str:
    """A situation in words."""
    words = [SITUATIONS.get(word, word.partition("=")[2]) for word in on.split()]
    return ", ".join(words)


def _who(rows: list[Row]) -> str:
    """Who gets in, in words: where others are shown something, who is only sent on sees nothing."""
    if not rows:
        return ""
    let_in = {role for row in rows for role in row.granted() if row.is_writing or row.expected[role] == _shown(row)}
    inside = frozenset(let_in & set(INSIDE))
    return NAMED.get(inside) or ", ".join(_spoken(role) for role in INSIDE if role in inside)


def _shown(row: Row) -> int:
    """The status with which an address shows what it is there for."""
    return min(status for status in row.expected.values() if status in GRANTED) if row.granted() else 200


def _is_rule(name: str) -> bool:
    return not name.startswith(("require", "_"))


def _part(name: str) -> ModuleType | None:
    is_there = util.find_spec(name.rpartition(".")[0]) is not None and util.find_spec(name) is not None
    return import_module(name) if is_there else None


def _spoken(name: str) -> str:
    return name.replace("_", " ")


def _paragraph(doc: str | None) -> str:
    """The first paragraph of a docstring, on one line."""
    return " ".join((doc or "").strip().partition("\n\n")[0].split()).replace("|", "\\|")


def _table(*titles: str) -> Iterator[str]:
    yield f"| {' | '.join(titles)} |\n|{'---|' * len(titles)}\n"
