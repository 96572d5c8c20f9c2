"""Following without signing in: what the code opens, what it never shows, and what guesses cost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pejl.foundation.login import doors
from pejl.foundation.login.models import Guesses
from pejl.foundation.login.operations.guesses import take
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person, Space
from pejl.meetings import operations as meetings
from pejl.meetings.models import AgendaItem
from pejl.room import operations, queries
from pejl.room.tests.factories import Evening, a_card, an_evening

Browser = Callable[[Person], Client]


@pytest.fixture
def code(evening: Evening, anna: Person, now: datetime) -> str:
    """Following is open."""
    return operations.open_following(meeting=evening.meeting, by=anna, now=now).code


@pytest.fixture(autouse=True)
def _at_the_meeting(now: datetime) -> object:
    with time_machine.travel(now, tick=False):
        yield


def stranger() -> Client:
    """A browser of nobody, who reads English."""
    client = Client()
    client.cookies["pejl_language"] = "en"
    return client


def address(code: str) -> str:
    return reverse("follow:meeting", args=[code])


@pytest.mark.usefixtures("plenary")
def test_code_from_the_wall_opens_where_the_meeting_is(
    evening: Evening, plenary: AgendaItem, bo: Person, code: str, now: datetime
) -> None:
    a_card(plenary, "Ring først", by=bo, now=now)
    operations.raise_hand(meeting=evening.meeting, kind="new", client_id=uuid4(), by=bo, now=now)
    client = stranger()
    typed = client.post(reverse("follow:code"), {"code": f"{code[:4].lower()} {code[4:]}"})
    assert (typed.status_code, typed["Location"]) == (303, address(code))
    answer = client.get(address(code))
    page = answer.content.decode()
    assert plenary.label in page
    assert f'data-follow="meeting:{evening.meeting.pk}/follower"' in page
    assert not any(word in page for word in ("Bo Bæk", "Anna Ager", "Ring først", "Husk lokalet", "Dorte Dam"))
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("no-store", "noindex, nofollow")
    assert client.post(address(code)).status_code == 405


@pytest.mark.usefixtures("plenary")
def test_every_code_that_opens_nothing_is_answered_alike(
    evening: Evening, anna: Person, carla: Person, other_space: Space, code: str, now: datetime
) -> None:
    new = operations.renew_following(meeting=evening.meeting, expected_code=code, by=anna, now=now).code
    with scopes.scope(other_space.pk):
        unopened = an_evening(carla, now=now).meeting
        theirs = operations.open_following(meeting=unopened, by=carla, now=now).code
    other_day = unopened.starts_at.date() != now.date()
    pages = {one: stranger().get(address(one)) for one in (code, theirs, "CDFGHJKM", "x", "0000-0000-0000")}
    assert other_day
    assert {answer.status_code for answer in pages.values()} == {404}
    tokenless = {_without_token(answer.content.decode()) for answer in pages.values()}
    assert len(tokenless) == 1
    follower = stranger()
    assert follower.get(address(new)).status_code == 200
    meetings.end(meeting=evening.meeting, by=anna, now=now)
    assert follower.get(address(new)).status_code == 404


def _without_token(page: str) -> str:
    """The page but for what is drawn anew for each answer."""
    return "".join(line for line in page.splitlines(keepends=True) if "csrfmiddlewaretoken" not in line)


@pytest.mark.usefixtures("plenary")
def test_guesses_are_counted_and_the_right_code_is_not(code: str, now: datetime) -> None:
    client, network = stranger(), doors.Door(doors.NETWORK, "follow:127.0.0.1")
    assert client.get(address(code)).status_code == 200
    assert Guesses.objects.get(key=network.key).count == 0
    for _try in range(doors.NETWORK.free - 1):
        take(doors=[network], now=now)
    assert stranger().get(address("CDFG3344")).status_code == 404
    assert stranger().get(address("CDFGHJKM")).status_code == 429
    # Now the right code is not looked at either, but by a browser that has proved it before.
    assert stranger().post(reverse("follow:code"), {"code": code}).status_code == 429
    assert client.get(address(code)).status_code == 200
    with time_machine.travel(now + timedelta(hours=1, minutes=1), tick=False):
        assert stranger().get(address(code)).status_code == 200


@pytest.mark.usefixtures("plenary")
def test_who_is_signed_in_presses_once(bo: Person, code: str, as_: Browser) -> None:
    client = as_(bo)
    asked = client.get(address(code))
    assert (asked.status_code, asked.url) == (302, f"{reverse('follow:code')}?kode={code}")
    assert f'value="{code}"' in client.get(asked.url).content.decode()
    assert client.post(reverse("follow:code"), {"code": code}).status_code == 303
    assert client.get(address(code)).status_code == 200


@pytest.mark.usefixtures("plenary")
def test_stream_is_for_the_meeting_of_the_code(
    evening: Evening, anna: Person, bo: Person, code: str, now: datetime
) -> None:
    def follow(client: Client, view: str = "follower", meeting: object = evening.meeting.pk) -> int:
        return client.get(reverse("live:stream"), {"follow": f"meeting:{meeting}/{view}@0"}).status_code

    client = stranger()
    assert follow(client) == 401
    client.get(address(code))
    assert follow(client) == 200
    assert [follow(client, view) for view in ("participant", "wall", "leader")] == [401, 401, 401]
    assert follow(client, meeting=an_evening(anna, now=now).meeting.pk) == 401
    operations.close_following(meeting=evening.meeting, expected_code=code, by=anna, now=now)
    assert follow(client) == 401


@pytest.mark.usefixtures("plenary")
def test_follower_asks_the_same_whoever_takes_part(evening: Evening, bo: Person, code: str, now: datetime) -> None:
    client, counted = stranger(), []
    client.get(address(code))
    for _time in range(2):
        operations.raise_hand(meeting=evening.meeting, kind="new", client_id=uuid4(), by=bo, now=now)
        with CaptureQueriesContext(connection) as asked:
            client.get(address(code))
        counted.append(sum("FROM" in query["sql"] for query in asked))
    assert counted[0] == counted[1] <= 12


@pytest.mark.usefixtures("plenary")
def test_leaders_let_others_follow_from_their_page(
    evening: Evening, anna: Person, bo: Person, as_: Browser, now: datetime
) -> None:
    place, lead = reverse("room:following", args=[evening.meeting.pk]), reverse("room:lead", args=[evening.meeting.pk])
    leader = as_(anna)
    assert leader.post(place, {"view": "leader"}).url == lead
    first = queries.follow_code_of(evening.meeting)
    assert first is not None
    wall = leader.get(reverse("room:wall", args=[evening.meeting.pk])).content.decode()
    for page in (leader.get(lead).content.decode(), wall):
        assert queries.in_groups(first) in page
        assert 'class="square-code' in page
    leader.post(place, {"view": "leader", "renew": "", "expected_code": first.code})
    stale = leader.post(place, {"view": "leader", "close": "", "expected_code": first.code})
    assert (stale.status_code, "changed in between" in stale.content.decode()) == (409, True)
    second = queries.follow_code_of(evening.meeting)
    assert second is not None
    leader.post(place, {"view": "leader", "close": "", "expected_code": second.code})
    assert queries.follow_code_of(evening.meeting) is None
