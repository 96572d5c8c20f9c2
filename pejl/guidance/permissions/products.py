"""Who may write, decide on, answer for and withdraw guidance."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from pejl.foundation.refusals import NotAllowed
from pejl.foundation.tenancy.models import Person, PersonQuerySet
from pejl.guidance.models import ApprovalRequest, Author, Product, Responsibility, Version
from pejl.organisation import permissions as organisation
from pejl.organisation import queries as organisation_queries


def may_start(person: Person) -> bool:
    """Colleagues begin guidance; guests help with it."""
    return person.left_on is None and not person.is_guest


def may_write(person: Person, product: Product) -> bool:
    """Whether the person is one of the authors now."""
    return Author.objects.present().filter(product=product, person=person).exists()


def answers_for(person: Person, product: Product) -> bool:
    """Whether the person answers for the product, or stands in for the one who does."""
    return Responsibility.objects.of(person).filter(product=product).exists()


def may_lead(person: Person, product: Product, today: date) -> bool:
    """Whether the person may say who writes and who answers for it, and begin the next version.

    Beside the authors and the responsible also those who approve: people leave, and the duty stays.
    """
    if not may_start(person):
        return False
    return may_write(person, product) or may_withdraw(person, product, today)


def may_withdraw(person: Person, product: Product, today: date, *, answers: bool | None = None) -> bool:
    """Those who answer for it, and those whose function approves guidance.

    ``answers`` saves a question where it is known already whether the person answers for it.
    """
    is_known_to = answers_for(person, product) if answers is None else answers
    return may_start(person) and (is_known_to or organisation.may_approve(person, today))


def may_decide(person: Person, request: ApprovalRequest, today: date) -> bool:
    """The colleague who was asked, in a function that approves, and never somebody who wrote the text."""
    return request.approver_id == person.pk and approvers_for(request.version, today).filter(pk=person.pk).exists()


def approvers_for(version: Version, today: date) -> PersonQuerySet:
    """Colleagues who may approve a version: their function approves, and they never wrote on it."""
    writers = Author.objects.since(version.created_at).filter(product=version.product_id).values("person")
    found: PersonQuerySet = organisation_queries.approvers(today).exclude(pk__in=writers)
    return found


def require_may_start(person: Person) -> None:
    """Raise NotAllowed for guests and those who have left."""
    if not may_start(person):
        raise NotAllowed(_("Only colleagues of the job centre begin guidance."))


def require_author(person: Person, product: Product) -> None:
    """Raise NotAllowed unless the person is an author now."""
    if not may_write(person, product):
        raise NotAllowed(_("Only its authors can change this text. Ask one of them to add you."))


def require_may_lead(person: Person, product: Product, today: date) -> None:
    """Raise NotAllowed unless the person may say who works on it."""
    if not may_lead(person, product, today):
        raise NotAllowed(_("Only authors, the responsible person and those who approve guidance can do this."))


def require_may_withdraw(person: Person, product: Product, today: date) -> None:
    """Raise NotAllowed unless the person may take it out of force."""
    if not may_withdraw(person, product, today):
        raise NotAllowed(_("Only the responsible person and those who approve guidance can withdraw it."))


def require_may_decide(person: Person, request: ApprovalRequest, today: date) -> None:
    """Raise NotAllowed unless the person was asked and may approve this text."""
    if not may_decide(person, request, today):
        raise NotAllowed(_("Only the colleague who was asked, and who has not written the text, can approve it."))
