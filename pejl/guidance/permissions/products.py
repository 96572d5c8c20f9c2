"""Who may write, answer for and withdraw guidance."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from pejl.foundation.refusals import NotAllowed
from pejl.foundation.tenancy.models import Person
from pejl.guidance.models import Author, Product, Responsibility
from pejl.organisation import permissions as organisation


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


def oversees(person: Person, today: date) -> bool:
    """Whether the person's function approves guidance, and with it keeps an eye on all of it."""
    return may_start(person) and organisation.may_approve(person, today)


def may_review(person: Person, product: Product, today: date) -> bool:
    """Those who answer for it, and those whose function approves guidance."""
    return may_withdraw(person, product, today)


def require_may_review(person: Person, product: Product, today: date) -> None:
    """Raise NotAllowed unless the person may say whether it still holds."""
    if not may_review(person, product, today):
        raise NotAllowed(
            _("Only the responsible person and those who approve guidance can say whether it still holds.")
        )


def require_named(person: Person, product: Product) -> None:
    """Raise NotAllowed unless the person is named to answer for it now."""
    if not Responsibility.objects.filter(product=product, person=person, until_on=None).exists():
        raise NotAllowed(_("Somebody else is named to answer for this."))


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
