"""When something may be agreed on."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pejl.foundation.refusals import Invalid, Refusal
from pejl.foundation.tenancy.models import Person
from pejl.guidance.models import Product
from pejl.meetings.models import Meeting
from pejl.meetings.permissions import takes_part
from pejl.room.models import ProductDuty


def require_in_the_meeting(person: Person | None, meeting: Meeting, *, field: str) -> None:
    """Refuse somebody who is not part of the meeting."""
    if person is not None and not takes_part(person, meeting):
        raise Invalid(_("%(name)s does not take part in this meeting.") % {"name": person.name}, field=field)


def require_not_begun(duty: ProductDuty, product: Product | None = None) -> None:
    """Refuse where the duty has already led to a product, unless it is this one."""
    if duty.product_id is not None and (product is None or duty.product_id != product.pk):
        raise Refusal(_("The product is already begun. Say there who makes it."))
