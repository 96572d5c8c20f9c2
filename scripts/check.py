"""`make check`: everything that can be told without running the product. All parts run; then it fails if one did."""

from __future__ import annotations

import importlib.util
import secrets
from collections.abc import Callable

from scripts import translations
from scripts.parts import Failed, inside, main, own_environment, part


def style() -> None:
    """Code is formatted, and ruff finds nothing."""
    inside("ruff", "check", "--quiet", "--output-format=concise", ".")
    inside("ruff", "format", "--quiet", "--check", ".")


def types() -> None:
    """Types hold on the doors (pyproject.toml says which files these are)."""
    inside("mypy", env=own_environment())


def imports() -> None:
    """Imports run downwards only."""
    inside("scripts.imports")


def licences() -> None:
    """Every file says under which licence it is."""
    if importlib.util.find_spec("reuse") is None:
        print("   Not looked at: reuse has no wheel for this Python (requirements/dev.in)", flush=True)
    else:
        inside("reuse", "lint", "--quiet")


def templates() -> None:
    """Every template can be compiled."""
    inside("scripts.templates", env=own_environment())


def settings() -> None:
    """Django finds nothing wrong with them, as they would be in production."""
    production = own_environment(PEJL_HTTPS="1", PEJL_SECRET_KEY=secrets.token_urlsafe(60))
    inside("pejl", "check", "--deploy", "--fail-level=WARNING", env=production)


def migrations() -> None:
    """No model has changed without its migration."""
    inside("pejl", "makemigrations", "--check", "--dry-run", env=own_environment())


PARTS: dict[str, Callable[[], None]] = {
    "Code": style,
    "Types": types,
    "Imports": imports,
    "Licences": licences,
    "Templates": templates,
    "Settings": settings,
    "Migrations": migrations,
    "Translations": translations.check,
}


def check() -> None:
    """Run all parts. Raises Failed with the names of those that failed."""
    failed = []
    for name, look in PARTS.items():
        with part(name):
            try:
                look()
            except Failed as failure:
                failed.append(name)
                print(failure, flush=True)
    if failed:
        raise Failed(f"make check failed: {', '.join(failed)}")


if __name__ == "__main__":
    main(check)
