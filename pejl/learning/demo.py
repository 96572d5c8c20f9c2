"""The demo's learning meetings: planned on their themes, and led on to what was written down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pejl.guidance.models import Kind, Product
from pejl.learning import operations
from pejl.learning.models import LearningMeeting
from pejl.organisation.models import WorkingGroup
from pejl.room.models import Card, ProductDuty
from pejl.themes.models import Theme

ACTION_GUIDE = "Handlingsanvisning"


def plan(
    *, theme: Theme, group: WorkingGroup, starts_at: datetime, frame: dict[str, Any], now: datetime
) -> LearningMeeting:
    """The first of its leaders plans a learning meeting; ``frame`` is what the meeting itself is planned with."""
    by = frame["leaders"][0]
    return operations.plan(theme=theme.again(), group=group, starts_at=starts_at, by=by, now=now, **frame)


def start_guide(
    *,
    learning_meeting: LearningMeeting,
    title: str,
    cards: Sequence[Card],
    duty: ProductDuty,
    now: datetime,
) -> Product:
    """Whoever took it on begins to write down what the meeting found out."""
    return operations.start_guide(
        learning_meeting=learning_meeting.again(),
        kind=Kind.objects.get(name=ACTION_GUIDE),
        title=title,
        cards=cards,
        duty=duty,
        by=duty.person,
        now=now,
    )
