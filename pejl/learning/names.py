"""The words of learning meetings."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pejl.meetings.names import State
from pejl.themes.names import State as ThemeState

# Longer, and nobody learns any more (system.md, B1).
LONGEST = timedelta(hours=3)
LEADERS = 2

# So many themes are named on a coordination meeting's page; the rest lie on the table.
MOST_THEMES = 4
# So long before the day a guide is to be looked over, its group hears of it.
REVIEW_SOON = timedelta(days=30)

# A meeting in one of these is ahead of its group, or going on.
AHEAD = (State.DRAFT, State.ANNOUNCED, State.RUNNING)

# A theme that a group has decided against, that goes on as another or was withdrawn gets no meeting of its own.
SETTLED = (ThemeState.MERGED, ThemeState.DECLINED, ThemeState.WITHDRAWN)
# A theme that is expected to get a meeting.
EXPECTED = (ThemeState.NEXT, ThemeState.PLANNED)


class Shown(models.TextChoices):
    """Which joint decisions are listed; but for the first and the last a ``DecisionStep.State``."""

    OPEN = "open", _("Still open")
    CARRIED_OUT = "carried_out", _("Carried out")
    CHANGED = "changed", _("Changed")
    DROPPED = "dropped", _("Dropped")
    ALL = "all", pgettext_lazy("states", "All")
