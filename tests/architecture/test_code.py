"""Conventions of the code, read from its source; each exception stands here with its reason."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[2]
PEJL = ROOT / "pejl"
SOURCES = sorted(path for path in PEJL.rglob("*.py") if "migrations" not in path.parts and "tests" not in path.parts)

# Where rows are written outside an operations file, and why.
WRITERS = {
    "foundation/tenancy/rows.py": "defines what saving means",
    "foundation/tenancy/models.py": "makes accounts, as Django's login asks a manager to",
    "direction/models.py": "lets a statement be ended, and refuses every other change of it",
    "foundation/files/inspection/pictures.py": "saves a picture, into memory",
    "foundation/search/fields.py": "updates the keyword arguments of a field",
    "foundation/tenancy/management/commands/migrate.py": "makes the tables",
}
WRITING = {"save", "create", "bulk_create", "update", "bulk_update", "delete", "get_or_create", "update_or_create"}
# What else is called update, create, save or delete.
HARMLESS = {
    "router",
    "hashlib",
    "globals",
    "filters",
    "environment",
    "digest",
    "around",
    "headers",
    "context",
    "values",
    "initial",
    "counts",
    "painted",
}

RAW_LOOKUPS = ("icontains", "iexact", "istartswith", "iendswith", "iregex")
NAIVE_CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("date", "today"), ("timezone", "now"), ("time", "time")}
CLOCK_READERS = {"foundation/clock/__init__.py": "the one place"}
FORBIDDEN_CALLS = {
    "mark_safe": "text of people must be escaped",
    "csrf_exempt": "every form carries its token",
    "extra": "raw SQL goes round the scope",
    "raw": "raw SQL goes round the scope",
    "RawSQL": "raw SQL goes round the scope",
}


def where(path: Path) -> str:
    return str(path.relative_to(PEJL))


def calls(path: Path) -> Iterator[tuple[ast.Call, str, str]]:
    """Every call of a file with the name called and the name it is called on."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                owner = node.func.value
                on = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
                yield node, node.func.attr, on
            elif isinstance(node.func, ast.Name):
                yield node, node.func.id, ""


@pytest.mark.parametrize("path", SOURCES, ids=where)
def test_rows_are_written_in_operations_only(path):
    """Permission, policy, audit and transaction are asked for there; a write elsewhere would go round them."""
    inside = path.relative_to(PEJL)
    is_writer = {"operations", "demo"} & {*inside.parts, inside.stem} or where(path) in WRITERS
    if is_writer or inside.parts[0] == "design":
        return
    found = [
        f"{where(path)}:{call.lineno} {name}"
        for call, name, on in calls(path)
        if name in WRITING and on not in HARMLESS and not _is_container(call)
    ]
    assert found == []


def _is_container(call: ast.Call) -> bool:
    """``hashlib…update(bytes)`` and ``dict.update({...})`` write no rows; a queryset's update takes keywords."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    return name == "update" and bool(call.args) and not call.keywords


@pytest.mark.parametrize("path", SOURCES, ids=where)
def test_text_is_searched_by_its_key(path):
    """On SQLite the database folds A-Z only: Ærø would not find ærø."""
    source = path.read_text()
    assert [lookup for lookup in RAW_LOOKUPS if f"__{lookup}" in source] == []


@pytest.mark.parametrize("path", SOURCES, ids=where)
def test_clock_is_read_at_the_edge(path):
    if where(path) in CLOCK_READERS:
        return
    assert [f"{where(path)}:{call.lineno}" for call, name, on in calls(path) if (on, name) in NAIVE_CLOCKS] == []


@pytest.mark.parametrize("path", SOURCES, ids=where)
def test_dangerous_calls_are_not_made(path):
    assert [f"{where(path)}:{call.lineno} {name}" for call, name, _ in calls(path) if name in FORBIDDEN_CALLS] == []


@pytest.mark.parametrize("path", SOURCES, ids=where)
def test_signals_are_not_used_between_modules(path):
    """What must happen above stands in pejl/wiring, where it can be found."""
    source = path.read_text()
    assert "django.dispatch" not in source
    assert "django.db.models.signals" not in source


@pytest.mark.parametrize("path", [path for path in SOURCES if path.stem == "operations"], ids=where)
def test_operations_take_keywords_only_and_say_what_they_do(path):
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{where(path)}:{node.lineno} {node.name} has no docstring"
            is_reaction = "Reaction to" in (ast.get_docstring(node) or "")  # called with what it reacts to
            if where(path) not in POSITIONAL and not is_reaction:
                assert not node.args.args, f"{where(path)}:{node.lineno} {node.name} takes positional arguments"


# Foundation functions that read better with a subject in front.
POSITIONAL = {
    "foundation/audit/operations.py": "record(event, subject)",
    "foundation/live/operations.py": "append(topic, kind)",
    "foundation/jobs/operations.py": "enqueue(task)",
    "foundation/drafts/operations.py": "once(do)",
    "foundation/notices/operations.py": "in_language_of(person)",
}

DOORS = ("operations", "queries", "permissions", "policies", "names")


@pytest.mark.parametrize("path", [path for path in SOURCES if path.stem in DOORS], ids=where)
def test_doors_are_documented(path):
    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        is_public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
        if is_public and node in tree.body:
            assert ast.get_docstring(node), f"{where(path)}:{node.lineno} {node.name} has no docstring"


MODULES = [
    "organisation",
    "themes",
    "agreements",
    "direction",
    "guidance",
    "meetings",
    "room",
    "learning",
    "overview",
    "api",
    "design",
]


@pytest.mark.parametrize("module", MODULES)
def test_module_explains_itself(module):
    lines = (PEJL / module / "README.md").read_text().splitlines()
    assert lines[0].startswith("# ")
    assert len([line for line in lines if line.strip()]) >= 5 or module == "design"


def called_by(module: str, file: str) -> set[str]:
    """The operations that a module's pages or endpoints call, whether they are one file or a folder."""
    paths = [PEJL / module / f"{file}.py", *(PEJL / module / file).glob("*.py")]
    found = [call for path in paths if path.exists() for call in calls(path)]
    return {name for _, name, on in found if on == "operations" or on.endswith("_operations") or on in OPERATIONS}


def test_every_operation_of_a_screen_has_an_endpoint():
    """A program can do what a person can: each operation is called from an endpoints file too."""
    missing = []
    for module in MODULES:
        by_screen, by_program = called_by(module, "pages"), called_by(module, "endpoints")
        missing += [f"{module}: {name}" for name in sorted(by_screen - by_program - SCREEN_ONLY)]
    assert missing == []


# Names that pages import other modules' operations by.
OPERATIONS = {"notices", "tenancy"}
# What only a screen needs: a program sends Idempotency-Key instead, keeps no draft, and names authors and the
# responsible by two calls.
SCREEN_ONLY = {"once", "drop", "name_people"} | {
    # Somebody with a secret address and no token: a guest in a browser, and a calendar program that fetches.
    "open_guest_link",
    "send_new_guest_link",
    "note_fetched",
}


def test_every_task_that_is_named_exists():
    from pejl.wiring.tasks import TASKS

    assert TASKS
    assert all(callable(task) for task in TASKS.values())
