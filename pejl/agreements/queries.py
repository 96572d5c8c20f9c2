"""What is asked of agreements and learning goals."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from pejl.agreements.models import Agreement, AgreementQuerySet, LearningGoal, LearningGoalQuerySet
from pejl.foundation.tenancy import pointers
from pejl.foundation.tenancy.models import Person
from pejl.organisation.names import Duty, Handing


def open_for(person: Person) -> AgreementQuerySet:
    """What the person has taken on and not done, soonest first."""
    found: AgreementQuerySet = Agreement.objects.visible_to(person).filter(owner=person).open().by_due_day()
    return found


def to_hand_over(of: Person, *, to: Person | None) -> list[Handing]:
    """What the successor takes over when the person leaves."""
    if to is None:
        return []
    return [Handing(Duty.AGREEMENT, pointers.to(one, title=one.what), to) for one in open_for(of)]


def closed_for(person: Person) -> AgreementQuerySet:
    """What the person took on and has done or dropped, latest first."""
    mine = Agreement.objects.visible_to(person).filter(owner=person)
    found: AgreementQuerySet = mine.exclude(state=Agreement.State.OPEN).order_by("-closed_at", "id")
    return found


def of_source(source_id: UUID) -> AgreementQuerySet:
    """What was agreed in one place, such as a meeting, with its owners, in the order it was written down.

    Ask for a source only after asking whether the reader may see it.
    """
    found: AgreementQuerySet = (
        Agreement.objects.filter(source_id=source_id).select_related("owner").order_by("created_at", "id")
    )
    return found


def goals_of(person: Person) -> LearningGoalQuerySet:
    """The person's own learning goals, latest first; for nobody else's eyes."""
    found: LearningGoalQuerySet = LearningGoal.objects.filter(person=person).order_by("-created_at", "id")
    return found


def goal_of(person: Person, source_id: UUID) -> LearningGoal | None:
    """The person's own learning goal from one place, or None."""
    return goals_of(person).filter(source_id=source_id).first()


def shared_goals_of(source_id: UUID) -> LearningGoalQuerySet:
    """The learning goals from one place that people chose to share, with their persons, by name."""
    shared = LearningGoal.objects.filter(source_id=source_id, is_shared=True)
    found: LearningGoalQuerySet = (
        shared.exclude(Q(takes_along="") & Q(will_introduce=""))
        .select_related("person")
        .order_by("person__name_sort", "id")
    )
    return found
