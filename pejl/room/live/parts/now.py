"""Where we are, what is asked, how long is left and what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from pejl.meetings.names import ItemRole
from pejl.room.live.looking import Look


def context(look: Look) -> Mapping[str, Any]:
    """What is going on, as every view of it begins."""
    current = look.room.current
    return {
        "current": current,
        "following": look.room.following,
        "presenters": current.timed.people(ItemRole.PRESENTER) if current else [],
        "clock_text": clock_text(look.room.left) if current else "",
    }


def clock_text(left: timedelta) -> str:
    """``12:05`` left, or ``+1:30`` over it: what the clock shows until the script ticks."""
    seconds = abs(round(left.total_seconds()))
    sign = "+" if left < timedelta() else ""
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{sign}{hours}:{minutes:02}:{seconds:02}" if hours else f"{sign}{minutes}:{seconds:02}"
