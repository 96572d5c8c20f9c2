"""From what is typed in the room to clean values."""

from pejl.room.forms.boards import (
    ChosenPicture,
    Cluster,
    Poster,
    SharedTemplate,
)
from pejl.room.forms.cards import (
    Card,
    ChangedCard,
    NewCard,
)
from pejl.room.forms.following import CodeSeen, FollowCode
from pejl.room.forms.leading import INSERTABLE, Insertion, MoreMinutes, NewTimes, Successor, Swap
from pejl.room.forms.minutes import (
    ApprovedMinutes,
    MinutesSection,
    Proceeding,
    SentAgain,
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
from pejl.room.forms.queue import Floor, Hand, HandFor, Parked
from pejl.room.forms.rounds import (
    Ask,
    BeginRound,
    Contribution,
    Enter,
    MoveRound,
)
from pejl.room.forms.running import (
    Press,
)

__all__ = [
    "INSERTABLE",
    "Agreement",
    "ApprovedMinutes",
    "Ask",
    "BeginRound",
    "Card",
    "ChangedCard",
    "ChosenPicture",
    "Cluster",
    "CodeSeen",
    "Contribution",
    "Enter",
    "Floor",
    "FollowCode",
    "Hand",
    "HandFor",
    "Insertion",
    "JointDecision",
    "Learning",
    "MinutesSection",
    "MoreMinutes",
    "MoveRound",
    "NewCard",
    "NewTimes",
    "Outcome",
    "Parked",
    "Poster",
    "Press",
    "Proceeding",
    "ProductDuty",
    "SentAgain",
    "SharedTemplate",
    "Someone",
    "Successor",
    "Swap",
    "TurnedSection",
    "UnclearPoint",
]
