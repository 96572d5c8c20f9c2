"""The words of themes."""

from pejl.themes.names.choices import (
    CHOSEN,
    COMING,
    DECIDABLE,
    DECIDED,
    OPEN,
    STANDING,
    STATE_AFTER,
    TAKES_IN,
    BackingKind,
    Dimension,
    Kind,
    Origin,
    Outcome,
    Sorting,
    State,
    StepKind,
)
from pejl.themes.names.news import NEWS_OF_DECISION, NEWS_OF_STEP, News, Told

__all__ = [
    "CHOSEN",
    "COMING",
    "DECIDABLE",
    "DECIDED",
    "NEWS_OF_DECISION",
    "NEWS_OF_STEP",
    "OPEN",
    "STANDING",
    "STATE_AFTER",
    "TAKES_IN",
    "BackingKind",
    "Dimension",
    "Kind",
    "News",
    "Origin",
    "Outcome",
    "Sorting",
    "State",
    "StepKind",
    "Told",
]
