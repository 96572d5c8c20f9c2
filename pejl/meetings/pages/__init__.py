"""One function a page."""

from pejl.meetings.pages.agenda import add, add_inside, duplicate, edit, item, remove, take_minutes, undo
from pejl.meetings.pages.asking import ask_all, ask_presenter, asked, presenters, take_back_ask
from pejl.meetings.pages.beginning import begin, plan
from pejl.meetings.pages.grouping import groups, propose_groups
from pejl.meetings.pages.listing import list_meetings
from pejl.meetings.pages.moving import move
from pejl.meetings.pages.people import choose, invite, participants, take_out, tell_again
from pejl.meetings.pages.planning import cancel, change
from pejl.meetings.pages.preparing import bring_file, preparation, preparation_file, prepare, take_file_away
from pejl.meetings.pages.showing import calendar, paper, reply, show
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
    "ask_all",
    "ask_presenter",
    "asked",
    "begin",
    "bring_file",
    "calendar",
    "cancel",
    "change",
    "choose",
    "duplicate",
    "edit",
    "groups",
    "invite",
    "item",
    "list_meetings",
    "move",
    "name_template",
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
    "save_as_template",
    "show",
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
