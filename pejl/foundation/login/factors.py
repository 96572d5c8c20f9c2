"""What an account has beside its password: an app with codes, passkeys, and the codes for when both are lost.

The rows are django-allauth's. The app's secret is encrypted with the installation's key; recovery codes are kept as
keyed hashes and shown once.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from cryptography.fernet import Fernet
from django.utils.crypto import salted_hmac

from pejl.foundation import clock
from pejl.foundation.tenancy.models import Account

Kind = Authenticator.Type
STEP_SECONDS = 30
STEPS_OFF = 1
"""A phone's clock may be half a minute wrong in either direction."""
CODES = 10
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another


def second_factors(account: Account) -> list[Authenticator]:
    """The app and the passkeys, oldest first."""
    own = Authenticator.objects.filter(user=account).exclude(type=Kind.RECOVERY_CODES)
    return list(own.order_by("created_at", "pk"))


def has_second(account: Account) -> bool:
    """Whether signing in takes two steps."""
    return bool(Authenticator.objects.filter(user=account).exclude(type=Kind.RECOVERY_CODES).exists())


def owes_second(account: Account) -> bool:
    """Whether the password is too short to stand alone, and does."""
    return account.password_is_short and not has_second(account)


def with_second(accounts: Iterable[UUID]) -> set[UUID]:
    """Those of the accounts that sign in in two steps."""
    own = Authenticator.objects.filter(user_id__in=list(accounts)).exclude(type=Kind.RECOVERY_CODES)
    return set(own.values_list("user_id", flat=True))


def codes_left(account: Account) -> int | None:
    """How many recovery codes have not been used; None where there never were any."""
    row = Authenticator.objects.filter(user=account, type=Kind.RECOVERY_CODES).first()
    return len(row.data["digests"]) if row else None


def step_of(secret: str, code: str) -> int | None:
    """The half minute, counted from 1970, whose code this is; None for a code of no moment near now."""
    now = int(clock.now().timestamp()) // STEP_SECONDS
    for step in range(now - STEPS_OFF, now + STEPS_OFF + 1):
        if secrets.compare_digest(totp.format_hotp_value(totp.hotp_value(secret, step)), code):
            return step
    return None


def tidy_code(code: str) -> str:
    """As it is written down or read aloud: without spaces and hyphens, in small letters."""
    return "".join(code.split()).replace("-", "").lower()


def digest_of(account: Account, code: str) -> str:
    """What is kept of a recovery code."""
    return salted_hmac(f"pejl.recovery.{account.pk}", tidy_code(code), algorithm="sha256").hexdigest()


def new_code() -> str:
    """A recovery code of 79 random bits, in four groups."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


def new_secret() -> str:
    """A secret for an app."""
    secret: str = totp.generate_totp_secret()
    return secret


def locked(secret: str) -> str:
    """Encrypted for the database."""
    return _lock().encrypt(secret.encode()).decode()


def unlocked(kept: str) -> str:
    """As it was; raises InvalidToken where the installation's key is another one."""
    return _lock().decrypt(kept.encode()).decode()


def _lock() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(salted_hmac("pejl.factors", "", algorithm="sha256").digest()))


def name_of(factor: Authenticator) -> str:
    """What the person has called a passkey; empty for the app."""
    name: Any = factor.data.get("name", "")
    return str(name)
