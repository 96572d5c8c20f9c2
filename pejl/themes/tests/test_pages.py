"""The pages of themes, as a browser meets them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils.translation import override

from pejl.foundation.drafts import operations as drafts
from pejl.foundation.drafts.models import Draft
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Account, Person
from pejl.organisation.tests.factories import a_group
from pejl.themes import operations
from pejl.themes.models import Theme
from pejl.themes.names import STANDING, State
from pejl.themes.tests.browsing import own, proposal, text_of
from pejl.themes.tests.factories import a_theme, decided

# What each page asks of its own tables; the frame (session, account, seat, person) adds five to seven.
QUERIES = {"/temaer/": 5, "/temaer/bordet/": 5, "show": 5}

As = Callable[[Person], Client]


def test_proposing_leads_to_the_theme(bo: Person, as_: As) -> None:
    answer = as_(bo).post("/temaer/meld-ind/", proposal(), follow=True)
    theme = Theme.objects.get()
    assert answer.redirect_chain[0][0] == f"/temaer/{theme.pk}/"
    assert theme.proposed_by == bo
    assert theme.title in text_of(answer)


def test_proposing_twice_with_one_form_proposes_once(bo: Person, as_: As) -> None:
    client, said = as_(bo), proposal()
    first, second = client.post("/temaer/meld-ind/", said), client.post("/temaer/meld-ind/", said)
    assert first["Location"] == second["Location"]
    assert Theme.objects.count() == 1


def test_proposal_without_words_comes_back_with_what_was_typed(bo: Person, as_: As) -> None:
    said = proposal(title="   ", need="Det her er vigtigt nok")
    answer = as_(bo).post("/temaer/meld-ind/", said)
    assert answer.status_code == 422
    assert said["need"] in text_of(answer)
    assert said["client_id"] in text_of(answer)
    assert not Theme.objects.exists()


def test_title_of_pictures_is_refused_at_the_title(bo: Person, as_: As) -> None:
    answer = as_(bo).post("/temaer/meld-ind/", proposal(title="🙂🙂"))
    assert answer.status_code == 422
    assert 'id="id_title-error"' in text_of(answer)


def test_cpr_number_is_refused_and_can_be_removed_with_one_press(bo: Person, as_: As) -> None:
    client, said = as_(bo), proposal(need="Borger 710101-1234 ringede")
    refused = client.post("/temaer/meld-ind/", said)
    assert refused.status_code == 422
    assert 'name="remove_cpr" value="need"' in text_of(refused)
    removed = client.post("/temaer/meld-ind/", {**said, "remove_cpr": "need"})
    assert "710101" not in text_of(removed)
    assert "ringede" in text_of(removed)
    assert not Theme.objects.exists()


def test_draft_waits_and_goes_when_it_is_sent(bo: Person, now: datetime, as_: As) -> None:
    client = as_(bo)
    drafts.keep(place="themes:propose", fields={"need": "Halvt skrevet"}, by=bo, now=now)
    assert "Halvt skrevet" in text_of(client.get("/temaer/meld-ind/"))
    client.post("/temaer/meld-ind/", proposal())
    assert not Draft.objects.exists()


def test_area_of_another_job_centre_is_no_choice(bo: Person, carla: Person, now: datetime, as_: As) -> None:
    with scopes.scope(carla.space_id):
        area = operations.add_area(name="Hemmelig", now=now)
    answer = as_(bo).post("/temaer/meld-ind/", proposal(area=str(area.pk)))
    assert answer.status_code == 422
    assert "Hemmelig" not in text_of(answer)


def test_list_is_narrowed_and_says_how_many(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    a_theme(anna, now, title="Ældre på arbejde")
    a_theme(bo, now, title="Noget helt andet")
    client = as_(bo)
    assert {"Ældre", "Noget"} <= set(re.findall(r"\w+", text_of(client.get("/temaer/"))))
    by_word = text_of(client.get("/temaer/", {"q": "ÆLDRE"}))
    assert "Ældre på arbejde" in by_word
    assert "Noget helt andet" not in by_word
    assert "Ældre" not in text_of(client.get("/temaer/", {"mine": "on"}))
    assert "Noget" not in text_of(client.get("/temaer/", {"state": "declined"}))


def test_list_tells_the_group_how_much_waits(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    first, _second = a_theme(bo, now), a_theme(bo, now)
    decided(first, a_group(now, anna), anna, now)
    waits = 'href="/temaer/bordet/"><span>1 '
    assert waits in text_of(as_(anna).get("/temaer/"))
    assert waits not in text_of(as_(bo).get("/temaer/"))


def test_list_without_themes_offers_the_first_step(bo: Person, as_: As) -> None:
    assert text_of(as_(bo).get("/temaer/")).count('href="/temaer/meld-ind/"') == 2


def test_list_has_pages_that_keep_what_narrows(bo: Person, now: datetime, as_: As) -> None:
    for number in range(19):
        a_theme(bo, now, title=f"Emne {number}")
    client = as_(bo)
    first = text_of(client.get("/temaer/", {"q": "emne"}))
    assert first.count(">Emne ") == 18
    assert "?page=2&amp;q=emne" in first
    assert text_of(client.get("/temaer/", {"q": "emne", "page": "2"})).count(">Emne ") == 1


def test_list_refuses_a_cpr_number_in_the_word(bo: Person, as_: As) -> None:
    assert as_(bo).get("/temaer/", {"q": "710101-1234"}).status_code == 422


@pytest.mark.parametrize(
    ("path", "rows"), [("/temaer/", 1), ("/temaer/", 3), ("/temaer/bordet/", 1), ("/temaer/bordet/", 3)]
)
def test_lists_ask_the_same_for_one_row_and_three(
    anna: Person, bo: Person, now: datetime, as_: As, django_assert_max_num_queries: Any, path: str, rows: int
) -> None:
    a_group(now, anna)
    for number in range(rows):
        a_theme(bo, now, area=operations.add_area(name=f"Område {number}", now=now))
    client = as_(anna)
    client.get(path)
    with django_assert_max_num_queries(12) as asked:
        page = text_of(client.get(path))
    assert page.count("Hvornår er virksomhedspraktik") == rows * (3 if "bordet" in path else 1)
    assert own(asked) == QUERIES[path]


def test_show_tells_the_need_and_the_way(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    theme = a_theme(bo, now, need="Første linje\n\nAndet afsnit <b>")
    decided(theme, a_group(now, anna), anna, now, reason="Fordi praksis venter")
    page = text_of(as_(bo).get(f"/temaer/{theme.pk}/"))
    for told in (
        "Første linje",
        "Andet afsnit &lt;b&gt;",
        "Bo Bæk",
        "Fordi praksis venter",
        "Arbejdsgruppen",
        "4. marts 2026",
    ):
        assert told in page


def test_show_offers_the_decision_to_the_group_only(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    theme = a_theme(bo, now)
    a_group(now, anna)
    assert f"/temaer/{theme.pk}/beslut/" in text_of(as_(anna).get(f"/temaer/{theme.pk}/"))
    assert f"/temaer/{theme.pk}/beslut/" not in text_of(as_(bo).get(f"/temaer/{theme.pk}/"))


def test_show_links_to_what_a_step_led_to(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    small, large = a_theme(bo, now, title="Lille"), a_theme(anna, now, title="Stor")
    decided(small, a_group(now, anna), anna, now, outcome="merge", merge_into=large)
    assert f'href="/temaer/{large.pk}/"' in text_of(as_(bo).get(f"/temaer/{small.pk}/"))
    assert f'href="/temaer/{small.pk}/"' in text_of(as_(bo).get(f"/temaer/{large.pk}/"))


@pytest.mark.parametrize("state", State)
def test_show_has_a_sentence_for_every_state(anna: Person, bo: Person, now: datetime, as_: As, state: State) -> None:
    other = a_theme(anna, now)
    theme = a_theme(bo, now)
    Theme.objects.filter(pk=theme.pk).update(state=state, merged_into=other if state == State.MERGED else None)
    with override(bo.account.language):
        standing = str(STANDING[state])
    assert standing in text_of(as_(bo).get(f"/temaer/{theme.pk}/"))


@pytest.mark.parametrize("steps", [1, 3])
def test_show_asks_the_same_however_long_the_trail(
    monkeypatch: pytest.MonkeyPatch,
    anna: Person,
    bo: Person,
    now: datetime,
    as_: As,
    django_assert_max_num_queries: Any,
    steps: int,
) -> None:
    monkeypatch.setattr("pejl.wiring.slots.SLOTS", {"theme.show": ()})  # what is above asks for itself
    theme, group = a_theme(bo, now), a_group(now, anna, bo)
    for _number in range(steps):
        decided(theme, group, anna, now)
    client = as_(anna)
    client.get(f"/temaer/{theme.pk}/")
    with django_assert_max_num_queries(12) as asked:
        client.get(f"/temaer/{theme.pk}/")
    assert own(asked) == QUERIES["show"]


def test_theme_of_another_job_centre_is_unknown(bo: Person, carla: Person, now: datetime, as_: As) -> None:
    with scopes.scope(carla.space_id):
        theme = a_theme(carla, now)
    client = as_(bo)
    for page in ("", "beslut/", "laeg-sammen/"):
        theirs, nobodys = client.get(f"/temaer/{theme.pk}/{page}"), client.get(f"/temaer/{uuid4()}/{page}")
        assert theirs.status_code == nobodys.status_code == 404


def test_guest_follows_the_own_theme_only(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    guest = tenancy.seat(name="Gerda Gæst", account=Account.objects.create_user("g@nordager.example"), is_guest=True)
    own, other = a_theme(guest, now, title="Mit eget"), a_theme(bo, now, title="En andens")
    decided(own, a_group(now, anna), anna, now, outcome="merge", merge_into=other)
    client = as_(guest)
    page = text_of(client.get(f"/temaer/{own.pk}/"))
    assert f'href="/temaer/{other.pk}/"' not in page
    assert client.get(f"/temaer/{other.pk}/").status_code == 404
    assert "En andens" not in text_of(client.get("/temaer/"))


@pytest.mark.parametrize("path", ["/temaer/", "/temaer/bordet/"])
def test_full_lists_stay_small(bo: Person, now: datetime, as_: As, path: str) -> None:
    for number in range(19):
        a_theme(
            bo,
            now,
            title=f"Hvad gør vi, når en borger bliver delvist raskmeldt, og arbejdsgiveren siger nej {number}",
        )
    assert len(as_(bo).get(path).content) <= 15_000


def test_stranger_is_sent_to_the_login(space: object) -> None:
    answer = Client().get("/temaer/")
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/log-ind/")
