"""How long something takes."""

from __future__ import annotations

from datetime import timedelta

from babel.units import format_unit

from pejl.foundation.formats.language import locale


def minutes(value: int | timedelta) -> str:
    """``2 t. 15 min.``; English ``2 hrs 15 mins``. Takes minutes or a duration, of which seconds are left out."""
    whole = int(value.total_seconds() // 60) if isinstance(value, timedelta) else value
    if whole < 0:
        raise ValueError("A duration is never negative.")
    hours, rest = divmod(whole, 60)
    parts = [("hour", hours)] if hours else []
    parts += [("minute", rest)] if rest or not hours else []
    return " ".join(format_unit(amount, f"duration-{unit}", "short", locale=locale()) for unit, amount in parts)
