"""`make fix`: what a tool can mend by itself."""

from __future__ import annotations

from scripts import translations
from scripts.parts import inside, main, own_environment, part


def fix() -> None:
    """Format, mend what ruff can, and bring the catalogues up to the texts in the code."""
    with part("Code"):
        inside("ruff", "check", "--fix", "--quiet", "--exit-zero", ".")
        inside("ruff", "format", "--quiet", ".")
    with part("Translations"):
        translations.update()
    with part("Who may do what"):
        inside("scripts.access", "write", env=own_environment())


if __name__ == "__main__":
    main(fix)
