"""What it takes to find the themes that are alike while somebody types; prints one JSON object.

Run by ``bench.run`` in a process of its own, with the environment that names the database.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
django.setup()

from django.core.management import call_command  # noqa: E402 -- Django comes first
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench import history, measure  # noqa: E402
from pejl.foundation.tenancy import scopes  # noqa: E402
from pejl.themes.models import Theme  # noqa: E402
from pejl.themes.queries.alike import READ  # noqa: E402

ASKS, BARE = 200, 40


def main() -> None:
    """Ask with the beginnings of many titles, each with a need, as a person who types would."""
    call_command("migrate", verbosity=0, interactive=False)
    made = history.build()
    client = measure.browser(made)
    words = history.Builder(1.0)
    taken = [_asked(client, f"{words.text(2 + number % 5)}", words.text(number % 30)) for number in range(ASKS)]
    figures = {
        "asks": len(taken),
        "ms first": taken[0],
        "ms median": statistics.median(taken),
        "ms p95": statistics.quantiles(taken, n=100)[94],
        "ms bare": statistics.median(_bare(made) for _ in range(BARE)),
    }
    json.dump(figures, sys.stdout)


def _asked(client: Any, title: str, need: str) -> float:
    begun = time.perf_counter()
    answer = client.post("/temaer/ligner/", {"title": title, "need": need})
    taken = (time.perf_counter() - begun) * 1000
    if answer.status_code != 200:
        raise SystemExit(f"/temaer/ligner/ answered {answer.status_code}")
    return taken


def _bare(made: history.History) -> float:
    """The same texts read through the driver's cursor, and nothing done with them."""
    with scopes.scope(made.space.pk):
        rows = Theme.objects.taking_in().newest().values_list("pk", "title", "need")
        with CaptureQueriesContext(connection) as captured:
            list(rows)
        statement = captured.captured_queries[0]["sql"]
        begun = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute(statement)
            found = [row[2][:READ] for row in cursor.fetchall()]
        taken = (time.perf_counter() - begun) * 1000
    if len(found) < 300:
        raise SystemExit(f"Only {len(found)} themes wait.")
    return taken


if __name__ == "__main__":
    main()
