"""What is said of a meeting when it is first planned."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pejl.foundation.formats.forms import AtAMoment, DanishDateField, DanishTimeField
from pejl.foundation.privacy.forms import GuardedForm, LineField, WordsField
from pejl.foundation.tenancy.models import Person
from pejl.meetings.names import lines_of


class PlanMeeting(AtAMoment, GuardedForm):
    """When, where, who leads, and which agenda to start from."""

    title = LineField(label=_("Title"), max_length=160)
    purposes = WordsField(
        label=_("What should come out of it"), help_text=_("One purpose a line."), max_length=4000, required=False
    )
    day = DanishDateField(label=_("Day"), help_text=_("For example 4/3 or tomorrow."))
    start = DanishTimeField(label=_("Starts at"), help_text=_("For example 9 or 12.45."))
    ends_by = DanishTimeField(label=_("Over by"), help_text=_("It can wait."), required=False)
    place = LineField(label=_("Place"), help_text=_("It can wait."), max_length=160, required=False)
    leaders = forms.ModelMultipleChoiceField(
        label=_("Meeting leaders"),
        help_text=_("Those who open the meeting, keep the time and write it up."),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("Somebody you chose is no longer here. Choose among those shown."),
            "required": _("Choose at least one meeting leader."),
        },
    )
    template = forms.ModelChoiceField(
        label=_("Agenda to start from"),
        help_text=_("You can change everything in it afterwards."),
        queryset=None,
        required=False,
        empty_label=pgettext_lazy("agenda", "An empty one"),
        error_messages={"invalid_choice": _("This agenda is not here any more. Choose one of those shown.")},
    )

    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, people: Any, naming: Callable[[Person], str], templates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leaders: Any = self.fields["leaders"]
        leaders.label_from_instance, leaders.queryset = naming, people
        self.fields["template"].queryset = templates  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What ``operations.plan_freely`` takes, beside the kind."""
        cleaned = self.cleaned_data
        return {
            "title": cleaned["title"],
            "purposes": lines_of(cleaned["purposes"]),
            "place": cleaned["place"],
            "starts_at": self.starts_at,
            "ends_by": cleaned["ends_by"],
            "leaders": list(cleaned["leaders"]),
            "template": cleaned["template"],
        }
