"""Who may do what with an agreement, a learning goal or an offer of sparring."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from pejl.agreements.models import Agreement, LearningGoal, SparringOffer
from pejl.foundation.refusals import NotAllowed
from pejl.foundation.tenancy.models import Person
from pejl.organisation import permissions as organisation
from pejl.organisation.models import Assignment
from pejl.organisation.names import AssignmentKind

OFFERS_SPARRING = (AssignmentKind.LEADER, AssignmentKind.DEPUTY, AssignmentKind.MENTOR, AssignmentKind.ADMINISTRATOR)


def may_settle(person: Person, agreement: Agreement) -> bool:
    """Whether the person may say that it is done, dropped or moved: who took it on, and who wrote it down."""
    return person.pk in (agreement.owner_id, agreement.created_by_id)


def require_may_settle(person: Person, agreement: Agreement) -> None:
    """Raise NotAllowed unless the person took the agreement on or wrote it down."""
    if not may_settle(person, agreement):
        raise NotAllowed(_("Only who took this on, or wrote it down, can say what became of it."))


def require_owner(person: Person, agreement: Agreement) -> None:
    """Raise NotAllowed unless the person took the agreement on: nobody else hands it to a third."""
    if agreement.owner_id != person.pk:
        raise NotAllowed(_("Only who took this on can ask somebody else to take it over."))


def require_asked(person: Person, agreement: Agreement) -> None:
    """Raise NotAllowed unless the person is the one who is asked to take it over."""
    if agreement.offered_to_id != person.pk:
        raise NotAllowed(_("You are not asked to take this over."))


def require_own(person: Person, goal: LearningGoal) -> None:
    """Raise NotAllowed for a learning goal of somebody else, shared or not."""
    if goal.person_id != person.pk:
        raise NotAllowed(_("This learning goal belongs to a colleague."))


def may_offer_sparring(person: Person, today: date) -> bool:
    """Whether the person may offer it to all: who leads, mentors, looks after Pejl, or sits in a working group."""
    if person.is_guest or person.left_on is not None:
        return False
    helps = Assignment.objects.on(today).filter(person=person, kind__in=OFFERS_SPARRING)
    return helps.exists() or organisation.sits_in_a_group(person, today)


def require_may_offer_sparring(person: Person, today: date) -> None:
    """Raise NotAllowed for everybody else."""
    if not may_offer_sparring(person, today):
        raise NotAllowed(_("Leaders, mentors and members of a working group offer sparring. Ask one of them."))


def require_own_offer(person: Person, offer: SparringOffer) -> None:
    """Raise NotAllowed for an offer that somebody else made."""
    if offer.by_id != person.pk:
        raise NotAllowed(_("This offer is a colleague's."))


def require_colleague(person: Person) -> None:
    """Raise NotAllowed for guests: sparring is among colleagues."""
    if person.is_guest:
        raise NotAllowed(_("This is for those who work here."))
