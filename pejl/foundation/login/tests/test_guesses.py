"""Guessing is slowed, for strangers, and not for the owner."""

from __future__ import annotations

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection
from django.test import Client

from pejl.foundation.login import doors
from pejl.foundation.login.models import Guesses
from pejl.foundation.login.operations import guesses
from pejl.foundation.login.tests.conftest import PASSWORD, is_in, sign_in, text_of
from tests.people import NOW

WAIT = "Prøv igen kl."


def guess_from(number: int, **more):
    """One guess from a network of its own."""
    return sign_in(Client(REMOTE_ADDR=f"10.{number // 250}.{number % 250}.7"), f"forkert {number}", **more)


def tries_in(hours: int, clock) -> int:
    """How many guesses are looked at, out of one each half minute from a new network each."""
    looked_at = 0
    for number in range(hours * 120):
        looked_at += WAIT not in text_of(guess_from(number))
        clock.shift(30)
    return looked_at


def test_guesses_are_nine_in_one_hour_and_four_in_each_after_it(account, clock):
    assert tries_in(1, clock) == 9
    assert tries_in(2, clock) == 8


def test_owner_on_a_known_device_comes_in_at_once(account, clock):
    """While a hundred guesses come from a hundred networks."""
    own = Client(REMOTE_ADDR="192.0.2.1")
    sign_in(own)
    own.post("/log-ud/")
    for number in range(100):
        guess_from(number)
    assert WAIT in text_of(guess_from(300))
    assert sign_in(own).status_code == 302
    assert is_in(own)


def test_owner_elsewhere_waits_no_longer_than_it_says(account, clock):
    for number in range(20):
        guess_from(number)
    stranger = Client(REMOTE_ADDR="192.0.2.1")
    assert "Prøv igen kl. 09.05." in text_of(sign_in(stranger))
    clock.shift(5 * 60)
    assert sign_in(stranger).status_code == 302


def test_wait_grows_to_a_quarter_of_an_hour_and_no_further():
    waits = [doors.PASSWORD.wait_after(count) for count in range(1, 12)]
    minutes = [wait / timedelta(minutes=1) for wait in waits]
    assert minutes == [0, 0, 0, 0, 5, 10, 15, 15, 15, 15, 15]
    assert max(max(rule.minutes) for rule in (doors.DEVICE, doors.CODE, doors.NETWORK, doors.RESET)) == 15


@pytest.mark.parametrize("email", ["ANNA@nordager.example", "  anna@nordager.example ", "Anna@Nordager.Example"])
def test_address_in_another_dress_is_the_same_door(account, clock, email):
    for number in range(5):
        guess_from(number, email=email)
    assert WAIT in text_of(guess_from(9))


def test_many_accounts_from_one_network_are_counted_by_the_network(account, clock):
    client = Client(REMOTE_ADDR="198.51.100.9")
    for number in range(60):
        assert WAIT not in text_of(sign_in(client, "Sommer-2026-!", email=f"nr{number}@nordager.example"))
    assert WAIT in text_of(sign_in(client, "Sommer-2026-!", email="ny@nordager.example"))
    assert sign_in(Client(REMOTE_ADDR="198.51.100.10")).status_code == 302


def test_neighbours_with_a_known_device_pass_a_network_that_guesses(account, clock):
    own = Client(REMOTE_ADDR="198.51.100.9")
    sign_in(own)
    own.post("/log-ud/")
    for number in range(70):
        sign_in(Client(REMOTE_ADDR="198.51.100.9"), "forkert", email=f"nr{number}@nordager.example")
    assert sign_in(own).status_code == 302


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
    ],
)
def test_rotating_within_ones_own_network_helps_nobody(rf, one, other, is_same):
    networks = {doors.network_of(rf.get("/", REMOTE_ADDR=address)) for address in (one, other)}
    assert (len(networks) == 1) is is_same


def test_forwarded_address_counts_only_behind_a_proxy_and_only_its_last_word(rf, settings):
    request = rf.get("/", REMOTE_ADDR="192.0.2.1", headers={"X-Forwarded-For": "203.0.113.5, 198.51.100.7"})
    settings.PEJL_BEHIND_PROXY = False
    assert doors.network_of(request) == "192.0.2.1"
    settings.PEJL_BEHIND_PROXY = True
    assert doors.network_of(request) == "198.51.100.7"
    spoofed = rf.get("/", REMOTE_ADDR="192.0.2.1", headers={"X-Forwarded-For": "nonsense"})
    assert doors.network_of(spoofed) == "unknown"


def test_known_device_is_known_for_its_own_account_only(account, bo, clock):
    bo.account.set_password(PASSWORD)
    bo.account.save()
    own = Client()
    sign_in(own)
    own.post("/log-ud/")
    for number in range(5):
        guess_from(number, email=bo.account.email)
    assert WAIT in text_of(sign_in(own, email=bo.account.email))


def test_forged_device_is_not_known(account, rf, clock):
    own = Client()
    sign_in(own)
    name = next(name for name in own.cookies if name.startswith("pejl_device_"))
    request = rf.get("/")
    request.COOKIES[name] = own.cookies[name].value
    assert doors.known_device(request, account)
    request.COOKIES[name] = own.cookies[name].value[:-2] + "xx"
    assert doors.known_device(request, account) is None


def test_stolen_device_has_its_own_limit(account, clock):
    own = Client()
    sign_in(own)
    own.post("/log-ud/")
    for _number in range(10):
        assert WAIT not in text_of(sign_in(own, "forkert"))
    assert WAIT in text_of(sign_in(own))


def test_right_password_lets_the_count_begin_anew(account, clock):
    for round_ in range(3):
        client = Client(REMOTE_ADDR=f"192.0.2.{round_}")
        for _number in range(4):
            sign_in(client, "forkert")
        assert sign_in(client).status_code == 302


def test_unknown_address_is_slowed_and_answered_in_the_same_words(account, clock):
    known = [text_of(guess_from(number)) for number in range(7)]
    unknown = [text_of(guess_from(number + 50, email="nobody@nordager.example")) for number in range(7)]

    def told(page: str) -> str:
        return page.split("data-error-summary")[1].split("</div>", maxsplit=1)[0]

    assert [told(page) for page in known] == [told(page) for page in unknown]


def test_guess_that_waits_is_not_looked_at_and_not_counted(account, clock):
    for number in range(5):
        guess_from(number)
    row = Guesses.objects.get(key=doors.Door(doors.PASSWORD, account.email).key)
    for number in range(50):
        guess_from(number + 10)
    assert Guesses.objects.get(pk=row.pk).count == row.count == 5


@pytest.mark.django_db(transaction=True)
def test_guesses_at_the_same_moment_are_all_counted(space):
    """Counted before they are looked at: twelve at once are not one."""
    door = doors.Door(doors.PASSWORD, "anna@nordager.example")
    refused = []

    def one() -> None:
        try:
            guesses.take(doors=[door], now=NOW)
        except guesses.Wait:
            refused.append(1)
        finally:
            connection.close()

    threads = [Thread(target=one) for _number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Guesses.objects.get(key=door.key).count == 5
    assert len(refused) == 7


def test_counters_tell_nothing_and_are_thrown_away(account, clock, now):
    guess_from(1)
    keys = set(Guesses.objects.values_list("key", flat=True))
    assert len(keys) == 2
    assert all(len(key) == 64 and "anna" not in key for key in keys)
    assert guesses.clear_guesses(now=now + timedelta(hours=24)) == 0
    assert guesses.clear_guesses(now=now + timedelta(hours=24, seconds=1)) == 2


def test_count_is_forgotten_after_a_day(account, clock):
    for number in range(20):
        guess_from(number)
    clock.shift(24 * 3600)
    assert [WAIT in text_of(guess_from(number)) for number in range(6)] == [False] * 5 + [True]
