"""One function a page."""

from pejl.meetings.pages.agenda import add, add_inside, duplicate, edit, item, move, remove, undo
from pejl.meetings.pages.listing import list_meetings
from pejl.meetings.pages.people import choose, invite, participants, take_out, tell_again
from pejl.meetings.pages.planning import cancel, change
from pejl.meetings.pages.showing import calendar, paper, reply, show

__all__ = [
    "add",
    "add_inside",
    "calendar",
    "cancel",
    "change",
    "choose",
    "duplicate",
    "edit",
    "invite",
    "item",
    "list_meetings",
    "move",
    "paper",
    "participants",
    "remove",
    "reply",
    "show",
    "take_out",
    "tell_again",
    "undo",
]
