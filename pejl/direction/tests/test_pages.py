"""The pages of direction, as a browser meets them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pejl.direction import operations
from pejl.direction.models import Restating, Statement
from pejl.direction.tests.factories import a_leader, a_manager, replaced, stated
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.drafts.models import Draft
from pejl.foundation.formats.moments import day_of
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy.models import Account, Person
from pejl.organisation.models import Unit
from pejl.organisation.tests.factories import a_unit, employed

As = Callable[[Person], Client]
LONG_AGO = date(2026, 1, 1)
YEAR = timedelta(days=365)
# What each page asks of its own tables and the organisation's; the frame comes on top.
QUERIES = {"list": 5, "unit": 5, "screen": 4, "show": 4, "everything": 5}


@pytest.fixture(autouse=True)
def _today(now: datetime) -> Iterator[None]:
    """Pages read the clock."""
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def unit(now: datetime, space: object) -> Unit:
    """Where Anna and Bo work."""
    return a_unit(now - YEAR)


@pytest.fixture
def manager(anna: Person, now: datetime, unit: Unit) -> Person:
    """Anna, of the management."""
    return a_manager(anna, now, unit)


@pytest.fixture
def colleague(bo: Person, now: datetime, unit: Unit) -> Person:
    """Bo, in the unit."""
    employed(bo, now, unit)
    return bo


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def typed(**said: Any) -> dict[str, Any]:
    """What a browser sends from the page."""
    return {
        "kind": "goal",
        "title": "Flere i job",
        "text": "Vi taler om arbejde.",
        "for_whom": "everybody",
        "since_on": "4/3-2026",
        "client_id": str(uuid4()),
        **said,
    }


def test_stating_leads_to_the_statement(manager: Person, as_: As) -> None:
    answer = as_(manager).post("/retning/ny/", typed(), follow=True)
    statement = Statement.objects.get()
    assert answer.redirect_chain[0][0] == f"/retning/{statement.pk}/"
    assert (statement.title, statement.is_for_all, statement.stated_by) == ("Flere i job", True, manager)


def test_stating_twice_with_one_form_states_once(manager: Person, as_: As) -> None:
    client, said = as_(manager), typed()
    assert client.post("/retning/ny/", said)["Location"] == client.post("/retning/ny/", said)["Location"]
    assert Statement.objects.count() == 1


def test_leader_chooses_among_the_own_units(bo: Person, unit: Unit, now: datetime, as_: As) -> None:
    other = a_unit(now - YEAR, "Ungeteamet")
    client = as_(a_leader(bo, unit, day_of(now)))
    form = text_of(client.get("/retning/ny/"))
    assert unit.name in form
    assert other.name not in form
    assert 'value="everybody"' not in form
    assert client.post("/retning/ny/", typed(units=[str(other.pk)])).status_code == 422
    assert client.post("/retning/ny/", typed()).status_code == 422
    assert client.post("/retning/ny/", typed(units=[str(unit.pk)])).status_code == 302
    assert [one.unit for one in Statement.objects.get().units.all()] == [unit]


@pytest.mark.parametrize(
    ("field", "text"),
    [("title", "🙂"), ("text", " "), ("kind", "x"), ("since_on", "31/2"), ("text", "Borger 710101-1234")],
)
def test_what_cannot_be_stated_comes_back(manager: Person, as_: As, field: str, text: str) -> None:
    answer = as_(manager).post("/retning/ny/", typed(**{field: text}))
    assert answer.status_code == 422
    assert f'id="id_{field}-error"' in text_of(answer)
    assert not Statement.objects.exists()


def test_long_words_and_a_script_are_shown_as_they_were_written(manager: Person, as_: As) -> None:
    client = as_(manager)
    client.post("/retning/ny/", typed(title="<script>alert(1)</script>", text="æ" * 20_000))
    page = text_of(client.get(f"/retning/{Statement.objects.get().pk}/"))
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;" in page
    assert "æ" * 20_000 in page


def test_draft_waits_and_goes_when_it_is_sent(manager: Person, now: datetime, as_: As) -> None:
    client = as_(manager)
    drafts.keep(place="direction:state", fields={"text": "Halvt skrevet", "units": "x"}, by=manager, now=now)
    assert "Halvt skrevet" in text_of(client.get("/retning/ny/"))
    client.post("/retning/ny/", typed())
    assert not Draft.objects.exists()


def test_colleague_is_told_who_gives_direction(colleague: Person, now: datetime, manager: Person, as_: As) -> None:
    statement, client = stated(manager, now), as_(colleague)
    assert "/retning/ny/" not in text_of(client.get("/retning/"))
    for address in ("ny/", f"{statement.pk}/erstat/", f"{statement.pk}/afslut/"):
        assert client.get(f"/retning/{address}").status_code == 403
    assert client.post("/retning/ny/", typed()).status_code == 403
    assert client.post(f"/retning/{statement.pk}/erstat/", typed()).status_code in (403, 422)
    assert statement.again().until_on is None


def test_replacing_shows_old_and_new_and_each_leads_to_the_other(manager: Person, now: datetime, as_: As) -> None:
    old, client = stated(manager, now, title="Gammelt", since_on=LONG_AGO), as_(manager)
    assert "Gammelt" in text_of(client.get(f"/retning/{old.pk}/erstat/"))
    answer = client.post(f"/retning/{old.pk}/erstat/", typed(title="Nyt", because="Derfor."))
    new = Statement.objects.get(replaces=old)
    assert answer["Location"] == f"/retning/{new.pk}/"
    for one, other in ((old, new), (new, old)):
        assert f'href="/retning/{other.pk}/"' in text_of(client.get(f"/retning/{one.pk}/"))
    assert "Derfor." in text_of(client.get(f"/retning/{old.pk}/"))
    assert f"/retning/{old.pk}/erstat/" not in text_of(client.get(f"/retning/{old.pk}/"))


def test_second_who_replaces_is_told_on_the_form(manager: Person, now: datetime, as_: As) -> None:
    old, client = stated(manager, now, since_on=LONG_AGO), as_(manager)
    replaced(old, manager, now)
    answer = client.post(f"/retning/{old.pk}/erstat/", typed(title="Min egen formulering"))
    assert answer.status_code == 422
    assert "Min egen formulering" in text_of(answer)
    assert Statement.objects.filter(replaces=old).count() == 1
    assert client.get(f"/retning/{old.pk}/erstat/").status_code == 409


def test_replacing_no_later_than_it_began_is_refused_at_the_day(manager: Person, now: datetime, as_: As) -> None:
    old = stated(manager, now)
    answer = as_(manager).post(f"/retning/{old.pk}/erstat/", typed())
    assert answer.status_code == 422
    assert 'id="id_since_on-error"' in text_of(answer)


def test_ending_needs_a_reason_and_a_day_to_come(manager: Person, now: datetime, as_: As) -> None:
    statement, client = stated(manager, now, since_on=LONG_AGO), as_(manager)
    address = f"/retning/{statement.pk}/afslut/"
    for said in ({"until_on": "3/3-2026", "because": "Slut"}, {"until_on": "4/3-2026", "because": ""}):
        assert client.post(address, {**said, "client_id": str(uuid4())}).status_code == 422
    said = {"until_on": "4/3-2026", "because": "Projektet er slut.", "client_id": str(uuid4())}
    assert [client.post(address, said).status_code for _twice in range(2)] == [302, 302]
    assert "Projektet er slut." in text_of(client.get(f"/retning/{statement.pk}/"))


def test_unit_page_shows_what_is_new_first_and_then_all(
    manager: Person, colleague: Person, unit: Unit, now: datetime, as_: As
) -> None:
    old = stated(manager, now - timedelta(days=9), title="Gammelt mål", since_on=LONG_AGO)
    operations.go_through(unit=unit, by=manager, now=now - timedelta(days=8))
    replaced(old, manager, now, title="Nyt mål", text="Ny tekst", because="Derfor")
    stated(manager, now, title="Helt nyt", kind="frame")
    page = text_of(as_(colleague).get(f"/retning/enhed/{unit.pk}/"))
    new, all_of_it = page.index('id="new"'), page.index('id="goal"')
    assert new < page.index("Gammelt mål") < all_of_it
    assert new < page.index("Helt nyt") < all_of_it
    assert page.index("Derfor") < all_of_it
    assert "/gennemgaaet/" in page


def test_going_through_is_said_once_and_shown(
    manager: Person, colleague: Person, unit: Unit, now: datetime, as_: As
) -> None:
    stated(manager, now)
    client, address = as_(colleague), f"/retning/enhed/{unit.pk}/gennemgaaet/"
    said = {"seen": now.isoformat(), "client_id": str(uuid4())}
    assert [client.post(address, said)["Location"] for _twice in range(2)] == [f"/retning/enhed/{unit.pk}/"] * 2
    assert Restating.objects.count() == 1
    page = text_of(client.get(f"/retning/enhed/{unit.pk}/"))
    assert colleague.name in page
    assert "/gennemgaaet/" not in page


def test_what_came_meanwhile_is_shown_before_it_is_said(
    manager: Person, colleague: Person, unit: Unit, now: datetime, as_: As
) -> None:
    stated(manager, now)
    said = {"seen": (now - timedelta(minutes=5)).isoformat(), "client_id": str(uuid4())}
    answer = as_(colleague).post(f"/retning/enhed/{unit.pk}/gennemgaaet/", said, follow=True)
    assert not Restating.objects.exists()
    assert "alert--error" in text_of(answer)


def test_colleague_of_another_unit_may_look_but_not_say_it(
    manager: Person, bo: Person, now: datetime, unit: Unit, as_: As
) -> None:
    stated(manager, now)
    client = as_(bo)
    assert "/gennemgaaet/" not in text_of(client.get(f"/retning/enhed/{unit.pk}/"))
    assert client.post(f"/retning/enhed/{unit.pk}/gennemgaaet/", {}).status_code == 403


def test_closed_unit_can_be_read_and_not_gone_through(manager: Person, now: datetime, as_: As) -> None:
    today = day_of(now)
    closed = Unit.objects.create(name="Nedlagt", since_on=LONG_AGO, until_on=today - timedelta(days=1))
    stated(manager, now)
    page = text_of(as_(manager).get(f"/retning/enhed/{closed.pk}/"))
    assert "alert--warning" in page
    assert "/gennemgaaet/" not in page
    as_(manager).post(f"/retning/enhed/{closed.pk}/gennemgaaet/", {})
    assert not Restating.objects.exists()


def test_big_screen_goes_through_one_thing_at_a_time(manager: Person, unit: Unit, now: datetime, as_: As) -> None:
    known = stated(manager, now - timedelta(days=9), title="Det gamle", since_on=LONG_AGO)
    operations.go_through(unit=unit, by=manager, now=now - timedelta(days=8))
    replaced(known, manager, now, title="Det nye")
    other = stated(manager, now - timedelta(days=9), title="Det kendte", since_on=LONG_AGO)
    client, address = as_(manager), f"/retning/enhed/{unit.pk}/storskaerm/"
    first, second = (text_of(client.get(address, {"number": number})) for number in (1, 2))
    assert "number=1" in text_of(client.get(address))
    assert "Det gamle" in first
    assert "Det nye" in first
    assert other.title in second
    assert "Det gamle" not in second
    for asked in ("99999999", "-1", "æ", "²"):
        assert client.get(address, {"number": asked}).status_code == 200


def test_list_shows_my_units_and_what_holds_for_them(
    manager: Person, colleague: Person, unit: Unit, now: datetime, as_: As
) -> None:
    stated(manager, now, title="Til os", units=[unit])
    stated(manager, now, title="Til andre", units=[a_unit(now - YEAR, "Unge")])
    client = as_(colleague)
    page = text_of(client.get("/retning/"))
    assert f"/retning/enhed/{unit.pk}/" in page
    assert "Til os" in page
    assert "Til andre" not in page
    assert "Til andre" in text_of(client.get("/retning/alt/"))
    assert "Til andre" not in text_of(client.get("/retning/alt/", {"q": "os"}))
    assert "Til andre" not in text_of(client.get("/retning/alt/", {"unit": str(unit.pk)}))
    assert client.get("/retning/alt/", {"unit": str(uuid4())}).status_code == 422
    assert "Til os" not in text_of(client.get("/retning/alt/", {"past": "on"}))


def test_empty_places_say_what_they_are_for(manager: Person, unit: Unit, as_: As) -> None:
    client = as_(manager)
    for address in ("", "alt/", f"enhed/{unit.pk}/", "alt/?q=x"):
        assert "empty-state" in text_of(client.get(f"/retning/{address}"))
    assert client.get(f"/retning/enhed/{unit.pk}/storskaerm/").status_code == 200


def test_everything_has_pages_that_keep_what_narrows(manager: Person, now: datetime, as_: As) -> None:
    for number in range(19):
        stated(manager, now, title=f"Mål {number}")
    page = text_of(as_(manager).get("/retning/alt/", {"q": "mål"}))
    assert page.count(">Mål ") == 18
    assert "?page=2&amp;q=m%C3%A5l" in page


def test_guest_has_no_direction(manager: Person, unit: Unit, now: datetime, as_: As) -> None:
    account = Account.objects.create_user("guest@elsewhere.example", None)
    client, statement = as_(tenancy.seat(name="Gæst", account=account, is_guest=True)), stated(manager, now)
    assert client.get("/retning/").status_code == client.get("/retning/alt/").status_code == 403
    for address in (f"{statement.pk}/", f"{statement.pk}/erstat/", f"enhed/{unit.pk}/", f"enhed/{unit.pk}/storskaerm/"):
        assert client.get(f"/retning/{address}").status_code == 404
    assert client.post(f"/retning/enhed/{unit.pk}/gennemgaaet/", {}).status_code == 404
    assert "/retning/" not in text_of(client.get("/"))


def test_other_job_centre_sees_nothing(manager: Person, carla: Person, unit: Unit, now: datetime, as_: As) -> None:
    statement, client = stated(manager, now, title="Vores eget"), as_(carla)
    for address in (f"{statement.pk}/", f"{statement.pk}/afslut/", f"enhed/{unit.pk}/"):
        assert client.get(f"/retning/{address}").status_code == 404
    assert "Vores eget" not in text_of(client.get("/retning/")) + text_of(client.get("/retning/alt/"))


@pytest.mark.parametrize("page", QUERIES)
def test_page_asks_as_much_for_three_as_for_one(manager: Person, unit: Unit, now: datetime, as_: As, page: str) -> None:
    first = stated(manager, now - timedelta(days=9), since_on=LONG_AGO, units=[unit])
    operations.go_through(unit=unit, by=manager, now=now - timedelta(days=8))
    addresses = {
        "list": "/retning/",
        "everything": "/retning/alt/",
        "show": f"/retning/{first.pk}/",
        "unit": f"/retning/enhed/{unit.pk}/",
        "screen": f"/retning/enhed/{unit.pk}/storskaerm/",
    }
    client, latest = as_(manager), first
    client.get(addresses[page])
    for number in range(3):
        latest = replaced(latest, manager, now, units=[unit], since_on=day_of(now) + timedelta(days=number))
        stated(manager, now, units=[unit, a_unit(now - YEAR, f"Team {number}")])
        with CaptureQueriesContext(connection) as asked:
            assert client.get(addresses[page]).status_code == 200
        own = [one for one in asked.captured_queries if "direction_" in one["sql"] or "organisation_" in one["sql"]]
        assert len(own) == QUERIES[page]
        assert len(asked) <= 12
