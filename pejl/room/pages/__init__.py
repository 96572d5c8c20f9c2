"""The pages of the room."""

from pejl.room.pages.approval import minutes_approval, send_minutes_again
from pejl.room.pages.arranging import (
    arrange,
    move_card,
)
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
from pejl.room.pages.leading import (
    add_minutes,
    answer_lead,
    ask_for_lead,
    insert,
    leave_out,
    offer_lead,
    pause,
    resume,
    retime,
    step_back,
    step_down,
    suggestion,
    swap,
    take_in_again,
    undo_retiming,
)
from pejl.room.pages.learning import learning
from pejl.room.pages.minutes import minutes_paper, minutes_section, turn_section
from pejl.room.pages.outcomes import outcome, outcomes, undo
from pejl.room.pages.parking import answered, park
from pejl.room.pages.posters import (
    paper,
    poster,
    take_poster_away,
)
from pejl.room.pages.proceeding import proceeding
from pejl.room.pages.queue import hand, raise_hand, sort_hands
from pejl.room.pages.rounds import (
    begin_round,
    move_round,
)
from pejl.room.pages.sharing import (
    shared_template,
)
from pejl.room.pages.summary import close, on_meeting, summary

__all__ = [
    "add_minutes",
    "answer_lead",
    "answered",
    "arrange",
    "ask",
    "ask_for_lead",
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
    "insert",
    "lead",
    "learning",
    "leave_out",
    "minutes_approval",
    "minutes_paper",
    "minutes_section",
    "move_card",
    "move_round",
    "offer_lead",
    "on_item",
    "on_meeting",
    "outcome",
    "outcomes",
    "paper",
    "park",
    "pause",
    "place",
    "poster",
    "proceeding",
    "raise_hand",
    "resume",
    "retime",
    "send_minutes_again",
    "share_contribution",
    "shared_template",
    "sort_hands",
    "start",
    "step_back",
    "step_down",
    "suggestion",
    "summary",
    "swap",
    "take_in_again",
    "take_poster_away",
    "turn_section",
    "undo",
    "undo_retiming",
    "wall",
    "write",
]
