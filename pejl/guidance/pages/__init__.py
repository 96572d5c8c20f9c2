"""The pages of guidance."""

from pejl.guidance.pages.approving import approve, ask, call_back, take_back
from pejl.guidance.pages.arranging import arrange, discard
from pejl.guidance.pages.attaching import attached
from pejl.guidance.pages.beginning import begin, use_cards
from pejl.guidance.pages.comparing import compare
from pejl.guidance.pages.editing import add_block, change_block, describe, edit, name_people
from pejl.guidance.pages.feedback import answer_feedback, feedback, feedback_of, give_feedback
from pejl.guidance.pages.filling import fill_in
from pejl.guidance.pages.having_read import confirm_meeting, confirm_product, on_newcomer, reading_of_person
from pejl.guidance.pages.hearing import (
    answer_comment,
    change_comment,
    close_hearing,
    comment,
    extend_hearing,
    hearing,
    open_hearing,
)
from pejl.guidance.pages.holding import take_over_block, writing
from pejl.guidance.pages.kinds import (
    add_part,
    arrange_kind,
    change_part,
    describe_kind,
    fetch_standard_kinds,
    kind,
    kinds,
    make_kind,
    preview_kind,
)
from pejl.guidance.pages.lists import add_to_list, arrange_list, describe_list, lists, make_list, reading_list
from pejl.guidance.pages.papers import paper
from pejl.guidance.pages.reading import index, show
from pejl.guidance.pages.reviews import confirm_responsibility, review, reviews
from pejl.guidance.pages.standing import next_version, withdraw
from pejl.guidance.pages.using import use

__all__ = [
    "add_block",
    "add_part",
    "add_to_list",
    "answer_comment",
    "answer_feedback",
    "approve",
    "arrange",
    "arrange_kind",
    "arrange_list",
    "ask",
    "attached",
    "begin",
    "call_back",
    "change_block",
    "change_comment",
    "change_part",
    "close_hearing",
    "comment",
    "compare",
    "confirm_meeting",
    "confirm_product",
    "confirm_responsibility",
    "describe",
    "describe_kind",
    "describe_list",
    "discard",
    "edit",
    "extend_hearing",
    "feedback",
    "feedback_of",
    "fetch_standard_kinds",
    "fill_in",
    "give_feedback",
    "hearing",
    "index",
    "kind",
    "kinds",
    "lists",
    "make_kind",
    "make_list",
    "name_people",
    "next_version",
    "on_newcomer",
    "open_hearing",
    "paper",
    "preview_kind",
    "reading_list",
    "reading_of_person",
    "review",
    "reviews",
    "show",
    "take_back",
    "take_over_block",
    "use",
    "use_cards",
    "withdraw",
    "writing",
]
