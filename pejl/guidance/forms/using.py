"""Input about a product in use."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from pejl.foundation.privacy.forms import GuardedForm, LineField, WordsField
from pejl.guidance.names import FeedbackKind, FeedbackOutcome


class GiveFeedback(GuardedForm):
    """What a colleague says to whoever answers for a product."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=FeedbackKind.choices, widget=forms.RadioSelect)
    text = WordsField(label=_("Your words"), help_text=_("Without anything that tells who the citizen is."))
    is_shared = forms.BooleanField(
        label=_("Everybody may read my story"),
        required=False,
        help_text=_("Only for a story. It stands with the guide, with your name."),
    )


class AnswerFeedback(GuardedForm):
    """The answer, and what comes of it; a theme is said in words that everybody will read."""

    text = WordsField(label=_("Your answer"))
    outcome = forms.ChoiceField(
        label=_("What comes of it?"),
        choices=FeedbackOutcome.choices,
        initial=FeedbackOutcome.ANSWERED,
        widget=forms.RadioSelect,
    )
    theme_title = LineField(label=_("Title of the theme"), required=False, max_length=160)
    theme_need = WordsField(
        label=_("What is needed?"), required=False, help_text=_("Everybody reads it, so say it in your own words.")
    )

    def clean(self) -> dict[str, object]:
        """A theme needs its words; whatever else comes of it, they are not used."""
        given = super().clean() or {}
        if given.get("outcome") == FeedbackOutcome.NEW_THEME:
            for name in ("theme_title", "theme_need"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, _now("A theme needs this."))
        return given
