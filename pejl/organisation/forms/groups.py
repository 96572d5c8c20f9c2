"""What is said about working groups."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pejl.foundation.privacy.forms import GuardedForm, WordsField
from pejl.organisation.forms.fields import Asking, DayField, NameField


class FormGroup(Asking):
    """A new working group."""

    name = NameField(label=_("What is the group called?"))
    mandate = WordsField(
        label=_("What is it there for?"), required=False, help_text=_("What the group decides, and on whose behalf.")
    )
    since_on = DayField(label=_("From which day?"))


class SayMandate(GuardedForm):
    """What the group is there for."""

    mandate = WordsField(label=_("What is it there for?"), required=False)
