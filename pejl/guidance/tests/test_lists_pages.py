"""Reading lists in a browser and for programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pejl.foundation.formats.moments import day_of
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy.models import Person
from pejl.guidance import operations
from pejl.guidance.models import Confirmation, ReadingList, Version
from pejl.guidance.tests.factories import a_product, answered, asked, described, make_ready, published, the_draft
from pejl.organisation.models import Assignment
from pejl.organisation.names import AssignmentKind
from pejl.organisation.tests.factories import a_function, a_unit, employed
from tests.people import NOW, person_in

As = Callable[[Person], Client]
LIST = "/pejlemaerker/"
OWN = f"{LIST}laeselister/"
DAY = timedelta(days=1)

pytestmark = pytest.mark.usefixtures("_standing_still")


@pytest.fixture
def _standing_still() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def version(anna: Person, dorte: Person, now: datetime) -> Version:
    """In force; anna wrote it."""
    return published(a_product(anna, now), dorte, anna, now)


@pytest.fixture
def made(bo: Person, keeper: Person, version: Version, now: datetime) -> ReadingList:
    """For everybody; bo works there."""
    employed(bo, now)
    made = operations.make_list(name="Det fælles", about="Så vi siger det samme.", by=keeper, now=now)
    operations.add_product(reading_list=made, product=version.product, days=7, by=keeper, now=now)
    return made


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def at(version: Version, more: str = "") -> str:
    return f"{LIST}{version.product_id}/{more}"


def next_version(version: Version, dorte: Person, anna: Person, now: datetime, **said: Any) -> Version:
    operations.begin_next_version(product=version.product, by=anna, now=now)
    draft = described(make_ready(the_draft(version.product), anna, now), anna, now, **said)
    return answered(asked(draft, dorte, anna, now), now)


def test_what_is_asked_stands_on_the_overview_the_own_page_and_the_text(
    bo: Person, dorte: Person, version: Version, made: ReadingList, as_: As
) -> None:
    client, confirm = as_(bo), at(version, "laest/")
    assert OWN in text_of(client.get("/"))
    assert "11/3" in text_of(client.get("/"))
    own = text_of(client.get(OWN))
    assert confirm in own.split('id="all"')[0]
    assert confirm in text_of(client.get(at(version)))
    # Dorte approves guidance, and has read nothing either, but she belongs to the whole house as well.
    assert confirm in text_of(as_(dorte).get(at(version)))


def test_pressed_twice_it_is_confirmed_once_and_shown_with_its_day(
    bo: Person, version: Version, made: ReadingList, as_: As
) -> None:
    client, confirm = as_(bo), at(version, "laest/")
    first = client.post(confirm, {"version": 1, "text": "1"})
    assert first.url == at(version) + "#read"
    assert client.post(confirm, {"version": 1}).url == OWN
    assert Confirmation.objects.count() == 1
    text = text_of(client.get(at(version)))
    assert confirm not in text
    assert 'id="read"' in text
    assert "4. marts 2026" in text or "4 March 2026" in text
    assert OWN not in text_of(client.get("/")).split('id="meetings"')[0]


def test_a_significant_change_leads_to_what_changed(
    anna: Person, bo: Person, dorte: Person, version: Version, made: ReadingList, now: datetime, as_: As
) -> None:
    client, confirm = as_(bo), at(version, "laest/")
    client.post(confirm, {"version": 1})
    next_version(version, dorte, anna, now, changes="Ring først.")
    compared = at(version, "sammenlign/?before=1&amp;version=2")
    own = text_of(client.get(OWN))
    assert compared in own
    assert "Ring først." in own
    text = text_of(client.get(at(version)))
    assert "Ring først." in text.split('id="mark"')[0]
    assert compared in text
    assert confirm in text_of(client.get(at(version, "sammenlign/?before=1&version=2")))
    stale = client.post(confirm, {"version": 1}, follow=True)
    assert Confirmation.objects.count() == 1
    assert confirm in text_of(stale)
    client.post(confirm, {"version": 2})
    assert confirm not in text_of(client.get(OWN))


def test_the_version_that_was_shown_is_confirmed_and_no_other(
    anna: Person, bo: Person, dorte: Person, version: Version, made: ReadingList, now: datetime, as_: As
) -> None:
    next_version(version, dorte, anna, now)
    answer = as_(bo).post(at(version, "laest/"), {"version": 1}, follow=True)
    assert "alert--error" in text_of(answer)
    assert not Confirmation.objects.exists()
    for wrong in ("3", "x", "", "²", "9" * 30):
        assert as_(bo).post(at(version, "laest/"), {"version": wrong}).status_code == 404


def test_who_is_not_asked_is_not_offered_it(
    anna: Person, keeper: Person, version: Version, made: ReadingList, as_: As
) -> None:
    for person in (anna, keeper):
        assert at(version, "laest/") not in text_of(as_(person).get(at(version)))
        as_(person).post(at(version, "laest/"), {"version": 1})
    assert not Confirmation.objects.exists()


def test_reading_costs_no_question_more_for_who_is_asked(
    anna: Person, bo: Person, version: Version, made: ReadingList, as_: As
) -> None:
    numbers = []
    for person in (anna, bo):
        client = as_(person)
        client.get(at(version))
        with CaptureQueriesContext(connection) as sent:
            client.get(at(version))
        numbers.append(sum('FROM "guidance_' in one["sql"] for one in sent.captured_queries))
    assert numbers[1] <= numbers[0]


@pytest.mark.parametrize("count", [1, 4])
def test_pages_ask_the_same_however_much_there_is(
    count: int, anna: Person, bo: Person, dorte: Person, keeper: Person, made: ReadingList, now: datetime, as_: As
) -> None:
    for number in range(count):
        version = published(a_product(anna, now), dorte, anna, now)
        operations.add_product(reading_list=made, product=version.product, by=keeper, now=now)
        operations.make_list(name=f"Liste {number}", by=keeper, now=now)
    for person, path, most in ((bo, OWN, 12), (keeper, f"{OWN}{made.pk}/", 15), (bo, "/", 16)):
        client = as_(person)
        client.get(path)
        with CaptureQueriesContext(connection) as sent:
            assert client.get(path).status_code == 200
        assert len([one for one in sent.captured_queries if " FROM " in one["sql"]]) <= most, path


def test_a_list_is_made_filled_changed_put_away_and_brought_back(
    keeper: Person, version: Version, now: datetime, as_: As
) -> None:
    client, team = as_(keeper), a_unit(now, "Sygedagpenge")
    function = a_function(now, "Sagsbehandler")
    sent = {"name": "Ny hos os", "unit": team.pk, "function": function.pk, "is_for_newcomers": "on"}
    sent |= {"client_id": str(uuid4())}
    for _time in range(2):
        assert client.post(f"{OWN}ny/", sent).status_code == 302
    [made] = ReadingList.objects.all()
    page = f"{OWN}{made.pk}/"
    add = {"what": f"product:{version.product_id}", "days": "14", "client_id": str(uuid4())}
    for _time in range(2):
        assert client.post(f"{page}tilfoej/", add).status_code == 303
    [entry] = made.entries.all()
    shown = text_of(client.get(page))
    assert version.title in shown
    assert "Sagsbehandler · Sygedagpenge" in shown
    assert client.post(f"{page}tilfoej/", add | {"client_id": str(uuid4())}).status_code == 422
    change = {"name": "Nyt navn", "unit": "", "edit": 1}
    assert client.post(f"{page}om/", change).status_code == 302
    both = client.post(f"{page}om/", change | {"name": "Et andet"})
    assert both.status_code == 422
    assert "Nyt navn" in text_of(both)
    assert "Et andet" in text_of(both)
    client.post(f"{page}orden/", {"retire": "1"})
    assert made.again().retired_at is not None
    taken = client.post(f"{OWN}ny/", {"name": "Nyt navn"})
    assert taken.status_code == 422
    assert "Nyt navn" in text_of(client.get(OWN))
    client.post(f"{page}orden/", {"take_up": "1"})
    assert made.again().retired_at is None
    client.post(f"{page}orden/", {"remove": entry.pk})
    assert not made.entries.exists()
    assert client.post(f"{page}orden/", {"down": f"{entry.pk}:1"}).status_code == 404
    assert client.post(f"{page}orden/", {}).status_code == 404


def test_moved_by_a_stale_page_nothing_moves(
    anna: Person, dorte: Person, keeper: Person, made: ReadingList, now: datetime, as_: As
) -> None:
    other = published(a_product(anna, now), dorte, anna, now)
    second = operations.add_product(reading_list=made, product=other.product, by=keeper, now=now)
    client = as_(keeper)
    for _time in range(2):
        client.post(f"{OWN}{made.pk}/orden/", {"up": f"{second.pk}:2"})
    assert made.entries.order_by("position").first() == second
    assert client.post(f"{OWN}{made.pk}/orden/", {"up": f"{second.pk}:x"}).status_code == 404


def test_a_leader_chooses_among_the_own_units_only(anna: Person, now: datetime, as_: As) -> None:
    mine, theirs = a_unit(now, "Sygedagpenge"), a_unit(now, "Virksomhed")
    Assignment.objects.create(kind=AssignmentKind.LEADER, person=anna, unit=mine, since_on=day_of(now))
    client = as_(anna)
    page = text_of(client.get(f"{OWN}ny/"))
    assert str(mine.pk) in page
    assert str(theirs.pk) not in page
    for unit in (theirs.pk, "", uuid4()):
        assert client.post(f"{OWN}ny/", {"name": "x", "unit": unit}).status_code == 422
    assert client.post(f"{OWN}ny/", {"name": "Hos os", "unit": mine.pk}).status_code == 302


def test_others_read_lists_and_change_none(
    bo: Person, carla: Person, guest: Person, made: ReadingList, as_: As
) -> None:
    page = f"{OWN}{made.pk}/"
    assert "Så vi siger det samme." in text_of(as_(bo).get(page))
    assert "orden/" not in text_of(as_(bo).get(page))
    for path, posted in (
        (f"{page}om/", {}),
        (f"{page}tilfoej/", {}),
        (f"{OWN}ny/", {}),
        (f"{page}orden/", {"retire": 1}),
    ):
        assert as_(bo).post(path, posted).status_code == 403, path
        assert as_(guest).post(path, posted).status_code in (403, 404), path
    assert as_(bo).get(f"{OWN}ny/").status_code == 403
    assert as_(guest).get(OWN).status_code == 403
    assert as_(guest).get("/").status_code == 200
    assert as_(carla).get(OWN).status_code == 200
    for stranger in (carla, guest):
        assert as_(stranger).get(page).status_code == 404
    assert made.again().retired_at is None


def test_a_member_without_a_place_is_asked_nothing(anna: Person, made: ReadingList, as_: As) -> None:
    text = text_of(as_(anna).get(OWN))
    assert "laest/" not in text
    assert made.name in text


def test_the_mentor_and_nobody_else_sees_what_a_newcomer_has_read(
    space: Any, anna: Person, bo: Person, keeper: Person, version: Version, made: ReadingList, now: datetime, as_: As
) -> None:
    Assignment.objects.create(kind=AssignmentKind.MENTOR, person=anna, for_person=bo, since_on=day_of(now))
    page = f"{OWN}hos/{bo.pk}/"
    text = text_of(as_(anna).get(page))
    assert version.title in text
    assert "laest/" not in text
    assert page in text_of(as_(anna).get(OWN))
    assert page in text_of(as_(anna).get(f"/organisation/personer/{bo.pk}/"))
    other = person_in(space, "Finn Fog", "finn@nordager.example")
    for reader in (keeper, other):
        assert as_(reader).get(page).status_code == 403
        assert page not in text_of(as_(reader).get(f"/organisation/personer/{bo.pk}/"))
    assert as_(bo).get(page).url == OWN
    assert as_(anna).get(f"{OWN}hos/{uuid4()}/").status_code == 404


def test_words_with_a_number_are_refused_and_come_back(keeper: Person, as_: As) -> None:
    answer = as_(keeper).post(f"{OWN}ny/", {"name": "Liste", "about": "Om 710101-1234 og planen"})
    assert answer.status_code == 422
    assert not ReadingList.objects.exists()


def test_programs_do_the_same(
    anna: Person, bo: Person, keeper: Person, version: Version, made: ReadingList, now: datetime, client: Client
) -> None:
    def call(person: Person, method: str, path: str, **body: Any) -> Any:
        token = tenancy.give_token(person=person, label="Test", now=now)
        headers = {"Authorization": f"Bearer {token}"}
        return client.generic(method, f"/api/v1{path}", _json(body), content_type="application/json", headers=headers)

    mine = call(bo, "GET", "/me/reading").json()
    assert [(one["title"], one["version"], one["is_read"], one["due_on"]) for one in mine] == [
        (version.title, 1, False, "2026-03-11")
    ]
    confirm = f"/products/{version.product_id}/versions/1/confirmation"
    assert [call(bo, "PUT", confirm).status_code for _time in range(2)] == [200, 200]
    assert Confirmation.objects.count() == 1
    assert call(bo, "GET", "/me/reading").json()[0]["is_read"]
    assert call(anna, "PUT", confirm).status_code == 409
    assert call(anna, "GET", f"/people/{bo.pk}/reading").status_code == 403
    lists = f"/reading-lists/{made.pk}"
    assert call(bo, "GET", lists).json()["entries"][0]["of"] is None
    assert call(bo, "PUT", f"{lists}/retirement").status_code == 403
    changed = call(keeper, "PUT", lists, name="Nyt", expected_edit=1)
    assert changed.json()["edit"] == 2
    assert call(keeper, "PUT", lists, name="Igen", expected_edit=1).status_code == 409
    assert call(keeper, "POST", "/reading-lists", name="Nyt").status_code == 422
    new = call(keeper, "POST", "/reading-lists", name="Et til").json()
    added = call(keeper, "POST", f"/reading-lists/{new['id']}/entries", product_id=str(version.product_id), days=3)
    [entry] = added.json()["entries"]
    assert call(keeper, "POST", f"/reading-lists/{new['id']}/entries").status_code == 422
    move = f"/reading-lists/{new['id']}/entries/{entry['id']}"
    assert call(keeper, "POST", f"{move}/move", up=True, expected_position=1).status_code == 200
    assert call(keeper, "DELETE", move).json()["entries"] == []
    assert call(keeper, "PUT", f"{lists}/retirement").json()["retired_at"]
    assert call(keeper, "DELETE", f"{lists}/retirement").json()["retired_at"] is None
    assert len(call(bo, "GET", "/reading-lists").json()["items"]) == 2


def _json(body: dict[str, Any]) -> str:
    return json.dumps(body) if body else ""
