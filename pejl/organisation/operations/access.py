"""Letting people in, and shutting the door behind them. How signing in works stands in ``foundation/login``."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.login import operations as login
from pejl.foundation.refusals import Refusal
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy.models import Person, Token, seats_of
from pejl.organisation import policies
from pejl.organisation.operations import ground


@transaction.atomic
def invite(*, person: Person, by: Person, now: datetime) -> None:
    """Mail the person a link to choose a password, good once; an earlier one opens nothing any more."""
    ground.begin(by, now)
    person = person.again()
    policies.require_present(person)
    login.invite(person=person, by=by, now=now)
    audit.record("person.invited", person, by=by, now=now)


@transaction.atomic
def remove_factors(*, person: Person, by: Person, now: datetime) -> None:
    """A lost phone: the person signs in with the password alone until a new second step is chosen, and is told."""
    ground.begin(by, now)
    if person.account is None:
        raise Refusal(_("%(name)s has no way in yet. Send an invitation.") % {"name": person.name})
    login.remove_factors(account=person.account, now=now)
    audit.record("person.factors_removed", person, by=by, now=now)


@transaction.atomic
def change_email(*, person: Person, email: str, by: Person, now: datetime) -> Person:
    """Another e-mail address, also for signing in where the account is used here only; old and new are told."""
    ground.begin(by, now)
    person, email = person.again(), email.strip().lower()
    policies.require_free_address(email, but=person)
    if email:
        login.change_address(person=person, email=email, by=by, now=now)
    elif person.account is not None:
        raise Refusal(_("%(name)s signs in with it. Write another one.") % {"name": person.name}, field="email")
    else:
        person.email = ""
        person.save(update_fields=["email"])
    audit.record("person.email_changed", person, by=by, now=now)
    return person


def end(person: Person, now: datetime) -> None:
    """Whoever left gets in no more: sessions and tokens end, and the account too unless it is used elsewhere."""
    for token in Token.objects.filter(person=person, revoked_at=None):
        tenancy.revoke_token(token=token, now=now)
    if person.account is None:
        return
    if seats_of(person.account):
        login.end_sessions(account=person.account)
    else:
        login.close(account=person.account, now=now)


def give_back(person: Person, now: datetime) -> None:
    """Who comes back gets in as before."""
    if person.account is not None and not person.account.is_active:
        login.reopen(account=person.account, now=now)
