"""The words of guidance: kinds of blocks, what each holds, and what a card gives to a draft."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pejl.foundation.tenancy.pointers import Pointer


class State(models.TextChoices):
    """Where a version is on its way from draft to history."""

    DRAFT = "draft", _("Draft")
    AWAITING_APPROVAL = "awaiting_approval", _("Waiting for approval")
    PUBLISHED = "published", pgettext_lazy("guidance", "In force")
    REPLACED = "replaced", _("Replaced")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# A version that is being made may change; a released one never does.
IN_THE_MAKING = (State.DRAFT, State.AWAITING_APPROVAL)
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


class Holds(StrEnum):
    """What one field of a block holds."""

    LINE = "line"
    WORDS = "words"
    CHOICE = "choice"
    DAY = "day"
    FLAG = "flag"
    LINK = "link"


@dataclass(frozen=True)
class Field:
    """One field of a block: its name in the content, its label on screen, and what it holds.

    ``needed_when`` names another field and the value of it that makes this one required. A flag is set by a button
    of its own (``none relevant``) and stands on no form.
    """

    name: str
    label: str | Promise
    holds: Holds
    is_required: bool = False
    choices: type[models.TextChoices] | None = None
    hint: str | Promise = ""
    needed_when: tuple[str, str | bool] | None = None


@dataclass(frozen=True)
class Quote:
    """What a card gives to a draft: its words as they were, the meeting and the group; never who wrote it."""

    card: Pointer
    quote: str
    meeting: Pointer
    group: str = ""


@dataclass(frozen=True)
class Gap:
    """Something a draft lacks before it can be approved: a sentence, and the part of the draft it concerns.

    ``part`` is ``about``, ``people`` or a kind of block; ``block`` one block, ``choice`` one group of the part.
    """

    sentence: str
    part: str
    block: UUID | None = None
    choice: str = ""


SHAPES: dict[str, tuple[Field, ...]] = {
    BlockKind.TEXT: (
        Field("heading", _("Heading"), Holds.LINE),
        Field("text", _("Text"), Holds.WORDS, is_required=True),
    ),
    BlockKind.RULE: (
        Field("act", _("Act"), Holds.LINE, is_required=True, hint=_("For example LAB or SDPL")),
        Field("paragraph", _("Paragraph"), Holds.LINE, is_required=True, hint=_("For example § 42, stk. 1")),
        Field("as_of", _("The rule as it stood on"), Holds.DAY, is_required=True),
        Field("text", _("What the rule says, and how we use it here"), Holds.WORDS, is_required=True),
    ),
    BlockKind.MARK: (
        Field("text", _("What practice must consider"), Holds.WORDS, is_required=True),
        Field("reason", _("Why"), Holds.WORDS),
    ),
    BlockKind.PARAMETER: (Field("text", _("Professional parameter"), Holds.WORDS, is_required=True),),
    BlockKind.SITUATION: (
        Field("name", _("Situation"), Holds.LINE, is_required=True, hint=_("Two or three words")),
        Field("use", _("Use and professional basis"), Holds.WORDS, is_required=True),
        Field("goal", _("Goal of the measure"), Holds.WORDS, is_required=True),
        Field("support", _("Support basis"), Holds.WORDS),
        Field("administration", _("Administrative requirements"), Holds.WORDS),
    ),
    BlockKind.TOOL: (
        Field("use", _("When it is used"), Holds.CHOICE, is_required=True, choices=ToolUse),
        Field("situation", _("In which situation"), Holds.LINE, needed_when=("use", ToolUse.SITUATION)),
        Field("number", _("Document number"), Holds.LINE, hint=_("For example 727-2011-53")),
        Field("title", _("Title"), Holds.LINE, is_required=True),
    ),
    BlockKind.REFERENCE: (
        Field("kind", _("Kind of reference"), Holds.CHOICE, is_required=True, choices=ReferenceKind),
        Field("is_none", _("None relevant"), Holds.FLAG),
        Field("title", _("Title"), Holds.LINE, needed_when=("is_none", False)),
        Field("link", _("Link"), Holds.LINK, hint=_("An address that begins with https://")),
        Field("revised_on", _("Last revised"), Holds.DAY),
    ),
}

# What the blocks of a kind are called together, above them.
HEADINGS: dict[str, str | Promise] = {
    BlockKind.TEXT: _("More about it"),
    BlockKind.RULE: _("The rule and how we use it"),
    BlockKind.MARK: _("Guiding marks"),
    BlockKind.PARAMETER: _("Professional parameters"),
    BlockKind.SITUATION: _("Situations"),
    BlockKind.TOOL: _("Tools"),
    BlockKind.REFERENCE: _("References"),
}

# The field whose choices divide the blocks of a kind into groups, where one does.
GROUPED_BY: dict[str, Field] = {
    kind: field for kind, shape in SHAPES.items() for field in shape if field.holds is Holds.CHOICE
}

# Blocks that tell somebody what to do, and therefore say whether they must or may be followed.
INSTRUCTIONS = (BlockKind.RULE, BlockKind.MARK)
