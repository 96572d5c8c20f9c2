"""The words of the room."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class CardKind(models.TextChoices):
    """What a card on a board is (system.md, C4)."""

    CONSIDERATION = "consideration", _("Consideration")
    PARAMETER = "parameter", _("Parameter")
    EXAMPLE = "example", _("Concrete example")
    ATTENTION = "attention", _("Point of attention")
    QUESTION = "question", _("Question")
    WISH = "wish", _("Wish for the product")
