"""What a block of each kind holds, as data: forms, checks, reading and papers all follow it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pejl.guidance.names.words import BlockKind, ReferenceKind, ToolUse


class Holds(StrEnum):
    """What one field of a block holds; ``rich`` is Markdown of a few sorts (``foundation.formats.richtext``)."""

    LINE = "line"
    WORDS = "words"
    RICH = "rich"
    CHOICE = "choice"
    DAY = "day"
    FLAG = "flag"
    LINK = "link"
    CHECK = "check"
    BLOCK = "block"


@dataclass(frozen=True)
class Field:
    """One field of a block: its name in the content, its label on screen, and what it holds.

    ``needed_when`` names another field and the value of it that makes this one required. A flag is set by a button
    of its own (``none relevant``) and stands on no form. ``of`` is the kind of block that a field names by its lineage.
    """

    name: str
    label: str | Promise
    holds: Holds
    is_required: bool = False
    choices: type[models.TextChoices] | None = None
    hint: str | Promise = ""
    needed_when: tuple[str, str | bool] | None = None
    of: BlockKind | None = None


SHAPES: dict[str, tuple[Field, ...]] = {
    BlockKind.TEXT: (
        Field("heading", _("Heading"), Holds.LINE),
        Field("text", _("Text"), Holds.RICH, is_required=True),
    ),
    BlockKind.RULE: (
        Field("act", _("Act"), Holds.LINE, is_required=True, hint=_("For example LAB or SDPL")),
        Field("paragraph", _("Paragraph"), Holds.LINE, is_required=True, hint=_("For example § 42, stk. 1")),
        Field("as_of", _("The rule as it stood on"), Holds.DAY, is_required=True),
        Field("text", _("What the rule says, and how we use it here"), Holds.RICH, is_required=True),
    ),
    BlockKind.MARK: (
        Field("text", _("What practice must consider"), Holds.WORDS, is_required=True),
        Field("reason", _("Why"), Holds.WORDS),
        Field("rule", _("The rule it rests on"), Holds.BLOCK, of=BlockKind.RULE),
    ),
    BlockKind.PARAMETER: (Field("text", _("Professional parameter"), Holds.WORDS, is_required=True),),
    BlockKind.SITUATION: (Field("name", _("Situation"), Holds.LINE, is_required=True, hint=_("Two or three words")),),
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
    BlockKind.QUESTION: (
        Field("text", _("Question"), Holds.LINE, is_required=True),
        Field("help", _("What to look for"), Holds.RICH),
    ),
    BlockKind.FIELD: (
        Field("name", _("Field"), Holds.LINE, is_required=True, hint=_("For example: Purpose of the placement")),
        Field("guide", _("Guide questions"), Holds.RICH),
        Field(
            "is_identifying",
            _("Says who the citizen is: only on paper and in the case system"),
            Holds.CHECK,
            hint=_("Name, CPR number, telephone, mail, address"),
        ),
    ),
    BlockKind.ROLE: (
        Field("name", _("Role"), Holds.LINE, is_required=True),
        Field("text", _("What one does in it"), Holds.RICH, is_required=True),
    ),
    BlockKind.HEADER: (
        Field("name", _("What it says"), Holds.LINE, is_required=True, hint=_("For example: For whom")),
        Field("text", _("Text"), Holds.RICH, is_required=True),
    ),
    BlockKind.NODE: (
        Field("text", _("Point"), Holds.LINE, is_required=True),
        Field("under", _("Under"), Holds.BLOCK, of=BlockKind.NODE),
    ),
    BlockKind.FILE: (
        Field("name", _("What it is"), Holds.LINE, is_required=True, hint=_("It stands below the picture.")),
        Field(
            "alt",
            _("What the picture shows, for those who do not see it"),
            Holds.WORDS,
            hint=_("Needed for a picture. Write out the words in it that matter: nobody finds them otherwise."),
        ),
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
    BlockKind.QUESTION: _("Questions"),
    BlockKind.FIELD: _("The form"),
    BlockKind.ROLE: _("Roles"),
    BlockKind.HEADER: _("About this"),
    BlockKind.NODE: _("Mind map"),
    BlockKind.FILE: _("Files"),
}

# By which field one calls a block of a kind; a draft that begins with some words has them there.
NAMED_BY: dict[str, str] = {
    kind: next(name for name in ("name", "title", "heading", "paragraph", "text") if name in {f.name for f in shape})
    for kind, shape in SHAPES.items()
}

# The field whose choices divide the blocks of a kind into groups, where one does.
GROUPED_BY: dict[str, Field] = {
    kind: field for kind, shape in SHAPES.items() for field in shape if field.holds is Holds.CHOICE
}
