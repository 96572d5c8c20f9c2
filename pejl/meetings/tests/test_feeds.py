"""Calendars that people subscribe to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import icalendar
import pytest
import time_machine
import vobject
from django.test import Client

from pejl.foundation.refusals import NotAllowed, Refusal
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Account, Person, Space, Token
from pejl.meetings import operations
from pejl.meetings.models import Feed, Meeting
from pejl.meetings.names import ItemRole
from pejl.meetings.operations.feeds import MOST_FEEDS
from pejl.meetings.tests.factories import a_meeting, an_announced_meeting, an_item
from pejl.organisation.models import Unit
from pejl.organisation.tests.factories import a_function, a_unit, employed
from tests.people import NOW, person_in

As = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def team(bo: Person, now: datetime) -> Unit:
    """Bo's, inside another."""
    team = a_unit(now, "Team Job", parent=a_unit(now, "Beskæftigelse"))
    employed(bo, now, team, a_function(now))
    return team


def made(person: Person, now: datetime, unit: Unit | None = None) -> str:
    """The path of a new address."""
    _feed, secret = operations.subscribe(unit=unit, by=person, now=now)
    return f"/kalender/{secret}.ics"


def titles(path: str) -> list[str]:
    answer = Client().get(path)
    assert answer.status_code == 200
    one = sorted(str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(answer.content).events)
    two = vobject.readOne(answer.content.decode())
    assert one == sorted(event.summary.value for event in two.contents.get("vevent", []))
    return one


def test_my_meetings_with_what_i_do_in_them(anna: Person, bo: Person, space: Space, now: datetime):
    cecilie = person_in(space, "Cecilie Dam", "cecilie@nordager.example")
    mine = a_meeting(anna, now=now, title="Mit")
    operations.set_parts(
        item=an_item(mine, by=anna, now=now), parts={ItemRole.PRESENTER: [bo]}, by=anna, now=now
    )  # fmt: skip
    operations.invite(meeting=mine, by=anna, now=now)
    an_announced_meeting(anna, now=now, title="Andres", people=(cecilie,))
    draft = a_meeting(anna, now=now, title="Kladde")
    operations.choose(meeting=draft, people=[bo], by=anna, now=now)
    path = made(bo, now)
    assert titles(path) == ["Mit"]
    (event,) = icalendar.Calendar.from_ical(Client().get(path).content).events
    assert "9.00: Loven" in str(event["DESCRIPTION"])
    assert "ATTENDEE" not in event
    assert b"cecilie@" not in Client().get(path).content


def test_a_units_meetings_are_those_of_its_people_without_anybodys_part(
    anna: Person, bo: Person, team: Unit, space: Space, now: datetime
):
    cecilie = person_in(space, "Cecilie Dam", "cecilie@nordager.example")
    employed(cecilie, now, team, a_function(now, "Jobkonsulent"))
    meeting = a_meeting(anna, now=now, title="Cecilies")
    operations.set_parts(
        item=an_item(meeting, by=anna, now=now), parts={ItemRole.PRESENTER: [cecilie]}, by=anna, now=now
    )  # fmt: skip
    operations.invite(meeting=meeting, by=anna, now=now)
    an_announced_meeting(anna, now=now, title="Kun Annas")
    for unit in (team, team.parent):
        path = made(bo, now, unit)
        assert titles(path) == ["Cecilies"]
        assert b"Loven" not in Client().get(path).content
        assert b"Cecilie" not in Client().get(path).content.replace(b"Cecilies", b"")


def test_another_units_meetings_are_not_followed(bo: Person, team: Unit, now: datetime):
    with pytest.raises(NotAllowed):
        made(bo, now, a_unit(now, "Ydelse"))


def test_what_is_cancelled_is_struck_out_for_a_month(anna: Person, bo: Person, now: datetime, clock: Any):
    meeting = an_announced_meeting(anna, now=now, people=(bo,))
    path = made(bo, now)
    operations.cancel(meeting=meeting, reason="", by=anna, now=now)
    (event,) = icalendar.Calendar.from_ical(Client().get(path).content).events
    assert str(event["STATUS"]) == "CANCELLED"
    clock.move_to(now + timedelta(days=31))
    assert titles(path) == []


def test_the_file_is_fetched_once_until_something_changes(anna: Person, bo: Person, now: datetime, clock: Any):
    meeting = an_announced_meeting(anna, now=now, people=(bo,))
    path = made(bo, now)
    first = Client().get(path)
    assert first.headers["Cache-Control"] == "private, no-cache"
    clock.move_to(now + timedelta(hours=5))
    again = Client().get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert Client().get(path).content == first.content
    said = {"title": "Nyt navn", "purposes": [], "place": "Kantinen", "starts_at": meeting.starts_at}
    operations.change(meeting=meeting, **said, leaders=[anna], expected_version=meeting.version, by=anna, now=now)
    changed = Client().get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert "Nyt navn" in changed.content.decode()


def test_a_revoked_an_unknown_and_a_leavers_address_are_all_nothing(anna: Person, bo: Person, now: datetime):
    paths = {who: made(person, now) for who, person in (("revoked", anna), ("left", bo), ("closed", anna))}
    operations.revoke_feed(feed=Feed.objects.filter(person=anna).order_by("made_at")[0], by=anna, now=now)
    Feed.objects.filter(person=anna, revoked_at=None).update(revoked_at=now)
    Person.objects.filter(pk=bo.pk).update(left_on=now.date())
    never = f"/kalender/{Token.new_secret(scopes.current_space())}.ics"
    answers = [Client().get(path) for path in (*paths.values(), never, "/kalender/x.ics")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_an_account_that_is_closed_reads_no_calendar(bo: Person, now: datetime):
    path = made(bo, now)
    Account.objects.filter(pk=bo.account_id).update(is_active=False)
    assert Client().get(path).status_code == 404


def test_a_guest_follows_what_they_are_invited_to(anna: Person, space: Space, now: datetime):
    guest = person_in(space, "Gitte Gran", "gitte@x.example", is_guest=True)
    an_announced_meeting(anna, now=now, title="Inviteret", people=(guest,))
    an_announced_meeting(anna, now=now, title="Ikke inviteret")
    assert titles(made(guest, now)) == ["Inviteret"]
    with pytest.raises(NotAllowed):
        made(guest, now, a_unit(now))


def test_fetching_writes_once_a_day(bo: Person, now: datetime, clock: Any, django_assert_max_num_queries: Any):
    path = made(bo, now)
    Client().get(path)
    assert Feed.objects.get().fetched_on == now.date()
    with django_assert_max_num_queries(12) as seen:
        Client().get(path)
    assert not [one for one in seen.captured_queries if one["sql"].startswith("UPDATE")]
    clock.move_to(now + timedelta(days=1))
    Client().get(path)
    assert Feed.objects.get().fetched_on == now.date() + timedelta(days=1)


def test_a_long_calendar_asks_no_more_than_a_short_one(
    anna: Person, bo: Person, now: datetime, django_assert_num_queries: Any, django_assert_max_num_queries: Any
):
    path = made(bo, now)
    an_announced_meeting(anna, now=now, people=(bo,))
    Client().get(path)
    with django_assert_max_num_queries(12) as short:
        Client().get(path)
    for number in range(6):
        an_announced_meeting(anna, now=now, people=(bo,), title=f"Møde {number}")
    with django_assert_num_queries(len(short.captured_queries)):
        Client().get(path)


def test_the_page_shows_an_address_once_and_closes_it(anna: Person, bo: Person, team: Unit, now: datetime, as_: As):
    client = as_(bo)
    assert "/kalender/" in client.get("/").content.decode()
    page = client.post("/kalender/", {"unit": str(team.pk)}).content.decode()
    secret = page.split("/kalender/pejl_")[1].split(".ics")[0]
    assert Feed.objects.get().digest == Token.digest_of(f"pejl_{secret}")
    again = client.get("/kalender/").content.decode()
    assert secret not in again
    assert "Team Job" in again
    feed = Feed.objects.get()
    assert as_(anna).post(f"/kalender/{feed.pk}/luk/").status_code == 404
    assert client.post(f"/kalender/{feed.pk}/luk/").status_code == 303
    assert Client().get(f"/kalender/pejl_{secret}.ics").status_code == 404


def test_nobody_collects_addresses(bo: Person, now: datetime):
    for _ in range(MOST_FEEDS):
        made(bo, now)
    with pytest.raises(Refusal):
        made(bo, now)


def test_the_same_by_api(bo: Person, anna: Person, team: Unit, now: datetime, api_as: As):
    client = api_as(bo)
    answer = client.post("/api/v1/feeds", {"unit": str(team.pk)}, content_type="application/json")
    assert answer.status_code == 201
    address = answer.json()["address"]
    assert Client().get(address.partition("localhost:8000")[2]).status_code == 200
    (listed,) = client.get("/api/v1/feeds").json()
    assert (listed["unit"], "address" in listed) == (str(team.pk), False)
    assert api_as(anna).delete(f"/api/v1/feeds/{listed['id']}").status_code == 404
    assert client.delete(f"/api/v1/feeds/{listed['id']}").status_code == 204
    assert client.get("/api/v1/feeds").json() == []


def test_signed_in_as_a_neighbour_the_address_is_still_ones_own(
    anna: Person, bo: Person, carla: Person, now: datetime, as_: As
):
    an_announced_meeting(anna, now=now, people=(bo,))
    answer = as_(carla).get(made(bo, now))
    assert b"Virksomhedspraktik" in answer.content
    assert Meeting.objects.count() == 1
