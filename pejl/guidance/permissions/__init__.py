"""Who may do what with guidance."""

from pejl.guidance.permissions.kinds import may_shape_kinds, require_may_shape_kinds
from pejl.guidance.permissions.products import (
    answers_for,
    approvers_for,
    may_decide,
    may_lead,
    may_start,
    may_withdraw,
    may_write,
    require_author,
    require_may_decide,
    require_may_lead,
    require_may_start,
    require_may_withdraw,
)

__all__ = [
    "answers_for",
    "approvers_for",
    "may_decide",
    "may_lead",
    "may_shape_kinds",
    "may_start",
    "may_withdraw",
    "may_write",
    "require_author",
    "require_may_decide",
    "require_may_lead",
    "require_may_shape_kinds",
    "require_may_start",
    "require_may_withdraw",
]
