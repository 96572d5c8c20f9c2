"""Coming in as in a municipality: a link by mail, a short password, a passkey, and staying when the time runs out."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys import steps
from tests.journeys.browsing import LAPTOP, Visitor
from tests.journeys.conftest import Arrive
from tests.journeys.program import Program
from tests.journeys.words import da

pytestmark = pytest.mark.journey

SHORT = "kort*nok7"
LONG = "tre blå cykler holder stille"
NO_SCRIPT = {**LAPTOP, "java_script_enabled": False}
WARNING = re.compile("Du bliver logget ud kl")


def give_passkeys(who: Visitor) -> None:
    """A machine that knows its owner, as one with a fingerprint reader does; Chromium plays it."""
    session = who.context.new_cdp_session(who.page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def choose_password(who: Visitor, program: Program, email: str, password: str) -> None:
    """By “I have forgotten my password”, as somebody does who is new."""
    who.go("/log-ind/")
    who.follow(da("I have forgotten my password"))
    who.write("E-mail", email)
    who.press(da("Send me a link"))
    mail = program.mail(to=email, subject=da("Choose a new password for Pejl"))
    found = re.search(r"http://\S+\?link=\S+", mail.text)
    assert found
    who.go(found[0])
    who.write(da("New password"), password)
    who.write(da("The same once more"), password)
    who.press(da("Save the password"))
    who.follow(da("Sign in"))


def sign_in(who: Visitor, email: str, password: str) -> None:
    who.write("E-mail", email)
    who.write(da("Password"), password)
    who.press(da("Sign in"))


def sign_out(who: Visitor) -> None:
    who.page.locator(".user-menu summary").click()
    who.press(da("Sign out"))
    who.heading(da("Sign in"))


def alert(who: Visitor) -> Locator:
    return who.page.locator("#notices")


def test_short_password_then_a_passkey_for_everything(arrive: Arrive, program: Program) -> None:
    who = arrive("Amina Lindeskov", steps_in=False)
    give_passkeys(who)
    email = "amina@nordager.example"
    choose_password(who, program, email, SHORT)
    sign_in(who, email, SHORT)
    who.heading(da("Sign-in and security"))
    who.reads(da("One thing before you go on"))
    who.page.get_by_role("link", name=da("Add a passkey")).click()
    who.write(da("What do you call it?"), "Min arbejdscomputer")
    who.press(da("Add a passkey"))
    who.heading(da("Write these codes down now"))
    codes = who.page.locator("main li").all_inner_texts()
    assert len(codes) == 10
    who.follow(da("I have kept them"))
    who.reads("Min arbejdscomputer")
    sign_out(who)

    who.press(da("Sign in with a passkey"))
    who.heading(da("My overview"))
    sign_out(who)

    sign_in(who, email, SHORT)
    who.heading(da("One more step"))
    who.press(da("Use your passkey"))
    who.heading(da("My overview"))
    sign_out(who)

    sign_in(who, email, SHORT)
    who.write(da("A recovery code"), codes[0].strip())
    who.press(da("Continue"))
    who.heading(da("My overview"))


def test_time_that_runs_out_is_said_and_given_back(arrive: Arrive) -> None:
    """The page's clock is moved on, and what the server would say of an old session is said to it."""
    who = arrive("Nadim Elmbak")
    who.page.clock.install()
    who.go("/temaer/")
    seconds_left = {"left": 100, "longest": 3600}
    who.page.route("**/log-ind/rest/", lambda route: route.fulfill(body=json.dumps(seconds_left), status=200))
    who.page.clock.fast_forward("59:00")
    expect(alert(who)).to_have_text(WARNING)
    assert alert(who).get_attribute("role") == "alert"
    who.page.unroute("**/log-ind/rest/")
    with who.page.expect_response("**/log-ind/bliv/") as stayed:
        who.press(da("Stay here"))
    assert stayed.value.status == 204
    expect(alert(who)).to_be_empty()


def test_part_that_fetches_itself_says_that_nobody_asked(arrive: Arrive) -> None:
    """And what a person presses does not: only that counts as being there."""
    who = arrive("Nadim Elmbak")
    who.go("/temaer/")
    asked: list[str | None] = []
    who.page.on(
        "request", lambda sent: sent.url.endswith("/rest/") and asked.append(sent.headers.get("pejl-automatic"))
    )
    who.page.evaluate(
        """() => {
            const part = document.createElement("button");
            part.textContent = "Hent";
            part.dataset.refresh = "1";
            part.setAttribute("hx-get", "/log-ind/rest/");
            part.setAttribute("hx-trigger", "refresh, click");
            part.setAttribute("hx-swap", "none");
            document.querySelector("main").append(part);
            htmx.process(part);
        }"""
    )
    with who.page.expect_response("**/log-ind/rest/"):
        pass
    assert asked == ["1"]
    who.page.evaluate("delete document.querySelector('main [data-refresh]').dataset.refresh")
    with who.page.expect_response("**/log-ind/rest/"):
        who.page.get_by_role("button", name="Hent").click()
    assert asked[-1] is None


def test_time_that_has_run_out_is_said_and_keeps_the_text(arrive: Arrive) -> None:
    who = arrive("Nadim Elmbak")
    who.page.clock.install()
    who.go("/temaer/meld-ind/")
    title = da("What do we need to know more about?")
    who.write(title, "Skrevet i frokosten")
    other = who.open()
    other.goto(f"{who.origin}/")
    other.locator(".user-menu summary").click()
    other.get_by_role("button", name=da("Sign out")).click()
    expect(other.get_by_role("heading", level=1)).to_have_text(da("Sign in"))
    who.page.clock.fast_forward("59:00")
    expect(alert(who)).to_contain_text(da("You have been signed out. What you wrote still stands here."))
    expect(who.field(title)).to_have_value("Skrevet i frokosten")


def test_form_that_came_too_late_is_sent_on_without_script(arrive: Arrive, program: Program) -> None:
    email = "nadim@nordager.example"
    who = arrive("Nadim Elmbak", steps_in=False, **NO_SCRIPT)
    choose_password(who, program, email, LONG)
    sign_in(who, email, LONG)
    who.go("/temaer/meld-ind/")
    who.write(da("What do we need to know more about?"), "Sendt for sent")
    who.write(da("What happened, or what are you in doubt about?"), "Det tog sin tid.")
    who.choose(da("Kind"), da("Legislation"))
    who.context.clear_cookies(name="pejl_session")
    who.press(da("Propose the theme"))
    who.reads(da("You have been signed out, so this was not sent yet."))
    sign_in(who, email, LONG)
    who.heading(da("You are signed in again. Send what you wrote?"))
    who.reads("Det tog sin tid.")
    who.press(da("Send it now"))
    steps.say_it_is_something_else(who, "Sendt for sent")
