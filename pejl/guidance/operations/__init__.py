"""Every write of guidance."""

from pejl.guidance.operations.approval import ask_for_approval, decide, take_back
from pejl.guidance.operations.blocks import add_block, change_block, describe, move_block, remove_block, restore_block
from pejl.guidance.operations.evidence import bring_quotes
from pejl.guidance.operations.kinds import (
    add_part,
    add_standard_kinds,
    change_part,
    describe_kind,
    fetch_standard_kinds,
    furnish,
    make_kind,
    move_part,
    remove_part,
    restore_part,
    retire_kind,
    take_up_kind,
)
from pejl.guidance.operations.leaving import hand_over
from pejl.guidance.operations.left_over import use_left_over
from pejl.guidance.operations.people import name_authors, name_people, name_responsible
from pejl.guidance.operations.products import begin_next_version, start, withdraw

__all__ = [
    "add_block",
    "add_part",
    "add_standard_kinds",
    "ask_for_approval",
    "begin_next_version",
    "bring_quotes",
    "change_block",
    "change_part",
    "decide",
    "describe",
    "describe_kind",
    "fetch_standard_kinds",
    "furnish",
    "hand_over",
    "make_kind",
    "move_block",
    "move_part",
    "name_authors",
    "name_people",
    "name_responsible",
    "remove_block",
    "remove_part",
    "restore_block",
    "restore_part",
    "retire_kind",
    "start",
    "take_back",
    "take_up_kind",
    "use_left_over",
    "withdraw",
]
