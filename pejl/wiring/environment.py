"""Reading settings from environment variables: each has a safe default, a wrong one explains itself."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

WHERE = "See docs/operations/environment.md."
YES, NO = ("1", "yes", "true", "on"), ("0", "no", "false", "off", "")


def text(name: str, *, default: str) -> str:
    """The variable as it is."""
    return os.environ.get(name) or default


def words(name: str, *, default: list[str]) -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()] or default


def flag(name: str, *, default: bool) -> bool:
    """1 or 0 (yes/no, true/false, on/off)."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() not in (*YES, *NO):
        raise ImproperlyConfigured(f"{name}={value!r} is neither 1 nor 0. {WHERE}")
    return value.lower() in YES


def number(name: str, *, default: int, most: int | None = None) -> int:
    """A whole number, not above ``most``."""
    value = os.environ.get(name) or str(default)
    if not value.isdigit():
        raise ImproperlyConfigured(f"{name}={value!r} is not a whole number. {WHERE}")
    if most is not None and int(value) > most:
        raise ImproperlyConfigured(f"{name}={value} is more than {most}. {WHERE}")
    return int(value)


def folder(name: str, *, default: Path) -> Path:
    """A folder for the owner's eyes only, made when it is missing."""
    path = Path(os.environ.get(name) or default).expanduser().resolve()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as failure:
        raise ImproperlyConfigured(f"{name}: the folder {path} cannot be made: {failure.strerror}. {WHERE}") from None
    return path


def file(name: str) -> str:
    """A file that is there and can be read; empty for none."""
    given = os.environ.get(name, "")
    if given and not os.access(given, os.R_OK):
        raise ImproperlyConfigured(f"{name}: the file {given} cannot be read. {WHERE}")
    return given


def files_together(*names: str) -> list[str]:
    """Files that are of use only together: all of them, or none."""
    given = [file(name) for name in names]
    if any(given) and not all(given):
        raise ImproperlyConfigured(f"{' and '.join(names)} belong together: set both or neither. {WHERE}")
    return given


def secret_key(name: str, *, kept_in: Path) -> str:
    """The key that signs sessions; where none is given, one is made once and kept in the data folder."""
    given = os.environ.get(name)
    if given:
        if len(given) < 50:
            raise ImproperlyConfigured(f"{name} is too short: use 50 random characters or more. {WHERE}")
        return given
    try:
        descriptor = os.open(kept_in, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _kept_key(kept_in)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(60))
    return kept_in.read_text()


def _kept_key(path: Path) -> str:
    key = path.read_text()
    if len(key) < 50:
        raise ImproperlyConfigured(f"The key in {path} is damaged. Remove the file: everybody must then log in again.")
    return key


def databases(*, sqlite: Path) -> dict[str, dict[str, Any]]:
    """Django's DATABASES: the embedded database, or PostgreSQL by PEJL_DATABASE_URL (and ..._OWNER_URL)."""
    url, owner = os.environ.get("PEJL_DATABASE_URL"), os.environ.get("PEJL_DATABASE_OWNER_URL")
    if not url:
        return {
            "default": {
                "ENGINE": "pejl.foundation.storage.sqlite",
                "NAME": str(sqlite),
                "CONN_MAX_AGE": None,
            }
        }
    if not owner:
        raise ImproperlyConfigured(
            "PEJL_DATABASE_OWNER_URL is missing: tables belong to another role than the one Pejl runs as, "
            f"so that row-level security holds. {WHERE}"
        )
    return {"default": _postgresql("PEJL_DATABASE_URL", url), "owner": _postgresql("PEJL_DATABASE_OWNER_URL", owner)}


def _postgresql(name: str, url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/") or not parts.username:
        raise ImproperlyConfigured(f"{name} must read postgresql://role:password@host:port/database. {WHERE}")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,  # three round trips for every list of choices; a pooler cannot keep them
        "OPTIONS": {"prepare_threshold": 2},  # for what @composed asks: planning it takes longer than answering it
    }


def mail_server(name: str) -> tuple[str, int, str, str, bool, bool]:
    """Host, port, user, password, STARTTLS, TLS of ``smtp://``, ``smtp+tls://`` or ``smtps://user:password@host:port``."""
    url = os.environ.get(name) or "smtp://localhost:25"
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtp+tls", "smtps") or not parts.hostname:
        raise ImproperlyConfigured(f"{name} must read smtp://host:port, smtp+tls://… or smtps://…. {WHERE}")
    port = parts.port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parts.scheme]
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return parts.hostname, port, user, password, parts.scheme == "smtp+tls", parts.scheme == "smtps"
