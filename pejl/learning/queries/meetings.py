"""Reading learning meetings."""

from __future__ import annotations

from pejl.foundation.tenancy.models import Person
from pejl.guidance.models import Product, ProductQuerySet
from pejl.learning.models import LearningMeeting
from pejl.meetings.models import Meeting
from pejl.meetings.names import State
from pejl.room.models import ProductDuty
from pejl.themes.models import Theme


def of_meeting(meeting: Meeting) -> LearningMeeting | None:
    """What makes this meeting a learning meeting, with its theme and group."""
    found: LearningMeeting | None = (
        LearningMeeting.objects.filter(meeting=meeting).select_related("theme", "group").first()
    )
    if found is not None:
        found.meeting = meeting
    return found


def of_theme(theme: Theme, *, person: Person) -> list[LearningMeeting]:
    """The learning meetings on a theme that the person may see, in the order of time."""
    seen = LearningMeeting.objects.visible_to(person).filter(theme=theme).select_related("meeting")
    return list(seen.order_by("meeting__starts_at", "id"))


def is_still_planned(theme: Theme) -> bool:
    """Whether another meeting on the theme is still to come."""
    ahead = (State.DRAFT, State.ANNOUNCED, State.RUNNING, State.WRITING_UP)
    return LearningMeeting.objects.filter(theme=theme, meeting__state__in=ahead).exists()


def products_of(meeting: Meeting, *, person: Person) -> ProductQuerySet:
    """What the meeting has led to, as far as the person may read it."""
    return Product.objects.visible_to(person).filter(source_kind="meeting", source_id=meeting.pk).by_title()


def duties_like(duty: ProductDuty | None) -> list[ProductDuty]:
    """The duty and those of everybody who took on the same product at the meeting, as long as it is not begun."""
    if duty is None:
        return []
    shared = ProductDuty.objects.filter(meeting=duty.meeting_id, what=duty.what, product=None)
    return list(shared.select_related("person", "meeting").order_by("taken_at", "id"))


def duties_open(meeting: Meeting) -> list[ProductDuty]:
    """What was taken on at the meeting and is not begun, each product once."""
    waiting = ProductDuty.objects.filter(meeting=meeting, product=None).select_related("person")
    first: dict[str, ProductDuty] = {}
    for duty in waiting.order_by("taken_at", "id"):
        first.setdefault(duty.what, duty)
    return list(first.values())
