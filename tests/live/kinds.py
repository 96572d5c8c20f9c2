"""Which kinds of live facts the code of a meeting can append: found by reading it, so that no new kind stays untold.

A *teller* is a function that hands a kind on to ``live.append``; the calls of tellers are followed until words are
found. A kind that no call says in words cannot be read: that is an error too.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("room", "meetings", "learning")
Call = tuple[str, str]
"""A file's module and a name in it."""


@dataclass(frozen=True)
class Teller:
    """A function that appends a fact whose kind it is given, and where in its call the kind stands."""

    place: Call
    position: int
    name: str


@dataclass
class Reader:
    """The operations of the packages whose facts a meeting's screens follow."""

    kinds: dict[str, set[str]] = field(default_factory=dict)
    """Kind -> modules that append it."""

    def read(self) -> dict[str, set[str]]:
        """All kinds. Raises AssertionError for one that is neither a word nor handed on by a function."""
        waiting = [Teller(("pejl.foundation.live.operations", "append"), 1, "kind")]
        known = set(waiting)
        while waiting:
            for found in self._handed_to(waiting.pop()):
                if found not in known:
                    known.add(found)
                    waiting.append(found)
        return self.kinds

    def _handed_to(self, teller: Teller) -> Iterator[Teller]:
        """The functions that call a teller with a kind they are themselves given."""
        for module in self._trees:
            for function, call, meant in self._calls[module]:
                if teller.place in meant:
                    yield from self._said(_argument(call, teller), function, module)

    def _said(self, said: ast.expr | None, function: ast.FunctionDef, module: str) -> Iterator[Teller]:
        if isinstance(said, ast.Constant) and isinstance(said.value, str):
            self.kinds.setdefault(said.value, set()).add(module)
        elif isinstance(said, ast.IfExp):
            yield from self._said(said.body, function, module)
            yield from self._said(said.orelse, function, module)
        elif isinstance(said, ast.Name) and (given := _given(function, said.id)) is not None:
            yield Teller((module, function.name), given, said.id)
        elif isinstance(said, ast.Name):
            for value in _assigned(function, said.id):
                yield from self._said(value, function, module)
        else:
            raise AssertionError(f"{module}.{function.name}: the kind of its live fact cannot be read")

    @cached_property
    def _trees(self) -> dict[str, ast.Module]:
        files = [file for name in PACKAGES for file in sorted((ROOT / "pejl" / name).rglob("*.py"))]
        apart = {"tests", "migrations"}
        return {_module_of(file): ast.parse(file.read_text()) for file in files if not apart & set(file.parts)}

    @cached_property
    def _calls(self) -> dict[str, list[tuple[ast.FunctionDef, ast.Call, set[Call | None]]]]:
        """Each call in each file, the function it stands in, and what it may call."""
        found = {}
        for module, tree in self._trees.items():
            names = _names_of(tree, module)
            found[module] = [
                (function, call, {names.get(name) for name in _meant(call.func, function)})
                for function in (one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef))
                for call in (one for one in ast.walk(function) if isinstance(one, ast.Call))
            ]
        return found


def kinds_appended() -> dict[str, set[str]]:
    """Every kind of fact that something in a meeting can append, and the modules that do."""
    return Reader().read()


def _module_of(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def _names_of(tree: ast.Module, module: str) -> dict[str, Call]:
    """What each name in a file stands for, as far as it was imported or defined here."""
    found = {one.name: (module, one.name) for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)}
    dotted = {_dotted(one).partition(".")[::2] for one in ast.walk(tree) if isinstance(one, ast.Attribute)}
    for node in (one for one in ast.walk(tree) if isinstance(one, ast.ImportFrom) and one.module):
        for alias in node.names:
            here = alias.asname or alias.name
            found[here] = (node.module or "", alias.name)
            whole = f"{node.module}.{alias.name}"
            # A module that was imported: what is asked of it is named through it.
            found |= {f"{here}.{name}": (whole, name) for owner, name in dotted if owner == here}
    return found


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return f"{node.value.id}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def _meant(called: ast.expr, function: ast.FunctionDef) -> set[str]:
    """What a call may call: the name itself, or what a name of the function's own was set to."""
    said = [one.value for one in ast.walk(function) if isinstance(one, ast.Assign) and _is_to(one, _dotted(called))]
    either = [side for one in said for side in ([one.body, one.orelse] if isinstance(one, ast.IfExp) else [one])]
    return {_dotted(called), *map(_dotted, either)} - {""}


def _argument(call: ast.Call, teller: Teller) -> ast.expr | None:
    named = {one.arg: one.value for one in call.keywords}
    return call.args[teller.position] if len(call.args) > teller.position else named.get(teller.name)


def _given(function: ast.FunctionDef, name: str) -> int | None:
    names = [one.arg for one in (*function.args.args, *function.args.kwonlyargs)]
    return names.index(name) if name in names else None


def _assigned(function: ast.FunctionDef, name: str) -> list[ast.expr]:
    found = [one.value for one in ast.walk(function) if isinstance(one, ast.Assign) and _is_to(one, name)]
    assert found, f"{function.name}: nothing says what {name} is"
    return found


def _is_to(node: ast.Assign, name: str) -> bool:
    return any(isinstance(target, ast.Name) and target.id == name for target in node.targets)
