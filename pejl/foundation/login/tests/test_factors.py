"""The second step: asked of everybody who has one, once for each code, and not to be gone round."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from pejl.foundation.login import factors, operations
from pejl.foundation.login.operations.factors import add_app, new_codes, remove_factor, use_code
from pejl.foundation.login.tests.conftest import PASSWORD, code_now, is_in, sign_in, text_of, with_app
from pejl.foundation.refusals import Invalid, Refusal
from tests.people import NOW

SHORT = "kort*nok7"
WRONG = "Koden virker ikke"


@pytest.fixture
def app(account, clock):
    secret, codes = with_app(account)
    clock.shift(60)
    return secret, codes


@pytest.fixture
def short(account):
    """Anna with a password that may not stand alone."""
    account.set_password(SHORT)
    account.save()
    return account


def second(client: Client, code: str):
    return client.post("/log-ind/kode/", {"code": code})


def test_password_alone_opens_nothing_any_more(account, app):
    client = Client()
    assert sign_in(client).url == "/log-ind/kode/"
    for page in ("/", "/temaer/", "/login-og-sikkerhed/", "/adgangskode/"):
        assert client.get(page).status_code == 302
    assert second(client, code_now(app[0])).status_code == 302
    assert is_in(client)


def test_second_step_alone_opens_nothing(account, app):
    assert second(Client(), code_now(app[0])).url == "/log-ind/"


def test_second_step_waits_a_quarter_of_an_hour(account, app, clock):
    client = Client()
    sign_in(client)
    clock.shift(15 * 60 + 1)
    assert second(client, code_now(app[0])).url == "/log-ind/"


@pytest.mark.parametrize(("steps", "opens"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_code_of_a_clock_half_a_minute_wrong_opens(account, app, clock, steps, opens):
    clock.shift(90)
    assert (use_code(account=account, code=code_now(app[0], steps), now=NOW) is not None) is opens


def test_code_is_good_once(account, app):
    code = code_now(app[0])
    first, replay = Client(), Client()
    sign_in(first)
    second(first, code)
    assert is_in(first)
    sign_in(replay)
    assert WRONG in text_of(second(replay, code))
    assert not is_in(replay)


def test_older_code_is_not_good_after_a_newer_one(account, app):
    older = code_now(app[0], -1)
    assert use_code(account=account, code=code_now(app[0]), now=NOW)
    assert use_code(account=account, code=older, now=NOW) is None


def test_code_that_set_the_app_up_does_not_sign_in(account, clock):
    secret, _codes = with_app(account)
    assert use_code(account=account, code=code_now(secret), now=NOW) is None


@pytest.mark.parametrize("dress", ["{}", " {} ", "upper"])
def test_recovery_code_opens_once_in_any_dress(account, app, dress):
    code = app[1][0].upper() if dress == "upper" else dress.format(app[1][0])
    client, replay = Client(), Client()
    sign_in(client)
    second(client, code)
    assert is_in(client)
    sign_in(replay)
    assert WRONG in text_of(second(replay, code))
    assert factors.codes_left(account) == 9


def test_recovery_codes_are_long_kept_as_hashes_and_replaced_whole(account, app):
    codes = app[1]
    assert len(set(codes)) == 10
    assert all(len(factors.tidy_code(code)) == 16 and len(factors.LETTERS) >= 31 for code in codes)  # 79 bits
    kept = repr(list(Authenticator.objects.values()))
    assert not any(code in kept or factors.tidy_code(code) in kept for code in codes)
    fresh = new_codes(account=account, now=NOW)
    assert use_code(account=account, code=codes[0], now=NOW) is None
    assert use_code(account=account, code=fresh[0], now=NOW)


def test_secret_of_the_app_is_not_readable_in_the_database(account, app):
    assert app[0] not in repr(list(Authenticator.objects.values()))


def test_codes_are_counted_beside_passwords(account, app):
    def guess(number: int):
        client = Client(REMOTE_ADDR=f"10.3.0.{number}")
        sign_in(client)
        return text_of(second(client, "000000"))

    assert [WRONG in guess(number) for number in range(6)] == [True] * 5 + [False]
    assert "Prøv igen kl." in guess(7)
    late = Client(REMOTE_ADDR="10.3.0.99")
    sign_in(late)
    assert "Prøv igen kl." in text_of(second(late, code_now(app[0])))


def test_owner_on_a_known_device_passes_while_codes_are_guessed(account, app, clock):
    own = Client(REMOTE_ADDR="192.0.2.1")
    sign_in(own)
    second(own, code_now(app[0]))
    own.post("/log-ud/")
    for number in range(7):
        thief = Client(REMOTE_ADDR=f"10.3.0.{number}")
        sign_in(thief)
        second(thief, "000000")
    clock.shift(60)
    sign_in(own)
    second(own, code_now(app[0]))
    assert is_in(own)


def test_short_password_reaches_nothing_before_a_second_step(short):
    client = Client()
    sign_in(client, SHORT)
    for page in ("/", "/temaer/", "/moeder/", "/soeg/?q=x"):
        assert client.get(page).url == "/login-og-sikkerhed/"
    assert client.get("/temaer/", headers={"HX-Request": "true"}).status_code == 403
    assert client.post("/kladde/", "{}", content_type="application/json").status_code == 403
    page = text_of(client.get("/login-og-sikkerhed/"))
    assert "En ting, før du går videre" in page
    client.get("/login-og-sikkerhed/app/")
    secret = client.session["pejl_app_secret"]
    answer = client.post("/login-og-sikkerhed/app/", {"code": code_now(secret)})
    assert "Skriv koderne ned nu" in text_of(answer)
    assert is_in(client)


def test_somebody_who_steps_in_from_the_demo_page_owes_nothing(short, anna, as_, settings):
    assert as_(anna).get("/").url == "/login-og-sikkerhed/"
    settings.PEJL_DEMO, settings.ROOT_URLCONF = True, "pejl.wiring.tests.urls_with_demo"
    assert as_(anna).get("/").status_code == 200
    client = Client()
    sign_in(client, SHORT)
    assert client.get("/").url == "/login-og-sikkerhed/"


def test_longer_password_is_as_good_as_a_second_step(short):
    client = Client()
    sign_in(client, SHORT)
    client.post("/adgangskode/", {"password": PASSWORD, "again": PASSWORD})
    assert is_in(client)


def test_short_password_is_taken_only_beside_a_second_step(account, app, clock):
    client = Client()
    sign_in(client)
    second(client, code_now(app[0]))
    client.post("/adgangskode/", {"password": SHORT, "again": SHORT})
    account.refresh_from_db()
    assert account.password_is_short
    assert is_in(client)


def test_short_password_without_one_is_refused_with_what_to_do(account):
    client = Client()
    sign_in(client)
    answer = client.post("/adgangskode/", {"password": SHORT, "again": SHORT})
    assert "Brug mindst 15 tegn, eller sæt først et ekstra trin op" in text_of(answer)


def test_last_one_stays_beside_a_short_password(short, clock):
    with_app(short)
    factor = Authenticator.objects.get(type="totp")
    with pytest.raises(Refusal, match="Vælg først en længere adgangskode"):
        remove_factor(account=short, factor=factor, now=NOW)
    client = Client()
    sign_in(client, SHORT)
    clock.shift(60)
    second(client, new_codes(account=short, now=NOW)[0])
    answer = client.post("/login-og-sikkerhed/fjern/", {"factor": factor.pk})
    assert answer.status_code == 409
    assert "Vælg først en længere adgangskode" in text_of(answer)


def test_last_one_goes_with_its_recovery_codes_beside_a_long_password(account, app, mails):
    remove_factor(account=account, factor=Authenticator.objects.get(type="totp"), now=NOW)
    assert not Authenticator.objects.exists()
    assert "Der er fjernet et ekstra trin, når du logger ind i Pejl" in [mail.subject for mail in mails()]


def test_nobody_removes_somebody_elses(account, app, bo, as_):
    factor = Authenticator.objects.get(type="totp")
    assert as_(bo).post("/login-og-sikkerhed/fjern/", {"factor": factor.pk}).status_code == 404
    assert as_(bo).post("/login-og-sikkerhed/fjern/", {"factor": "9" * 40}).status_code == 404
    assert Authenticator.objects.filter(pk=factor.pk).exists()


def test_lost_phone_is_taken_off_and_told(account, app, mails):
    client = Client()
    sign_in(client)
    second(client, code_now(app[0]))
    operations.remove_factors(account=account, now=NOW)
    assert not is_in(client)
    assert "Sæt dit ekstra trin i Pejl op igen" in [mail.subject for mail in mails()]
    sign_in(client)
    assert is_in(client)


def test_wrong_code_sets_no_app_up(account):
    with pytest.raises(Invalid, match="ikke den kode"):
        add_app(account=account, secret=factors.new_secret(), code="000000", now=NOW)
    assert not factors.has_second(account)


CHANGES = ("/adgangskode/", "/login-og-sikkerhed/app/", "/login-og-sikkerhed/noegle/")
PRESSES = ("/login-og-sikkerhed/koder/", "/login-og-sikkerhed/fjern/", "/login-og-sikkerhed/api-adgang/")


@pytest.mark.parametrize("page", CHANGES + PRESSES)
def test_password_is_asked_once_more_before_a_change(account, app, clock, page):
    client = Client()
    sign_in(client)
    second(client, code_now(app[0]))
    clock.shift(timedelta(minutes=11).total_seconds())
    answer = client.post(page, {"label": "x", "factor": "1"})
    assert answer.url.startswith("/bekraeft/?next=")
    assert "ikke din adgangskode" in text_of(client.post("/bekraeft/", {"password": "forkert"}))
    assert client.post(page, {}).url.startswith("/bekraeft/")
    wanted = page if page in CHANGES else "/login-og-sikkerhed/"
    assert client.post("/bekraeft/", {"password": PASSWORD, "next": wanted}).url == wanted
    assert client.get(wanted).status_code == 200
    clock.shift(timedelta(minutes=11).total_seconds())
    assert client.post(page, {}).url.startswith("/bekraeft/")


@pytest.mark.parametrize("wanted", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_nobody_is_led_to_another_site(account, wanted):
    client = Client()
    assert sign_in(client, fields={"next": wanted}).url == "/"
    assert client.post("/bekraeft/", {"password": PASSWORD, "next": wanted}).url == "/login-og-sikkerhed/"


def test_guessing_at_the_confirmation_is_counted(account):
    client = Client()
    sign_in(client)
    for _number in range(10):
        client.post("/bekraeft/", {"password": "forkert"})
    assert "Prøv igen kl." in text_of(client.post("/bekraeft/", {"password": PASSWORD}))


@pytest.mark.parametrize(
    "sent", ["", "x", "[]", "null", "{}", '{"id": "x", "response": {}}', '{"response": {"userHandle": "eA"}}', "1e400"]
)
def test_made_up_passkey_opens_nothing(account, app, sent):
    client = Client()
    client.get("/log-ind/noegle/")
    answer = client.post("/log-ind/noegle/", {"credential": sent})
    assert answer.status_code == 200
    assert not is_in(client)
    sign_in(client)
    assert client.post("/log-ind/kode/", {"credential": sent}).status_code == 200
    assert not is_in(client)


@pytest.mark.parametrize("sent", ["x", "[]", "{}", '{"id": "x", "rawId": "x", "response": {}, "type": "public-key"}'])
def test_made_up_passkey_is_not_added(account, sent):
    client = Client()
    sign_in(client)
    client.get("/login-og-sikkerhed/noegle/")
    answer = client.post("/login-og-sikkerhed/noegle/", {"name": "min", "credential": sent})
    assert answer.status_code == 200
    assert not Authenticator.objects.exists()


def test_passkey_asks_for_the_host_of_the_installation(account, settings):
    settings.PEJL_ADDRESS = "https://pejl.nordager.example"
    question = json.loads(Client().get("/log-ind/noegle/").content)
    assert question["publicKey"]["rpId"] == "pejl.nordager.example"
    assert question["publicKey"]["userVerification"] == "required"


# The documented list (decision 14): whoever signs somebody in stands here, with how.
SIGNS_IN = {
    "/log-ind/": "e-mail address and password",
    "/log-ind/kode/": "the second step after it",
    "/log-ind/noegle/": "a passkey",
}
SIGN_IN_CALLS = ("login(", "perform_password_login(", "perform_passwordless_login(", "stage.exit(")


def test_views_that_sign_somebody_in_are_the_documented_ones():
    import inspect

    found = set()
    for path, view in addresses(get_resolver(), "/"):
        code = inspect.getsource(inspect.getmodule(inspect.unwrap(view)))
        own = inspect.getsource(inspect.unwrap(view))
        reached = own + "".join(body for name, body in functions(code).items() if f"{name}(" in own and name[0] == "_")
        if any(call in reached.replace("is_login(", "") for call in SIGN_IN_CALLS):
            found.add(path)
    assert found == set(SIGNS_IN)


def functions(code: str) -> dict[str, str]:
    import ast

    return {node.name: ast.unparse(node) for node in ast.parse(code).body if isinstance(node, ast.FunctionDef)}


def addresses(resolver, prefix):
    for entry in resolver.url_patterns:
        here = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            if not here.startswith("/api/"):
                yield from addresses(entry, here)
        elif isinstance(entry, URLPattern):
            yield here, entry.callback


def test_demo_steps_in_without_a_second_step_on_this_machine_only(settings):
    assert settings.PEJL_DEMO is False
    assert not any(path.startswith("/demo/") for path, _view in addresses(get_resolver(), "/"))


def test_only_one_door_is_left_to_django():
    assert settings.AUTHENTICATION_BACKENDS == ["allauth.account.auth_backends.AuthenticationBackend"]
