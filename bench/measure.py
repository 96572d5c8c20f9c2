"""Measures one database: fills it with the history, then asks for the main pages in process and over the network.

Run by ``bench.run`` in a process of its own, with the environment that names the database; prints one JSON object.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote, urlencode

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
django.setup()

from django.conf import settings  # noqa: E402 -- Django comes first
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench import history  # noqa: E402
from bench.pages import PAGES, Page  # noqa: E402
from pejl.wiring.management.commands.run import listening  # noqa: E402

ROUNDS, SECONDS, CONNECTIONS = 40, 2, 16
PROCESSES = 2
# What middleware asks for every page: session, account, person and, on PostgreSQL, the space.
FRAME = re.compile(r'^\s*SELECT current_setting|FROM "(login_session|tenancy_account|tenancy_person)" ')


def main() -> None:
    """Everything, as JSON on standard output."""
    call_command("migrate", verbosity=0, interactive=False)
    few = history.build(scale=0.02)
    queries_few = {page.name: len(statements_of(browser(few), path_of(page, few))) for page in PAGES}
    many = history.build()
    client = browser(many)
    with served() as (port, _processes), raw_served(many, client) as raw_port:
        pages = [measured(page, many, client, queries_few[page.name], port, raw_port) for page in PAGES]
    json.dump(pages, sys.stdout)


def measured(page: Page, made: history.History, client: Client, few: int, port: int, raw_port: int) -> dict[str, Any]:
    """All figures of one page."""
    path = path_of(page, made)
    body = client.get(path).content
    statements = statements_of(client, path)
    alike = {"page": page.name, "bytes": len(body), "queries": max(1, reads_of(own(statements)))}
    bare = f"/bare/?{urlencode(alike)}"
    ours, least = timed_in_turn(client, path, bare)
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    loads = [
        (
            load(f"http://127.0.0.1:{port}{path}", cookie),
            load(f"http://127.0.0.1:{port}{bare}", cookie),
            load(f"http://127.0.0.1:{raw_port}/?{urlencode({'page': page.name}, quote_via=quote)}", cookie),
        )
        for _ in range(3)
    ]
    rate, bare_rate, raw_rate = (statistics.median(values) for values in zip(*loads, strict=True))
    return {
        "page": page.name,
        "queries": len(statements),
        "queries with few rows": few,
        "ms in process": ours,
        "ms bare": least,
        "of bare": ours / least,
        "requests a second": rate,
        "bare requests a second": bare_rate,
        "raw requests a second": raw_rate,
        "of raw": rate / raw_rate,
        "bytes": len(body),
        "bytes compressed": len(gzip.compress(body)),
    }


def browser(made: history.History) -> Client:
    """Somebody logged in, with a seat taken, so that the first request's extra work is over."""
    client = Client()
    client.force_login(made.account, backend=settings.AUTHENTICATION_BACKENDS[0])
    client.get("/")
    return client


def path_of(page: Page, made: history.History) -> str:
    """The page's address in this history."""
    return page.path.format(meeting=made.meeting.pk, product=made.product.pk)


def statements_of(client: Client, path: str) -> list[str]:
    """The statements the database is sent, without those that begin and end transactions."""
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answered {answer.status_code}")
    begins = re.compile(r"^(BEGIN|COMMIT|SAVEPOINT|RELEASE|PRAGMA)")
    return [one["sql"] for one in captured.captured_queries if not begins.match(one["sql"])]


def own(statements: list[str]) -> list[str]:
    """Those that are the page's, not the frame's."""
    return [one for one in statements if not FRAME.search(one)]


def reads_of(statements: list[str]) -> int:
    """How many plain statements it would take: one for each part of a union."""
    return sum(1 + one.count(" UNION ALL ") for one in statements)


def timed_in_turn(client: Client, *paths: str) -> list[float]:
    """Median milliseconds of each path, asked in turn so that a slow moment of the machine hits all."""
    taken: dict[str, list[float]] = {path: [] for path in paths}
    for _ in range(ROUNDS):
        for path in paths:
            begun = time.perf_counter()
            client.get(path)
            taken[path].append((time.perf_counter() - begun) * 1000)
    return [statistics.median(taken[path]) for path in paths]


def load(url: str, cookie: str) -> float:
    """Requests a second by wrk, which must get answers only."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-H", f"Cookie: {cookie}", url]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise SystemExit(f"{url}: {said}")
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    if rate is None:
        raise SystemExit(said)
    return float(rate.group(1))


@contextmanager
def served() -> Iterator[tuple[int, list[int]]]:
    """Pejl's own server on two processes, as ``run`` starts them: its port and their ids."""
    with listening("127.0.0.1", 0, PROCESSES) as listeners:
        port = listeners[0].getsockname()[1]
        serve = [sys.executable, "-m", "pejl", "serve", "--fd"]
        started = [subprocess.Popen([*serve, str(one.fileno())], pass_fds=[one.fileno()]) for one in listeners]
        with ended(started):
            _wait(port)
            yield port, [one.pid for one in started]


@contextmanager
def raw_served(made: history.History, client: Client) -> Iterator[int]:
    """The raw application, in the same way; it sends every statement that the page sends."""
    pages = {
        page.name: {
            "statements": statements_of(client, path),
            "bytes": len(client.get(path).content),
        }
        for page in PAGES
        for path in [path_of(page, made)]
    }
    file = settings.DATA / "pages.json"
    file.write_text(json.dumps(pages))
    known = {
        "BENCH_SQLITE": str(settings.DATABASES["default"]["NAME"]),
        "BENCH_SPACE": str(made.space.pk),
        "BENCH_PAGES": str(file),
    }
    raw = [sys.executable, "-m", "bench.raw"]
    with listening("127.0.0.1", 0, PROCESSES) as listeners:
        started = [
            subprocess.Popen([*raw, str(one.fileno())], pass_fds=[one.fileno()], env={**os.environ, **known})
            for one in listeners
        ]
        with ended(started):
            port = listeners[0].getsockname()[1]
            _wait(port)
            yield port


@contextmanager
def ended(started: Sequence[subprocess.Popen[Any]]) -> Iterator[None]:
    """Told to end when the block does."""
    try:
        yield
    finally:
        for process in started:
            process.send_signal(signal.SIGTERM)
        for process in started:
            process.wait(20)


def _wait(port: int) -> None:
    until = time.monotonic() + 30
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            time.sleep(2)
            return


if __name__ == "__main__":
    main()
