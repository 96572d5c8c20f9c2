"""What people type about sparring."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pejl.foundation.privacy.forms import GuardedForm, WordsField


class Offer(GuardedForm):
    """What one offers everybody."""

    words = WordsField(label=_("What do you offer, and how does one find a time?"), max_length=1000)


class Want(GuardedForm):
    """A yes; the words are the person's own choice."""

    words = WordsField(
        label=_("What would you like to talk about?"),
        help_text=_("You need not write anything. Your learning goals are not sent along."),
        max_length=1000,
        required=False,
    )
