"""How long one stays, what counts as being there, and whom the door closes behind."""

from __future__ import annotations

import json

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.test import Client

from pejl.foundation.login import operations, queries
from pejl.foundation.login.models import Session
from pejl.foundation.login.operations.sessions import clear_sessions
from pejl.foundation.login.tests.conftest import PASSWORD, is_in, sign_in, text_of

MINUTE, HOUR = 60, 3600
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130 Safari/537 Edg/130"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604"


@pytest.fixture
def inside(account):
    client = Client()
    sign_in(client)
    assert is_in(client)
    return client


def test_idle_session_ends_after_an_hour(inside, clock):
    clock.shift(59 * MINUTE)
    assert is_in(inside)
    clock.shift(60 * MINUTE + 1)
    assert inside.get("/").url == "/log-ind/?next=/"


def test_busy_session_ends_after_twelve_hours(inside, clock):
    for _half_hour in range(23):
        clock.shift(30 * MINUTE)
        assert is_in(inside)
    clock.shift(30 * MINUTE + 1)
    assert not is_in(inside)


def test_both_ends_can_be_set(inside, clock, settings):
    settings.PEJL_IDLE_MINUTES, settings.PEJL_LONGEST_HOURS = 10, 1
    inside.post("/log-ud/")
    sign_in(inside)
    clock.shift(9 * MINUTE)
    assert is_in(inside)
    clock.shift(11 * MINUTE)
    assert not is_in(inside)


def test_what_a_page_asks_by_itself_keeps_nobody_in(inside, clock):
    """A part that fetches itself anew every five seconds, for an hour."""
    for _five_minutes in range(12):
        assert inside.get("/", headers={"HX-Request": "true", "Pejl-Automatic": "1"}).status_code == 200
        inside.get("/log-ind/rest/", headers={"Pejl-Automatic": "1"})
        clock.shift(5 * MINUTE)
    clock.shift(1)
    assert inside.get("/", headers={"HX-Request": "true", "Pejl-Automatic": "1"}).status_code == 401


def test_page_is_told_what_is_left_and_staying_gives_it_back(inside, clock):
    def left() -> dict[str, int]:
        return json.loads(inside.get("/log-ind/rest/", headers={"Pejl-Automatic": "1"}).content)

    clock.shift(58 * MINUTE)
    assert left() == {"left": 2 * MINUTE, "longest": 12 * HOUR - 58 * MINUTE}
    assert inside.post("/log-ind/bliv/").status_code == 204
    assert left()["left"] == HOUR


@pytest.mark.parametrize("headers", [{"HX-Request": "true"}, {"Content-Type": "application/json"}])
def test_fragment_and_draft_are_answered_401_after_the_time_out(inside, clock, headers):
    """The page keeps what is written (tests/journeys): it must not be swapped for a sign-in page."""
    clock.shift(HOUR + 1)
    body = json.dumps({"place": "themes:propose", "fields": {}})
    answer = inside.post("/kladde/", body, content_type="application/json", headers=headers)
    assert (answer.status_code, answer.content) == (401, b"")


def test_key_changes_at_sign_in(account):
    client = Client()
    client.get("/log-ind/")
    session = client.session
    session["before"] = 1
    session.save()
    before = client.cookies["pejl_session"].value
    sign_in(client)
    assert client.cookies["pejl_session"].value != before
    assert not Session.objects.filter(pk=before).exists()


def test_sign_out_ends_the_session_on_the_server(inside):
    kept = inside.cookies["pejl_session"].value
    inside.post("/log-ud/")
    assert not Session.objects.filter(pk=kept).exists()
    inside.cookies["pejl_session"] = kept
    assert not is_in(inside)


def test_coming_in_and_failing_to_is_logged_by_id(account, caplog):
    with caplog.at_level("INFO", logger="pejl.login"):
        sign_in(Client(), "forkert kode")
        sign_in(Client(), "forkert kode", "nobody@nordager.example")
        sign_in(Client())
    assert caplog.messages == [
        f"A wrong password, for account {account.pk}",
        "A wrong password, for account of nobody",
        f"Signed in: account {account.pk}",
    ]


def test_sign_out_tells_the_browser_to_forget_and_a_time_out_does_not(inside, clock):
    assert inside.post("/log-ud/").headers["Clear-Site-Data"] == '"storage"'
    sign_in(inside)
    clock.shift(60 * MINUTE + 1)
    assert "Clear-Site-Data" not in inside.get("/").headers


def test_sign_out_by_a_link_only_asks(inside):
    inside.get("/log-ud/")
    assert is_in(inside)


def test_cookie_ends_with_the_browser_and_is_out_of_reach_of_scripts(inside, account):
    cookie = sign_in(Client()).cookies["pejl_session"]
    assert (cookie["max-age"], cookie["expires"], cookie["httponly"], cookie["samesite"]) == ("", "", True, "Lax")


def test_closed_account_is_out_at_the_next_request(inside, account, now):
    operations.close(account=account, now=now)
    assert not is_in(inside)
    assert sign_in(Client()).url == "/konto-lukket/"
    operations.reopen(account=account, now=now)
    assert not is_in(inside)


def test_account_that_is_switched_off_elsewhere_is_out_too(inside, account):
    account.is_active = False
    account.save()
    assert not is_in(inside)


def test_who_has_left_is_out_at_the_next_request(inside, anna, now):
    anna.left_on = now.date()
    anna.save()
    assert inside.get("/").status_code == 403


def test_changed_password_ends_the_others_and_keeps_this_one(inside, account):
    other = Client()
    sign_in(other)
    new = "fire grønne både driver"
    inside.post("/adgangskode/", {"password": new, "again": new})
    assert is_in(inside)
    assert not is_in(other)
    assert not is_in_with(PASSWORD)
    assert is_in_with(new)


def is_in_with(password: str) -> bool:
    client = Client()
    sign_in(client, password)
    return is_in(client)


def test_own_sessions_are_seen_with_browser_and_system_and_no_address(account, clock):
    here, phone = Client(headers={"User-Agent": EDGE}), Client(headers={"User-Agent": PHONE}, REMOTE_ADDR="192.0.2.77")
    sign_in(phone)
    phone.get("/")
    clock.shift(MINUTE)
    sign_in(here)
    page = text_of(here.get("/login-og-sikkerhed/"))
    assert "Edge på Windows" in page
    assert "Safari på iPhone" in page
    assert page.index("Edge på Windows") < page.index("Safari på iPhone")
    assert "192.0.2.77" not in page + repr(list(Session.objects.values()))


def test_one_session_is_ended(account, clock, now):
    here, phone = Client(headers={"User-Agent": EDGE}), Client(headers={"User-Agent": PHONE})
    sign_in(phone)
    clock.shift(MINUTE)
    sign_in(here)
    other = queries.sessions_of(account, now=now)[1]
    here.post("/login-og-sikkerhed/log-ud/", {"handle": other.handle})
    assert is_in(here)
    assert not is_in(phone)


def test_all_others_are_ended(account):
    here, *others = Client(), Client(), Client()
    for client in (here, *others):
        sign_in(client)
    here.post("/login-og-sikkerhed/log-alle-ud/")
    assert [is_in(client) for client in (here, *others)] == [True, False, False]


def test_nobody_ends_somebody_elses(inside, bo, as_):
    stranger = as_(bo)
    own = Session.objects.exclude(account=bo.account).get()
    stranger.post("/login-og-sikkerhed/log-ud/", {"handle": own.handle})
    stranger.post("/login-og-sikkerhed/log-alle-ud/")
    assert is_in(inside)


def test_ended_session_does_not_come_back_with_a_request_under_way(inside, account):
    session = inside.session
    session["late"] = 1
    operations.end_sessions(account=account)
    with pytest.raises(UpdateError):
        session.save()
    assert not is_in(inside)


def test_old_sessions_are_thrown_away(inside, clock):
    from pejl.foundation import clock as reading

    assert clear_sessions(now=reading.now()) == 0
    clock.shift(HOUR + 1)
    assert clear_sessions(now=reading.now()) == 1


def test_reading_twice_in_a_minute_writes_once(inside, clock):
    clock.shift(2 * MINUTE)
    inside.get("/log-ind/rest/")
    before = Session.objects.get().seen_at
    clock.shift(30)
    inside.get("/log-ind/rest/")
    assert Session.objects.get().seen_at == before
