"""One's own tokens for programs: listed, made, shown once, closed."""

from __future__ import annotations

import re

from django.test import Client

from pejl.foundation.login.tests.conftest import text_of
from pejl.foundation.tenancy import operations
from pejl.foundation.tenancy.models import Token

PAGE = "/login-og-sikkerhed/"


def opens(text: str) -> bool:
    return Client(headers={"Authorization": f"Bearer {text}"}).get("/api/v1/me/overview").status_code == 200


def test_token_is_made_shown_once_and_closed(anna, as_):
    client = as_(anna)
    shown = text_of(client.post(f"{PAGE}api-adgang/", {"label": "Månedens tal"}))
    text = re.search(r"pejl_[0-9a-f]{32}_[\w-]+", shown)[0]
    assert opens(text)
    listed = text_of(client.get(PAGE))
    assert "Månedens tal" in listed
    assert text not in listed
    client.post(f"{PAGE}api-adgang/luk/", {"token": Token.objects.get().pk})
    assert not opens(text)
    assert "Månedens tal" not in text_of(client.get(PAGE))


def test_token_needs_a_name(anna, as_):
    assert as_(anna).post(f"{PAGE}api-adgang/", {"label": " "}).status_code == 200
    assert not Token.objects.exists()


def test_nobody_sees_or_closes_somebody_elses(anna, bo, as_, now):
    text = operations.give_token(person=anna, label="Annas", now=now)
    client = as_(bo)
    assert "Annas" not in text_of(client.get(PAGE))
    assert client.post(f"{PAGE}api-adgang/luk/", {"token": Token.objects.get().pk}).status_code == 404
    assert client.post(f"{PAGE}api-adgang/luk/", {"token": "x"}).status_code == 404
    assert opens(text)
