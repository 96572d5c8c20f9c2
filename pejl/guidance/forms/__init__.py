"""Input for guidance."""

from pejl.guidance.forms.deciding import AnswerResponsibility, AskForApproval, Decide, MakeReview
from pejl.guidance.forms.filling import FillIn
from pejl.guidance.forms.hearing import AnswerComment, Extend, OpenHearing, SayComment
from pejl.guidance.forms.kinds import BeginProduct, DescribeKind, DescribePart, KindField, MakeKind, UseCards
from pejl.guidance.forms.lists import AddToList, DescribeList, MakeList
from pejl.guidance.forms.using import AnswerFeedback, GiveFeedback
from pejl.guidance.forms.writing import (
    BlockForm,
    Describe,
    Find,
    LinkField,
    NamePeople,
    Naming,
    Withdraw,
    form_of,
)

__all__ = [
    "AddToList",
    "AnswerComment",
    "AnswerFeedback",
    "AnswerResponsibility",
    "AskForApproval",
    "BeginProduct",
    "BlockForm",
    "Decide",
    "Describe",
    "DescribeKind",
    "DescribeList",
    "DescribePart",
    "Extend",
    "FillIn",
    "Find",
    "GiveFeedback",
    "KindField",
    "LinkField",
    "MakeKind",
    "MakeList",
    "MakeReview",
    "NamePeople",
    "Naming",
    "OpenHearing",
    "SayComment",
    "UseCards",
    "Withdraw",
    "form_of",
]
