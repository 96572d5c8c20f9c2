"""One function a page."""

from pejl.meetings.pages.agenda import add, add_inside, duplicate, edit, item, remove, take_minutes, undo
from pejl.meetings.pages.answering import answer
from pejl.meetings.pages.asking import ask_all, ask_presenter, asked, presenters, take_back_ask
from pejl.meetings.pages.beginning import begin, plan
from pejl.meetings.pages.feeds import feed, revoke_feed, subscriptions
from pejl.meetings.pages.grouping import groups, propose_groups
from pejl.meetings.pages.guests import guest, guest_calendar, guest_meeting, guest_reply, new_guest_link
from pejl.meetings.pages.listing import list_meetings
from pejl.meetings.pages.moving import move
from pejl.meetings.pages.people import answer_by_file, bring_guest, choose, participants, take_out
from pejl.meetings.pages.planning import cancel, change
from pejl.meetings.pages.preparing import bring_file, preparation, preparation_file, prepare, take_file_away
from pejl.meetings.pages.showing import calendar, paper, reply, show
from pejl.meetings.pages.telling import invite, tell_again
from pejl.meetings.pages.templates import (
    name_template,
    retire_template,
    save_as_template,
    take_over_template,
    template,
    templates,
    use_template_again,
)

__all__ = [
    "add",
    "add_inside",
    "answer",
    "answer_by_file",
    "ask_all",
    "ask_presenter",
    "asked",
    "begin",
    "bring_file",
    "bring_guest",
    "calendar",
    "cancel",
    "change",
    "choose",
    "duplicate",
    "edit",
    "feed",
    "groups",
    "guest",
    "guest_calendar",
    "guest_meeting",
    "guest_reply",
    "invite",
    "item",
    "list_meetings",
    "move",
    "name_template",
    "new_guest_link",
    "paper",
    "participants",
    "plan",
    "preparation",
    "preparation_file",
    "prepare",
    "presenters",
    "propose_groups",
    "remove",
    "reply",
    "retire_template",
    "revoke_feed",
    "save_as_template",
    "show",
    "subscriptions",
    "take_back_ask",
    "take_file_away",
    "take_minutes",
    "take_out",
    "take_over_template",
    "tell_again",
    "template",
    "templates",
    "undo",
    "use_template_again",
]
