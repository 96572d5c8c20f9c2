"""Reading how people come in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.utils.translation import gettext as _

from pejl.foundation import clock
from pejl.foundation.login import factors
from pejl.foundation.login.models import Link, Session
from pejl.foundation.tenancy.models import Account, Person, Token
from pejl.foundation.tenancy.rows import SpaceQuerySet

State = Literal["none", "invited", "expired", "active", "closed"]


@dataclass(frozen=True)
class WayIn:
    """How far somebody is with signing in. ``invited_until`` belongs to the states invited and expired."""

    state: State
    invited_until: datetime | None = None
    last_login: datetime | None = None
    has_second_factor: bool = False

    @property
    def label(self) -> str:
        """In a word or two."""
        return {
            "none": _("No access"),
            "invited": _("Invited"),
            "expired": _("The invitation has run out"),
            "active": _("Has access"),
            "closed": _("Access closed"),
        }[self.state]


def ways_in(people: Iterable[Person]) -> dict[UUID, WayIn]:
    """How each of the people comes in, by the person's id; three queries however many there are."""
    everybody = list(people)
    ids = {person.account_id for person in everybody if person.account_id}
    accounts = {account.pk: account for account in Account.objects.filter(pk__in=ids)}
    links = {link.account_id: link for link in Link.objects.filter(account__in=ids)}
    second, now = factors.with_second(ids), clock.now()
    found = {}
    for person in everybody:
        account = accounts.get(person.account_id) if person.account_id else None
        found[person.pk] = _way(account, links.get(account.pk) if account else None, second, now)
    return found


def sessions_of(account: Account, *, now: datetime) -> list[Session]:
    """Where the account is signed in, the one used last first."""
    return list(Session.objects.filter(account=account, expire_date__gt=now).order_by("-seen_at", "begun_at"))


def tokens_of(person: Person) -> SpaceQuerySet[Token]:
    """The tokens that open something as this person, newest first."""
    found: SpaceQuerySet[Token] = Token.objects.filter(person=person, revoked_at=None).order_by("-created_at", "id")
    return found


def _way(account: Account | None, link: Link | None, second: set[UUID], now: datetime) -> WayIn:
    if account is None:
        return WayIn("none")
    has_second = account.pk in second
    if not account.is_active:
        return WayIn("closed", last_login=account.last_login, has_second_factor=has_second)
    if account.has_usable_password():
        return WayIn("active", last_login=account.last_login, has_second_factor=has_second)
    if link is None:
        return WayIn("none")
    return WayIn("invited" if link.ends_at > now else "expired", invited_until=link.ends_at)
