"""Addresses that somebody makes for a calendar program, and answers that one has sent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pejl.foundation.calendars.replies import MOST_BYTES
from pejl.foundation.privacy.forms import AddressField, GuardedForm, LineField
from pejl.organisation.models import Unit


class Subscribe(GuardedForm):
    """Whose meetings: my own, or a unit's."""

    unit = forms.ModelChoiceField(
        label=_("Which meetings?"), queryset=Unit.objects.none(), required=False, empty_label=_("My own")
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class HandInAnswer(GuardedForm):
    """The file in which a calendar program answers an invitation."""

    file = forms.FileField(
        label=_("Calendar file"),
        help_text=_("The attachment of the mail in which somebody answers, named something with .ics."),
        widget=forms.FileInput(attrs={"accept": ".ics,text/calendar"}),
        error_messages={
            "required": _("Choose the .ics file from the mail."),
            "missing": _("Choose the .ics file from the mail."),
            "empty": _("The file is empty."),
        },
    )

    def content(self) -> bytes:
        """What is in it, up to just more than an answer may be long."""
        read: bytes = self.cleaned_data["file"].read(MOST_BYTES + 1)
        return read


class BringGuest(GuardedForm):
    """Somebody from outside whom the job centre does not know yet."""

    name = LineField(label=_("Name"), max_length=120, error_messages={"required": _("Write a name.")})
    comes_from = LineField(
        label=_("Where do they come from?"),
        max_length=160,
        help_text=_("For example a company, an education or another municipality."),
        error_messages={"required": _("Write where they come from.")},
    )
    email = AddressField(
        label=_("E-mail"),
        error_messages={"required": _("Write an e-mail address: the invitation is sent there.")},
    )
