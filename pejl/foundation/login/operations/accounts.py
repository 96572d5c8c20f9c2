"""Giving somebody a way in, closing it, and moving it to another address. Whether one may is asked by the caller."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from pejl.foundation.login.models import Link
from pejl.foundation.login.operations import mails
from pejl.foundation.login.operations.passwords import make_link
from pejl.foundation.login.operations.sessions import end_sessions
from pejl.foundation.refusals import Invalid, Refusal
from pejl.foundation.tenancy.models import Account, Person, seats_of


@transaction.atomic
def invite(*, person: Person, by: Person, now: datetime) -> None:
    """Mail a link to choose a password, good once and for 72 hours; an earlier one is dead from now on.

    Makes the account of a person who has none, or joins the one that has this address already: somebody who works in
    two job centres signs in once, and is told without a link. Raises Invalid (field ``email``) where there is no
    address, or another person here signs in with it, and Refusal for somebody who has left, whose access is closed,
    or who has chosen a password already.
    """
    if person.left_on is not None:
        raise Refusal(_("%(name)s has left, and is not invited.") % {"name": person.name})
    was_here = person.account_id is not None
    account = _account_of(person)
    if not account.is_active:
        raise Refusal(_("The access of %(name)s is closed. Open it first.") % {"name": person.name})
    if not account.has_usable_password():
        make_link(account=account, kind=Link.Kind.INVITATION, address=account.email, now=now)
    elif was_here:
        sentence = _(
            "%(name)s has chosen a password already. “I have forgotten my password” on the sign-in page helps."
        )
        raise Refusal(sentence % {"name": person.name})
    else:
        mails.ask_for(task="login.seat_added", now=now, account_id=account.pk)


@transaction.atomic
def close(*, account: Account, now: datetime) -> None:
    """From now on nobody signs in with it: sessions end, links are dead, its tokens open nothing."""
    account.is_active = False
    account.save(update_fields=["is_active"])
    Link.objects.filter(account=account).delete()
    end_sessions(account=account)


@transaction.atomic
def reopen(*, account: Account, now: datetime) -> None:
    """It is as it was before it was closed; nobody is signed in."""
    account.is_active = True
    account.save(update_fields=["is_active"])


@transaction.atomic
def change_address(*, person: Person, email: str, by: Person, now: datetime) -> None:
    """Another e-mail address for a person, and for signing in where this is the account's only job centre.

    The old and the new address are told. Raises Invalid (field ``email``) for one that is none or somebody else's, and
    Refusal where the account has seats elsewhere and signs in with the old one.
    """
    email = _checked(email)
    account = person.account
    if account is not None and account.email == person.email and email != account.email:
        _move(account, email, now)
    person.email = email
    person.save(update_fields=["email"])


def _account_of(person: Person) -> Account:
    if person.account is not None:
        return person.account
    email = _checked(person.email)
    account = Account.objects.filter(email=email).first()
    if account is None:
        account = Account.objects.create_user(email)
    elif Person.objects.filter(account=account).exists():
        raise Invalid(_("Somebody else here signs in with this e-mail address."), field="email")
    person.account = account
    person.save(update_fields=["account"])
    return account


def _move(account: Account, email: str, now: datetime) -> None:
    if len(seats_of(account)) > 1:
        raise Refusal(_("This address is used for signing in to several job centres, so it cannot be changed here."))
    if Account.objects.filter(email=email).exists():
        raise Invalid(_("Somebody else signs in with this e-mail address."), field="email")
    Link.objects.filter(account=account).delete()
    make_link(account=None, kind=Link.Kind.MOVED, address=account.email, now=now)
    account.email = email
    account.save(update_fields=["email"])
    mails.ask_for(task="login.address_changed", now=now, account_id=account.pk)


def _checked(email: str) -> str:
    email = email.strip().lower()
    if not email:
        raise Invalid(_("Write an e-mail address first: the invitation is sent there."), field="email")
    try:
        validate_email(email)
    except ValidationError:
        raise Invalid(_("This is not an e-mail address."), field="email") from None
    return email
