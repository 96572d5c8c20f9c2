"""A right that is taken away is gone at the next click, whatever session or token is open.

In each case somebody does what the right allows, loses it without signing out, and does it once more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import transaction

from pejl.foundation.login.operations import accounts, sessions
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person, Token
from pejl.guidance.models import Author, Responsibility
from pejl.meetings.models import MeetingRole, Participant
from pejl.organisation.models import Assignment, Function, GroupMembership
from tests.access.asking import Asker, as_in_matrix
from tests.access.doors import every_door
from tests.people import NOW

DOORS = every_door()
YESTERDAY = NOW.date() - timedelta(days=1)
Withdraw = Callable[[Person], object]


@dataclass(frozen=True)
class Case:
    """Who, at which address, in which situation; how the right is withdrawn; what was and is answered."""

    role: str
    address: str
    method: str
    on: str
    withdraw: Withdraw
    before: int
    after: int


def leaves(person: Person) -> None:
    """The person has left since yesterday."""
    Person.objects.filter(pk=person.pk).update(left_on=YESTERDAY)


def is_closed(person: Person) -> None:
    """The account is closed."""
    accounts.close(account=person.account, now=NOW)


def is_signed_out(person: Person) -> None:
    """All sessions of the account are ended from another browser."""
    sessions.end_sessions(account=person.account)


def loses_tokens(person: Person) -> None:
    """Every token of the person is revoked."""
    for token in Token.objects.filter(person=person):
        tenancy.revoke_token(token=token, now=NOW)


def becomes_guest(person: Person) -> None:
    """The person works here no longer and comes as a guest."""
    Person.objects.filter(pk=person.pk).update(is_guest=True)


CASES = {
    "left": Case("colleague", "overview:home", "GET", "", leaves, 200, 403),
    "left, by program": Case("colleague", "me", "GET", "", leaves, 200, 401),
    "account closed": Case("colleague", "overview:home", "GET", "", is_closed, 200, 302),
    "account closed, by program": Case("colleague", "me", "GET", "", is_closed, 200, 401),
    "signed out elsewhere": Case("colleague", "overview:home", "GET", "", is_signed_out, 200, 302),
    "token revoked": Case("colleague", "me", "GET", "", loses_tokens, 200, 401),
    "became a guest": Case("colleague", "themes:show", "GET", "proposed", becomes_guest, 200, 404),
    "seat in the group ended": Case(
        "member", "themes:decide", "POST", "proposed",
        lambda person: GroupMembership.objects.filter(person=person).update(until_on=YESTERDAY), 303, 403,
    ),
    "function approves no longer": Case(
        "approver", "decide_on_version", "POST", "asked",
        lambda person: Function.objects.filter(may_approve=True).update(may_approve=False), 201, 403,
    ),
    "author no longer": Case(
        "author", "guidance:edit", "GET", "draft",
        lambda person: Author.objects.filter(person=person).update(left_at=NOW), 200, 404,
    ),
    "answers for it no longer": Case(
        "answerable", "guidance:withdraw", "GET", "published",
        lambda person: Responsibility.objects.filter(person=person).delete(), 200, 403,
    ),
    "leads the meeting no longer": Case(
        "leader", "end_meeting", "POST", "running",
        lambda person: MeetingRole.objects.filter(person=person).delete(), 200, 403,
    ),
    "taken off the list": Case(
        "participant", "room:hold", "GET", "running",
        lambda person: Participant.objects.filter(person=person).delete(), 200, 403,
    ),
    "guest taken off the list": Case(
        "invited_guest", "room:hold", "GET", "running",
        lambda person: Participant.objects.filter(person=person).delete(), 200, 404,
    ),
    "leads the unit no longer": Case(
        "unit_leader", "direction:state", "GET", "",
        lambda person: Assignment.objects.filter(person=person).update(until_on=YESTERDAY), 200, 403,
    ),
    "looks after Pejl no longer": Case(
        "administrator", "direction:state", "GET", "",
        lambda person: Assignment.objects.filter(person=person).update(until_on=YESTERDAY), 200, 403,
    ),
    "leads the job centre no longer": Case(
        "management", "direction:state", "GET", "",
        lambda person: Function.objects.filter(is_management=True).update(is_management=False), 200, 403,
    ),
}  # fmt: skip


@pytest.fixture
def undone(asker: Asker) -> Iterator[Asker]:
    """What a test takes away is there again afterwards."""
    with transaction.atomic():
        yield asker
        transaction.set_rollback(True)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_withdrawn_right_is_gone_at_the_next_request(undone: Asker, case: Case) -> None:
    door, person = DOORS[case.address], undone.world.people[case.role]
    assert undone.status(door, case.method, case.on, case.role) == case.before
    with scopes.scope(undone.world.space.pk):
        case.withdraw(person)
    situation = undone.world.situation(case.on, case.role)
    assert as_in_matrix(undone.send(door, case.method, situation, case.role)) == case.after
