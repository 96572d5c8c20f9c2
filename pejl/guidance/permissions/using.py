"""Who hears what colleagues say after using a product."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pejl.foundation.refusals import NotAllowed
from pejl.foundation.tenancy.models import Person
from pejl.guidance.models import Product
from pejl.guidance.permissions.products import answers_for, may_write


def hears_feedback(person: Person, product: Product) -> bool:
    """Whoever answers for the product, stands in for that one, or writes it."""
    return answers_for(person, product) or may_write(person, product)


def require_hears_feedback(person: Person, product: Product) -> None:
    """Raise NotAllowed unless the person answers for the product, stands in, or writes it."""
    if not hears_feedback(person, product):
        raise NotAllowed(_("Only who answers for this, the deputy and its authors read and answer this."))
