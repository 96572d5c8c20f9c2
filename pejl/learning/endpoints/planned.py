"""What is said of a meeting to plan, and of one that is planned, whatever makes it one of ours."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, Field

from pejl.foundation.privacy.schemas import GuardedSchema, LineText
from pejl.learning.endpoints.routing import Place, Title
from pejl.learning.models import Coordination, LearningMeeting
from pejl.meetings.names import State


class PlanIn(GuardedSchema):
    """When, where and who leads."""

    title: Title
    purposes: list[LineText] = Field([], max_length=40)
    place: Place = ""
    starts_at: AwareDatetime
    leaders: list[UUID]
    chair: UUID | None = None
    template_id: UUID | None = None


class PlannedOut(Schema):
    """The meeting, in short."""

    meeting_id: UUID
    title: str
    starts_at: datetime
    state: State

    @staticmethod
    def resolve_title(row: LearningMeeting | Coordination) -> str:
        """The meeting's."""
        return row.meeting.title

    @staticmethod
    def resolve_starts_at(row: LearningMeeting | Coordination) -> datetime:
        """The meeting's."""
        return row.meeting.starts_at

    @staticmethod
    def resolve_state(row: LearningMeeting | Coordination) -> str:
        """The meeting's."""
        return row.meeting.state
