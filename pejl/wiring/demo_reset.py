"""Throwing the demo away: only the demo, and only while nobody uses the database."""

from __future__ import annotations

import contextlib
import socket
import sqlite3
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, connections

from pejl.foundation.tenancy.models import Space
from pejl.wiring import demo, demo_token

STOP_FIRST = "Pejl is running. Stop it first (Ctrl-C where it was started), then reset the demo."


def throw_away() -> None:
    """Remove all data of a demo database, the mails it sent and its token; the tables are made anew by ``migrate``.

    Raises CommandError while Pejl runs, and for a database in which somebody else has opened a job centre.
    """
    _require_free_port()
    _require_only_demo()
    if connection.vendor == "sqlite":
        _remove_file()
    else:
        _empty_tables()
    for mail in Path(settings.PEJL_MAIL_FOLDER).glob("*.eml"):
        mail.unlink()
    demo_token.path().unlink(missing_ok=True)


def _require_free_port() -> None:
    """A supervisor that has just begun listens before it has opened the database."""
    try:
        socket.create_server(("127.0.0.1", settings.PORT)).close()
    except OSError:
        raise CommandError(f"Something is listening on port {settings.PORT}. {STOP_FIRST}") from None


def _require_only_demo() -> None:
    try:
        names = set(Space.objects.values_list("name", flat=True))
    except DatabaseError:
        names = set()  # no tables yet: nothing to lose
    others = names - {centre["name"] for centre in demo.CENTRES}
    if others:
        raise CommandError(
            f"This would throw away more than the demo: {', '.join(sorted(others))}. Nothing is changed."
        )


def _remove_file() -> None:
    """The file of the embedded database, once no other process has it open."""
    path = Path(settings.DATABASES["default"]["NAME"])
    connections.close_all()
    with contextlib.closing(sqlite3.connect(path, timeout=0)) as alone:
        try:
            # Leaving write-ahead logging needs the file for oneself alone.
            alone.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.OperationalError:
            raise CommandError(STOP_FIRST) from None
    for suffix in ("", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)


def _empty_tables() -> None:
    """All rows at once, as the owner of the tables; what somebody vouched for goes too, with everything around it."""
    connections["default"].close()
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            # Of other roles' sessions little more than the names is told; PostgreSQL's own helpers have no user.
            "SELECT count(*) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename IS NOT NULL"
        )
        if cursor.fetchone()[0]:
            raise CommandError(STOP_FIRST)
    call_command("flush", database="owner", interactive=False, verbosity=0)
    connections["owner"].close()
