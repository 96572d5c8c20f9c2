"""What a person has set out to learn, and how it went."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pejl.foundation.privacy.declarations import OWN, PERSON_REF, STRUCTURE, WORDS, declare
from pejl.foundation.privacy.fields import Words
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import PointerTo, pointer_columns
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow


class LearningGoalQuerySet(SpaceQuerySet["LearningGoal"]):
    """What can be said of learning goals."""

    def visible_to(self, person: Person) -> LearningGoalQuerySet:
        """One's own, and those that others chose to share."""
        return self.filter(Q(person=person) | Q(is_shared=True))


class LearningGoal(SpaceRow):
    """What a person takes along and will introduce in the own practice; private unless shared.

    From ``ask_on`` the person is asked how it went; None when they want no question.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    takes_along = Words(blank=True)
    will_introduce = Words(blank=True)
    is_shared = models.BooleanField(default=False)
    ask_on = models.DateField(null=True, blank=True)
    source_kind, source_id, source_title = pointer_columns()
    source = PointerTo("source")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    data = declare(
        person=PERSON_REF,
        takes_along=OWN,
        will_introduce=OWN,
        is_shared=STRUCTURE,
        ask_on=STRUCTURE,
        source_kind=STRUCTURE,
        source_id=STRUCTURE,
        source_title=WORDS,
        created_at=STRUCTURE,
        version=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(LearningGoalQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["person", "source_id"], name="learning_goal_is_one_per_source"),
        ]
        indexes = [models.Index(fields=["ask_on"], name="learning_goal_by_ask_on")]


class GoalAnswerQuerySet(SpaceQuerySet["GoalAnswer"]):
    """What can be said of how it went."""

    def visible_to(self, person: Person) -> GoalAnswerQuerySet:
        """One's own; and what colleagues chose to share, of goals that they share."""
        own = Q(goal__person=person)
        return self.filter(own if person.is_guest else own | Q(is_shared=True, goal__is_shared=True))


class GoalAnswer(SpaceRow):
    """How it went with a learning goal, asked after some weeks; private unless shared."""

    goal = models.ForeignKey(LearningGoal, on_delete=models.CASCADE, related_name="answers")
    how_it_went = Words(blank=True, max_length=5000)
    helped = Words(blank=True, max_length=5000)
    hindered = Words(blank=True, max_length=5000)
    is_shared = models.BooleanField(default=False)
    answered_at = models.DateTimeField()

    data = declare(
        goal=STRUCTURE, how_it_went=OWN, helped=OWN, hindered=OWN, is_shared=STRUCTURE, answered_at=STRUCTURE
    )

    objects = SpaceManager.from_queryset(GoalAnswerQuerySet)()
