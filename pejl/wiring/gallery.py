"""The gallery: every component with its states, for whoever builds pages."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.views.decorators.http import require_safe

from pejl.design import gallery


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """All of them, on one page."""
    pages = next(engine for engine in engines.all() if isinstance(engine, Jinja2))
    return render(request, "gallery.html", {"examples": gallery.examples(cast(Jinja2, pages).env)})
