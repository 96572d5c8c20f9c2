"""The words of agreements that no row keeps."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Whose(models.TextChoices):
    """Which of the agreements that concern a person."""

    MINE = "mine", _("What I took on")
    WRITTEN = "written", _("What I wrote down for others")


class Shown(models.TextChoices):
    """Where they stand."""

    OPEN = "open", _("Open")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")
    PASSED_ON = "passed_on", _("Passed on")
    ALL = "all", pgettext_lazy("states", "All")


class Sorting(models.TextChoices):
    """In which order."""

    DUE = "due", _("Soonest first")
    NEWEST = "newest", _("Newest first")
    PLACE = "place", _("By where it was agreed")
