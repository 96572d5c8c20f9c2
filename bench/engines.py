"""Django templates against Jinja2 on the same page: 25 rows, each with a link, a date and a component.

    python -m bench.engines

In process, one thread, both engines as a page would use them (compiled templates, addresses by name, translations).
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

FOLDER = Path(__file__).parent / "templates"
ROWS, ROUNDS, RENDERS = 25, 15, 20


def main() -> None:
    """Print the median time of each engine and their ratio."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pejl.wiring.settings")
    import django

    django.setup()
    context = {"rows": [_row(number) for number in range(ROWS)]}
    engines = {"Django templates": _django(), "Jinja2": _jinja()}
    texts = {name: render(context) for name, render in engines.items()}
    times: dict[str, list[float]] = {name: [] for name in engines}
    for _ in range(ROUNDS):
        for name, render in engines.items():
            begun = time.perf_counter()
            for _ in range(RENDERS):
                render(context)
            times[name].append((time.perf_counter() - begun) / RENDERS * 1000)
    for name, taken in times.items():
        print(f"{name}: {statistics.median(taken):.2f} ms median of {ROUNDS}, {len(texts[name].encode())} bytes")
    ratios = [one / two for one, two in zip(times["Django templates"], times["Jinja2"], strict=True)]
    print(f"Django templates / Jinja2: {statistics.median(ratios):.2f} (min {min(ratios):.2f}, max {max(ratios):.2f})")


def _row(number: int) -> dict[str, Any]:
    moment = datetime(2026, 11, 2, 9, tzinfo=UTC) + timedelta(days=number)
    return {
        "id": uuid4(),
        "title": f"Virksomhedspraktik nr. {number}",
        "at": moment,
        "state": "Meldt ind",
        "tone": "active",
    }


def _django() -> Callable[[dict[str, Any]], str]:
    from django.template import Engine
    from django.template.context import Context

    engine = Engine(dirs=[FOLDER], libraries={"l10n": "django.templatetags.l10n", "i18n": "django.templatetags.i18n"})
    template = engine.get_template("page.django.html")
    return lambda context: template.render(Context(context))


def _jinja() -> Callable[[dict[str, Any]], str]:
    from jinja2 import FileSystemLoader

    from pejl.design.environment import TEMPLATES
    from pejl.wiring.jinja import environment

    made = environment(loader=FileSystemLoader([FOLDER, TEMPLATES]), autoescape=True)
    template = made.get_template("page.jinja.html")
    return lambda context: template.render(**context)


if __name__ == "__main__":
    main()
