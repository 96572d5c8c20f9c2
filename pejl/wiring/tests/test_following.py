"""Themes, meetings and products that follow the direction: who may say so, and where it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from pejl.direction import operations, permissions, queries
from pejl.direction.models import Link, Statement
from pejl.direction.tests.factories import a_leader, a_manager, replaced, stated
from pejl.foundation.audit.models import Event
from pejl.foundation.formats.moments import day_of
from pejl.foundation.refusals import Invalid, NotAllowed
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import pointers, scopes
from pejl.foundation.tenancy.models import Account, Person
from pejl.foundation.tenancy.pointers import Pointer
from pejl.guidance.tests.factories import a_product
from pejl.meetings.tests.factories import a_meeting
from pejl.organisation.tests.factories import a_group, a_unit
from pejl.themes.models import Theme
from pejl.themes.tests.factories import a_theme
from pejl.wiring.following import KEEPERS
from pejl.wiring.kinds import KINDS, PAGES

As = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def _today(now: datetime) -> Iterator[None]:
    """Pages read the clock."""
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def manager(now: datetime, space: object) -> Person:
    """Of the management, with nothing of her own in it."""
    account = Account.objects.create_user("dorte@nordager.example", None)
    return a_manager(tenancy.seat(name="Dorte Dam", account=account), now)


@pytest.fixture
def statement(manager: Person, now: datetime) -> Statement:
    """A goal."""
    return stated(manager, now, title="Flere i job", since_on=date(2026, 1, 1))


@pytest.fixture
def theme(anna: Person, now: datetime) -> Theme:
    """Anna's."""
    return a_theme(anna, now, title="Praktik")


def to(thing: Any) -> Pointer:
    return pointers.to(thing, title=thing.title)


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def test_what_can_follow_is_known_and_has_a_page() -> None:
    assert set(KEEPERS) <= set(KINDS)
    assert set(KEEPERS) <= set(PAGES)


@pytest.mark.parametrize("kind", KEEPERS)
def test_those_who_look_after_it_and_those_who_lead_say_what_it_follows(
    anna: Person, bo: Person, manager: Person, theme: Theme, now: datetime, kind: str
) -> None:
    a_group(now, anna)
    thing = {"theme": theme, "meeting": a_meeting(anna, now=now), "product": a_product(anna, now)}[kind]
    today = day_of(now)
    assert permissions.may_link(anna, thing, kind, today)
    assert permissions.may_link(manager, thing, kind, today)
    assert not permissions.may_link(bo, thing, kind, today)
    assert permissions.may_link(a_leader(bo, a_unit(now), today), thing, kind, today)
    assert not permissions.may_link(tenancy.seat(name="Gæst", is_guest=True), thing, kind, today)


def test_nothing_else_follows_anything(manager: Person, now: datetime) -> None:
    unit = a_unit(now)
    assert not permissions.may_link(manager, unit, "unit", day_of(now))


def test_linking_twice_is_linking_once_and_so_with_unlinking(
    manager: Person, statement: Statement, theme: Theme, now: datetime
) -> None:
    for _twice in range(2):
        operations.link(statements=[statement], about=to(theme), by=manager, now=now)
    assert Link.objects.get().about == to(theme)
    assert Event.objects.filter(event="link.made").count() == 1
    for _twice in range(2):
        operations.unlink(statement=statement, about=to(theme), by=manager, now=now)
    assert not Link.objects.exists()
    assert Event.objects.filter(event="link.removed").count() == 1


def test_nothing_new_follows_what_is_over(manager: Person, statement: Statement, theme: Theme, now: datetime) -> None:
    operations.link(statements=[statement], about=to(theme), by=manager, now=now)
    replaced(statement, manager, now)
    assert [one.statement for one in queries.links_of(theme.pk, manager)] == [statement]
    with pytest.raises(Invalid):
        operations.link(statements=[statement], about=to(a_theme(manager, now)), by=manager, now=now)


def test_outsider_links_nothing_and_nobody_what_they_do_not_see(
    anna: Person, bo: Person, manager: Person, statement: Statement, theme: Theme, now: datetime
) -> None:
    draft = a_meeting(anna, now=now)
    for person, about in ((bo, to(theme)), (manager, to(draft)), (manager, Pointer("theme", uuid4(), "Ingen"))):
        with pytest.raises(NotAllowed):
            operations.link(statements=[statement], about=about, by=person, now=now)
    assert not Link.objects.exists()


def test_draft_meeting_is_not_named_to_those_who_do_not_see_it(
    anna: Person, bo: Person, statement: Statement, now: datetime, as_: As
) -> None:
    draft = a_meeting(anna, now=now, title="Endnu hemmeligt")
    operations.link(statements=[statement], about=to(draft), by=anna, now=now)
    assert "Endnu hemmeligt" in text_of(as_(anna).get(f"/retning/{statement.pk}/"))
    assert "Endnu hemmeligt" not in text_of(as_(bo).get(f"/retning/{statement.pk}/"))


def test_both_pages_show_it_and_it_can_be_taken_away(
    manager: Person, bo: Person, statement: Statement, theme: Theme, as_: As
) -> None:
    client, address = as_(manager), f"/retning/tema/{theme.pk}/"
    assert address in text_of(client.get(f"/temaer/{theme.pk}/"))
    answer = client.post(address, {"statements": [str(statement.pk)]}, follow=True)
    assert answer.redirect_chain == [(address, 302)]
    for page, other in ((f"/temaer/{theme.pk}/", f"/retning/{statement.pk}/"),):
        assert f'href="{other}"' in text_of(client.get(page))
        assert f'href="{page}"' in text_of(client.get(other))
        assert f'href="{other}"' in text_of(as_(bo).get(page))
        assert address not in text_of(as_(bo).get(page))
    client.post(f"{address}fjern/", {"statement": str(statement.pk)})
    assert not Link.objects.exists()


def test_meeting_and_product_show_what_they_follow(
    anna: Person, manager: Person, statement: Statement, now: datetime, as_: As
) -> None:
    client = as_(anna)
    for thing, page, address in (
        (a_meeting(anna, now=now), "moeder", "moede"),
        (a_product(anna, now), "pejlemaerker", "pejlemaerke"),
    ):
        assert client.post(f"/retning/{address}/{thing.pk}/", {"statements": [str(statement.pk)]}).status_code == 302
        shown = client.get(f"/{page}/{thing.pk}/?version=1" if address == "pejlemaerke" else f"/{page}/{thing.pk}/")
        assert f'href="/retning/{statement.pk}/"' in text_of(shown)
        assert f'href="/retning/{address}/{thing.pk}/"' in text_of(shown)


def test_choosing_nothing_or_what_is_over_comes_back(
    manager: Person, statement: Statement, theme: Theme, now: datetime, as_: As
) -> None:
    client, address = as_(manager), f"/retning/tema/{theme.pk}/"
    replaced(statement, manager, now)
    for chosen in ([], [str(statement.pk)], [str(uuid4())], ["x"]):
        assert client.post(address, {"statements": chosen}).status_code == 422
    assert client.post(f"{address}fjern/", {"statement": str(uuid4())}).status_code == 404
    assert not Link.objects.exists()


def test_choosing_is_not_for_everybody(bo: Person, carla: Person, statement: Statement, theme: Theme, as_: As) -> None:
    address = f"/retning/tema/{theme.pk}/"
    for path in (address, f"{address}fjern/"):
        said = {"statement": str(statement.pk), "statements": [str(statement.pk)]}
        assert as_(bo).post(path, said).status_code == 403
        assert as_(carla).post(path, said).status_code == 404
    assert as_(bo).get(address).status_code == 403


def test_empty_place_says_where_to_look(manager: Person, theme: Theme, as_: As) -> None:
    assert "empty-state" in text_of(as_(manager).get(f"/retning/tema/{theme.pk}/"))


def test_program_links_and_unlinks(
    manager: Person, bo: Person, carla: Person, statement: Statement, theme: Theme, api_as: As
) -> None:
    client, path = api_as(manager), f"/api/v1/statements/{statement.pk}/links"
    said = {"kind": "theme", "id": str(theme.pk)}
    made = client.post(path, said, content_type="application/json")
    assert (made.status_code, made.json()["about"]["title"]) == (201, "Praktik")
    assert api_as(bo).post(path, said, content_type="application/json").status_code == 403
    for wrong in ({"kind": "theme", "id": str(uuid4())}, {"kind": "meeting", "id": str(theme.pk)}):
        assert client.post(path, wrong, content_type="application/json").status_code == 404
    assert client.post(path, {"kind": "unit", "id": str(theme.pk)}, content_type="application/json").status_code == 422
    asked = f"/api/v1/direction-links?kind=theme&id={theme.pk}"
    assert [one["statement_id"] for one in api_as(bo).get(asked).json()["items"]] == [str(statement.pk)]
    assert api_as(carla).get(asked).status_code == 404
    [follower] = client.get(f"/api/v1/statements/{statement.pk}").json()["followers"]
    assert follower == {"kind": "theme", "id": str(theme.pk), "title": "Praktik", "is_alive": True}
    link = f"/api/v1/direction-links/{made.json()['id']}"
    assert api_as(bo).delete(link).status_code == 403
    assert api_as(carla).delete(link).status_code == 404
    assert client.delete(link).status_code == 204
    assert not Link.objects.exists()


def test_statement_of_another_job_centre_is_no_choice(
    manager: Person, carla: Person, theme: Theme, now: datetime, as_: As
) -> None:
    with scopes.scope(carla.space_id):
        theirs = stated(a_manager(carla, now), now, title="Deres")
    answer = as_(manager).post(f"/retning/tema/{theme.pk}/", {"statements": [str(theirs.pk)]})
    assert answer.status_code == 422
    assert "Deres" not in text_of(answer)
    assert not Link.objects.exists()
