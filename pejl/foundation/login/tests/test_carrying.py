"""A form that came too late is not lost, with no script and nothing stored."""

from __future__ import annotations

import html
import re

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pejl.foundation.drafts.models import Draft
from pejl.foundation.login import carrying
from pejl.foundation.login.models import Session
from pejl.foundation.login.tests.conftest import PASSWORD, code_now, sign_in, text_of, with_app

WRITTEN = {"title": "Hvad siger § 27?", "need": 'Vi er i tvivl.\r\nHver dag, "her" & nu <b>.'}
NUMBER = "710101-1234"  # day + 60: no person can have it


def hidden(page: str, name: str) -> str:
    return html.unescape(re.search(rf'name="{name}" value="([^"]*)"', page)[1])


def fields(page: str) -> dict[str, str]:
    form = page[page.index("<form") : page.index("</form>")]
    return {
        name: html.unescape(value)
        for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
        if name != "csrfmiddlewaretoken"
    }


@pytest.fixture
def late(account, clock):
    """A browser whose session has ended while its owner was writing."""
    client = Client()
    sign_in(client)
    clock.shift(3601)
    return client


def come_too_late(client: Client, written=WRITTEN, path="/temaer/meld-ind/"):
    return client.post(path, written, headers={"Referer": "http://testserver/temaer/meld-ind/"})


def test_fields_travel_through_the_sign_in_and_are_sent_with_one_press(late, account):
    answer = come_too_late(late, {**WRITTEN, "kind": "practice"})
    assert answer.status_code == 401
    assert "Det, du skrev, kommer med" in text_of(answer)
    page = text_of(sign_in(late, fields={"carried": hidden(text_of(answer), "carried")}))
    assert "Vil du sende det, du skrev?" in page
    assert html.escape("Hvad siger § 27?") in page
    assert 'action="/temaer/meld-ind/"' in page
    assert fields(page) == {**WRITTEN, "kind": "practice"}
    assert not apps.get_model("themes.Theme").objects.exists()


def test_wrong_password_in_between_loses_nothing(late):
    sealed = hidden(text_of(come_too_late(late)), "carried")
    again = text_of(sign_in(late, "forkert", fields={"carried": sealed}))
    assert hidden(again, "carried") == sealed
    assert fields(text_of(sign_in(late, fields={"carried": sealed}))) == WRITTEN


def test_second_step_in_between_loses_nothing(late, account, clock):
    secret, _codes = with_app(account)
    clock.shift(60)
    sealed = hidden(text_of(come_too_late(late)), "carried")
    step = text_of(sign_in(late, fields={"carried": sealed}))
    assert 'action="/log-ind/kode/"' in step
    assert hidden(text_of(late.post("/log-ind/kode/", {"code": "1", "carried": sealed})), "carried") == sealed
    page = text_of(late.post("/log-ind/kode/", {"code": code_now(secret), "carried": hidden(step, "carried")}))
    assert fields(page) == WRITTEN


def test_nothing_is_stored_on_the_way(late, account):
    answer = come_too_late(late)
    sign_in(late, fields={"carried": hidden(text_of(answer), "carried")})
    kept = "".join(str(session.get_decoded()) for session in Session.objects.all())
    assert "siger" not in kept
    assert "tvivl" not in kept
    assert not Draft.objects.exists()


def test_somebody_else_who_signs_in_does_not_get_it(late, bo):
    bo.account.set_password(PASSWORD)
    bo.account.save()
    sealed = hidden(text_of(come_too_late(late)), "carried")
    answer = sign_in(late, email=bo.account.email, fields={"carried": sealed})
    assert answer.status_code == 302


def test_cpr_number_is_taken_out_and_said(late):
    answer = come_too_late(late, {**WRITTEN, "need": f"Borger {NUMBER} ringede"})
    page = text_of(answer)
    assert "Et CPR-nummer er taget ud" in page
    carried = carrying.opened(hidden(page, "carried"))
    assert NUMBER not in str(carried)
    assert dict(carried.fields)["need"].startswith("Borger [")


def test_files_stay_behind_and_it_says_so(late):
    file = SimpleUploadedFile("tal.csv", b"1;2")
    page = text_of(come_too_late(late, {**WRITTEN, "file": file}))
    assert "Filer kan ikke komme med" in page
    assert "tal.csv" in page


def test_secrets_are_typed_anew(late):
    answer = come_too_late(late, {"password": "hemmelig ting", "again": "hemmelig ting", "next": "/x"}, "/adgangskode/")
    carried = carrying.opened(hidden(text_of(answer), "carried"))
    assert carried.fields == [("next", "/x")]


def test_form_without_content_leads_back_as_before(late):
    answer = come_too_late(late, {"csrfmiddlewaretoken": "x"})
    assert answer.url == "/log-ind/?unsent=1&next=/temaer/meld-ind/"


@pytest.mark.parametrize("sealed", ["", "x", "x:y:z"])
def test_made_up_seal_carries_nothing(account, sealed):
    assert carrying.opened(sealed) is None
    assert sign_in(Client(), fields={"carried": sealed}).status_code == 302


def test_seal_is_good_for_an_hour(late, clock):
    sealed = hidden(text_of(come_too_late(late)), "carried")
    clock.shift(3601)
    assert carrying.opened(sealed) is None
