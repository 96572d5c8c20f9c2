"""The words of the room."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pejl.foundation.refusals import Refusal


class CardKind(models.TextChoices):
    """What a card on a board is (system.md, C4)."""

    CONSIDERATION = "consideration", _("Consideration")
    PARAMETER = "parameter", _("Parameter")
    EXAMPLE = "example", _("Concrete example")
    ATTENTION = "attention", _("Point of attention")
    QUESTION = "question", _("Question")
    WISH = "wish", _("Wish for the product")
    LIKENESS = "likeness", _("What is alike")
    DIFFERENCE = "difference", _("What is different")


class ViewName(models.TextChoices):
    """The views of one state. None of them depends on which person looks."""

    LEADER = "leader"
    PARTICIPANT = "participant"
    WALL = "wall"
    FOLLOWER = "follower"


class OfferState(models.TextChoices):
    """What became of an offer to lead the meeting on."""

    OPEN = "open", _("Waiting for an answer")
    ACCEPTED = "accepted", pgettext_lazy("lead", "Accepted")
    DECLINED = "declined", pgettext_lazy("lead", "Declined")
    WITHDRAWN = "withdrawn", _("Taken back")


class RoundOrder(models.TextChoices):
    """Who comes after whom in a round."""

    SEAT = "seat", _("As you sit")
    RANDOM = "random", _("By lot")
    CHOSEN = "chosen", _("Whoever speaks chooses the next")


class RoundPhase(models.TextChoices):
    """What everybody does in a round now."""

    SILENCE = "silence", _("Silence")
    WRITING = "writing", _("Everybody writes")
    SPEAKING = "speaking", _("Everybody speaks in turn")


class TurnState(models.TextChoices):
    """Where somebody's turn in a round is."""

    WAITING = "waiting", pgettext_lazy("turn", "Waiting")
    SPEAKING = "speaking", pgettext_lazy("turn", "Speaks now")
    DONE = "done", pgettext_lazy("turn", "Has spoken")
    PASSED = "passed", pgettext_lazy("turn", "Lets it go by")
    AWAY = "away", pgettext_lazy("turn", "Is not here")


class HandKind(models.TextChoices):
    """What somebody wants the floor for; process comes first, then what must be clear, then what is new."""

    PROCESS = "process", _("How we do it, or the time")
    CLARIFYING = "clarifying", _("Clarifying question")
    FOLLOW_UP = "follow_up", _("Follows up on what is said")
    NEW = "new", _("New perspective")


class HandState(models.TextChoices):
    """Where a raised hand is."""

    WAITING = "waiting", pgettext_lazy("hand", "Waiting")
    SPEAKING = "speaking", pgettext_lazy("hand", "Has the floor")
    DONE = "done", pgettext_lazy("hand", "Has spoken")
    WITHDRAWN = "withdrawn", _("Taken back")


# One line beside each kind: people do not know the difference otherwise.
HAND_PURPOSES = {
    HandKind.PROCESS: _("About the time, or how we talk. Comes first."),
    HandKind.CLARIFYING: _("Something you must understand to be able to follow."),
    HandKind.FOLLOW_UP: _("You answer or add to what somebody says, and come right after it."),
    HandKind.NEW: _("Something that nobody has said yet."),
}


class Section(models.TextChoices):
    """The sections of the minutes, in their order."""

    OPENING = "opening", pgettext_lazy("minutes", "Opening words")
    AGENDA = "agenda", _("Agenda and times")
    KNOWLEDGE = "knowledge", _("Knowledge")
    LEARNING = "learning", _("Learning that was shared")
    DECISIONS = "decisions", _("What we have decided together")
    AGREEMENTS = "agreements", _("Who does what by when")
    PRODUCTS = "products", _("Who makes which product")
    PROCEEDING = "proceeding", _("How it goes on")
    UNCLEAR = "unclear", _("Still unclear")


# What the sections are called in addresses.
SECTION_SLUGS = {
    Section.OPENING: "indledning",
    Section.AGENDA: "dagsorden",
    Section.KNOWLEDGE: "viden",
    Section.LEARNING: "laering",
    Section.DECISIONS: "beslutninger",
    Section.AGREEMENTS: "aftaler",
    Section.PRODUCTS: "produkter",
    Section.PROCEEDING: "videre",
    Section.UNCLEAR: "uklarheder",
}


class SentBefore(Refusal):
    """Another card came with this key already: what is sent now must be sent as a card of its own."""

    code = "sent-before"


class NotYetHeard(Refusal):
    """Somebody has not spoken yet: the message names them, and whoever ends the round all the same says so."""

    code = "not-yet-heard"


class SendingState(models.TextChoices):
    """What became of the minutes that were sent to somebody."""

    ON_THE_WAY = "on_the_way", pgettext_lazy("minutes", "On the way")
    SENT = "sent", pgettext_lazy("minutes", "Sent")
    FAILED = "failed", _("Could not be reached")
    NO_ADDRESS = "no_address", _("Has no mail address in Pejl")


# The mark of each kind of card, so that colour and word do not carry it alone.
SHAPES = {
    CardKind.CONSIDERATION: "circle",
    CardKind.PARAMETER: "diamond",
    CardKind.EXAMPLE: "square",
    CardKind.ATTENTION: "cross",
    CardKind.QUESTION: "triangle",
    CardKind.WISH: "star",
    CardKind.LIKENESS: "circle",
    CardKind.DIFFERENCE: "diamond",
}

# What is noted where boards stand side by side; everywhere else there is nothing to compare.
COMPARING = (CardKind.LIKENESS, CardKind.DIFFERENCE)

CARD_LENGTH = 1000
HAND_LENGTH = 160
NOTE_LENGTH = 1000
# Codes read from a wall: no letter that looks like another, and none that makes words.
CODE_LETTERS = "CDFGHJKMNPQRTVWXY34679"
CODE_LENGTH = 8
MARK_LENGTH = 2  # of these, what all codes of a job centre begin with
FEW = 3  # of whom everybody can guess who wrote what
RESTORABLE = timedelta(minutes=15)
# How long "next" can be taken back, and what the way from the leader's screen to the server may take on top.
BACK_WITHIN = timedelta(seconds=10)
BACK_GRACE = timedelta(seconds=4)
# So far from its time on the calendar a meeting was begun on purpose at another: its plan begins when it did.
BEGUN_ELSEWHEN = timedelta(hours=1)
# From when new times are suggested, and what of its planned time an item keeps at least, in minutes.
BEHIND_FROM = timedelta(minutes=3)
LEAST_SHARE, LEAST_MINUTES = 3, 2
ASKED_LONG_ENOUGH = timedelta(minutes=1)  # of the leaders for the lead, before anybody else may say yes
# So long the leaders who were there have to say yes to the minutes, before one of them may approve alone.
APPROVED_ALONE_FROM = timedelta(days=3)
MAILED_WITHIN = timedelta(hours=4)  # longer than a mail is tried again for
# What a round can be given, in seconds.
LONGEST_SILENCE, LONGEST_EXTENSION, TURN_SECONDS = 15 * 60, 10 * 60, range(10, 30 * 60 + 1)
# How long everybody's turn in a round is, as long as no meeting has shown it, and how finely it is told. What lies
# outside PACES was no round: an item that ran on, or one that was pressed away.
PACE_AT_FIRST = timedelta(seconds=90)
PACE_STEP = timedelta(seconds=15)
PACES = (timedelta(seconds=15), timedelta(minutes=10))
FEWEST_FOR_A_PACE = 5  # fewer, and a mean would tell of each


def coarse(moment: datetime) -> datetime:
    """The five-minute step a moment lies in: exact times would tell who sat at the keyboard."""
    return moment - timedelta(minutes=moment.minute % 5, seconds=moment.second, microseconds=moment.microsecond)
