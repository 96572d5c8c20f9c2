"""Adding, using and removing second factors."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction
from django.utils.translation import gettext as _

from pejl.foundation.login import factors
from pejl.foundation.login.operations import mails
from pejl.foundation.login.operations.sessions import end_sessions
from pejl.foundation.refusals import Invalid, Refusal
from pejl.foundation.tenancy.models import LONG_PASSWORD, Account

MOST_PASSKEYS = 10


@transaction.atomic
def add_app(*, account: Account, secret: str, code: str, now: datetime) -> list[str]:
    """From now on the app with this secret is asked. Returns new recovery codes where there were none.

    Raises Invalid for a code that is not the app's.
    """
    step = factors.step_of(secret, factors.tidy_code(code))
    if step is None:
        raise Invalid(_("This is not the code that the app shows now. Write the newest one."), field="code")
    Authenticator.objects.filter(user=account, type=factors.Kind.TOTP).delete()
    data = {"secret": factors.locked(secret), "step": step}
    Authenticator.objects.create(user=account, type=factors.Kind.TOTP, data=data, created_at=now)
    return _added(account, now)


@transaction.atomic
def add_passkey(*, account: Account, name: str, credential: dict[str, Any], now: datetime) -> list[str]:
    """From now on this key opens, too. Returns recovery codes where there were none. Raises Refusal for too many."""
    if Authenticator.objects.filter(user=account, type=factors.Kind.WEBAUTHN).count() >= MOST_PASSKEYS:
        raise Refusal(_("You have %(count)d passkeys. Remove one you no longer use.") % {"count": MOST_PASSKEYS})
    WebAuthn.add(account, name, credential)
    return _added(account, now)


@transaction.atomic
def new_codes(*, account: Account, now: datetime) -> list[str]:
    """Ten new recovery codes, shown once; the old ones open nothing any more."""
    codes = [factors.new_code() for _number in range(factors.CODES)]
    Authenticator.objects.filter(user=account, type=factors.Kind.RECOVERY_CODES).delete()
    data = {"digests": [factors.digest_of(account, code) for code in codes]}
    Authenticator.objects.create(user=account, type=factors.Kind.RECOVERY_CODES, data=data, created_at=now)
    return codes


@transaction.atomic
def use_code(*, account: Account, code: str, now: datetime) -> Authenticator | None:
    """What this code proves: the app, or a recovery code, each once; None for a wrong or a used one."""
    own = Authenticator.objects.select_for_update().filter(user=account).exclude(type=factors.Kind.WEBAUTHN)
    for factor in own.order_by("type"):
        if _is_used_up(account, factor, factors.tidy_code(code)):
            factor.last_used_at = now
            factor.save(update_fields=["data", "last_used_at"])
            return factor
    return None


@transaction.atomic
def remove_factor(*, account: Account, factor: Authenticator, now: datetime) -> None:
    """This one is asked for no more. Raises Refusal for the last one beside a short password."""
    is_last = len(factors.second_factors(account)) == 1
    if is_last and account.password_is_short:
        sentence = _(
            "Your password has fewer than %(count)d characters, so it needs a second step beside it. "
            "Choose a longer password first, or add another way."
        )
        raise Refusal(sentence % {"count": LONG_PASSWORD})
    factor.delete()
    if is_last:
        Authenticator.objects.filter(user=account).delete()
    mails.ask_for(task="login.factor_removed", now=now, account_id=account.pk)


@transaction.atomic
def remove_factors(*, account: Account, now: datetime) -> None:
    """All of them, for somebody who has lost the phone; the person is told, and signed out everywhere."""
    Authenticator.objects.filter(user=account).delete()
    end_sessions(account=account)
    mails.ask_for(task="login.factors_reset", now=now, account_id=account.pk)


def _added(account: Account, now: datetime) -> list[str]:
    mails.ask_for(task="login.factor_added", now=now, account_id=account.pk)
    return new_codes(account=account, now=now) if factors.codes_left(account) is None else []


def _is_used_up(account: Account, factor: Authenticator, code: str) -> bool:
    """Whether the code is good, and is now no more; the row is changed, not saved."""
    if factor.type == factors.Kind.TOTP:
        step = factors.step_of(factors.unlocked(factor.data["secret"]), code)
        if step is None or step <= factor.data["step"]:
            return False
        factor.data["step"] = step
        return True
    digest = factors.digest_of(account, code)
    if digest not in factor.data["digests"]:
        return False
    factor.data["digests"].remove(digest)
    return True
