"""Who is to come: where they come from, whether they fit in, and who is missing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from pejl.foundation.tenancy.models import Person, Space
from pejl.meetings import operations, queries
from pejl.meetings.models import Meeting, Participant
from pejl.meetings.names import Reply
from pejl.meetings.tests.factories import a_meeting, an_announced_meeting
from pejl.organisation import operations as organisation
from pejl.organisation.models import Unit
from pejl.organisation.tests.factories import a_function, a_guest, a_unit, an_administrator, employed
from tests.people import person_in

As = Callable[[Person], Client]


@pytest.fixture
def house(space: Space, now: datetime) -> dict[str, Unit]:
    """One job centre, two departments in it, a team in the first."""
    centre = a_unit(now, "Jobcentret")
    first, second = (a_unit(now, name, parent=centre) for name in ("Beskæftigelse", "Ydelse"))
    return {"first": first, "second": second, "team": a_unit(now, "Team Ung", parent=first)}


def placed(space: Space, now: datetime, name: str, unit: Unit, function: Any) -> Person:
    person = person_in(space, name, f"{name.split(maxsplit=1)[0].lower()}-{unit.pk.hex[:4]}@nordager.example")
    employed(person, now, unit, function)
    return person


def missing(meeting: Meeting, now: datetime) -> list[str]:
    found = queries.missing_functions(queries.people_of(meeting.again()), now.date())
    return [one.function.name for one in found]


def test_a_function_of_the_units_concerned_is_missed(anna: Person, space: Space, house: Any, now: datetime) -> None:
    caseworker, consultant, clerk = (a_function(now, name) for name in ("Sagsbehandler", "Jobkonsulent", "Sekretær"))
    bo = placed(space, now, "Bente Bo", house["first"], caseworker)
    placed(space, now, "Jens Job", house["team"], consultant)
    elsewhere = placed(space, now, "Yrsa Y", house["second"], clerk)
    meeting = a_meeting(anna, now=now)
    assert missing(meeting, now) == []
    operations.choose(meeting=meeting, people=[bo], by=anna, now=now)
    assert missing(meeting, now) == ["Jobkonsulent"]
    operations.choose(meeting=meeting, people=[elsewhere], by=anna, now=now)
    assert missing(meeting, now) == ["Jobkonsulent"]


def test_a_joint_meeting_concerns_the_whole_house(anna: Person, space: Space, house: Any, now: datetime) -> None:
    caseworker, clerk = a_function(now), a_function(now, "Sekretær")
    one = placed(space, now, "Bente Bo", house["team"], caseworker)
    other = placed(space, now, "Yrsa Y", house["second"], caseworker)
    placed(space, now, "Sanne S", house["second"].parent, clerk)
    meeting = a_meeting(anna, now=now)
    operations.choose(meeting=meeting, people=[one], by=anna, now=now)
    assert missing(meeting, now) == []
    operations.choose(meeting=meeting, people=[other], by=anna, now=now)
    assert missing(meeting, now) == ["Sekretær"]


def test_nobody_misses_a_function_that_is_out_of_use_or_held_by_leavers(
    anna: Person, space: Space, house: Any, now: datetime
) -> None:
    caseworker, old, gone = (a_function(now, name) for name in ("Sagsbehandler", "Fuldmægtig", "Projektleder"))
    bo = placed(space, now, "Bente Bo", house["first"], caseworker)
    placed(space, now, "Ove Old", house["first"], old)
    leaver = placed(space, now, "Lis Leve", house["first"], gone)
    organisation.retire_function(function=old, now=now, by=None)
    Person.objects.filter(pk=leaver.pk).update(left_on=now.date())
    meeting = a_meeting(anna, now=now)
    operations.choose(meeting=meeting, people=[bo], by=anna, now=now)
    assert missing(meeting, now) == []


def test_one_press_adds_those_who_are_missing(anna: Person, space: Space, house: Any, now: datetime, as_: As) -> None:
    caseworker, consultant = a_function(now), a_function(now, "Jobkonsulent")
    bo = placed(space, now, "Bente Bo", house["first"], caseworker)
    jens = placed(space, now, "Jens Job", house["team"], consultant)
    meeting = a_meeting(anna, now=now)
    operations.choose(meeting=meeting, people=[bo], by=anna, now=now)
    path = f"/moeder/{meeting.pk}/deltagere/"
    page = as_(anna).get(path).content.decode()
    assert "jobkonsulent" in page
    assert f'name="people" value="{jens.pk}"' in page
    as_(anna).post(f"{path}vaelg/", {"people": [str(jens.pk)]})
    assert 'id="missing"' not in as_(anna).get(path).content.decode()
    assert Participant.objects.filter(meeting=meeting, person=jens).exists()


def test_the_room_warns_when_it_is_too_small_and_whoever_says_no_needs_no_chair(
    anna: Person, bo: Person, now: datetime, as_: As
) -> None:
    meeting = an_announced_meeting(anna, now=now, people=(bo,), capacity=1)
    everybody = queries.people_of(meeting.again())
    assert "1" in queries.lacks_room(meeting, everybody)
    assert queries.lacks_room(meeting, everybody) in queries.warnings_of(meeting, [], leaders=[anna], now=now)
    assert queries.lacks_room(meeting, everybody) in as_(anna).get(f"/moeder/{meeting.pk}/deltagere/").content.decode()
    operations.reply(meeting=meeting, reply=Reply.DECLINED, by=bo, now=now)
    assert queries.lacks_room(meeting, queries.people_of(meeting.again())) == ""


def test_the_counts_are_those_of_the_meeting(anna: Person, bo: Person, space: Space, now: datetime) -> None:
    cecilie = person_in(space, "Cecilie Dam", "cecilie@nordager.example")
    meeting = an_announced_meeting(anna, now=now, people=(bo, cecilie))
    operations.reply(meeting=meeting, reply=Reply.DECLINED, by=bo, now=now)
    operations.choose(meeting=meeting, people=[person_in(space, "Dan", "dan@x.example")], by=anna, now=now)
    assert queries.counts_of(queries.people_of(meeting.again())) == queries.Counts(4, 1, 1, 1)


def test_one_sees_where_everybody_comes_from(anna: Person, space: Space, house: Any, now: datetime, as_: As) -> None:
    bo = placed(space, now, "Bente Bo", house["team"], a_function(now))
    guest = a_guest(an_administrator(anna, now), now)
    meeting = a_meeting(anna, now=now)
    operations.choose(meeting=meeting, people=[bo, guest], by=anna, now=now)
    for sort in ("", "?sort=unit", "?sort=answer", "?sort=noget"):
        page = as_(anna).get(f"/moeder/{meeting.pk}/deltagere/{sort}").content.decode()
        assert "Bente Bo · Team Ung, Sagsbehandler" in page
        assert "Gerda Gæst · Praksisforskning" in page


def test_no_two_things_on_the_page_have_one_name(
    anna: Person, bo: Person, space: Space, now: datetime, as_: As
) -> None:
    meeting = an_announced_meeting(anna, now=now, people=(bo,))
    person_in(space, "Bodil Ærø", "bodil@nordager.example")
    ids = re.findall(r' id="([^"]+)"', as_(anna).get(f"/moeder/{meeting.pk}/deltagere/?q=bodil").content.decode())
    assert sorted(ids) == sorted(set(ids))


def test_searching_finds_colleagues_and_guests_who_are_not_on_the_list(
    anna: Person, bo: Person, space: Space, now: datetime, as_: As
) -> None:
    person_in(space, "Bodil Ærø", "bodil@nordager.example")
    meeting = a_meeting(anna, now=now)
    operations.choose(meeting=meeting, people=[bo], by=anna, now=now)
    page = as_(anna).get(f"/moeder/{meeting.pk}/deltagere/?q=ÆR").content.decode()
    found = page.split('id="by-name"')[1].split("</details>")[0]
    assert "Bodil Ærø" in found
    assert "Bo Bæk" not in found


def test_a_long_list_asks_no_more_than_a_short_one(
    anna: Person, space: Space, house: Any, now: datetime, as_: As, django_assert_max_num_queries: Any
) -> None:
    meeting, client = a_meeting(anna, now=now), as_(anna)
    function = a_function(now)
    path = f"/moeder/{meeting.pk}/deltagere/?sort=unit"

    def asked() -> int:
        with django_assert_max_num_queries(60) as seen:
            assert client.get(path).status_code == 200
        return len(seen.captured_queries)

    for number in range(3):
        person = placed(space, now, f"Nr{number} Et", house["team"], function)
        operations.choose(meeting=meeting, people=[person], by=anna, now=now)
    asked()  # the session's first page
    short = asked()
    for number in range(12):
        person = placed(space, now, f"Nr{number} To", house["second"], function)
        operations.choose(meeting=meeting, people=[person], by=anna, now=now)
    assert asked() == short


def test_the_same_by_api(anna: Person, bo: Person, space: Space, house: Any, now: datetime, api_as: As) -> None:
    consultant = a_function(now, "Jobkonsulent")
    jens = placed(space, now, "Jens Job", house["first"], consultant)
    employed(bo, now, house["first"], a_function(now))
    meeting = a_meeting(anna, now=now, capacity=1)
    operations.choose(meeting=meeting, people=[bo], by=anna, now=now)
    client, path = api_as(anna), f"/api/v1/meetings/{meeting.pk}"
    picture = client.get(f"{path}/picture").json()
    assert picture["counts"]["on_the_list"] == 2
    assert picture["room_warning"]
    assert picture["missing"] == [{"id": str(consultant.pk), "name": "Jobkonsulent", "people": [str(jens.pk)]}]
    guest = {"name": "Gitte Gran", "comes_from": "Værkstedet", "email": "gitte@x.example"}
    assert client.post(f"{path}/guests", guest, content_type="application/json").status_code == 201
    assert client.post(f"{path}/guests", guest | {"email": " "}, content_type="application/json").status_code == 422
    assert api_as(bo).get(f"{path}/picture").status_code == 404
