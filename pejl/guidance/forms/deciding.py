"""Input for approvals, reviews, and taking on what one answers for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pejl.foundation.formats.forms import DanishDateField
from pejl.foundation.privacy.forms import GuardedForm, WordsField
from pejl.foundation.tenancy.models import PersonQuerySet
from pejl.guidance.forms.writing import Naming
from pejl.guidance.names import Outcome, Verdict


class AskForApproval(GuardedForm):
    """Who is asked: all at once, and all must approve."""

    approvers = forms.ModelMultipleChoiceField(
        queryset=None, label=_("Who shall read and decide?"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, approvers: PersonQuerySet, naming: Naming, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field: Any = self.fields["approvers"]
        field.label_from_instance, field.queryset = naming, approvers


class Decide(GuardedForm):
    """An approver's answer to exactly the text that was shown."""

    verdict = forms.ChoiceField(
        label=_("Your decision"),
        widget=forms.RadioSelect,
        choices=[
            (Verdict.APPROVED, _("Approve it")),
            (Verdict.RETURNED, _("Send it back to the authors")),
        ],
    )
    note = WordsField(
        label=_("A note to the authors"), required=False, help_text=_("Needed when you send it back: what do you miss?")
    )
    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)


class MakeReview(GuardedForm):
    """What came of looking it over."""

    outcome = forms.ChoiceField(
        label=_("Does it still hold?"),
        widget=forms.RadioSelect,
        choices=[
            (Outcome.UNCHANGED, _("Yes, unchanged")),
            (Outcome.CORRECTED, _("It must be corrected: begin the next version")),
            (Outcome.WITHDRAWN, _("No: withdraw it")),
        ],
    )
    note = WordsField(label=_("A note"), required=False, help_text=_("Needed when you withdraw it: why?"))
    next_on = DanishDateField(
        label=_("Next review"), required=False, help_text=_("Leave it empty for the usual time of its kind.")
    )


class AnswerResponsibility(GuardedForm):
    """Why one does not answer for it."""

    words = WordsField(label=_("Why not?"), help_text=_("The colleague who named you reads this."))
