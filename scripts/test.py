"""`make test`: everything, as it will be judged.

    python -m scripts.test [part …] [-- what pytest understands]

Parts: check, sqlite, postgresql, canary, journeys; without any, all of them. What only PostgreSQL or a browser can
show is never left out: where they are missing they are brought, or the command fails and says what is missing.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

from scripts import check, chromium, postgres
from scripts.parts import PYTHON, ROOT, Failed, main, part, status

REPORTS = ROOT / "build/reports"
ORDINARY = "not journey and not canary and not endure"
IN_PARALLEL = ["--numprocesses=auto", "--dist=worksteal"]


@dataclass
class Run:
    """A test run: what was asked of pytest, what came of it."""

    extra: list[str]
    totals: dict[str, int] = field(default_factory=lambda: {"passed": 0, "failed": 0, "skipped": 0})
    failed: list[str] = field(default_factory=list)
    _servers: ExitStack = field(default_factory=ExitStack)
    _server: postgres.Server | None = None

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """A part whose failure does not keep the next ones from running."""
        with part(name):
            try:
                yield
            except Failed as failure:
                self.failed.append(name)
                print(failure, flush=True)

    def on_postgresql(self) -> dict[str, str]:
        """The variables of a PostgreSQL that is started once, for all parts that need it."""
        if self._server is None:
            begun = time.monotonic()
            self._server = self._servers.enter_context(postgres.running())
            print(f"   PostgreSQL is up: {time.monotonic() - begun:.1f} s", flush=True)
        return self._server.variables()

    def pytest(self, name: str, *arguments: str, variables: Mapping[str, str] | None = None) -> None:
        """One pytest run, counted. Raises Failed when a test failed or none ran."""
        report = REPORTS / f"{name}.xml"
        report.unlink(missing_ok=True)
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("PEJL_", "DJANGO_"))}
        command = ["-m", "pytest", "--quiet", f"--junitxml={report}", *arguments, *self.extra]
        ended = status(PYTHON, *command, env={**kept, **(variables or {})})
        if report.exists():
            _count(report, self.totals)
        if ended:
            raise Failed("No test ran." if ended == 5 else f"pytest ended with status {ended}.")

    def close(self) -> None:
        """Stop what was started."""
        self._servers.close()


def checks(run: Run) -> None:
    """`make check`."""
    check.check()


def modules_on_sqlite(run: Run) -> None:
    """The modules' and the house's tests on the embedded database."""
    run.pytest("sqlite", "-m", ORDINARY, *IN_PARALLEL)


def modules_on_postgresql(run: Run) -> None:
    """The same on PostgreSQL, but for what knows no database."""
    run.pytest("postgresql", "-m", f"{ORDINARY} and not once", *IN_PARALLEL, variables=run.on_postgresql())


def canary_on_postgresql(run: Run) -> None:
    """The other job centre walks every address."""
    variables = {**run.on_postgresql(), "PEJL_CANARY": "full"}
    run.pytest("canary-postgresql", "-m", "canary and not endure", *IN_PARALLEL, variables=variables)


def canary_on_sqlite(run: Run) -> None:
    """The same on a sample of the addresses."""
    run.pytest("canary-sqlite", "-m", "canary and not endure", *IN_PARALLEL, variables={"PEJL_CANARY": "sample"})


def journeys(run: Run) -> None:
    """Stories in real browsers, each worker with a Pejl of its own: a story mostly waits."""
    run.pytest("journeys", "-m", "journey and not endure", *IN_PARALLEL, variables={"PEJL_CHROMIUM": chromium.find()})


PARTS = {
    "check": [("Check", checks)],
    "sqlite": [("Tests on SQLite", modules_on_sqlite)],
    "postgresql": [("Tests on PostgreSQL", modules_on_postgresql)],
    "canary": [("Canary on PostgreSQL, full", canary_on_postgresql), ("Canary on SQLite, sampled", canary_on_sqlite)],
    "journeys": [("Journeys in Chromium", journeys)],
}


def test(arguments: list[str]) -> int:
    """Run the named parts; returns 1 if any failed."""
    names, extra = _split(arguments)
    REPORTS.mkdir(parents=True, exist_ok=True)
    begun, run = time.monotonic(), Run(extra)
    try:
        for name in names or PARTS:
            for title, work in PARTS[name]:
                with run.part(title):
                    work(run)
    finally:
        run.close()
    return conclude(run, time.monotonic() - begun)


def conclude(run: Run, seconds: float) -> int:
    """Say what came of it, the sum on a line of its own; returns the status to end with."""
    print(f"── All parts: {seconds / 60:.1f} minutes", flush=True)
    if run.failed:
        print(f"   Failed: {', '.join(run.failed)}", flush=True)
    skipped = f", {run.totals['skipped']} skipped" if run.totals["skipped"] else ""
    print(f"{run.totals['passed']} passed, {run.totals['failed']} failed{skipped}", flush=True)
    return 1 if run.failed else 0


def _split(arguments: list[str]) -> tuple[list[str], list[str]]:
    """Parts, and what comes after "--" for pytest."""
    at = arguments.index("--") if "--" in arguments else len(arguments)
    unknown = set(arguments[:at]) - set(PARTS)
    if unknown:
        raise Failed(f"No such part: {', '.join(unknown)}. There are {', '.join(PARTS)}.")
    return arguments[:at], arguments[at + 1 :]


def _count(report: Path, totals: dict[str, int]) -> None:
    """Add one run's figures."""
    for suite in ElementTree.parse(report).getroot().iter("testsuite"):  # noqa: S314 -- our own file
        figures = {name: int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped")}
        failed = figures["failures"] + figures["errors"]
        totals["failed"] += failed
        totals["skipped"] += figures["skipped"]
        totals["passed"] += max(0, figures["tests"] - failed - figures["skipped"])


if __name__ == "__main__":
    main(partial(test, sys.argv[1:]))
