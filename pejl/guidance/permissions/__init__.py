"""Who may do what with guidance."""

from pejl.guidance.permissions.deciding import approvers_for, may_decide, require_may_decide
from pejl.guidance.permissions.hearing import (
    is_party,
    may_read_hearing,
    require_may_read_hearing,
    require_own_comment,
    require_party,
)
from pejl.guidance.permissions.kinds import may_shape_kinds, require_may_shape_kinds
from pejl.guidance.permissions.products import (
    answers_for,
    may_lead,
    may_review,
    may_start,
    may_withdraw,
    may_write,
    oversees,
    require_author,
    require_may_lead,
    require_may_review,
    require_may_start,
    require_may_withdraw,
    require_named,
)
from pejl.guidance.permissions.using import hears_feedback, require_hears_feedback

__all__ = [
    "answers_for",
    "approvers_for",
    "hears_feedback",
    "is_party",
    "may_decide",
    "may_lead",
    "may_read_hearing",
    "may_review",
    "may_shape_kinds",
    "may_start",
    "may_withdraw",
    "may_write",
    "oversees",
    "require_author",
    "require_hears_feedback",
    "require_may_decide",
    "require_may_lead",
    "require_may_read_hearing",
    "require_may_review",
    "require_may_shape_kinds",
    "require_may_start",
    "require_may_withdraw",
    "require_named",
    "require_own_comment",
    "require_party",
]
