"""Every template of ours, compiled: a mistake in one that no test renders is found here."""

from __future__ import annotations

import os

import django
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from jinja2 import TemplateSyntaxError

from scripts.parts import Failed, main


def check() -> None:
    """Raise Failed with the place of every template that cannot be compiled."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pejl.wiring.settings")
    django.setup()
    faults = [fault for engine in engines.all() if isinstance(engine, Jinja2) for fault in _faults(engine)]
    if faults:
        raise Failed("\n".join(faults))


def _faults(engine: Jinja2) -> list[str]:
    names = engine.env.list_templates(filter_func=lambda name: name.endswith((".html", ".txt")))
    return [fault for name in names if (fault := _fault(engine, name))]


def _fault(engine: Jinja2, name: str) -> str:
    try:
        engine.env.get_template(name)
    except TemplateSyntaxError as error:
        return f"{error.filename}:{error.lineno}: {error.message}"
    return ""


if __name__ == "__main__":
    main(check)
