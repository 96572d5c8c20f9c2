"""Input for guidance."""

from pejl.guidance.forms.kinds import BeginProduct, DescribeKind, DescribePart, KindField, MakeKind, UseCards
from pejl.guidance.forms.writing import (
    AskForApproval,
    BlockForm,
    Decide,
    Describe,
    Find,
    LinkField,
    NamePeople,
    Naming,
    Withdraw,
    form_of,
)

__all__ = [
    "AskForApproval",
    "BeginProduct",
    "BlockForm",
    "Decide",
    "Describe",
    "DescribeKind",
    "DescribePart",
    "Find",
    "KindField",
    "LinkField",
    "MakeKind",
    "NamePeople",
    "Naming",
    "UseCards",
    "Withdraw",
    "form_of",
]
