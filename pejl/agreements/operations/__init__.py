"""Agreeing and settling, learning and saying how it went, sparring, and what is told once a week."""

from pejl.agreements.operations.agreeing import agree, drop, finish, move, reopen
from pejl.agreements.operations.deciding import note_decision
from pejl.agreements.operations.learning import answer, ask_about, forget, forget_answer, share_answer, take_along
from pejl.agreements.operations.passing_on import accept, decline, hand_over, offer, withdraw
from pejl.agreements.operations.sparring import (
    close_sparring,
    end_sparring,
    let_sparring_be,
    offer_sparring,
    want_sparring,
)
from pejl.agreements.operations.weekly import DIGEST, see_to, send_digests, want_digest

__all__ = [
    "DIGEST",
    "accept",
    "agree",
    "answer",
    "ask_about",
    "close_sparring",
    "decline",
    "drop",
    "end_sparring",
    "finish",
    "forget",
    "forget_answer",
    "hand_over",
    "let_sparring_be",
    "move",
    "note_decision",
    "offer",
    "offer_sparring",
    "reopen",
    "see_to",
    "send_digests",
    "share_answer",
    "take_along",
    "want_digest",
    "want_sparring",
    "withdraw",
]
