"""The words of guidance, what blocks hold, and what products are made of."""

from pejl.guidance.names.parts import STANDARD_COLUMNS, Column, Part, parts_of
from pejl.guidance.names.shapes import GROUPED_BY, HEADINGS, NAMED_BY, SHAPES, Field, Holds
from pejl.guidance.names.words import (
    IN_THE_MAKING,
    INSTRUCTIONS,
    RELEASED,
    UNRELEASED,
    BlockKind,
    FeedbackKind,
    FeedbackOutcome,
    Gap,
    Obligation,
    Outcome,
    Quote,
    ReferenceKind,
    State,
    ToolUse,
    Verdict,
)

__all__ = [
    "GROUPED_BY",
    "HEADINGS",
    "INSTRUCTIONS",
    "IN_THE_MAKING",
    "NAMED_BY",
    "RELEASED",
    "SHAPES",
    "STANDARD_COLUMNS",
    "UNRELEASED",
    "BlockKind",
    "Column",
    "FeedbackKind",
    "FeedbackOutcome",
    "Field",
    "Gap",
    "Holds",
    "Obligation",
    "Outcome",
    "Part",
    "Quote",
    "ReferenceKind",
    "State",
    "ToolUse",
    "Verdict",
    "parts_of",
]
