"""Reading the room: what is going on, the boards, and what came of the meeting."""

from pejl.room.queries.following import follow_code_of, followed_by, mark_of, spaces_marked, tidied
from pejl.room.queries.looking import Board, HeldItem, Room, boards_of, cards_for_product, meetings_before, state_of
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

__all__ = [
    "Board",
    "HeldItem",
    "Minutes",
    "Pace",
    "Queue",
    "Raised",
    "Room",
    "SectionOfMinutes",
    "Summary",
    "boards_of",
    "cards_for_product",
    "decisions_of",
    "digest_now",
    "duties_waiting_for",
    "follow_code_of",
    "followed_by",
    "mark_of",
    "meetings_before",
    "ordered",
    "pace_of",
    "proceeding_of",
    "product_duties_of",
    "queue_of",
    "queues_of",
    "shared_contributions_of",
    "spaces_marked",
    "state_of",
    "summary_of",
    "tidied",
    "to_hand_over",
    "unclear_points_of",
    "unclear_points_waiting_for",
]
