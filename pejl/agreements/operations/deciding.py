"""Saying what became of a joint decision. Who may is asked where the decision is known, above."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from pejl.agreements import policies, queries
from pejl.agreements.models import DecisionStep
from pejl.foundation.audit import operations as audit
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import Pointer


@transaction.atomic
def note_decision(
    *, decision: Pointer, state: str, reason: str, seen: UUID | None, by: Person, now: datetime
) -> DecisionStep:
    """It is carried out, changed or dropped, or stands again; the latest holds, and all are kept.

    Saying the same twice is saying it once. Changed and dropped want a reason, and so does that it still stands.
    ``seen`` is the latest step as it was read, None where there was none; raises Stale where there is another by now.
    """
    latest = queries.latest_steps([decision.id]).get(decision.id)
    if latest is not None and (latest.state, latest.reason) == (state, reason.strip()):
        return latest
    policies.require_latest(latest, seen)
    policies.require_told(latest, state, reason)
    step = DecisionStep(state=state, reason=reason.strip(), by=by, at=now)
    step.decision = decision
    step.save()
    audit.record("joint_decision.followed", step, by=by, now=now)
    return step
