"""Anna with a password, at a moment that stands still."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from pejl.foundation.jobs import operations as jobs
from pejl.foundation.login import factors
from pejl.foundation.login.operations import factors as operations
from pejl.foundation.tenancy.models import Account, Person
from tests.people import NOW

PASSWORD = "tre blå cykler holder stille"


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    """The moment of the test; ``clock.shift(seconds)`` moves it."""
    with time_machine.travel(NOW, tick=False) as coordinates:
        yield coordinates


@pytest.fixture
def account(anna: Person, clock: Any) -> Account:
    """Anna's, with a password that may stand alone."""
    anna.account.set_password(PASSWORD)
    anna.account.save()
    return anna.account


@pytest.fixture
def mails(mailoutbox: list[Any]) -> Callable[[], list[Any]]:
    """Do the work that waits, and read what was sent so far."""

    def sent() -> list[Any]:
        from pejl.foundation import clock

        while jobs.work_one(now=clock.now()):
            pass
        return mailoutbox

    return sent


def sign_in(client: Client, password: str = PASSWORD, email: str = "anna@nordager.example", **more: Any) -> Any:
    """Send the sign-in form."""
    return client.post("/log-ind/", {"email": email, "password": password, **more.pop("fields", {})}, **more)


def text_of(answer: Any) -> str:
    return answer.content.decode()


def is_in(client: Client) -> bool:
    """Whether the overview opens."""
    return client.get("/").status_code == 200


def with_app(account: Account) -> tuple[str, list[str]]:
    """Set up an app for the account; its secret, and the recovery codes."""
    secret = factors.new_secret()
    codes = operations.add_app(account=account, secret=secret, code=code_now(secret), now=NOW)
    return secret, codes


def code_now(secret: str, steps: int = 0) -> str:
    """What the app shows now, or some half minutes from now."""
    import time

    step = int(time.time()) // factors.STEP_SECONDS + steps
    return factors.totp.format_hotp_value(factors.totp.hotp_value(secret, step))
