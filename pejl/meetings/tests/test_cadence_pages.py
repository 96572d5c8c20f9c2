"""The pages of rhythms, pauses and closed days, as a browser meets them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client

from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person, Space
from pejl.meetings import operations
from pejl.meetings.models import ClosedDays, Meeting, Pause, Rhythm
from pejl.meetings.names import Kind
from pejl.meetings.tests.factories import a_pause, a_rhythm, an_announced_meeting
from pejl.organisation.models import Unit
from pejl.organisation.tests.factories import a_group, a_unit, an_administrator, employed
from tests.people import person_in

As = Callable[[Person], Client]
TODAY = date(2026, 3, 4)


@pytest.fixture(autouse=True)
def _today(now: datetime) -> Iterator[None]:
    """Pages read the clock."""
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def unit(anna: Person, now: datetime) -> Unit:
    """Anna's unit."""
    unit = a_unit(now)
    employed(anna, now, unit)
    return unit


def text_of(answer: Any) -> str:
    """What a person reads."""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


def at(unit: Unit, more: str = "") -> str:
    """The address of the unit's rhythm."""
    return f"/moeder/rytme/{unit.pk}/{more}"


SAID = {"weeks": "10", "weekday": "2", "starts_at": "9", "minutes": "180", "expected": ""}


def test_unit_without_a_rhythm_meets_by_need_and_can_set_one(anna: Person, unit: Unit, as_: As) -> None:
    client = as_(anna)
    assert f'href="{at(unit, "ret/")}"' in client.get(at(unit)).content.decode()
    answer = client.post(at(unit, "ret/"), SAID)
    assert (answer.status_code, answer["Location"]) == (303, at(unit))
    assert Rhythm.objects.get().unit == unit
    page = client.get(at(unit)).content.decode()
    assert page.count('<li class="row') >= 3
    assert "25. marts 2026" in page


def test_rhythm_of_another_kind_is_set_on_the_same_pages(anna: Person, unit: Unit, as_: As) -> None:
    client = as_(anna)
    answer = client.post(at(unit, "ret/?kind=department"), SAID)
    assert answer["Location"] == at(unit, "?kind=department")
    assert Rhythm.objects.get().kind == Kind.DEPARTMENT
    assert client.get(at(unit, "?kind=nonsense")).status_code == 200


@pytest.mark.parametrize(
    ("field", "value"),
    [("weeks", "0"), ("weeks", "60"), ("weekday", "5"), ("starts_at", "2.30"), ("minutes", "500"), ("weeks", "ti")],
)
def test_what_cannot_be_is_refused_beside_the_field(anna: Person, unit: Unit, as_: As, field: str, value: str) -> None:
    answer = as_(anna).post(at(unit, "ret/"), SAID | {field: value})
    assert answer.status_code == 422
    assert f'id="id_{field}-error"' in answer.content.decode()
    assert not Rhythm.objects.exists()


def test_second_of_two_sees_the_others_rhythm_and_can_save_over_it(
    anna: Person, unit: Unit, now: datetime, as_: As
) -> None:
    theirs = a_rhythm(unit, by=anna, now=now, weeks=4)
    client = as_(anna)
    answer = client.post(at(unit, "ret/"), SAID)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert str(theirs.pk) in page
    assert 'value="10"' in page
    assert client.post(at(unit, "ret/"), SAID | {"expected": str(theirs.pk)}).status_code == 303
    assert Rhythm.objects.get().weeks == 10


def test_rhythm_is_ended_with_one_press(anna: Person, unit: Unit, now: datetime, as_: As) -> None:
    rhythm = a_rhythm(unit, by=anna, now=now)
    client = as_(anna)
    assert client.post(at(unit, "efter-behov/"), {"expected": "nonsense"}).status_code == 409
    assert client.post(at(unit, "efter-behov/"), {"expected": str(rhythm.pk)}).status_code == 303
    assert not Rhythm.objects.exists()


def test_due_meeting_is_told_until_the_unit_takes_a_pause(anna: Person, unit: Unit, now: datetime, as_: As) -> None:
    a_rhythm(unit, by=anna, now=now)
    client = as_(anna)
    assert 'href="/moeder/nyt/"' in client.get(at(unit)).content.decode()
    answer = client.post(
        at(unit, "pause/"), {"since_on": "4/3-2026", "until_on": "1/9-2026", "reason": "Vi øver sparring."}
    )
    assert answer.status_code == 303
    page = client.get(at(unit))
    assert 'href="/moeder/nyt/"' not in page.content.decode()
    assert "Vi øver sparring." in text_of(page)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"until_on": "1/3-2026"}, "until_on"), ({"reason": ""}, "reason"), ({"since_on": "30/2-2026"}, "since_on")],
)
def test_pause_is_refused_beside_the_field_and_keeps_what_was_typed(
    anna: Person, unit: Unit, as_: As, changes: dict[str, str], field: str
) -> None:
    said = {"since_on": "4/3-2026", "until_on": "1/9-2026", "reason": "Vi øver sparring."}
    answer = as_(anna).post(at(unit, "pause/"), said | changes)
    assert answer.status_code == 422
    assert f'id="id_{field}-error"' in answer.content.decode()
    assert not Pause.objects.exists()


def test_pause_sent_twice_is_taken_once_and_ended_early(anna: Person, unit: Unit, as_: As) -> None:
    client = as_(anna)
    key = "6f9c1f4e-2f0e-4a70-9d5b-6a1f0b7c1d11"
    said = {"since_on": "4/3-2026", "until_on": "1/9-2026", "reason": "Vi øver sparring.", "client_id": key}
    assert [client.post(at(unit, "pause/"), said).status_code for _twice in range(2)] == [303, 303]
    pause = Pause.objects.get()
    assert client.post(f"/moeder/pauser/{pause.pk}/slut/").status_code == 303
    assert not Pause.objects.exists()


def test_reader_sees_no_button_and_may_not(anna: Person, bo: Person, unit: Unit, now: datetime, as_: As) -> None:
    a_rhythm(unit, by=anna, now=now)
    pause = a_pause(unit, by=anna, now=now)
    client = as_(bo)
    page = client.get(at(unit))
    assert page.status_code == 200
    assert "/ret/" not in page.content.decode()
    for path in (at(unit, "ret/"), at(unit, "pause/"), at(unit, "efter-behov/"), f"/moeder/pauser/{pause.pk}/slut/"):
        assert client.post(path, SAID).status_code == 403


def test_guest_is_told_that_this_is_for_colleagues(space: Space, unit: Unit, as_: As) -> None:
    guest = person_in(space, "Gerda Gæst", "gerda@praksis.example", is_guest=True)
    client = as_(guest)
    for path in ("/moeder/rytme/", at(unit), at(unit, "ret/")):
        assert client.get(path).status_code == 403
    assert client.get("/moeder/lukkedage/").status_code == 200
    assert at(unit) not in client.get(f"/organisation/enheder/{unit.pk}/").content.decode()


def test_other_job_centre_finds_nothing(anna: Person, carla: Person, unit: Unit, now: datetime, as_: As) -> None:
    a_rhythm(unit, by=anna, now=now)
    pause = a_pause(unit, by=anna, now=now)
    row = operations.add_closed_days(unit=unit, label="Oprydning", first_on=TODAY, last_on=TODAY, by=anna, now=now)
    with scopes.scope(carla.space_id):
        client = as_(carla)
    for path in (at(unit), at(unit, "ret/"), f"/moeder/lukkedage/enhed/{unit.pk}/", f"/moeder/lukkedage/{row.pk}/ret/"):
        assert client.get(path).status_code == 404
    assert client.post(f"/moeder/pauser/{pause.pk}/slut/").status_code == 404
    assert client.post(f"/moeder/lukkedage/{row.pk}/fjern/").status_code == 404
    assert "Sygedagpenge" not in text_of(client.get("/moeder/rytme/"))


def test_every_unit_stands_in_the_list_with_how_it_meets(
    anna: Person, unit: Unit, now: datetime, as_: As, django_assert_max_num_queries: Any
) -> None:
    a_rhythm(unit, by=anna, now=now)
    a_pause(unit, by=anna, now=now)
    for number in range(5):
        a_unit(now, f"Team {number}")
    client = as_(anna)
    client.get("/moeder/rytme/")
    with django_assert_max_num_queries(10):
        page = client.get("/moeder/rytme/")
    assert page.content.decode().count("/moeder/rytme/") >= 6


def test_rhythm_asks_the_same_for_one_meeting_and_for_six(
    anna: Person, unit: Unit, now: datetime, as_: As, django_assert_max_num_queries: Any
) -> None:
    a_rhythm(unit, by=anna, now=now)
    client = as_(anna)
    client.get(at(unit))
    for number in range(6):
        an_announced_meeting(anna, now=now, starts_at=now + timedelta(days=14 + number))
    with django_assert_max_num_queries(32):
        assert client.get(at(unit)).status_code == 200


def test_closed_days_are_added_changed_and_taken_away(anna: Person, unit: Unit, as_: As) -> None:
    client, path = as_(anna), f"/moeder/lukkedage/enhed/{unit.pk}/"
    assert client.get(path).status_code == 200
    said = {"label": "Oprydning", "first_on": "11/3-2026", "last_on": ""}
    assert client.post(path + "nye/", said)["Location"] == path
    row = ClosedDays.objects.get()
    assert (row.first_on, row.last_on, row.unit) == (date(2026, 3, 11), date(2026, 3, 11), unit)
    assert "Oprydning" in text_of(client.get(path))
    change = f"/moeder/lukkedage/{row.pk}/ret/"
    assert client.post(change, said | {"last_on": "12/3-2026"}).status_code == 303
    assert row.again().last_on == date(2026, 3, 12)
    refused = client.post(change, said | {"last_on": "10/3-2026"})
    assert refused.status_code == 422
    assert 'id="id_last_on-error"' in refused.content.decode()
    assert client.post(f"/moeder/lukkedage/{row.pk}/fjern/").status_code == 303
    assert not ClosedDays.objects.exists()


def test_usual_days_are_taken_with_one_press_by_who_looks_after_pejl(
    anna: Person, bo: Person, now: datetime, as_: As
) -> None:
    keeper = an_administrator(bo, now)
    client = as_(keeper)
    assert "Grundlovsdag" in text_of(client.get("/moeder/lukkedage/"))
    assert client.post("/moeder/lukkedage/tag/", {"first_on": "5/6-2026"}).status_code == 303
    assert ClosedDays.objects.get().label == "Grundlovsdag"
    assert client.post("/moeder/lukkedage/tag/", {"first_on": "5/6-2026"}).status_code == 303
    assert ClosedDays.objects.count() == 1
    assert client.post("/moeder/lukkedage/tag/", {"first_on": "i overmorgen?"}).status_code == 422
    assert as_(anna).post("/moeder/lukkedage/tag/", {"first_on": "24/12-2026"}).status_code == 403
    assert "/moeder/lukkedage/tag/" not in as_(anna).get("/moeder/lukkedage/").content.decode()


def test_units_page_tells_how_it_meets(anna: Person, unit: Unit, now: datetime, as_: As) -> None:
    client, path = as_(anna), f"/organisation/enheder/{unit.pk}/"
    assert at(unit) in client.get(path).content.decode()
    a_pause(unit, by=anna, now=now)
    assert "Vi arbejder med, hvordan vi giver sparring." in text_of(client.get(path))


def test_working_groups_page_mentions_a_pause(anna: Person, unit: Unit, now: datetime, as_: As) -> None:
    group = a_group(now, anna)
    path = f"/organisation/grupper/{group.pk}/"
    assert 'id="pauses"' not in as_(anna).get(path).content.decode()
    a_pause(unit, by=anna, now=now)
    assert "Vi arbejder med, hvordan vi giver sparring." in text_of(as_(anna).get(path))


def test_plan_of_any_kind_warns_of_a_day_that_is_closed(anna: Person, unit: Unit, now: datetime, as_: As) -> None:
    meeting = an_announced_meeting(anna, now=now, kind=Kind.DEPARTMENT)
    client, path = as_(anna), f"/moeder/{meeting.pk}/dagsorden/"
    assert "Oprydning" not in text_of(client.get(path))
    operations.add_closed_days(
        unit=unit, label="Oprydning", first_on=date(2026, 3, 11), last_on=date(2026, 3, 11), by=anna, now=now
    )
    assert "Oprydning" in text_of(client.get(path))


def test_script_in_a_reason_is_text(anna: Person, unit: Unit, now: datetime, as_: As) -> None:
    a_pause(unit, by=anna, now=now, reason="<script>alert(1)</script> vi holder fri")
    for path in (at(unit), f"/organisation/enheder/{unit.pk}/"):
        assert "<script>alert(1)" not in as_(anna).get(path).content.decode()


def test_cpr_number_in_a_reason_is_refused(anna: Person, unit: Unit, as_: As) -> None:
    said = {"since_on": "4/3-2026", "until_on": "1/9-2026", "reason": "Sagen om 710101-1234 fylder"}
    assert as_(anna).post(at(unit, "pause/"), said).status_code == 422
    assert not Pause.objects.exists()


def test_day_of_the_rhythm_is_taken_where_a_department_meeting_is_planned(
    anna: Person, unit: Unit, now: datetime, as_: As
) -> None:
    client, path = as_(anna), "/moeder/nyt/afdelingsmoede/"
    assert 'name="take_day"' not in client.get(path).content.decode()
    a_rhythm(unit, by=anna, now=now, kind=Kind.DEPARTMENT)
    (best, *_others) = re.findall(r'name="take_day" value="([^"]+)"', client.get(path).content.decode())
    answer = client.post(path, {"title": "Nyt fra ministeriet", "day": "", "start": "", "take_day": best})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="25/3-2026"' in page
    assert 'value="Nyt fra ministeriet"' in page
    assert not Meeting.objects.exists()
