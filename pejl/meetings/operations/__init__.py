"""Every write to meetings: planning, the agenda, inviting, holding, and agendas to start from."""

from pejl.meetings.operations.agenda import (
    add_item,
    change_item,
    duplicate_item,
    move_item,
    remove_item,
    set_parts,
)
from pejl.meetings.operations.holding import begin, close, end
from pejl.meetings.operations.inviting import choose, invite, reply, take_out, tell_again
from pejl.meetings.operations.leaving import hand_over
from pejl.meetings.operations.planning import cancel, change, plan
from pejl.meetings.operations.templates import add_standard_templates, add_template, furnish
from pejl.meetings.operations.undoing import undo

__all__ = [
    "add_item",
    "add_standard_templates",
    "add_template",
    "begin",
    "cancel",
    "change",
    "change_item",
    "choose",
    "close",
    "duplicate_item",
    "end",
    "furnish",
    "hand_over",
    "invite",
    "move_item",
    "plan",
    "remove_item",
    "reply",
    "set_parts",
    "take_out",
    "tell_again",
    "undo",
]
