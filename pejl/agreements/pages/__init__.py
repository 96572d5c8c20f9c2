"""My agreements, what I set out to learn, and sparring."""

from pejl.agreements.pages.learning import (
    answer,
    ask_about,
    change_goal,
    forget_answer,
    forget_goal,
    share_answer,
    shared,
)
from pejl.agreements.pages.sparring import close, let_be, sparring, want
from pejl.agreements.pages.taken_on import (
    accept,
    choose_digest,
    decline,
    drop,
    finish,
    list_agreements,
    move,
    offer,
    reopen,
    show,
    withdraw,
)

__all__ = [
    "accept",
    "answer",
    "ask_about",
    "change_goal",
    "choose_digest",
    "close",
    "decline",
    "drop",
    "finish",
    "forget_answer",
    "forget_goal",
    "let_be",
    "list_agreements",
    "move",
    "offer",
    "reopen",
    "share_answer",
    "shared",
    "show",
    "sparring",
    "want",
    "withdraw",
]
