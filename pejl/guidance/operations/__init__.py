"""Every write of guidance."""

from pejl.guidance.operations.approval import ask_for_approval, decide, take_back
from pejl.guidance.operations.blocks import add_block, change_block, describe, move_block, remove_block, restore_block
from pejl.guidance.operations.evidence import bring_quotes
from pejl.guidance.operations.kinds import add_standard_kinds, furnish
from pejl.guidance.operations.leaving import hand_over
from pejl.guidance.operations.people import name_authors, name_people, name_responsible
from pejl.guidance.operations.products import begin_next_version, start, withdraw

__all__ = [
    "add_block",
    "add_standard_kinds",
    "ask_for_approval",
    "begin_next_version",
    "bring_quotes",
    "change_block",
    "decide",
    "describe",
    "furnish",
    "hand_over",
    "move_block",
    "name_authors",
    "name_people",
    "name_responsible",
    "remove_block",
    "restore_block",
    "start",
    "take_back",
    "withdraw",
]
