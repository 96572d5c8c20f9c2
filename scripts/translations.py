"""The texts of the screen and their Danish: gathered, compared, compiled; all with Babel.

    python -m scripts.translations check | update | compile

The source language is English, so English is complete by itself; that it is English is looked at too.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from scripts.parts import PYTHON, ROOT, Failed, main

LOCALE = ROOT / "pejl/locale"
LANGUAGES = ["da"]
SHOWN = 20
KEYWORDS = [
    "gettext_lazy",
    "gettext_noop",
    "ngettext_lazy:1,2",
    "pgettext_lazy:1c,2",
    "npgettext_lazy:1c,2,3",
]
DANISH = re.compile("[æøåÆØÅ]")
PLACES = re.compile(r"%\([a-z_]+\)[sd]|%[sd]|\{[a-z_]*\}")


def check() -> None:
    """Raise Failed with every text that is not translated, or no longer there, or not English."""
    gathered = _gathered()
    faults = [f"not English: {text}" for text in _texts(gathered) if DANISH.search(text)]
    for language in LANGUAGES:
        faults += [f"{language}: {fault}" for fault in _faults(gathered, _catalogue(language))]
    if faults:
        shown = faults[:SHOWN] + [f"… and {len(faults) - SHOWN} more"] * (len(faults) > SHOWN)
        raise Failed(f"{len(faults)} faults; `make fix` gathers new texts:\n  " + "\n  ".join(shown))


def update() -> None:
    """Bring every catalogue up to the texts in the code: new ones empty, gone ones removed, no guesses."""
    with tempfile.TemporaryDirectory() as folder:
        template = _extract(Path(folder))
        for language in LANGUAGES:
            command = "update" if _file(language).exists() else "init"
            options = ["-i", str(template), "-d", str(LOCALE), "-D", "django", "-l", language, "-w", "120"]
            if command == "update":
                options += ["--no-fuzzy-matching", "--ignore-obsolete", "--ignore-pot-creation-date"]
            _babel(command, *options)


def compile_all() -> None:
    """Make what gettext reads; texts marked fuzzy are left out."""
    _babel("compile", "-d", str(LOCALE), "-D", "django")


def _faults(gathered: Catalog, catalogue: Catalog) -> Iterator[str]:
    """What is wrong with one language, a line each."""
    for message in filter(_has_text, gathered):
        ours = catalogue.get(message.id, message.context)
        if ours is None or not all(_strings(ours)):
            yield f"missing: {_name(message)}"
        elif ours.fuzzy:
            yield f"fuzzy: {_name(message)}"
        elif any(_places(string) != _places(_last(message.id)) for string in _strings(ours)[-1:]):
            yield f"other placeholders: {_name(message)}"
    for message in filter(_has_text, catalogue):
        if gathered.get(message.id, message.context) is None:
            yield f"no longer used: {_name(message)}"
    for message in catalogue.obsolete.values():
        yield f"obsolete: {_name(message)}"


def _gathered() -> Catalog:
    with tempfile.TemporaryDirectory() as folder:
        return read_po(_extract(Path(folder)).open("rb"))


def _extract(folder: Path) -> Path:
    template = folder / "django.pot"
    keywords = [argument for keyword in KEYWORDS for argument in ("-k", keyword)]
    options = ["--sort-by-file", "--add-location=file", "-w", "120", "--project=Pejl"]
    _babel("extract", "-F", "babel.cfg", *keywords, *options, "-o", str(template), "pejl")
    return template


def _catalogue(language: str) -> Catalog:
    if not _file(language).exists():
        raise Failed(f"There is no {_file(language).relative_to(ROOT)}: `make fix` starts it.")
    return read_po(_file(language).open("rb"), locale=language)


def _file(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def _texts(catalog: Catalog) -> Iterator[str]:
    for message in filter(_has_text, catalog):
        yield from (message.id,) if isinstance(message.id, str) else message.id


def _has_text(message: Message) -> bool:
    return bool(message.id)


def _strings(message: Message) -> list[str]:
    given = message.string or ""
    return [given] if isinstance(given, str) else list(given)


def _last(text: str | list[str] | tuple[str, ...]) -> str:
    return text if isinstance(text, str) else text[-1]


def _places(text: str) -> list[str]:
    return sorted(PLACES.findall(text))


def _name(message: Message) -> str:
    context = f"[{message.context}] " if message.context else ""
    return f"{context}{_last(message.id)!r} ({', '.join(file for file, _ in message.locations[:1])})"


def _babel(*arguments: str) -> None:
    command = [str(PYTHON), "-m", "babel.messages.frontend", "-q", *arguments]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    if done.returncode:
        raise Failed(f"Babel could not {arguments[0]}:\n{done.stdout}{done.stderr}")


COMMANDS = {"check": check, "update": update, "compile": compile_all}

if __name__ == "__main__":
    main(COMMANDS[sys.argv[1]])
