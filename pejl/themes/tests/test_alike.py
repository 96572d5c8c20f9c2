"""Which themes ask for much the same."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person
from pejl.organisation.tests.factories import a_group
from pejl.themes import queries
from pejl.themes.queries.alike import ALIKE, MOST, words_of
from pejl.themes.tests.factories import a_theme, backed, decided, withdrawn


def likeness(one: str, other: str, *, need: str = "", others_need: str = "") -> float:
    """Of two themes."""
    return queries.likeness(queries.text_of(one, need), [queries.text_of(other, others_need)])[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("virksomhedspraktik for sygemeldte", "praktikker til sygedagpengemodtagere"),
        ("Hvornår er virksomhedspraktik det rigtige?", "Brug af praktik"),
        ("Uarbejdsdygtighed", "Uarbejdsdygtig efter § 7: hvad lægger vi vægt på?"),
        ("Opfølgning på sygedagpenge", "Opfølgninger for sygemeldte"),
        ("VIRKSOMHEDSPRAKTIK", "virksomhedspraktikken"),
        ("Ægtefælle og forsørgelse", "Forsørgelsen, når ægtefællen arbejder"),
        ("Aabenhed i teamet", "Åbenhed i teamet"),
    ],
)
def test_themes_that_ask_for_the_same_are_alike(one: str, other: str) -> None:
    assert likeness(one, other) >= ALIKE
    assert likeness(other, one) >= ALIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Forløb for unge", "Forlængelse efter § 27"),
        ("Tidlig kontakt til arbejdspladsen", "Mindmap som overblik i lange sager"),
        ("Hvordan bruger vi hinanden bedre?", "Hvordan hjælper vi borgeren bedst?"),
        ("Indkaldelse til samtale", "Indsats for ledige akademikere"),
        ("Fleksjob og løn", "Tolk"),
        ("🙂🙂", "🙂🙂"),
        ("", ""),
    ],
)
def test_themes_that_ask_for_something_else_are_not(one: str, other: str) -> None:
    assert likeness(one, other) < ALIKE


def test_need_counts_but_less_than_the_title() -> None:
    need = "Vi er i tvivl om, hvornår en praktik hjælper."
    in_title, in_need = likeness("Praktik", "Praktik"), likeness("Praktik", "Hvad hjælper?", others_need=need)
    assert in_title > in_need >= ALIKE
    assert likeness("Hvad hjælper?", "Praktik", need=need) >= ALIKE


def test_words_lose_their_endings_and_idle_ones_are_left_out() -> None:
    assert words_of("Hvordan bruger vi praktikkerne til borgerne?") == {"praktik"}
    assert words_of("") == frozenset()


def test_twenty_thousand_characters_are_read_only_in_the_beginning() -> None:
    assert likeness("Tolk", "Andet", others_need="x " * 10_000 + "tolk") < ALIKE


def test_alike_are_those_still_on_their_way_the_most_alike_first(anna: Person, bo: Person, now: datetime) -> None:
    group = a_group(now, anna)
    near = a_theme(bo, now, title="Virksomhedspraktik for sygemeldte")
    nearer = a_theme(bo, now - timedelta(days=9), title="Praktikker til sygedagpengemodtagere i fleksjob")
    gone = a_theme(bo, now, title="Praktikker til sygedagpengemodtagere")
    decided(gone, group, anna, now, outcome="decline")
    withdrawn(a_theme(bo, now, title="Praktikker til sygedagpengemodtagere"), bo, now)
    a_theme(bo, now, title="Tolk", need="Hvem taler jeg til?")
    backed(near, anna, now)
    found = queries.alike_to("Praktikker til sygedagpengemodtagere i fleksjob", "", person=anna)
    assert found == [nearer, near]
    assert [theme.backers for theme in found] == [0, 1]


def test_alike_are_few_and_of_the_own_job_centre(anna: Person, bo: Person, carla: Person, now: datetime) -> None:
    for number in range(MOST + 2):
        a_theme(bo, now, title=f"Praktik {number}")
    with scopes.scope(carla.space_id):
        a_theme(carla, now, title="Praktik")
        assert len(queries.alike_to("Praktik", "", person=carla)) == 1
    assert len(queries.alike_to("Praktik", "", person=anna)) == MOST
    assert queries.alike_to("", "", person=anna) == []


def test_guest_is_shown_own_themes_only(anna: Person, now: datetime) -> None:
    guest = tenancy.seat(name="Gerda Gæst", is_guest=True)
    a_theme(anna, now, title="Praktik")
    assert queries.alike_to("Praktik", "", person=guest) == []
