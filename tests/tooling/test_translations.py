"""The check of the translations finds what it is there for."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from scripts import translations
from scripts.parts import Failed

pytestmark = pytest.mark.once


def gathered(*texts: str) -> Catalog:
    catalogue = Catalog()
    for text in texts:
        catalogue.add(text, locations=[("pejl/themes/pages.py", 1)])
    return catalogue


def danish(**texts: str) -> Catalog:
    catalogue = Catalog(locale="da")
    for text, string in texts.items():
        catalogue.add(text, string)
    return catalogue


def faults(code: Catalog, language: Catalog) -> list[str]:
    return list(translations._faults(code, language))


def test_complete_catalogue_has_no_faults() -> None:
    assert faults(gathered("Save"), danish(Save="Gem")) == []


@pytest.mark.parametrize(
    ("code", "language", "fault"),
    [
        (gathered("Save"), danish(), "missing: 'Save' (pejl/themes/pages.py)"),
        (gathered("Save"), danish(Save=""), "missing: 'Save' (pejl/themes/pages.py)"),
        (gathered(), danish(Save="Gem"), "no longer used: 'Save' ()"),
        (gathered("%(count)s left"), danish(**{"%(count)s left": "%(antal)s tilbage"}), None),
    ],
)
def test_fault_is_named(code: Catalog, language: Catalog, fault: str | None) -> None:
    found = faults(code, language)
    assert len(found) == 1
    assert found[0] == (fault or "other placeholders: '%(count)s left' (pejl/themes/pages.py)")


def test_fuzzy_text_is_a_fault() -> None:
    language = danish()
    language.add("Save", "Gem", flags=["fuzzy"])
    assert faults(gathered("Save"), language) == ["fuzzy: 'Save' (pejl/themes/pages.py)"]


def test_each_form_of_a_plural_must_be_there() -> None:
    code, language = Catalog(), Catalog(locale="da")
    code.add(("one theme", "%(count)s themes"))
    language.add(("one theme", "%(count)s themes"), ("et tema", ""))
    assert faults(code, language) == ["missing: '%(count)s themes' ()"]


def test_texts_of_another_context_are_others() -> None:
    code, language = Catalog(), Catalog(locale="da")
    code.add("Open", context="verb")
    language.add("Open", "Åben", context="adjective")
    assert faults(code, language) == ["missing: [verb] 'Open' ()", "no longer used: [adjective] 'Open' ()"]


def test_danish_in_the_code_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translations, "_gathered", lambda: gathered("Møder"))
    monkeypatch.setattr(translations, "_catalogue", lambda language: danish(Møder="Møder"))
    with pytest.raises(Failed, match="not English: Møder"):
        translations.check()


def test_texts_are_found_in_code_and_templates(tmp_path: Path) -> None:
    template = translations._extract(tmp_path).read_text()
    assert "Pejl" in template
    assert template.count("\nmsgid") > 100
