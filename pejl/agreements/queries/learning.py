"""What is asked of learning goals and how they went."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q

from pejl.agreements.models import GoalAnswer, GoalAnswerQuerySet, LearningGoal, LearningGoalQuerySet
from pejl.foundation.tenancy.models import Person


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


def to_answer(person: Person, today: date) -> LearningGoalQuerySet:
    """The person's own goals that wait for how it went, longest first."""
    found: LearningGoalQuerySet = LearningGoal.objects.filter(person=person, ask_on__lte=today)
    return found.order_by("ask_on", "id")


def answers_of(goal: LearningGoal) -> GoalAnswerQuerySet:
    """How it went, latest first; for the goal's own person."""
    found: GoalAnswerQuerySet = GoalAnswer.objects.filter(goal=goal).order_by("-answered_at", "id")
    return found


def shared_learning(person: Person) -> LearningGoalQuerySet:
    """What colleagues chose to share, latest first, with those of their answers that they share too."""
    shared = LearningGoal.objects.filter(is_shared=True).exclude(Q(takes_along="") & Q(will_introduce=""))
    if person.is_guest:
        shared = shared.filter(person=person)
    answers = GoalAnswer.objects.filter(is_shared=True).order_by("answered_at", "id")
    found: LearningGoalQuerySet = shared.select_related("person").order_by("-created_at", "id")
    return found.prefetch_related(Prefetch("answers", queryset=answers, to_attr="shared_answers"))
