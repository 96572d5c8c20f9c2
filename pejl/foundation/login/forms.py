"""What is typed in order to get in. Secrets are neither tidied nor shown again, and no sentence repeats any of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pejl.foundation.privacy.forms import AddressField, GuardedForm, LineField

MOST_TYPED = 1000
"""A password is as long as it is; no more than this is hashed, whoever sends it."""


class SecretField(forms.CharField):
    """A password as it is typed, every character of it."""

    def __init__(self, *, autocomplete: str, **kwargs: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        super().__init__(strip=False, max_length=MOST_TYPED, widget=widget, **kwargs)


class SignIn(GuardedForm):
    """Who, and the password."""

    secrets = ("password",)

    email = AddressField(label=gettext_lazy("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    password = SecretField(label=gettext_lazy("Password"), autocomplete="current-password")


class Code(GuardedForm):
    """A code from the app, or one of the recovery codes."""

    code = LineField(
        label=gettext_lazy("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )


class Forgotten(GuardedForm):
    """Whose password is forgotten."""

    email = AddressField(label=gettext_lazy("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "username"}))


class ChoosePassword(GuardedForm):
    """A new password, typed twice so that a slip of the finger locks nobody out."""

    secrets = ("password", "again")

    password = SecretField(label=gettext_lazy("New password"), autocomplete="new-password")
    again = SecretField(label=gettext_lazy("The same once more"), autocomplete="new-password")

    def clean(self) -> dict[str, Any]:
        """The two are the same."""
        cleaned = super().clean() or self.cleaned_data
        if "password" in cleaned and "again" in cleaned and cleaned["password"] != cleaned["again"]:
            self.add_error("again", _("The two were not alike. Write the same password twice."))
        return cleaned


class Confirm(GuardedForm):
    """The password once more, before something is changed that somebody passing by should not."""

    secrets = ("password",)

    password = SecretField(label=gettext_lazy("Password"), autocomplete="current-password")


class PasskeyName(GuardedForm):
    """What one's own passkey is called."""

    name = LineField(label=gettext_lazy("What do you call it?"), max_length=60)
    credential = forms.JSONField(widget=forms.HiddenInput, required=True)


class NewToken(GuardedForm):
    """What a program gets a token for."""

    label = LineField(label=gettext_lazy("What is it for?"), max_length=80)
