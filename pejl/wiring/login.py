"""How django-allauth behaves here: its steps of a sign-in, with our pages, our counting and our mails."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest

from pejl.foundation.tenancy.models import Account


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by the job centre."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves."""
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The pages say themselves what has happened."""


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Passkeys belong to the host that people reach Pejl by, whatever a request says of itself."""

    def get_totp_issuer(self) -> str:
        """What the app calls it."""
        return "Pejl"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Who asks for a passkey."""
        return {"id": urlsplit(settings.PEJL_ADDRESS).hostname or "localhost", "name": "Pejl"}

    def get_public_key_credential_user_entity(self, user: Account) -> dict[str, Any]:
        """For whom."""
        return {"id": user.pk.hex.encode(), "display_name": user.email, "name": user.email}
