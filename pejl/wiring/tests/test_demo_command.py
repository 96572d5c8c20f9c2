"""``python -m pejl demo``: made once, described, and thrown away only where nothing is lost."""

from __future__ import annotations

import contextlib
import os
import socket
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.test import Client

from pejl.foundation import clock
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Space, Token
from pejl.foundation.tenancy.rows import SpaceRow
from pejl.organisation.demo import address_of
from pejl.wiring import demo, demo_reset, demo_token

ROOT = Path(__file__).resolve().parents[3]

pytestmark = [pytest.mark.urls("pejl.wiring.tests.urls_with_demo"), pytest.mark.once]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@pytest.fixture(autouse=True)
def demonstration(settings: Any, tmp_path: Path) -> None:
    """A demonstration with a data folder of its own."""
    settings.PEJL_DEMO = True
    settings.DATA = tmp_path
    settings.PEJL_MAIL_FOLDER = tmp_path / "mail"
    settings.PORT = free_port()


@pytest.fixture
def first_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both job centres as they were opened; nothing has happened yet."""
    monkeypatch.setattr(demo, "_events", lambda story: iter(()))


def command(*arguments: str) -> str:
    """What the command says."""
    said = StringIO()
    call_command("demo", *arguments, stdout=said)
    return said.getvalue()


def everything() -> dict[str, list[Any]]:
    """Every row of every job centre."""
    rows: dict[str, list[Any]] = {}
    for space in Space.objects.order_by("name"):
        with scopes.scope(space.pk):
            for model in apps.get_models():
                if issubclass(model, SpaceRow):
                    rows[f"{space.name} {model._meta.label}"] = list(model.objects.order_by("pk").values())
    return rows


def test_second_run_changes_nothing(db: None) -> None:
    command()
    before, token = everything(), demo_token.kept()
    assert sum(map(len, before.values())) > 500
    assert command() == ""
    assert everything() == before
    assert demo_token.kept() == token


def test_description_names_everybody_and_a_token_that_opens_the_api(db: None, settings: Any) -> None:
    command()
    said = command("--describe")
    assert f"{settings.PEJL_ADDRESS}/demo/" in said
    for centre in demo.CENTRES:
        assert centre["name"] in said
        for colleague in centre["people"]:
            is_here = "left" not in colleague or "back" in colleague
            assert (colleague["name"] in said) == is_here
            assert (address_of(colleague["key"], centre) in said) == is_here
    token = said.partition("Bearer ")[2].partition('"')[0]
    answer = Client(headers={"Authorization": f"Bearer {token}"}).get("/api/v1/themes")
    assert answer.status_code == 200
    assert "praktik" in answer.content.decode()


def test_description_without_a_demo_says_how_to_make_one(db: None) -> None:
    with pytest.raises(CommandError, match="python -m pejl demo"):
        command("--describe")


def test_token_is_readable_by_the_owner_only(db: None, first_day: None) -> None:
    command()
    assert stat.S_IMODE(demo_token.path().stat().st_mode) == 0o600
    assert demo_token.kept().startswith("pejl_")


@pytest.mark.parametrize("text", ["", "pejl_gone", f"pejl_{'0' * 32}_secret"], ids=["lost", "broken", "another's"])
def test_token_that_opens_nothing_is_replaced(db: None, first_day: None, text: str) -> None:
    command()
    demo_token.keep(text)
    command()
    with scopes.scope(Space.objects.get(name=demo.HOME["name"]).pk):
        assert Token.objects.filter(digest=Token.digest_of(demo_token.kept())).exists()


def test_half_a_demo_is_never_left(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "_see_everything", lambda story, now: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        demo.make(now=clock.now())
    assert not Space.objects.exists()


@pytest.mark.parametrize("arguments", [[], ["--reset"], ["--describe"]], ids=["make", "reset", "describe"])
def test_demo_is_for_demonstrations_only(db: None, settings: Any, arguments: list[str]) -> None:
    settings.PEJL_DEMO = False
    with pytest.raises(CommandError, match="PEJL_DEMO=1"):
        command(*arguments)
    assert not Space.objects.exists()


def test_reset_spares_a_job_centre_that_is_not_the_demos(db: None) -> None:
    tenancy.open_space(name="Jobcenter Østerby", now=clock.now())
    with pytest.raises(CommandError, match="Jobcenter Østerby"):
        command("--reset")
    assert Space.objects.filter(name="Jobcenter Østerby").exists()


def test_reset_waits_until_pejl_is_stopped(db: None, settings: Any) -> None:
    with socket.create_server(("127.0.0.1", settings.PORT)), pytest.raises(CommandError, match="Stop it first"):
        demo_reset.throw_away()


@pytest.fixture
def pejl(transactional_db: None, tmp_path: Path) -> Iterator[Any]:
    """Pejl's command line, on this test's database where that is PostgreSQL and on a file of its own otherwise."""
    connections.close_all()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")}
    environment = {**kept, "PEJL_DATA": str(tmp_path), "PEJL_DEMO": "1", "PORT": str(free_port())}
    for name in ("PEJL_DATABASE_URL", "PEJL_DATABASE_OWNER_URL"):
        if name in environment:
            environment[name] = _pointing_at(connection.settings_dict["NAME"], environment[name])

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        line = [sys.executable, "-m", "pejl", *arguments]
        return subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    yield run
    connections.close_all()


@contextlib.contextmanager
def _somebody_else_reading(file: Path) -> Iterator[None]:
    """Another process that has the database open, as every process of a running Pejl has."""
    other = connection if connection.vendor == "postgresql" else sqlite3.connect(file)
    with contextlib.closing(other):
        other.cursor().execute("SELECT count(*) FROM tenancy_space")
        yield


def _pointing_at(database: str, url: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


@pytest.mark.endure
def test_reset_makes_it_anew(pejl: Any, tmp_path: Path) -> None:
    """From nothing, then from a demo that somebody has worked in; never under somebody who has it open."""
    first = pejl("demo", "--reset")
    assert first.returncode == 0, first.stderr
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "1.eml").touch()
    token = (tmp_path / "demo-token").read_text()
    with _somebody_else_reading(tmp_path / "pejl.sqlite3"):
        refused = pejl("demo", "--reset")
        assert "Stop it first" in refused.stderr
    assert (tmp_path / "demo-token").read_text() == token
    again = pejl("demo", "--reset")
    assert again.returncode == 0, again.stderr
    assert (tmp_path / "demo-token").read_text() != token
    assert not list((tmp_path / "mail").iterdir())
