"""Setting passwords: by a link from a mail, or by somebody who is signed in."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from pejl.foundation.login import factors
from pejl.foundation.login.models import Link
from pejl.foundation.login.operations import mails
from pejl.foundation.login.operations.sessions import end_sessions
from pejl.foundation.refusals import Invalid, Refusal
from pejl.foundation.tenancy.models import LONG_PASSWORD, Account, typed_alike

INVITATION_LASTS = timedelta(hours=72)
RESET_LASTS = timedelta(hours=1)


@transaction.atomic
def make_link(*, account: Account | None, kind: str, address: str, now: datetime) -> Link:
    """A link that is mailed soon; the account's earlier ones are dead from now on."""
    if account is not None:
        Link.objects.filter(account=account).delete()
    lasts = INVITATION_LASTS if kind == Link.Kind.INVITATION else RESET_LASTS
    link = Link.objects.create(account=account, kind=kind, address=address, made_at=now, ends_at=now + lasts)
    mails.ask_for(task=mails.SEND_LINK, now=now, link_id=link.pk)
    return link


def ask_for_reset(*, email: str, now: datetime) -> None:
    """Mail a link to whoever has this address; for one that nobody has, the same is done in vain."""
    account = Account.objects.filter(email=email).first()
    make_link(account=account, kind=Link.Kind.RESET, address=email, now=now)


@transaction.atomic
def choose_password(*, link: Link, password: str, now: datetime) -> Account:
    """Set the password that a link was sent for; the link is used up, and every session ends.

    Second factors stay: a mail box alone opens nothing that asks for one. Raises Invalid with what is wrong with the
    password, and Refusal when somebody else was quicker with the link.
    """
    account = link.account
    assert account is not None  # links.find gives no other
    _require_good(password, account)
    used, _of_each = Link.objects.filter(pk=link.pk).delete()
    if not used:
        raise Refusal(_("This link has been used, or it is too old. Ask for a new one."))
    _set(account, password)
    end_sessions(account=account)
    mails.ask_for(task="login.password_changed", now=now, account_id=account.pk)
    return account


@transaction.atomic
def change_password(*, account: Account, password: str, keep_session: str, now: datetime) -> None:
    """Set another one for somebody who is signed in; all other sessions end.

    A short one is taken from somebody who has a second step already. Raises Invalid with what is wrong.
    """
    _require_good(password, account)
    if len(typed_alike(password) or "") < LONG_PASSWORD and not factors.has_second(account):
        raise Invalid(
            _("Use at least %(count)d characters, or set up a second step first.") % {"count": LONG_PASSWORD},
            field="password",
        )
    _set(account, password)
    Link.objects.filter(account=account).delete()
    end_sessions(account=account, but=keep_session)
    mails.ask_for(task="login.password_changed", now=now, account_id=account.pk)


@transaction.atomic
def clear_links(*, now: datetime) -> int:
    """Delete the links that no longer open anything; returns how many went."""
    return Link.objects.filter(ends_at__lt=now).delete()[0]


def _require_good(password: str, account: Account) -> None:
    try:
        validate_password(password, account)
    except ValidationError as failure:
        raise Invalid(" ".join(failure.messages), field="password") from None


def _set(account: Account, password: str) -> None:
    account.set_password(password)
    account.save(update_fields=["password", "password_is_short"])
