"""The words of learning meetings."""

from __future__ import annotations

from datetime import timedelta

from pejl.themes.names import State as ThemeState

# Longer, and nobody learns any more (system.md, B1).
LONGEST = timedelta(hours=3)
LEADERS = 2

# A theme that a group has decided against, that goes on as another or was withdrawn gets no meeting of its own.
SETTLED = (ThemeState.MERGED, ThemeState.DECLINED, ThemeState.WITHDRAWN)
# A theme that is expected to get a meeting.
EXPECTED = (ThemeState.NEXT, ThemeState.PLANNED)
