"""`make bench`: bench/run.py, with a PostgreSQL started for it. `python -m scripts.bench live` measures one part."""

from __future__ import annotations

import os
import sys

from scripts import postgres
from scripts.parts import PYTHON, call, main, part


def bench() -> None:
    """PEJL_BENCH_DATABASE_URL and PEJL_BENCH_DATABASE_OWNER_URL name the empty PostgreSQL database to measure on."""
    with part("Figures"), postgres.running() as server:
        variables = {
            "PEJL_BENCH_DATABASE_URL": server.url("pejl_app", "pejl"),
            "PEJL_BENCH_DATABASE_OWNER_URL": server.url("pejl_owner", "pejl"),
        }
        call(PYTHON, "-m", "bench.run", *sys.argv[1:], env={**os.environ, **variables})


if __name__ == "__main__":
    main(bench)
