"""The words of guidance: states, kinds of blocks, what is decided and what is said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pejl.foundation.tenancy.pointers import Pointer


class State(models.TextChoices):
    """Where a version is on its way from draft to history."""

    DRAFT = "draft", _("Draft")
    HEARING = "hearing", _("In hearing")
    AWAITING_APPROVAL = "awaiting_approval", _("Waiting for approval")
    SCHEDULED = "scheduled", _("Approved, not in force yet")
    PUBLISHED = "published", pgettext_lazy("guidance", "In force")
    REPLACED = "replaced", _("Replaced")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# A version that is being made may change; an approved one never does, and every colleague reads a released one.
IN_THE_MAKING = (State.DRAFT, State.HEARING, State.AWAITING_APPROVAL)
UNRELEASED = (*IN_THE_MAKING, State.SCHEDULED)
RELEASED = (State.PUBLISHED, State.REPLACED, State.WITHDRAWN)


class BlockKind(models.TextChoices):
    """The building blocks of a product (system.md, E2)."""

    TEXT = "text", _("Text")
    RULE = "rule", _("Rule and its local use")
    MARK = "mark", _("Guiding mark")
    PARAMETER = "parameter", _("Professional parameter")
    SITUATION = "situation", _("Situation")
    TOOL = "tool", _("Tool")
    REFERENCE = "reference", _("Reference")
    QUESTION = "question", _("Question")
    FIELD = "field", _("Form field")
    ROLE = "role", _("Role")
    HEADER = "header", _("Heading of the sheet")
    NODE = "node", _("Point of a mind map")
    FILE = "file", _("File")


class Obligation(models.TextChoices):
    """Whether an instruction must or may be followed; every instruction says it (P4)."""

    MUST = "must", pgettext_lazy("instruction", "Must")
    MAY = "may", pgettext_lazy("instruction", "May")


class ToolUse(models.TextChoices):
    """When a tool is used."""

    MUST = "must", _("Must be used")
    CAN = "can", _("Can be used")
    SITUATION = "situation", _("Only in a situation")


class ReferenceKind(models.TextChoices):
    """What is referred to, in the order it is read."""

    NOTICE = "notice", _("Official notices and links")
    LAW_GUIDE = "law_guide", _("Law guide")
    GUIDANCE = "guidance", _("Official guidance")
    PRINCIPLE_DECISION = "principle_decision", _("Principle decisions")


class Verdict(models.TextChoices):
    """What an approver decides."""

    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Sent back")


class Outcome(models.TextChoices):
    """What came of looking a version over."""

    UNCHANGED = "unchanged", _("It still holds")
    CORRECTED = "corrected", _("It is being corrected")
    WITHDRAWN = "withdrawn", _("It was withdrawn")


class FeedbackKind(models.TextChoices):
    """What a colleague says after using a product."""

    QUESTION = "question", _("A question")
    CORRECTION = "correction", _("A correction")
    DID_NOT_FIT = "did_not_fit", _("It did not fit")
    STORY = "story", _("What it changed")


class FeedbackOutcome(models.TextChoices):
    """What comes of it beside an answer."""

    ANSWERED = "answered", _("Answered")
    NEXT_VERSION = "next_version", _("Goes into the next version")
    NEW_THEME = "new_theme", _("Becomes a theme")


# Blocks that tell somebody what to do, and therefore say whether they must or may be followed.
INSTRUCTIONS = (BlockKind.RULE, BlockKind.MARK)


@dataclass(frozen=True)
class Quote:
    """What a card gives to a draft: its words as they were, the meeting and the group; never who wrote it.

    Cards of one pile have the same ``alike``, and ``alike_name`` is what the pile is called.
    """

    card: Pointer
    quote: str
    meeting: Pointer
    group: str = ""
    alike: UUID | None = None
    alike_name: str = ""

    @property
    def card_id(self) -> UUID:
        """Which card it is."""
        return self.card.id


class _Alike(Protocol):
    @property
    def card_id(self) -> UUID | None: ...
    @property
    def alike(self) -> UUID | None: ...


_Card = TypeVar("_Card", bound=_Alike)


def in_piles(cards: Iterable[_Card]) -> list[list[_Card]]:
    """Those of one pile together, where the first of them stood; a card of no pile alone."""
    piles: dict[UUID | None, list[_Card]] = {}
    for card in cards:
        piles.setdefault(card.alike or card.card_id, []).append(card)
    return list(piles.values())


@dataclass(frozen=True)
class Gap:
    """Something a draft lacks before it can be approved: a sentence, and the part of the draft it concerns.

    ``part`` is ``about``, ``people``, ``hearing`` or a part's key; ``block`` one block, ``choice`` one group of it.
    """

    sentence: str
    part: str
    block: UUID | None = None
    choice: str = ""
