"""What it takes when 200 people confirm in the same minute to have read the same product; prints one JSON object.

Run by ``bench.run`` in a process of its own, with the environment that names the database. Every press goes to Pejl's
own server on two processes, in a session of its own; between the presses, from the same threads, a bare row goes into
the same table through the driver alone, as the raw limit. BENCH_READERS makes the crowd another size.
"""

from __future__ import annotations

import http.client
import json
import os
import statistics
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
django.setup()

import sqlite3  # noqa: E402 -- Django comes first, and chooses its library

import psycopg  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from bench import history, measure  # noqa: E402
from pejl.foundation import clock  # noqa: E402
from pejl.foundation.formats.moments import day_of  # noqa: E402
from pejl.foundation.tenancy import operations, scopes  # noqa: E402
from pejl.foundation.tenancy.models import Account, Person  # noqa: E402
from pejl.guidance.models import Confirmation, Product, ReadingEntry, ReadingList, Version  # noqa: E402
from pejl.guidance.names import State  # noqa: E402
from pejl.organisation.models import Function, Membership, Unit  # noqa: E402

READERS, AT_ONCE, FIRST = int(os.environ.get("BENCH_READERS", "200")), 16, 8
TOKEN = "a" * 32
COLUMNS = "(id, space_id, person_id, version_id, meeting_kind, meeting_id, meeting_title, at)"


@dataclass(frozen=True)
class Crowd:
    """Who is asked to read what: ids and cookies, the version in force, and one before it that bare rows confirm."""

    space: UUID
    product: UUID
    version: Version
    before: Version
    people: Sequence[UUID]
    cookies: Sequence[str]


def main() -> None:
    """A few first, whom the server's processes learn from; then everybody else, as fast as they come."""
    call_command("migrate", verbosity=0, interactive=False)
    crowd = asked(history.build(scale=0.02))
    with measure.served() as (port, _processes), ThreadPoolExecutor(AT_ONCE) as threads:
        list(threads.map(lambda one: press(port, crowd, one), range(FIRST)))
        begun = time.monotonic()
        rest = range(FIRST, FIRST + READERS)
        done = list(threads.map(lambda one: (press(port, crowd, one), bare(crowd, one)), rest))
        seconds = time.monotonic() - begun
    with scopes.scope(crowd.space):
        rows = Confirmation.objects.filter(version=crowd.version).count()
    presses, raw = [ms for (_ok, ms), _raw in done], [ms for _press, ms in done]
    figures = {
        "people": READERS,
        "errors": sum(not ok for (ok, _ms), _raw in done),
        "missing": FIRST + READERS - rows,
        "seconds": seconds,
        "ms": statistics.median(presses),
        "ms p95": statistics.quantiles(presses, n=20)[18],
        "ms raw": statistics.median(raw),
        "ms raw p95": statistics.quantiles(raw, n=20)[18],
    }
    json.dump(figures, sys.stdout)


def asked(made: history.History) -> Crowd:
    """People in one unit, a list for everybody, and a product that holds in its second version."""
    now, today = clock.now(), day_of(clock.now())
    with scopes.scope(made.space.pk):
        people = [_seated(number) for number in range(FIRST + READERS)]
        place = {"unit": Unit.objects.first(), "function": Function.objects.first(), "since_on": today}
        Membership.objects.bulk_create(Membership(person=person, **place) for _account, person in people)
        product = made.product
        version = Version.objects.in_force().get(product=product)
        before, version = _in_two_versions(product, version)
        wanted = ReadingList.objects.create(name="Alle", created_by=made.person, created_at=now)
        ReadingEntry.objects.create(reading_list=wanted, position=1, product=product)
    cookies = [_cookie(account) for account, _person in people]
    return Crowd(made.space.pk, product.pk, version, before, [one.pk for _account, one in people], cookies)


def _in_two_versions(product: Product, version: Version) -> tuple[Version, Version]:
    before = version.again()
    before.pk, before.number, before.state = uuid4(), version.number + 1000, State.REPLACED
    before.save(force_insert=True)
    Version.objects.filter(pk=version.pk).update(number=version.number + 2000)
    return before, version.again()


def _seated(number: int) -> tuple[Account, Person]:
    account = Account.objects.create_user(f"laeser-{number}@langtid.example", None)
    return account, operations.seat(name=f"Læser {number}", account=account)


def _cookie(account: Account) -> str:
    client = Client()
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"


def press(port: int, crowd: Crowd, one: int) -> tuple[bool, float]:
    """One person presses the button: whether it was taken, and milliseconds to the answer."""
    body = urlencode({"version": crowd.version.number, "csrfmiddlewaretoken": TOKEN})
    headers = {"Cookie": crowd.cookies[one], "Content-Type": "application/x-www-form-urlencoded"}
    answers: list[http.client.HTTPResponse] = []

    def ask() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("POST", reverse("guidance:confirm_product", args=[crowd.product]), body, headers)
        answers.append(connection.getresponse())
        connection.close()

    taken = _ms(ask)
    return answers[0].status == 302, taken


_own = threading.local()


def bare(crowd: Crowd, one: int) -> float:
    """Milliseconds of one bare row of the same table, committed."""
    url = os.environ.get("PEJL_DATABASE_URL")
    mark = "%s" if url else "?"
    statement = f"INSERT INTO guidance_confirmation {COLUMNS} VALUES ({', '.join([mark] * 8)})"
    ids = [uuid4(), crowd.space, crowd.people[one], crowd.before.pk]
    row = [*(ids if url else [key.hex for key in ids]), "", None, "", clock.now() if url else str(clock.now())]
    driver = _driver(url, crowd)
    return _ms(lambda: driver.execute(statement, row))


def _driver(url: str | None, crowd: Crowd) -> Any:
    """A connection of this thread, which commits each statement."""
    if not hasattr(_own, "driver"):
        if url:
            _own.driver = psycopg.connect(url, autocommit=True)
            _own.driver.execute("SELECT set_config('pejl.space', %s, false)", [str(crowd.space)])
        else:
            name = str(settings.DATABASES["default"]["NAME"])
            _own.driver = sqlite3.connect(name, isolation_level=None, timeout=30)
    return _own.driver


def _ms(do: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    do()
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    main()
