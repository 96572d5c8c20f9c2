"""Numbers with the separators of the language."""

from __future__ import annotations

from decimal import Decimal

from babel.numbers import format_decimal

from pejl.foundation.formats.language import locale


def count(value: int) -> str:
    """``1.234``; English ``1,234``."""
    return format_decimal(value, locale=locale())


def decimal(value: float | Decimal, places: int = 1) -> str:
    """``1.234,5``; English ``1,234.5``. Always with as many decimal places as asked for."""
    return format_decimal(value, format=f"#,##0.{'0' * places}" if places else "#,##0", locale=locale())
