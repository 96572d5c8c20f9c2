"""What became of what meetings decided together."""

# No postponed annotations here: ninja reads them through `paginate`, where their names would be unknown.
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Schema, Status
from ninja.pagination import paginate
from pydantic import Field

from pejl.agreements import queries as agreements
from pejl.agreements.models import DecisionStep
from pejl.foundation import clock
from pejl.foundation.privacy.schemas import GuardedSchema, OptionalLine
from pejl.learning import operations, queries
from pejl.learning.endpoints.routing import router
from pejl.learning.names import Shown
from pejl.meetings.models import Meeting
from pejl.room.models import JointDecision


class DecisionStepIn(GuardedSchema):
    """What became of it; ``seen`` is the latest step as it was read, null where there was none."""

    state: DecisionStep.State
    reason: Annotated[OptionalLine, Field(max_length=300)] = ""
    seen: UUID | None = None


class DecisionStepOut(Schema):
    """What somebody said of it."""

    id: UUID
    state: DecisionStep.State
    reason: str
    by_id: UUID
    at: datetime


class DecidedOut(Schema):
    """What a meeting decided together; its latest step is where it is now, and without any it stands."""

    id: UUID
    text: str
    meeting_id: UUID
    at: datetime


class FollowedOut(DecidedOut):
    """The same, with all that was said of it, oldest first."""

    steps: list[DecisionStepOut]

    @staticmethod
    def resolve_steps(row: JointDecision) -> Any:
        """What was said of it."""
        return agreements.steps_of_decision(row.pk)


@router.get("/joint-decisions", response=list[DecidedOut], operation_id="list_joint_decisions")
@paginate
def listed(request: HttpRequest, shown: Shown = Shown.OPEN, meeting_id: UUID | None = None) -> Any:
    """What was decided together at meetings whose minutes I may read, latest first; of one meeting, if it is named."""
    by = request.auth  # type: ignore[attr-defined]
    meeting = get_object_or_404(Meeting.objects.visible_to(by), pk=meeting_id) if meeting_id else None
    return queries.joint_decisions(by, shown=shown, meeting=meeting)


@router.get("/joint-decisions/{decision_id}", response=FollowedOut, operation_id="get_joint_decision")
def get(request: HttpRequest, decision_id: UUID) -> JointDecision:
    """One of them, and what became of it until now."""
    return _seen(request, decision_id)


@router.post(
    "/joint-decisions/{decision_id}/steps", response={201: DecisionStepOut}, operation_id="follow_up_joint_decision"
)
def follow_up(request: HttpRequest, decision_id: UUID, said: DecisionStepIn) -> Status[DecisionStep]:
    """Say what became of it: who led the meeting, and the members of its working group. Twice the same is once."""
    by, decision = request.auth, _seen(request, decision_id)  # type: ignore[attr-defined]
    told = said.model_dump()
    return Status(201, operations.follow_up_decision(decision=decision, **told, by=by, now=clock.now()))


def _seen(request: HttpRequest, decision_id: UUID) -> JointDecision:
    by = request.auth  # type: ignore[attr-defined]
    found: JointDecision = get_object_or_404(JointDecision.objects.visible_to(by), pk=decision_id)
    return found
