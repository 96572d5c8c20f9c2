"""Who may do what with an agreement or a learning goal."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pejl.agreements.models import Agreement, LearningGoal
from pejl.foundation.refusals import NotAllowed
from pejl.foundation.tenancy.models import Person


def may_settle(person: Person, agreement: Agreement) -> bool:
    """Whether the person may say that it is done, or dropped: who took it on, and who wrote it down."""
    return person.pk in (agreement.owner_id, agreement.created_by_id)


def require_may_settle(person: Person, agreement: Agreement) -> None:
    """Raise NotAllowed unless the person took the agreement on or wrote it down."""
    if not may_settle(person, agreement):
        raise NotAllowed(_("Only who took this on, or wrote it down, can say what became of it."))


def require_own(person: Person, goal: LearningGoal) -> None:
    """Raise NotAllowed for a learning goal of somebody else, shared or not."""
    if goal.person_id != person.pk:
        raise NotAllowed(_("This learning goal belongs to a colleague."))
