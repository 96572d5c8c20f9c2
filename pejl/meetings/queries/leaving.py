"""What somebody who leaves hands over."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from pejl.foundation.tenancy import pointers
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import (
    ItemPart,
    Meeting,
    MeetingRole,
)
from pejl.meetings.names import PLANNABLE, UNFINISHED, ItemRole
from pejl.organisation.names import Duty, Handing


def roles_left_by(person: Person) -> QuerySet[MeetingRole]:
    """What the person leads or chairs and is not finished, soonest first."""
    found: QuerySet[MeetingRole] = MeetingRole.objects.filter(person=person, meeting__state__in=UNFINISHED)
    return found.select_related("meeting").order_by("meeting__starts_at", "role", "id")


def presentations_left_by(person: Person) -> QuerySet[ItemPart]:
    """What the person is to present at meetings that have not begun, soonest first."""
    found: QuerySet[ItemPart] = ItemPart.objects.filter(
        person=person, role=ItemRole.PRESENTER, item__meeting__state__in=PLANNABLE
    )
    return found.select_related("item__meeting").order_by("item__meeting__starts_at", "item__position", "id")


def to_hand_over(of: Person, *, to: Person | None) -> list[Handing]:
    """What the successor takes over when the person leaves; not what the successor has there already."""
    if to is None:
        return []
    roles, parts = list(roles_left_by(of)), list(presentations_left_by(of))
    has_roles = set(MeetingRole.objects.filter(person=to).values_list("meeting_id", "role"))
    presents = set(ItemPart.objects.filter(person=to, role=ItemRole.PRESENTER).values_list("item_id", flat=True))
    led = {role.meeting for role in roles if (role.meeting_id, role.role) not in has_roles}
    return [
        *(Handing(Duty.MEETING, pointers.to(one, title=one.title), to) for one in sorted(led, key=_by_start)),
        *(_presentation(part, to) for part in parts if part.item_id not in presents),
    ]


def _by_start(meeting: Meeting) -> tuple[datetime, str]:
    return meeting.starts_at, str(meeting.pk)


def _presentation(part: ItemPart, to: Person) -> Handing:
    item = part.item
    return Handing(Duty.PRESENTATION, pointers.to(item, title=f"{item.label} ({item.meeting.title})"), to)
