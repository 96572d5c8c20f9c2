"""Opening a space, seating people in it, and their tokens."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pejl.foundation.refusals import Invalid
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Account, Person, Space, Token


def open_space(*, name: str, now: datetime, kind: str = Space.Kind.JOB_CENTRE) -> Space:
    """A new, empty space. Done by whoever runs the installation, never from a screen."""
    return Space.objects.create(name=name, kind=kind, created_at=now)


def seat(*, name: str, email: str = "", account: Account | None = None, is_guest: bool = False) -> Person:
    """A person in the entered space."""
    return Person.objects.create(
        name=name, email=email or (account.email if account else ""), account=account, is_guest=is_guest
    )


@transaction.atomic
def give_token(*, person: Person, label: str, now: datetime) -> str:
    """A new API token of this person; the text is shown once and cannot be read again."""
    text = Token.new_secret(scopes.current_space())
    Token.objects.create(person=person, label=label, digest=Token.digest_of(text), created_at=now)
    return text


@transaction.atomic
def revoke_token(*, token: Token, now: datetime) -> None:
    """From now on the token opens nothing."""
    token.revoked_at = now
    token.save(update_fields=["revoked_at"])


@transaction.atomic
def choose_language(*, account: Account, language: str) -> None:
    """From now on the account reads Pejl in this language. Raises Invalid for one that Pejl does not speak."""
    if language not in Account.Language.values:
        raise Invalid(_("Pejl speaks Danish and English."), field="language")
    account.language = language
    account.save(update_fields=["language"])
