"""Every write to meetings: planning, the agenda, inviting, holding, and agendas to start from."""

from pejl.meetings.operations.agenda import (
    add_item,
    change_item,
    duplicate_item,
    move_item,
    remove_item,
    set_parts,
)
from pejl.meetings.operations.answering import answer_by_file
from pejl.meetings.operations.asking import answer_ask, ask_all_presenters, ask_to_present, take_back_ask
from pejl.meetings.operations.attending import come, go, move_seat
from pejl.meetings.operations.bundling import SEND, send_due, tell_again
from pejl.meetings.operations.cadence import (
    add_closed_days,
    change_closed_days,
    end_pause,
    end_rhythm,
    remove_closed_days,
    set_rhythm,
    take_pause,
)
from pejl.meetings.operations.feeds import note_fetched, revoke_feed, subscribe
from pejl.meetings.operations.grouping import Arrangement, arrange, use_proposal
from pejl.meetings.operations.guests import bring_guest, open_guest_link, send_new_guest_link
from pejl.meetings.operations.held import (
    insert_item,
    leave_out,
    retime,
    settle_times,
    swap_items,
    take_in_again,
    undo_times,
)
from pejl.meetings.operations.holding import begin, close, end
from pejl.meetings.operations.inviting import choose, invite, reply, take_out
from pejl.meetings.operations.leaders import add_leader, step_down
from pejl.meetings.operations.leaving import hand_over
from pejl.meetings.operations.lengths import set_minutes
from pejl.meetings.operations.mailing import mail
from pejl.meetings.operations.planning import cancel, change, plan, plan_freely
from pejl.meetings.operations.preparing import bring_file, prepare, take_file_away
from pejl.meetings.operations.telling import MAIL
from pejl.meetings.operations.templates import (
    add_standard_templates,
    add_template,
    change_template,
    define_edition,
    furnish,
    retire_template,
    save_as_template,
    save_edition,
    take_over_template,
    use_template_again,
)
from pejl.meetings.operations.undoing import undo

__all__ = [
    "MAIL",
    "SEND",
    "Arrangement",
    "add_closed_days",
    "add_item",
    "add_leader",
    "add_standard_templates",
    "add_template",
    "answer_ask",
    "answer_by_file",
    "arrange",
    "ask_all_presenters",
    "ask_to_present",
    "begin",
    "bring_file",
    "bring_guest",
    "cancel",
    "change",
    "change_closed_days",
    "change_item",
    "change_template",
    "choose",
    "close",
    "come",
    "define_edition",
    "duplicate_item",
    "end",
    "end_pause",
    "end_rhythm",
    "furnish",
    "go",
    "hand_over",
    "insert_item",
    "invite",
    "leave_out",
    "mail",
    "move_item",
    "move_seat",
    "note_fetched",
    "open_guest_link",
    "plan",
    "plan_freely",
    "prepare",
    "remove_closed_days",
    "remove_item",
    "reply",
    "retime",
    "retire_template",
    "revoke_feed",
    "save_as_template",
    "save_edition",
    "send_due",
    "send_new_guest_link",
    "set_minutes",
    "set_parts",
    "set_rhythm",
    "settle_times",
    "step_down",
    "subscribe",
    "swap_items",
    "take_back_ask",
    "take_file_away",
    "take_in_again",
    "take_out",
    "take_over_template",
    "take_pause",
    "tell_again",
    "undo",
    "undo_times",
    "use_proposal",
    "use_template_again",
]
