"""What people type about their own learning."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pejl.agreements.models import LearningGoal
from pejl.foundation.formats.forms import DanishDateField
from pejl.foundation.privacy.forms import GuardedForm, WordsField

DAY, NEVER = "day", "never"
WEEKS = [("2", _("In two weeks")), ("4", _("In four weeks")), ("8", _("In eight weeks"))]


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


class ChoosesWhen(GuardedForm):
    """When to be asked how it went."""

    when = forms.ChoiceField(
        label=_("When shall Pejl ask you how it went?"),
        choices=[*WEEKS, (DAY, _("On a day that I choose")), (NEVER, _("Do not ask"))],
        initial="4",
    )
    ask_on = DanishDateField(label=_("Day"), required=False)

    def clean(self) -> dict[str, Any]:
        """A day is needed where one wants to choose it."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("when") == DAY and not said.get("ask_on") and "ask_on" not in self.errors:
            self.add_error("ask_on", _("Write the day."))
        return said

    def day(self, today: date) -> date | None:
        """The chosen day; None for no question."""
        when = self.cleaned_data["when"]
        if when == NEVER:
            return None
        return self.cleaned_data["ask_on"] if when == DAY else today + timedelta(weeks=int(when))


class AskAbout(ChoosesWhen):
    """Another day to be asked about a goal."""

    @classmethod
    def of(cls, goal: LearningGoal, data: Any = None) -> AskAbout:
        """The form with the day that is chosen now."""
        when = DAY if goal.ask_on else NEVER
        return cls(data, initial={"when": when, "ask_on": goal.ask_on}, prefix="ask")


class Answer(ChoosesWhen):
    """How it went; mine alone unless I share it."""

    how_it_went = WordsField(label=_("How did it go?"), required=False, max_length=5000)
    helped = WordsField(label=_("What helped?"), required=False, max_length=5000)
    hindered = WordsField(label=_("What hindered?"), required=False, max_length=5000)
    is_shared = forms.BooleanField(
        label=_("Share the answer with my colleagues"),
        help_text=_("Otherwise only you can read it. You can change your mind at any time."),
        required=False,
    )
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    texts = ("how_it_went", "helped", "hindered")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["when"].label = _("Shall Pejl ask you again?")
        self.fields["when"].initial = NEVER
