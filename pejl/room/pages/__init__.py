"""The pages of the room."""

from pejl.room.pages.attending import (
    attend,
    attendance,
    come,
    enter,
)
from pejl.room.pages.cards import cards, change_card, write
from pejl.room.pages.contributions import (
    ask,
    contribution,
    share_contribution,
)
from pejl.room.pages.following import enter_code, follow, following
from pejl.room.pages.holding import begin, end, finish, hold, lead, place, start, wall
from pejl.room.pages.items import on_item
from pejl.room.pages.minutes import minutes_paper, minutes_section, turn_section
from pejl.room.pages.outcomes import learning, outcome, outcomes, undo
from pejl.room.pages.parking import answered, park
from pejl.room.pages.proceeding import proceeding
from pejl.room.pages.queue import hand, raise_hand, sort_hands
from pejl.room.pages.rounds import (
    begin_round,
    move_round,
)
from pejl.room.pages.summary import close, on_meeting, summary

__all__ = [
    "answered",
    "ask",
    "attend",
    "attendance",
    "begin",
    "begin_round",
    "cards",
    "change_card",
    "close",
    "come",
    "contribution",
    "end",
    "enter",
    "enter_code",
    "finish",
    "follow",
    "following",
    "hand",
    "hold",
    "lead",
    "learning",
    "minutes_paper",
    "minutes_section",
    "move_round",
    "on_item",
    "on_meeting",
    "outcome",
    "outcomes",
    "park",
    "place",
    "proceeding",
    "raise_hand",
    "share_contribution",
    "sort_hands",
    "start",
    "summary",
    "turn_section",
    "undo",
    "wall",
    "write",
]
