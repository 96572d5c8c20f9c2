"""The page for whoever asks who may do what says what is so."""

from __future__ import annotations

import pytest

from tests.access import page
from tests.access.roles import ROLES

pytestmark = pytest.mark.once


def test_page_is_as_the_code_says() -> None:
    """Otherwise: make fix."""
    assert page.FILE.read_text(encoding="utf-8") == page.text()


def test_page_names_every_role_and_every_address_in_words() -> None:
    text = page.text()
    assert [role for role, sentence in ROLES.items() if f"| {sentence} |" not in text] == []
    assert [door.name for door in page.every_door().values() if not door.words or door.words not in text] == []
