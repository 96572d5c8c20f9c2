"""Products: guidance in numbered versions made of typed blocks, with evidence, approval and somebody responsible."""

from pejl.guidance.models.blocks import Block, BlockQuerySet, BroughtCard, Evidence, Hold, Quoted
from pejl.guidance.models.deciding import Approval, ApprovalRequest, ApprovalRequestQuerySet, Review, Withdrawal
from pejl.guidance.models.hearing import Comment, CommentAnswer, Hearing, HearingParty, HearingQuerySet
from pejl.guidance.models.kinds import Kind, KindApprover, KindQuerySet
from pejl.guidance.models.products import (
    Author,
    AuthorQuerySet,
    Product,
    ProductQuerySet,
    Responsibility,
    ResponsibilityQuerySet,
)
from pejl.guidance.models.reading import (
    Confirmation,
    ConfirmationQuerySet,
    ReadingEntry,
    ReadingList,
    ReadingListQuerySet,
)
from pejl.guidance.models.using import Feedback, FeedbackAnswer, FeedbackQuerySet, UseDay
from pejl.guidance.models.versions import Version, VersionQuerySet

__all__ = [
    "Approval",
    "ApprovalRequest",
    "ApprovalRequestQuerySet",
    "Author",
    "AuthorQuerySet",
    "Block",
    "BlockQuerySet",
    "BroughtCard",
    "Comment",
    "CommentAnswer",
    "Confirmation",
    "ConfirmationQuerySet",
    "Evidence",
    "Feedback",
    "FeedbackAnswer",
    "FeedbackQuerySet",
    "Hearing",
    "HearingParty",
    "HearingQuerySet",
    "Hold",
    "Kind",
    "KindApprover",
    "KindQuerySet",
    "Product",
    "ProductQuerySet",
    "Quoted",
    "ReadingEntry",
    "ReadingList",
    "ReadingListQuerySet",
    "Responsibility",
    "ResponsibilityQuerySet",
    "Review",
    "UseDay",
    "Version",
    "VersionQuerySet",
    "Withdrawal",
]
