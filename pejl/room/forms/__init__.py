"""From what is typed in the room to clean values."""

from pejl.room.forms.cards import (
    Card,
    ChangedCard,
    NewCard,
)
from pejl.room.forms.minutes import (
    MinutesSection,
    Proceeding,
    TurnedSection,
)
from pejl.room.forms.outcomes import (
    Agreement,
    JointDecision,
    Learning,
    Outcome,
    ProductDuty,
    Someone,
    UnclearPoint,
)
from pejl.room.forms.running import (
    Press,
)

__all__ = [
    "Agreement",
    "Card",
    "ChangedCard",
    "JointDecision",
    "Learning",
    "MinutesSection",
    "NewCard",
    "Outcome",
    "Press",
    "Proceeding",
    "ProductDuty",
    "Someone",
    "TurnedSection",
    "UnclearPoint",
]
