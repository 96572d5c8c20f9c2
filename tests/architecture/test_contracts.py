"""The import contracts hold, and each would notice if it did not."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
FLOORS = "Modules are built on top of each other, never in a circle"
ROOMS = "Inside a module: pages over operations over models"
PRIVATE = "A module's pages and forms are its own"
TESTS = "Nothing but tests imports tests"
CIRCLES = "No circles anywhere"

# What is planted: where, which line, and the contract that must break.
VIOLATIONS = {
    "lower module reads upper": ("pejl/themes/queries.py", "import pejl.meetings.models", FLOORS),
    "foundation knows a module": ("pejl/foundation/refusals.py", "import pejl.organisation.models", FLOORS),
    "design knows foundation": ("pejl/design/planted.py", "import pejl.foundation.refusals", FLOORS),
    "module knows the wiring": ("pejl/learning/queries.py", "import pejl.wiring.kinds", FLOORS),
    "peer uses peer": ("pejl/law/models.py", "import pejl.agreements.models", FLOORS),
    "undeclared module": ("pejl/common/planted.py", "", FLOORS),
    "undeclared file": ("pejl/themes/utils.py", "", ROOMS),
    "model calls operation": ("pejl/themes/models.py", "import pejl.themes.operations", ROOMS),
    "form writes": ("pejl/themes/forms.py", "import pejl.themes.operations", ROOMS),
    "permission asks a query": ("pejl/themes/permissions.py", "import pejl.themes.queries", ROOMS),
    "operation knows a page": ("pejl/themes/operations.py", "import pejl.themes.pages", ROOMS),
    "foreign form is used": ("pejl/learning/pages.py", "import pejl.themes.forms", PRIVATE),
    "foreign page is used": ("pejl/overview/pages.py", "import pejl.themes.pages", PRIVATE),
    "factory in production": ("pejl/overview/queries.py", "import pejl.themes.tests", TESTS),
    "circle in foundation": ("pejl/foundation/tenancy/rows.py", "import pejl.foundation.audit.operations", CIRCLES),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The code of the house, to plant things in."""
    folder = tmp_path_factory.mktemp("house")
    only_code = shutil.ignore_patterns("__pycache__", "locale", "templates", "*.html", "*.scss", "*.svg", "*.md")
    for name in ("pejl", "scripts"):
        shutil.copytree(ROOT / name, folder / name, ignore=only_code)
    for name in ("pyproject.toml", "contracts.py"):
        shutil.copyfile(ROOT / name, folder / name)
    return folder


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "scripts.imports"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_contracts_are_kept(copy: Path) -> None:
    done = lint(copy)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("violation", VIOLATIONS)
def test_planted_violation_is_caught(copy: Path, violation: str) -> None:
    path, line, contract = VIOLATIONS[violation]
    file = copy / path
    before = file.read_text() if file.exists() else None
    is_new_folder = not file.parent.exists()
    file.parent.mkdir(exist_ok=True)
    try:
        (file.parent / "__init__.py").touch()
        file.write_text(f"{before or ''}\n{line}\n")
        done = lint(copy)
    finally:
        if is_new_folder:
            shutil.rmtree(file.parent)
        elif before is None:
            file.unlink()
        else:
            file.write_text(before)
    assert f"{contract} BROKEN" in done.stdout
    assert done.returncode == 1
