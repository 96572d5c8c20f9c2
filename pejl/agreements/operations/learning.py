"""Writing down what one takes along, and how it went."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from pejl.agreements import permissions, policies, queries
from pejl.agreements.models import GoalAnswer, LearningGoal
from pejl.agreements.operations import weekly
from pejl.foundation.audit import operations as audit
from pejl.foundation.formats.moments import day_of
from pejl.foundation.privacy import tidy
from pejl.foundation.refusals import Stale
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import Pointer

# What a learning goal is made of: two texts, and whether they are shared.
Words = dict[str, Any]

ASK_AFTER = timedelta(weeks=4)


@transaction.atomic
def take_along(
    *,
    takes_along: str,
    will_introduce: str,
    is_shared: bool,
    source: Pointer,
    expected_version: int | None,
    by: Person,
    now: datetime,
) -> LearningGoal:
    """What a person takes along from one place and will introduce, and how: one for each person and place.

    A new one is asked about after ``ASK_AFTER``, until its person chooses otherwise. ``expected_version`` is that of
    the goal as it was shown, None where there was none yet. The same words sent twice are written once. Raises Stale
    when they were changed elsewhere meanwhile.
    """
    tidy.require_words(takes_along + will_introduce, field="takes_along")
    words: Words = {
        "takes_along": takes_along.strip(),
        "will_introduce": will_introduce.strip(),
        "is_shared": is_shared,
    }
    goal = queries.goal_of(by, source.id)
    if goal is None:
        goal = _first_goal(words, source, by, now)
    if all(getattr(goal, name) == value for name, value in words.items()):
        return goal
    return _change_goal(goal, words, expected_version, by, now)


@transaction.atomic
def forget(*, goal: LearningGoal, by: Person, now: datetime) -> None:
    """The person takes the own learning goal away for good."""
    permissions.require_own(by, goal)
    audit.record("learning_goal.forgotten", goal, by=by, now=now)
    LearningGoal.objects.filter(pk=goal.pk).delete()


@transaction.atomic
def ask_about(*, goal: LearningGoal, ask_on: date | None, by: Person, now: datetime) -> None:
    """The person chooses the day from which they are asked how it went; None when they want no question."""
    permissions.require_own(by, goal)
    policies.require_ahead(ask_on, day_of(now))
    LearningGoal.objects.filter(pk=goal.pk).update(ask_on=ask_on)
    audit.record("learning_goal.asked_about", goal, by=by, now=now)
    if ask_on is not None:
        weekly.see_to(now=now)


@transaction.atomic
def answer(
    *,
    goal: LearningGoal,
    how_it_went: str,
    helped: str,
    hindered: str,
    is_shared: bool,
    ask_on: date | None,
    by: Person,
    now: datetime,
) -> GoalAnswer:
    """How it went, what helped and what hindered; the person's own unless shared. ``ask_on`` is when to ask again."""
    permissions.require_own(by, goal)
    tidy.require_words(how_it_went + helped + hindered, field="how_it_went")
    policies.require_shared_goal(goal, is_shared)
    said = GoalAnswer.objects.create(
        goal=goal,
        how_it_went=how_it_went.strip(),
        helped=helped.strip(),
        hindered=hindered.strip(),
        is_shared=is_shared,
        answered_at=now,
    )
    audit.record("learning_goal.answered", goal, by=by, now=now)
    ask_about(goal=goal, ask_on=ask_on, by=by, now=now)
    return said


@transaction.atomic
def share_answer(*, answer: GoalAnswer, is_shared: bool, by: Person, now: datetime) -> None:
    """Let colleagues read an answer, or keep it to oneself again."""
    permissions.require_own(by, answer.goal)
    policies.require_shared_goal(answer.goal, is_shared)
    GoalAnswer.objects.filter(pk=answer.pk).update(is_shared=is_shared)
    audit.record("goal_answer.shared" if is_shared else "goal_answer.kept", answer, by=by, now=now)


@transaction.atomic
def forget_answer(*, answer: GoalAnswer, by: Person, now: datetime) -> None:
    """The person takes an answer away for good."""
    permissions.require_own(by, answer.goal)
    audit.record("goal_answer.forgotten", answer, by=by, now=now)
    GoalAnswer.objects.filter(pk=answer.pk).delete()


def _first_goal(words: Words, source: Pointer, by: Person, now: datetime) -> LearningGoal:
    """A new goal, or the one that was written in the same moment from another screen."""
    goal = LearningGoal(person=by, created_at=now, ask_on=day_of(now) + ASK_AFTER, **words)
    goal.source = source
    try:
        with transaction.atomic():
            goal.save()
    except IntegrityError:
        return LearningGoal.objects.get(person=by, source_id=source.id)
    audit.record("learning_goal.written", goal, by=by, now=now)
    weekly.see_to(now=now)
    return goal


def _change_goal(
    goal: LearningGoal, words: Words, expected_version: int | None, by: Person, now: datetime
) -> LearningGoal:
    as_shown = LearningGoal.objects.filter(pk=goal.pk, version=expected_version or 0)
    if not as_shown.update(version=F("version") + 1, **words):
        raise Stale(_("You have written something else here from another screen. Look at it before you save."))
    audit.record("learning_goal.changed", goal, by=by, now=now)
    return goal.again()
