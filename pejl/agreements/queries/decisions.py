"""What became of joint decisions."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from pejl.agreements.models import DecisionStep, DecisionStepQuerySet


def latest_steps(decision_ids: Collection[UUID]) -> dict[UUID, DecisionStep]:
    """What was last said of each; nothing of those that simply stand.

    Ask only for decisions that the reader may see.
    """
    steps = DecisionStep.objects.filter(decision_id__in=decision_ids).select_related("by").order_by("at", "id")
    return {step.decision_id: step for step in steps}


def steps_of_decision(decision_id: UUID) -> DecisionStepQuerySet:
    """Everything that was said of one, oldest first. Ask only for a decision that the reader may see."""
    found: DecisionStepQuerySet = DecisionStep.objects.filter(decision_id=decision_id).select_related("by")
    return found.order_by("at", "id")
