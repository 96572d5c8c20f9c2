"""Reading the room: what is going on, the boards, and what came of the meeting."""

from pejl.room.queries.following import follow_code_of, followed_by, mark_of, spaces_marked, tidied
from pejl.room.queries.lasting import LastTime, took_last_time
from pejl.room.queries.looking import (
    Board,
    HeldItem,
    Room,
    boards_of,
    cards_for_product,
    held_items,
    meetings_before,
    state_of,
)
from pejl.room.queries.minutes import (
    Minutes,
    SectionOfMinutes,
    digest_now,
    proceeding_of,
    shared_contributions_of,
)
from pejl.room.queries.outcomes import (
    Summary,
    decisions_of,
    duties_waiting_for,
    product_duties_of,
    summary_of,
    to_hand_over,
    unclear_points_of,
    unclear_points_waiting_for,
)
from pejl.room.queries.pace import Pace, pace_of
from pejl.room.queries.queue import Queue, Raised, ordered, queue_of, queues_of
from pejl.room.queries.retiming import NewTime, Retiming, new_times, suggested_times
from pejl.room.queries.timing import Timing, back_until, ended_with, last_ended, timing_of

__all__ = [
    "Board",
    "HeldItem",
    "LastTime",
    "Minutes",
    "NewTime",
    "Pace",
    "Queue",
    "Raised",
    "Retiming",
    "Room",
    "SectionOfMinutes",
    "Summary",
    "Timing",
    "back_until",
    "boards_of",
    "cards_for_product",
    "decisions_of",
    "digest_now",
    "duties_waiting_for",
    "ended_with",
    "follow_code_of",
    "followed_by",
    "held_items",
    "last_ended",
    "mark_of",
    "meetings_before",
    "new_times",
    "ordered",
    "pace_of",
    "proceeding_of",
    "product_duties_of",
    "queue_of",
    "queues_of",
    "shared_contributions_of",
    "spaces_marked",
    "state_of",
    "suggested_times",
    "summary_of",
    "tidied",
    "timing_of",
    "to_hand_over",
    "took_last_time",
    "unclear_points_of",
    "unclear_points_waiting_for",
]
