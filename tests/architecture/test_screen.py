"""What stands on the screen is made of the design system, and nothing of it is left over."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.template import engines
from django.template.backends.jinja2 import Jinja2

from pejl.design import calls, gallery

pytestmark = pytest.mark.once

PEJL = Path(__file__).parents[2] / "pejl"
ENVIRONMENT = next(engine for engine in engines.all() if isinstance(engine, Jinja2)).env
TEMPLATES = [name for name in ENVIRONMENT.list_templates() if name.endswith(".html")]

# Components that no page uses yet, and what they wait for.
WAITING: dict[str, str] = {}


def test_components_are_called_as_they_are_meant():
    assert calls.misuses(ENVIRONMENT, TEMPLATES) == []


def test_no_component_is_left_over():
    assert set(gallery.unused_components(PEJL)) == set(WAITING)


def test_no_icon_is_left_over():
    assert list(gallery.unused_icons(PEJL)) == []
