"""What happens while a meeting is held, and what comes of it."""

from pejl.room.models.base import InMeeting, InMeetingQuerySet
from pejl.room.models.cards import Card, CardQuerySet, Cluster, Poster
from pejl.room.models.following import FollowCode
from pejl.room.models.minutes import MinutesApproval, MinutesSending, MinutesSendingQuerySet, MinutesVersion
from pejl.room.models.outcomes import JointDecision, MinutesSection, Proceeding, ProductDuty, UnclearPoint
from pejl.room.models.queue import Hand, HandQuerySet
from pejl.room.models.rounds import Contribution, ContributionQuerySet, Round, RoundQuerySet, Turn, TurnQuerySet
from pejl.room.models.runs import ItemRun, ItemRunQuerySet, LeadOffer

__all__ = [
    "Card",
    "CardQuerySet",
    "Cluster",
    "Contribution",
    "ContributionQuerySet",
    "FollowCode",
    "Hand",
    "HandQuerySet",
    "InMeeting",
    "InMeetingQuerySet",
    "ItemRun",
    "ItemRunQuerySet",
    "JointDecision",
    "LeadOffer",
    "MinutesApproval",
    "MinutesSection",
    "MinutesSending",
    "MinutesSendingQuerySet",
    "MinutesVersion",
    "Poster",
    "Proceeding",
    "ProductDuty",
    "Round",
    "RoundQuerySet",
    "Turn",
    "TurnQuerySet",
    "UnclearPoint",
]
