"""Who is asking, and in which space."""

from __future__ import annotations

import pytest
from django.test import Client

from pejl.foundation.tenancy import operations, scopes
from pejl.foundation.tenancy.models import Token


def test_stranger_is_sent_to_the_login(db):
    answer = Client().get("/temaer/")
    assert answer.status_code == 302
    assert answer.url == "/log-ind/?next=/temaer/"


def test_stranger_who_sends_a_form_is_told_and_led_back_to_it(db):
    form = "http://testserver/temaer/meld-ind/?x=1#open"
    answer = Client().post("/temaer/meld-ind/", headers={"Referer": form})
    assert answer.url == "/log-ind/?unsent=1&next=/temaer/meld-ind/%3Fx%3D1"
    assert "Du er logget ud" in Client().get(answer.url).content.decode()


def test_stranger_is_led_back_to_no_other_site(db):
    answer = Client().post("/temaer/meld-ind/", headers={"Referer": "http://elsewhere.example/temaer/"})
    assert answer.url == "/log-ind/?unsent=1&next=/"


def test_fragment_of_a_stranger_is_refused_so_that_the_page_keeps_its_text(db):
    assert Client().get("/temaer/", headers={"HX-Request": "true"}).status_code == 401


def test_account_without_a_space_is_told_so(space, anna, as_):
    anna.left_on = "2026-01-01"
    anna.save()
    answer = as_(anna).get("/")
    assert answer.status_code == 403
    assert "h1" in answer.content.decode()


def test_person_sees_the_own_space(space, anna, as_):
    assert as_(anna).get("/").status_code == 200
    assert not scopes.is_entered() or scopes.current_space() == space.pk


def test_token_opens_the_api_for_its_person(space, anna, api_as):
    assert api_as(anna).get("/api/v1/me/overview").status_code == 200


@pytest.mark.parametrize("spoil", ["revoked", "left", "inactive", "changed", "of another space"])
def test_spoiled_token_opens_nothing(space, other_space, anna, now, spoil):
    secret = operations.give_token(person=anna, label="x", now=now)
    if spoil == "revoked":
        operations.revoke_token(token=Token.objects.get(), now=now)
    elif spoil == "left":
        anna.left_on = now.date()
        anna.save()
    elif spoil == "inactive":
        anna.account.is_active = False
        anna.account.save()
    elif spoil == "changed":
        secret += "x"
    else:
        secret = secret.replace(space.pk.hex, other_space.pk.hex)
    answer = Client(headers={"Authorization": f"Bearer {secret}"}).get("/api/v1/me/overview")
    assert answer.status_code == 401
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_token_opens_no_page(space, anna, now):
    secret = operations.give_token(person=anna, label="x", now=now)
    assert Client(headers={"Authorization": f"Bearer {secret}"}).get("/").status_code == 302


def test_session_opens_no_endpoint(space, anna, as_):
    assert as_(anna).get("/api/v1/me/overview").status_code == 401
