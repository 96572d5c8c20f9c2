"""Who does what by when, what a person has set out to learn, and what became of both."""

from pejl.agreements.models.decisions import DecisionStep, DecisionStepQuerySet
from pejl.agreements.models.learning import GoalAnswer, GoalAnswerQuerySet, LearningGoal, LearningGoalQuerySet
from pejl.agreements.models.sparring import SparringOffer, SparringOfferQuerySet, SparringReply, SparringReplyQuerySet
from pejl.agreements.models.taken_on import Agreement, AgreementQuerySet, AgreementStep, AgreementStepQuerySet
from pejl.agreements.models.weekly import DigestSent, NoDigest

__all__ = [
    "Agreement",
    "AgreementQuerySet",
    "AgreementStep",
    "AgreementStepQuerySet",
    "DecisionStep",
    "DecisionStepQuerySet",
    "DigestSent",
    "GoalAnswer",
    "GoalAnswerQuerySet",
    "LearningGoal",
    "LearningGoalQuerySet",
    "NoDigest",
    "SparringOffer",
    "SparringOfferQuerySet",
    "SparringReply",
    "SparringReplyQuerySet",
]
