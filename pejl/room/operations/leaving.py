"""What becomes of what a leaver took on at meetings."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from pejl.foundation.audit import operations as audit
from pejl.foundation.tenancy.models import Person
from pejl.organisation import operations as organisation
from pejl.room import queries
from pejl.room.models import ProductDuty
from pejl.room.operations import lead_offers


@transaction.atomic
def hand_over(of: Person, *, to: Person | None, by: Person | None, now: datetime) -> None:
    """Reaction to "person.left": products not begun and what is still unclear go on with the successor."""
    lead_offers.forget_leaver(of, by=by, now=now)
    if to is None:
        return
    organisation.note_handovers(of=of, handings=queries.to_hand_over(of, to=to), now=now)
    for duty in queries.duties_waiting_for(of):
        audit.record("product_duty.handed_over", duty, by=by, now=now)
        if ProductDuty.objects.filter(meeting=duty.meeting_id, person=to, what=duty.what).exists():
            duty.delete()
        else:
            duty.person = to
            duty.save(update_fields=["person"])
    for point in queries.unclear_points_waiting_for(of):
        point.caretaker = to
        point.save(update_fields=["caretaker"])
        audit.record("unclear_point.handed_over", point, by=by, now=now)
