"""Every address and method, asked by everybody, answers as the matrix says: no more, and no less."""

from __future__ import annotations

import pytest

from tests.access import matrix, sending
from tests.access.asking import Asker
from tests.access.doors import every_door, methods_of
from tests.access.matrix import GRANTED, Row
from tests.access.roles import ANONYMOUS, FOREIGN, LEFT, ROLES
from tests.canary.addresses import PARAMETERS

# Who may is decided in code, whatever the database.
pytestmark = pytest.mark.once

ROWS = list(matrix.rows())
DOORS = every_door()

# What answers whoever asks, and why.
OPEN = {
    "healthz": "the machine that watches over Pejl has no account",
    "api:openapi-json": "the description of the API holds nothing of any job centre",
    "api:api-root": "there is nothing there",
    "overview:choose_language": "the sign-in page is read in either language",
    "account_login": "one signs in there",
    "mfa_authenticate": "the second step of signing in",
    "login:passkey": "one signs in by it",
    "account_logout": "whoever is signed in can sign out, whatever else is lost",
    "account_signup": "it says that nobody signs up by themselves",
    "account_inactive": "it says that the account is closed",
    "account_reset_password": "who has forgotten the password cannot sign in",
    "account_reset_password_done": "the same",
    "login:choose_password": "the same: the key is in the mail",
    "links:answer": "whoever is invited answers by a link in the mail",
    "links:guest": "a guest has no account: the key is in the mail",
    "links:new_guest_link": "the same",
    "links:guest_meeting": "the same, and then in that browser's cookie",
    "links:guest_reply": "the same",
    "links:guest_calendar": "the same",
    "follow:code": "whoever is invited and has no account follows by the code on the wall",
    "follow:meeting": "the same: its key is the address, for as long as the meeting lasts",
    "links:feed": "a calendar program signs in nowhere: its key is the address",
}


@pytest.mark.parametrize("row", ROWS, ids=[row.key for row in ROWS])
def test_everybody_gets_what_the_matrix_says(asker: Asker, row: Row) -> None:
    door = DOORS[row.address]
    answered = {role: asker.status(door, row.method, row.on, role) for role in ROLES}
    differing = {role: answered[role] for role in ROLES if answered[role] != row.expected[role]}
    assert differing == {role: row.expected[role] for role in differing}


def test_every_address_and_method_is_declared(asker: Asker) -> None:
    """A new address has no row, a removed one has a row too many: ``python -m scripts.access propose`` helps."""
    browser = asker.become("colleague")
    there_are = {(door.name, method) for door in DOORS.values() for method in methods_of(door, browser)}
    declared = {(row.address, row.method) for row in ROWS}
    assert (there_are - declared, declared - there_are) == (set(), set())


def test_no_row_stands_twice() -> None:
    keys = [row.key for row in ROWS]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("row", ROWS, ids=[row.key for row in ROWS])
def test_row_keeps_to_the_rules_of_the_house(row: Row) -> None:
    """Strangers are asked to sign in, who has left is out, what is another job centre's does not exist.

    Where a page is for few, those of another job centre may be told so, as everybody else, before anything is sought.
    """
    if row.address in OPEN:
        return
    assert row.expected[ANONYMOUS] in (302, 401)
    assert row.expected[LEFT] in (401, 403)
    if set(DOORS[row.address].address.parameters) & set(PARAMETERS):
        assert row.expected[FOREIGN] == 404 or {row.expected[role] for role in (FOREIGN, "guest", "colleague")} == {403}


@pytest.mark.parametrize("row", ROWS, ids=[row.key for row in ROWS])
def test_row_proves_what_it_says(row: Row) -> None:
    """Somebody gets in, otherwise a refusal says nothing; where only the input was refused, the note says why."""
    granted = set(row.granted())
    assert granted or row.note, "say in the note why nobody gets in"
    weak = {200, 409, 422} if row.is_writing and not DOORS[row.address].is_api else {409, 422}
    if {row.expected[role] for role in granted} & weak:
        assert row.note or row.address in sending.AS_JSON, "say in the note why an answer to bad input proves the right"


def test_open_addresses_are_there() -> None:
    assert set(OPEN) <= set(DOORS)


def test_every_role_gets_in_somewhere_and_is_kept_out_somewhere() -> None:
    """A role that may do everything, or nothing, is bound to nobody, or to the wrong person."""
    inside = [role for role in ROLES if role not in (ANONYMOUS, LEFT)]
    for role in inside:
        assert {row.expected[role] in GRANTED for row in ROWS} == {True, False}
