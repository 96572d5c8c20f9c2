"""The pages of the room."""

from pejl.room.pages.cards import cards, change_card, write
from pejl.room.pages.holding import begin, end, finish, hold, lead, place, start, wall
from pejl.room.pages.items import on_item
from pejl.room.pages.minutes import minutes_paper, minutes_section, turn_section
from pejl.room.pages.outcomes import learning, outcome, outcomes, undo
from pejl.room.pages.summary import close, on_meeting, summary

__all__ = [
    "begin",
    "cards",
    "change_card",
    "close",
    "end",
    "finish",
    "hold",
    "lead",
    "learning",
    "minutes_paper",
    "minutes_section",
    "on_item",
    "on_meeting",
    "outcome",
    "outcomes",
    "place",
    "start",
    "summary",
    "turn_section",
    "undo",
    "wall",
    "write",
]
