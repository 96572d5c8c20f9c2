"""A leader's press."""

from __future__ import annotations

from django import forms

from pejl.foundation.privacy.forms import GuardedForm


class Press(GuardedForm):
    """A leader's command: which item the leader believes is going on."""

    expected_running = forms.UUIDField(required=False)
