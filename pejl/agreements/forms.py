"""What people type about their own learning."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pejl.agreements.models import LearningGoal
from pejl.foundation.privacy.forms import GuardedForm, WordsField


class ChangeGoal(GuardedForm):
    """What I take along and what I will introduce; mine alone unless I share it."""

    takes_along = WordsField(label=_("What do you take along?"), required=False)
    will_introduce = WordsField(label=_("What will you introduce in your practice, and how?"), required=False)
    is_shared = forms.BooleanField(
        label=_("Share it with my colleagues"),
        help_text=_("Otherwise only you can read it. You can change your mind at any time."),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    # What is kept while it is being written; sharing is said when it is saved.
    texts = ("takes_along", "will_introduce")

    @classmethod
    def of(cls, goal: LearningGoal, data: Any = None) -> ChangeGoal:
        """The form with what is written now."""
        shown = ("takes_along", "will_introduce", "is_shared", "version")
        return cls(data, initial={name: getattr(goal, name) for name in shown})

    def see_anew(self, goal: LearningGoal) -> None:
        """Keep what was typed, and save next time over the goal as it is now."""
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(goal.version)
