"""Reading settings: the default, a right value, and a wrong one that explains itself."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from pejl.wiring import environment

pytestmark = pytest.mark.once


def test_file_is_none_unless_named(monkeypatch):
    monkeypatch.delenv("PEJL_BREACHED_PASSWORDS", raising=False)
    assert environment.file("PEJL_BREACHED_PASSWORDS") == ""


def test_file_that_can_be_read_is_taken(monkeypatch, tmp_path):
    file = tmp_path / "breached"
    file.touch()
    monkeypatch.setenv("PEJL_BREACHED_PASSWORDS", str(file))
    assert environment.file("PEJL_BREACHED_PASSWORDS") == str(file)


def test_file_that_is_not_there_stops_the_start(monkeypatch, tmp_path):
    monkeypatch.setenv("PEJL_BREACHED_PASSWORDS", str(tmp_path / "nowhere"))
    with pytest.raises(ImproperlyConfigured, match="PEJL_BREACHED_PASSWORDS: the file .* cannot be read"):
        environment.file("PEJL_BREACHED_PASSWORDS")


@pytest.mark.parametrize(("value", "expected"), [(None, 60), ("", 60), ("10", 10)])
def test_idle_minutes(monkeypatch, value, expected):
    monkeypatch.delenv("PEJL_IDLE_MINUTES", raising=False)
    if value is not None:
        monkeypatch.setenv("PEJL_IDLE_MINUTES", value)
    assert environment.number("PEJL_IDLE_MINUTES", default=60) == expected


def test_idle_minutes_that_are_no_number_stop_the_start(monkeypatch):
    monkeypatch.setenv("PEJL_IDLE_MINUTES", "en time")
    with pytest.raises(ImproperlyConfigured, match="is not a whole number"):
        environment.number("PEJL_IDLE_MINUTES", default=60)
