"""Input for guidance."""

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
    "BlockForm",
    "Decide",
    "Describe",
    "Find",
    "LinkField",
    "NamePeople",
    "Naming",
    "Withdraw",
    "form_of",
]
