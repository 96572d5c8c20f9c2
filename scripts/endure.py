"""`make endure`: what takes long, on both databases and with a browser, before an issue is closed."""

from __future__ import annotations

import time

from scripts import chromium
from scripts.parts import main
from scripts.test import IN_PARALLEL, REPORTS, Run, conclude


def endure() -> int:
    """Run what is marked `endure`; returns 1 if any failed."""
    REPORTS.mkdir(parents=True, exist_ok=True)
    begun, run = time.monotonic(), Run([])
    browser = {"PEJL_CHROMIUM": chromium.find(), "PEJL_CANARY": "whole"}
    try:
        with run.part("Endurance on SQLite"):
            run.pytest("endure-sqlite", "-m", "endure", variables=browser)
        with run.part("Endurance on PostgreSQL"):
            run.pytest("endure-postgresql", "-m", "endure and not once", variables={**browser, **run.on_postgresql()})
        with run.part("Canary on PostgreSQL, whole"):
            variables = {**browser, **run.on_postgresql()}
            run.pytest("canary-whole", "-m", "canary and not endure", *IN_PARALLEL, variables=variables)
    finally:
        run.close()
    return conclude(run, time.monotonic() - begun)


if __name__ == "__main__":
    main(endure)
