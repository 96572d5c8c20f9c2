"""Collecting themes at a department meeting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from pejl.foundation.formats.moments import day_of
from pejl.foundation.notices.models import Notice
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Account, Person
from pejl.organisation import operations as organisation
from pejl.organisation.tests.factories import a_function, a_group, a_unit, employed
from pejl.themes import operations, queries
from pejl.themes.models import Backing, Collection, Theme
from pejl.themes.names import Kind, Origin
from pejl.themes.tests.browsing import text_of
from pejl.themes.tests.factories import a_collection, a_leader, a_theme, backed, collected

As = Callable[[Person], Client]


@pytest.fixture
def meeting(anna: Person, now: datetime) -> Collection:
    """Anna leads, and has begun."""
    return a_collection(a_leader(anna, now), now)


@pytest.fixture
def dorte(space: object) -> Person:
    """Sits there too."""
    return tenancy.seat(name="Dorte Dam")


def hand(meeting: Collection, theme: Theme, person: Person, by: Person, now: datetime) -> Backing:
    """Somebody raises a hand."""
    return operations.back_by_hand(collection=meeting, theme=theme, person=person, by=by, now=now)


def said(**more: Any) -> dict[str, Any]:
    """What is sent from the screen."""
    told = {"person": "Bo", "title": "Tolk i samtalen", "need": "Hvem taler jeg til?", "kind": "other", "seen": ""}
    return {**told, "client_id": str(uuid4()), **more}


def test_collected_theme_is_the_speakers_own(meeting: Collection, anna: Person, bo: Person, now: datetime) -> None:
    theme = collected(meeting, bo, anna, now)
    assert (theme.proposed_by, theme.origin, theme.collected_at) == (bo, Origin.COLLECTED, meeting)
    assert theme.steps.get().by == bo
    assert not Notice.objects.exists()


def test_groups_and_leaders_collect_and_nobody_else(anna: Person, bo: Person, dorte: Person, now: datetime) -> None:
    a_group(now, anna)
    assert a_collection(anna, now)
    employed(dorte, now, a_unit(now), a_function(now, "Driftschef"))
    with pytest.raises(NotAllowed):
        a_collection(dorte, now)
    with pytest.raises(NotAllowed):
        collected(a_collection(anna, now), bo, bo, now)


def test_who_holds_a_function_that_leads_collects_too(bo: Person, now: datetime) -> None:
    function = organisation.add_function(name="Driftschef", is_management=True, now=now)
    employed(bo, now, a_unit(now), function)
    assert a_collection(bo, now)


def test_unit_that_is_closed_has_no_meeting(anna: Person, now: datetime) -> None:
    unit = a_unit(now)
    a_leader(anna, now)
    with pytest.raises(Invalid) as refused:
        a_collection(anna, now, unit=unit, held_on=day_of(now) - timedelta(days=1))
    assert refused.value.field == "unit"
    assert a_collection(anna, now, unit=unit).unit == unit


@pytest.mark.parametrize("title", [" ", "🙂"])
def test_meeting_has_a_name(anna: Person, now: datetime, title: str) -> None:
    with pytest.raises(Invalid):
        a_collection(a_leader(anna, now), now, title=title)


def test_guest_and_who_left_neither_propose_nor_back_there(
    meeting: Collection, anna: Person, bo: Person, now: datetime
) -> None:
    guest = tenancy.seat(name="Gerda Gæst", is_guest=True)
    theme = collected(meeting, bo, anna, now)
    organisation.leave(person=bo, now=now)
    for person in (guest, bo.again()):
        with pytest.raises(Invalid) as refused:
            collected(meeting, person, anna, now)
        assert refused.value.field == "person"
        with pytest.raises(Invalid):
            hand(meeting, theme, person, anna, now)


def test_raised_hand_backs_once_and_keeps_own_words(
    meeting: Collection, anna: Person, bo: Person, dorte: Person, now: datetime
) -> None:
    theme, older = collected(meeting, bo, anna, now), a_theme(bo, now)
    backed(older, dorte, now, kind="question", words="Hvor længe?")
    for one in (theme, older, theme):
        hand(meeting, one, dorte, anna, now)
    assert Backing.objects.get(theme=older).words == "Hvor længe?"
    assert Backing.objects.get(theme=theme).collected_at == meeting
    assert Backing.objects.count() == 2


def test_proposer_raises_no_hand_for_the_own_theme(
    meeting: Collection, anna: Person, bo: Person, now: datetime
) -> None:
    with pytest.raises(Invalid) as refused:
        hand(meeting, collected(meeting, bo, anna, now), bo, anna, now)
    assert "Bo Bæk" in refused.value.message


def test_everybody_concerned_is_told_once_at_the_end(
    meeting: Collection, anna: Person, bo: Person, dorte: Person, now: datetime
) -> None:
    first, second = (collected(meeting, bo, anna, now, title=f"Tema {number}") for number in range(2))
    collected(meeting, anna, anna, now)
    hand(meeting, first, dorte, anna, now)
    backed(second, dorte, now)
    for _press in range(2):
        operations.end_collection(collection=meeting, by=anna, now=now)
    told = {notice.person: notice for notice in Notice.objects.all()}
    assert set(told) == {bo, dorte}
    assert Notice.objects.count() == 2
    assert first.title in told[bo].text
    assert second.title in told[bo].text
    assert told[bo].path == f"/temaer/?collected={meeting.pk}"
    assert first.title in told[dorte].text
    assert second.title not in told[dorte].text
    assert told[dorte].path == f"/temaer/{first.pk}/"


def test_nothing_is_added_after_the_end(meeting: Collection, anna: Person, bo: Person, now: datetime) -> None:
    theme = collected(meeting, bo, anna, now)
    operations.end_collection(collection=meeting, by=anna, now=now)
    with pytest.raises(Refusal):
        collected(meeting, bo, anna, now)
    with pytest.raises(Refusal):
        hand(meeting, theme, anna, anna, now)


def test_meeting_shows_what_was_proposed_and_what_got_hands(
    meeting: Collection, anna: Person, bo: Person, dorte: Person, now: datetime
) -> None:
    theme, older = collected(meeting, bo, anna, now), a_theme(bo, now - timedelta(days=9), title="Ældre")
    a_theme(bo, now, title="Et andet")
    hand(meeting, older, dorte, anna, now)
    assert list(queries.at_meeting(meeting, bo)) == [theme, older]
    assert list(queries.listed(bo, collection=meeting)) == [theme]


def test_screen_takes_several_in_a_row_with_the_focus_first(
    meeting: Collection, anna: Person, bo: Person, now: datetime, as_: As
) -> None:
    client, path = as_(anna), f"/temaer/indsamling/{meeting.pk}/"
    with time_machine.travel(now):
        for number, title in enumerate(("Tolk i samtalen", "Fleksjob fra start")):
            answer = client.post(path, said(title=title, kind="" if number else "cooperation"))
            assert answer["Location"] == path
        page = text_of(client.get(path))
    assert [theme.kind for theme in Theme.objects.order_by("title_sort")] == [Kind.OTHER, Kind.COOPERATION]
    assert page.index("Fleksjob fra start") > page.index("autofocus")
    assert 'id="id_person" name="person" aria-required="true" autofocus' in page
    assert page.count('id="theme-') == 2


def test_screen_sent_twice_writes_once(meeting: Collection, anna: Person, bo: Person, now: datetime, as_: As) -> None:
    client, sent = as_(anna), said()
    with time_machine.travel(now):
        for _press in range(2):
            assert client.post(f"/temaer/indsamling/{meeting.pk}/", sent).status_code == 302
    assert Theme.objects.count() == 1


def test_screen_asks_which_of_several_and_takes_the_chosen(
    meeting: Collection, anna: Person, bo: Person, now: datetime, as_: As
) -> None:
    twin = tenancy.seat(name="Bo Bæk")
    employed(twin, now, a_unit(now), a_function(now, "Jobkonsulent"))
    client, path = as_(anna), f"/temaer/indsamling/{meeting.pk}/"
    with time_machine.travel(now):
        page = client.post(path, said())
        assert page.status_code == 422
        assert "Bo Bæk, Jobkonsulent" in text_of(page)
        assert client.post(path, said(chosen=str(twin.pk))).status_code == 302
    assert Theme.objects.get().proposed_by == twin


@pytest.mark.parametrize("name", ["Ingen Sådan", "Carla", "", "Gerda"])
def test_screen_says_when_nobody_is_called_that(
    meeting: Collection, anna: Person, carla: Person, now: datetime, as_: As, name: str
) -> None:
    tenancy.seat(name="Gerda Gæst", is_guest=True)
    with time_machine.travel(now):
        page = as_(anna).post(f"/temaer/indsamling/{meeting.pk}/", said(person=name))
    assert page.status_code == 422
    assert 'id="id_person-error"' in text_of(page)
    assert "Çelik" not in text_of(page)
    assert not Theme.objects.exists()


def test_screen_shows_what_is_alike_before_it_writes(
    meeting: Collection, anna: Person, bo: Person, now: datetime, as_: As
) -> None:
    older = a_theme(anna, now, title="Samtaler med tolk")
    client, path = as_(anna), f"/temaer/indsamling/{meeting.pk}/"
    with time_machine.travel(now):
        page = text_of(client.post(path, said()))
        assert "Samtaler med tolk" in page
        assert Theme.objects.count() == 1
        assert f'value="{older.pk}"' in page
        assert client.post(path, said(seen=str(older.pk))).status_code == 302
        fragment = text_of(client.post(f"{path}ligner/", said()))
    assert "Samtaler med tolk" in fragment
    assert f"/haender/{older.pk}/" in fragment


def test_hands_are_noted_by_name_one_after_the_other(
    meeting: Collection, anna: Person, bo: Person, dorte: Person, now: datetime, as_: As
) -> None:
    theme = collected(meeting, bo, anna, now)
    client, path = as_(anna), f"/temaer/indsamling/{meeting.pk}/haender/{theme.pk}/"
    with time_machine.travel(now):
        assert client.post(path, {"person": "dorte"})["Location"] == path
        assert "Dorte Dam" in text_of(client.get(path))
        assert client.post(path, {"person": "Bo Bæk"}).status_code == 422
    assert Backing.objects.get().person == dorte


def test_ended_screen_takes_nothing_and_tells_so(
    meeting: Collection, anna: Person, bo: Person, now: datetime, as_: As
) -> None:
    client, path = as_(anna), f"/temaer/indsamling/{meeting.pk}/"
    with time_machine.travel(now):
        assert client.post(f"{path}slut/")["Location"] == path
        assert "<form" not in text_of(client.get(path)).split("<main")[1].split("</main>")[0]
        assert client.post(path, said()).status_code == 422
    assert not Theme.objects.exists()


def test_screen_is_seen_by_colleagues_and_written_by_those_who_may(
    meeting: Collection, anna: Person, bo: Person, now: datetime, as_: As
) -> None:
    collected(meeting, bo, anna, now)
    with time_machine.travel(now):
        page = text_of(as_(bo).get(f"/temaer/indsamling/{meeting.pk}/"))
        assert "Tolk i samtalen" in page
        assert 'name="person"' not in page
        assert as_(bo).post(f"/temaer/indsamling/{meeting.pk}/", said(title="Noget helt nyt")).status_code == 403
        assert as_(bo).post("/temaer/indsamling/", {"title": "Mit", "held_on": "4/3-2026"}).status_code == 403
    assert Theme.objects.count() == Collection.objects.count() == 1


def test_meeting_is_begun_from_its_page(anna: Person, now: datetime, as_: As) -> None:
    a_leader(anna, now)
    client = as_(anna)
    with time_machine.travel(now):
        assert 'value="4/3-2026"' in text_of(client.get("/temaer/indsamling/"))
        sent = {"title": "Fællesfagligt møde", "held_on": "4/3-2026", "unit": "", "client_id": str(uuid4())}
        for _press in range(2):
            answer = client.post("/temaer/indsamling/", sent)
            assert answer["Location"] == f"/temaer/indsamling/{Collection.objects.get().pk}/"


def test_meeting_of_another_job_centre_and_guests_see_nothing(
    meeting: Collection, anna: Person, carla: Person, now: datetime, as_: As
) -> None:
    account = Account.objects.create_user("gerda@nordager.example", None)
    guest = tenancy.seat(name="Gerda Gæst", account=account, is_guest=True)
    path = f"/temaer/indsamling/{meeting.pk}/"
    for person in (carla, guest):
        assert as_(person).get(path).status_code == 404
    with scopes.scope(carla.space_id):
        assert not Collection.objects.exists()


@pytest.mark.parametrize("themes", [1, 3])
def test_screen_asks_the_same_however_much_was_said(
    meeting: Collection,
    anna: Person,
    bo: Person,
    now: datetime,
    as_: As,
    django_assert_max_num_queries: Any,
    themes: int,
) -> None:
    for number in range(themes):
        collected(meeting, bo, anna, now, title=f"Tema {number}")
    client = as_(anna)
    client.get(f"/temaer/indsamling/{meeting.pk}/")
    with django_assert_max_num_queries(12) as asked, time_machine.travel(now):
        client.get(f"/temaer/indsamling/{meeting.pk}/")
    assert len([one for one in asked.captured_queries if "themes_" in one["sql"]]) == 2
