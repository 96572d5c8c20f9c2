"""What became of what a meeting decided together."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from pejl.agreements import operations as agreements
from pejl.agreements.models import DecisionStep
from pejl.foundation.formats.moments import day_of
from pejl.foundation.tenancy import pointers
from pejl.foundation.tenancy.models import Person
from pejl.learning import permissions
from pejl.meetings.models import Meeting
from pejl.room.models import JointDecision


@transaction.atomic
def follow_up_decision(
    *, decision: JointDecision, state: str, reason: str, seen: UUID | None, by: Person, now: datetime
) -> DecisionStep:
    """Say what became of it: carried out, changed, dropped, or that it stands, again or still.

    ``seen`` is the latest step as it was read. Of two who say different things at once the second is told (Stale);
    the same said twice is said once. The decision itself is never changed.
    """
    # The decision is append-only; its meeting is what those who come at once wait for.
    meeting = Meeting.objects.select_for_update().get(pk=decision.meeting_id)
    permissions.require_may_follow_up(by, meeting, day_of(now))
    pointer = pointers.to(decision, title=decision.text)
    return agreements.note_decision(decision=pointer, state=state, reason=reason, seen=seen, by=by, now=now)
