from __future__ import annotations

from pejl.themes import operations as themes

NUMBER = "710101-1234"


def test_overview_lists_what_waits(anna, api_as):
    assert api_as(anna).get("/api/v1/me/overview").json() == []


def test_search_by_api_finds_and_refuses(anna, api_as, now):
    theme = themes.propose(title="Om praktik", need="x", why_now="", area=None, kind="other", by=anna, now=now)
    client = api_as(anna)
    assert client.get("/api/v1/search", {"q": "praktik"}).json() == [
        {"kind": "theme", "id": str(theme.pk), "title": "Om praktik"}
    ]
    refused = client.get("/api/v1/search", {"q": NUMBER})
    assert refused.status_code == 422
    assert NUMBER not in refused.content.decode()


def test_draft_by_api_is_kept_read_and_dropped(anna, api_as):
    client, address = api_as(anna), "/api/v1/me/drafts/themes:propose"
    assert client.get(address).status_code == 204
    client.put(address, {"fields": {"title": "Prak"}}, content_type="application/json")
    assert client.get(address).json()["fields"] == {"title": "Prak"}
    assert client.delete(address).status_code == 204
    assert client.get(address).status_code == 204


def test_problem_speaks_the_language_that_is_asked_for(anna, api_as):
    client = api_as(anna)
    english = client.put("/api/v1/me/language", {"language": "xx"}, content_type="application/json")
    danish = client.put(
        "/api/v1/me/language", {"language": "xx"}, content_type="application/json", headers={"Accept-Language": "da"}
    )
    assert english.json()["detail"] == "Pejl speaks Danish and English."
    assert danish.json()["detail"] != english.json()["detail"]
    assert english.json()["type"] == "urn:pejl:problem:invalid"


def test_unknown_method_is_a_problem_too(anna, api_as):
    answer = api_as(anna).delete("/api/v1/search")
    assert answer.status_code == 405
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Allow"] == "GET"
