"""The words of the room."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from pejl.foundation.refusals import Refusal


class CardKind(models.TextChoices):
    """What a card on a board is (system.md, C4)."""

    CONSIDERATION = "consideration", _("Consideration")
    PARAMETER = "parameter", _("Parameter")
    EXAMPLE = "example", _("Concrete example")
    ATTENTION = "attention", _("Point of attention")
    QUESTION = "question", _("Question")
    WISH = "wish", _("Wish for the product")


class SentBefore(Refusal):
    """Another card came with this key already: what is sent now must be sent as a card of its own."""

    code = "sent-before"


# The mark of each kind of card, so that colour and word do not carry it alone.
SHAPES = {
    CardKind.CONSIDERATION: "circle",
    CardKind.PARAMETER: "diamond",
    CardKind.EXAMPLE: "square",
    CardKind.ATTENTION: "cross",
    CardKind.QUESTION: "triangle",
    CardKind.WISH: "star",
}

CARD_LENGTH = 1000
FEW = 3  # of whom everybody can guess who wrote what
RESTORABLE = timedelta(minutes=15)
# How long everybody's turn in a round is, as long as no meeting has shown it, and how finely it is told. What lies
# outside PACES was no round: an item that ran on, or one that was pressed away.
PACE_AT_FIRST = timedelta(seconds=90)
PACE_STEP = timedelta(seconds=15)
PACES = (timedelta(seconds=15), timedelta(minutes=10))
FEWEST_FOR_A_PACE = 5  # fewer, and a mean would tell of each


def coarse(moment: datetime) -> datetime:
    """The five-minute step a moment lies in: exact times would tell who sat at the keyboard."""
    return moment - timedelta(minutes=moment.minute % 5, seconds=moment.second, microseconds=moment.microsecond)
