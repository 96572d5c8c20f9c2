"""Every write of guidance."""

from pejl.guidance.operations.approval import ask_for_approval, decide, take_back
from pejl.guidance.operations.blocks import add_block, change_block, describe, move_block, remove_block, restore_block
from pejl.guidance.operations.commenting import answer_comment, change_comment, comment, withdraw_comment
from pejl.guidance.operations.confirming import confirm_responsibility, decline_responsibility
from pejl.guidance.operations.evidence import bring_quotes
from pejl.guidance.operations.feedback import answer_feedback, give_feedback
from pejl.guidance.operations.hearing import (
    CLOSE_HEARING,
    close_due_hearing,
    close_hearing,
    extend_hearing,
    open_hearing,
)
from pejl.guidance.operations.holding import hold, let_go, take_over
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
from pejl.guidance.operations.lists import (
    add_meeting,
    add_product,
    describe_list,
    make_list,
    move_entry,
    remove_entry,
    retire_list,
    take_up_list,
)
from pejl.guidance.operations.people import name_authors, name_people, name_responsible
from pejl.guidance.operations.products import begin_next_version, start, withdraw
from pejl.guidance.operations.reading import TELL, confirm_meeting, confirm_version, tell_readers
from pejl.guidance.operations.reminding import REMIND, remind_of_reviews
from pejl.guidance.operations.reviews import review
from pejl.guidance.operations.scheduling import PUT_IN_FORCE, call_back, put_in_force
from pejl.guidance.operations.using import use

__all__ = [
    "CLOSE_HEARING",
    "PUT_IN_FORCE",
    "REMIND",
    "TELL",
    "add_block",
    "add_meeting",
    "add_part",
    "add_product",
    "add_standard_kinds",
    "answer_comment",
    "answer_feedback",
    "ask_for_approval",
    "begin_next_version",
    "bring_quotes",
    "call_back",
    "change_block",
    "change_comment",
    "change_part",
    "close_due_hearing",
    "close_hearing",
    "comment",
    "confirm_meeting",
    "confirm_responsibility",
    "confirm_version",
    "decide",
    "decline_responsibility",
    "describe",
    "describe_kind",
    "describe_list",
    "extend_hearing",
    "fetch_standard_kinds",
    "furnish",
    "give_feedback",
    "hand_over",
    "hold",
    "let_go",
    "make_kind",
    "make_list",
    "move_block",
    "move_entry",
    "move_part",
    "name_authors",
    "name_people",
    "name_responsible",
    "open_hearing",
    "put_in_force",
    "remind_of_reviews",
    "remove_block",
    "remove_entry",
    "remove_part",
    "restore_block",
    "restore_part",
    "retire_kind",
    "retire_list",
    "review",
    "start",
    "take_back",
    "take_over",
    "take_up_kind",
    "take_up_list",
    "tell_readers",
    "use",
    "use_left_over",
    "withdraw",
    "withdraw_comment",
]
