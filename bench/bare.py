"""The same page as plain Django would make it: no floors, no reading rights, no components.

The same middleware, as many statements as the page asks (plain ones; one for each part of a union), the same number
of rows through a plain Django template with a link each, and the same number of bytes in the end. ``?page=`` names
the rows.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import Engine
from django.template.base import Template
from django.template.context import Context
from django.views.decorators.http import require_safe

from bench.pages import BY_NAME
from pejl.foundation import clock

FOLDER = Path(__file__).parent / "templates"
FEW = 5


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The rows as a list, filled up to the page's size."""
    wanted, queries = BY_NAME[request.GET["page"]], int(request.GET["queries"])
    rows = wanted.model.objects.order_by("id")[: wanted.rows]
    now = clock.now()
    shown: list[dict[str, Any]] = [
        {"id": row.pk, "title": getattr(row, wanted.column), "at": now, "state": "Meldt ind", "tone": "active"}
        for row in rows
    ]
    for number in range(1, queries):
        list(wanted.model.objects.order_by("id")[number : number + FEW])
    text = _template().render(Context({"rows": shown}))
    return HttpResponse(text.ljust(int(request.GET["bytes"]), "."))


@cache
def _template() -> Template:
    libraries = {"l10n": "django.templatetags.l10n", "i18n": "django.templatetags.i18n"}
    return Engine(dirs=[FOLDER], libraries=libraries).get_template("page.django.html")
