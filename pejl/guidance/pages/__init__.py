"""The pages of guidance."""

from pejl.guidance.pages.approving import approve, ask, take_back
from pejl.guidance.pages.arranging import arrange, discard
from pejl.guidance.pages.comparing import compare
from pejl.guidance.pages.editing import add_block, change_block, describe, edit, name_people
from pejl.guidance.pages.reading import index, pdf, show
from pejl.guidance.pages.standing import next_version, withdraw

__all__ = [
    "add_block",
    "approve",
    "arrange",
    "ask",
    "change_block",
    "compare",
    "describe",
    "discard",
    "edit",
    "index",
    "name_people",
    "next_version",
    "pdf",
    "show",
    "take_back",
    "withdraw",
]
