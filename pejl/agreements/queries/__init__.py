"""What is asked of agreements, learning goals, sparring and decisions."""

from pejl.agreements.queries.decisions import latest_steps, steps_of_decision
from pejl.agreements.queries.learning import (
    answers_of,
    goal_of,
    goals_of,
    shared_goals_of,
    shared_learning,
    to_answer,
)
from pejl.agreements.queries.sparring import offers_for, own_offer, replies_to, wanted_by
from pejl.agreements.queries.taken_on import (
    closed_for,
    concerning,
    listed,
    of_source,
    offered_to,
    open_for,
    steps_of,
    to_hand_over,
)
from pejl.agreements.queries.weekly import Digest, digests, is_anything_open, wants_digest

__all__ = [
    "Digest",
    "answers_of",
    "closed_for",
    "concerning",
    "digests",
    "goal_of",
    "goals_of",
    "is_anything_open",
    "latest_steps",
    "listed",
    "of_source",
    "offered_to",
    "offers_for",
    "open_for",
    "own_offer",
    "replies_to",
    "shared_goals_of",
    "shared_learning",
    "steps_of",
    "steps_of_decision",
    "to_answer",
    "to_hand_over",
    "wanted_by",
    "wants_digest",
]
