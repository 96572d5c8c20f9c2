"""What the leaders write in the minutes, and how it goes on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pejl.foundation.formats.forms import DanishDateField
from pejl.foundation.privacy.forms import GuardedForm, LineField, WordsField
from pejl.room.models import Proceeding as Written
from pejl.room.names import NOTE_LENGTH

WHETHER = {"yes": True, "no": False, "": None}


class MinutesSection(GuardedForm):
    """The text of a section, over the version that was seen; ``seen``: the digest of what composed itself beside it."""

    text = WordsField(label=_("What the minutes say"), help_text=_("Lines that begin with “- ” become a list."))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    seen = LineField(widget=forms.HiddenInput, max_length=64, required=False)


class TurnedSection(GuardedForm):
    """A press on a section: over which version."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ApprovedMinutes(GuardedForm):
    """A leader's yes to the text that was read; ``note`` where it corrects what was sent."""

    seen = LineField(widget=forms.HiddenInput, max_length=64)
    note = WordsField(
        label=_("What is corrected?"),
        help_text=_("Stands in the mail to those who got the minutes before."),
        required=False,
        max_length=NOTE_LENGTH,
    )

    def read_again(self, digest: str) -> None:
        """Let the next press be for the text that is shown now."""
        self.data = self.data.copy()
        self.data["seen"] = digest


class SentAgain(GuardedForm):
    """A press that sends the minutes again, after which attempt."""

    attempt = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class Proceeding(GuardedForm):
    """How it goes on after the meeting."""

    making = WordsField(
        label=_("How are the products made?"),
        help_text=_("Who meets when, and who is asked on the way?"),
        required=False,
        max_length=2000,
    )
    dissemination = WordsField(
        label=_("How does it reach colleagues?"),
        help_text=_("Who should know it, and where do they hear of it?"),
        required=False,
        max_length=2000,
    )
    has_follow_up = forms.ChoiceField(
        label=_("Is there a follow-up?"),
        choices=[("yes", _("Yes")), ("no", _("No")), ("", _("Not said yet"))],
        widget=forms.RadioSelect,
        required=False,
    )
    follow_up_on = DanishDateField(
        label=_("Which day do you propose?"),
        help_text=_("For example 4/3 or 4/3-2015. A proposal: nobody is invited by it."),
        required=False,
    )
    follow_up = WordsField(label=_("How do you follow up?"), required=False, max_length=2000)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @staticmethod
    def filled(written: Written | None) -> dict[str, Any]:
        """The fields as they are saved."""
        if written is None:
            return {"version": 0, "has_follow_up": ""}
        said = {name: getattr(written, name) for name in ("making", "dissemination", "follow_up", "follow_up_on")}
        whether = next(name for name, value in WHETHER.items() if value == written.has_follow_up)
        return {**said, "has_follow_up": whether, "version": written.version}

    @property
    def said(self) -> dict[str, Any]:
        """What was typed, for ``operations.Course``; ask only of a valid form."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return said | {"has_follow_up": WHETHER[said["has_follow_up"]]}
