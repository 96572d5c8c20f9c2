"""The documentation says what is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[2]
PAGES = sorted({ROOT / "README.md", ROOT / "SECURITY.md", *ROOT.glob("docs/**/*.md"), *ROOT.glob("pejl/**/README.md")})
LINK = re.compile(r"\]\(([^)#]+)[^)]*\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    wanted = [link for link in LINK.findall(page.read_text()) if not link.startswith(("http", "mailto"))]
    assert [link for link in wanted if not (page.parent / link).exists()] == []


def test_every_setting_is_documented():
    documented = set(re.findall(r"^\| `(\w+)` \|", (ROOT / "docs/operations/environment.md").read_text(), re.MULTILINE))
    read = set()
    for path in [ROOT / "pejl/wiring/settings.py", *ROOT.glob("pejl/wiring/**/*.py")]:
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and re.fullmatch(r"PEJL_[A-Z_]+|PORT", str(node.value)):
                read.add(node.value)
    assert read - INTERNAL == documented


# Names of Django settings, and what one of our processes says to another.
INTERNAL = {"PEJL_WIRING", "PEJL_SCOPES", "PEJL_MAIL_FOLDER"}


def test_every_module_stands_in_the_table_of_contents():
    contents = (ROOT / "pejl/README.md").read_text()
    modules = {path.parent.name for path in ROOT.glob("pejl/*/README.md")}
    assert {name for name in modules if f"[{name}]({name}/README.md)" not in contents} == set()


def test_every_decision_is_listed():
    listed = (ROOT / "docs/decisions/README.md").read_text()
    records = [path.name for path in ROOT.glob("docs/decisions/0*.md")]
    assert [name for name in records if name not in listed] == []
    assert len(records) >= 13
