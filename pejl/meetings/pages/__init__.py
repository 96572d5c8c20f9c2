"""One function a page."""

from pejl.meetings.pages.agenda import add, add_group, edit, item, move, remove
from pejl.meetings.pages.listing import list_meetings
from pejl.meetings.pages.people import choose, invite, participants, take_out, tell_again
from pejl.meetings.pages.planning import cancel, change
from pejl.meetings.pages.showing import calendar, pdf, reply, show

__all__ = [
    "add",
    "add_group",
    "calendar",
    "cancel",
    "change",
    "choose",
    "edit",
    "invite",
    "item",
    "list_meetings",
    "move",
    "participants",
    "pdf",
    "remove",
    "reply",
    "show",
    "take_out",
    "tell_again",
]
