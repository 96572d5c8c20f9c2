"""What came of a meeting."""

from __future__ import annotations

from django.db.models import QuerySet

from pejl.foundation.tenancy import pointers
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import AgendaItem, Meeting
from pejl.meetings.names import State
from pejl.organisation import queries as organisation
from pejl.organisation.names import Duty, Handing
from pejl.room.models import JointDecision, ProductDuty, UnclearPoint


def unclear_points_of(meeting: Meeting) -> list[UnclearPoint]:
    """What was unclear, as it was written down, with who takes care of it; ``had_by`` is who did until they left."""
    rows = UnclearPoint.objects.filter(meeting=meeting).select_related("caretaker")
    rows = rows.annotate(had_by=organisation.had_by())
    return list(rows.order_by("written_at", "id"))


def parked_at(meeting: Meeting, item: AgendaItem) -> list[UnclearPoint]:
    """The questions parked at an item that are not answered yet, oldest first."""
    rows = UnclearPoint.objects.filter(meeting=meeting, item=item, answered_at=None)
    return list(rows.order_by("written_at", "id"))


def product_duties_of(meeting: Meeting) -> list[ProductDuty]:
    """Who makes which product, in the order it was taken on; ``had_by`` is who was to until they left."""
    rows = ProductDuty.objects.filter(meeting=meeting).select_related("person", "product")
    rows = rows.annotate(had_by=organisation.had_by())
    return list(rows.order_by("taken_at", "id"))


def decisions_of(meeting: Meeting) -> list[JointDecision]:
    """What was decided together, in order."""
    return list(JointDecision.objects.filter(meeting=meeting).order_by("at", "id"))


def duties_waiting_for(person: Person) -> QuerySet[ProductDuty]:
    """The products the person has taken on and nobody has begun, oldest first."""
    found: QuerySet[ProductDuty] = ProductDuty.objects.filter(person=person, product=None)
    return found.exclude(meeting__state=State.CANCELLED).order_by("taken_at", "id")


def unclear_points_waiting_for(person: Person) -> QuerySet[UnclearPoint]:
    """What the person takes care of and is not clear yet, oldest first."""
    found: QuerySet[UnclearPoint] = UnclearPoint.objects.filter(caretaker=person, answered_at=None)
    return found.order_by("written_at", "id")


def to_hand_over(of: Person, *, to: Person | None) -> list[Handing]:
    """What the successor takes over when the person leaves: products not begun, and what is still unclear."""
    if to is None:
        return []
    duties, points = duties_waiting_for(of), unclear_points_waiting_for(of)
    return [
        *(Handing(Duty.PRODUCT, pointers.to(duty, title=duty.what), to) for duty in duties),
        *(Handing(Duty.UNCLEAR_POINT, pointers.to(point, title=point.text), to) for point in points),
    ]
