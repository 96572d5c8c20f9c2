"""The words of direction."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What sort of direction is given (system.md, B9)."""

    GOAL = "goal", _("Employment-policy goal")
    FRAME = "frame", _("Local frame")
    EXPECTATION = "expectation", _("Expectation")


# Above several of a kind.
HEADINGS = {
    Kind.GOAL: _("Employment-policy goals"),
    Kind.FRAME: _("The local frame"),
    Kind.EXPECTATION: _("What we expect of each other"),
}
