"""PostgreSQL and Chromium: found where they are, brought where they are not, and missed aloud."""

from __future__ import annotations

import os
from pathlib import Path

import psycopg
import pytest

from scripts import chromium, postgres
from scripts.parts import Failed

pytestmark = pytest.mark.once


def program(folder: Path, name: str, says: str, status: int = 0) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text(f"#!/bin/sh\necho '{says}'\nexit {status}\n")
    file.chmod(0o755)
    return file


def postgresql(folder: Path, version: str) -> Path:
    program(folder, "postgres", f"postgres (PostgreSQL) {version}")
    program(folder, "initdb", f"initdb (PostgreSQL) {version}")
    return folder


def test_newest_postgresql_of_the_machine_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PEJL_POSTGRES", raising=False)
    places = [postgresql(tmp_path / version, f"{version}.1") for version in ("9", "15", "17", "16")]
    monkeypatch.setattr(postgres, "_on_this_machine", lambda: places)
    assert postgres.find(tmp_path).name == "17"


def test_postgresql_that_is_too_old_or_broken_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PEJL_POSTGRES", raising=False)
    broken = postgresql(tmp_path / "broken", "17.1")
    program(broken, "initdb", "", status=1)
    monkeypatch.setattr(postgres, "_on_this_machine", lambda: [broken, postgresql(tmp_path / "14", "14.9")])
    monkeypatch.setattr(postgres, "_brought", lambda folder: folder / "brought")
    assert postgres.find(tmp_path) == tmp_path / "brought"


def test_named_postgresql_that_is_not_there_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEJL_POSTGRES", str(tmp_path))
    with pytest.raises(Failed, match="no PostgreSQL 15 or newer"):
        postgres.find(tmp_path)


def test_root_runs_postgresql_as_somebody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert postgres.unprivileged() in {"postgres", "nobody"}
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert postgres.unprivileged() is None


def test_postgresql_runs_with_its_own_data_and_is_gone_afterwards() -> None:
    with postgres.running() as server:
        with psycopg.connect(server.url("pejl_app", "pejl")) as connection:
            role = connection.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
            assert role.fetchone() == (False, False)
            owner = connection.execute("SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'pejl'")
            assert owner.fetchone() == ("pejl_owner",)
        with psycopg.connect(server.url("postgres")) as connection:
            data = Path(connection.execute("SHOW data_directory").fetchone()[0])
            assert data.stat().st_uid != 0
    assert not data.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(server.url("postgres"))


def test_chromium_is_found_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PEJL_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    file = program(tmp_path, "chromium", "Chromium 150")
    assert chromium.find() == str(file)


def test_named_chromium_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = program(tmp_path, "my-chromium", "Chromium 150")
    monkeypatch.setenv("PEJL_CHROMIUM", str(file))
    assert chromium.find() == str(file)


def test_missing_chromium_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PEJL_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(Failed, match="apt-get install chromium"):
        chromium.find()
