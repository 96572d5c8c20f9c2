"""What cannot be is refused in Danish beside its field, on the page and in the API, and what was typed is kept."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from pejl.foundation.formats import moments
from pejl.foundation.notices.models import Notice
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations
from pejl.meetings.models import Meeting, Participant
from pejl.meetings.tests.factories import a_meeting, an_item, group_work
from pejl.meetings.tests.test_endpoints import item_said
from pejl.meetings.tests.test_pages import item_form, meeting_form
from pejl.organisation.tests.factories import employed

As = Callable[[Person], Client]

TYPED = "Det, jeg selv har skrevet"
GONE = "Somebody you chose is no longer here. Choose among those shown."
NEVER = "The clock is put forward that night and never shows %(time)s. Choose another time."
TWICE = "The clock is put back that night and shows %(time)s twice. Choose another time."
NO_DAY = "There is no such day in the calendar. Check day and month."


@pytest.fixture(autouse=True)
def _today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def program(api_as: As) -> Callable[..., Any]:
    """A person's program that reads Danish: sends, and expects 422 with a field and a sentence."""

    def refused(person: Person, method: str, path: str, said: Any, *, status: int = 422) -> tuple[str, str]:
        send = getattr(api_as(person), method)
        answer = send(f"/api/v1{path}", said, content_type="application/json", headers={"Accept-Language": "da"})
        assert answer.status_code == status, answer.content.decode()
        told = answer.json()
        one = told["errors"][0] if "errors" in told else told
        return one["field"].removeprefix("said."), one["detail"]

    return refused


def danish(sentence: str, **told: Any) -> str:
    """The sentence as Danes read it."""
    with translation.override("da"):
        return gettext(sentence) % told


def beside(answer: Any, field: str) -> str:
    """The error that stands beside a field of a page that was refused."""
    page = answer.content.decode()
    assert answer.status_code == 422
    found = re.search(rf'id="id_{field}-error">.*?visually-hidden">[^<]*</span>([^<]*)</span>', page, re.DOTALL)
    assert found is not None, re.findall(r'id="id_[a-z_]+-error">', page)
    return html.unescape(found[1]).strip()


def before(at: str, fixed: str, what: str) -> str:
    """What is said of times that cross."""
    return danish("%(at)s is before %(before)s, which is fixed for %(what)s.", at=at, before=fixed, what=what)


def meeting_said(meeting: Meeting, leaders: list[Person], **said: Any) -> dict[str, Any]:
    """A meeting as a program sends it."""
    return {
        "title": meeting.title,
        "purposes": [TYPED],
        "place": meeting.place,
        "starts_at": "2026-03-11T09:00:00+01:00",
        "leaders": [str(person.pk) for person in leaders],
        "expected_version": meeting.version,
        **said,
    }


def test_end_before_start(anna: Person, now: datetime, as_: As, program: Any) -> None:
    meeting = a_meeting(anna, now=now)
    said = meeting_form(meeting, start="9", ends_by="8.30", purposes=TYPED)
    answer = as_(anna).post(f"/moeder/{meeting.pk}/oplysninger/", said)
    assert beside(answer, "ends_by") == before("08.30", "09.00", danish("the start of the meeting"))
    assert TYPED in answer.content.decode()
    assert 'value="8.30"' in answer.content.decode()
    told = program(anna, "put", f"/meetings/{meeting.pk}", meeting_said(meeting, [anna], ends_by="08:30"))
    assert told == ("ends_by", before("08.30", "09.00", danish("the start of the meeting")))
    assert meeting.again().version == 1


@pytest.mark.parametrize("minutes", ["0", "500", "-5", "mange", ""])
def test_minutes_that_no_item_has(anna: Person, now: datetime, as_: As, program: Any, minutes: str) -> None:
    meeting = a_meeting(anna, now=now)
    item = an_item(meeting, by=anna, now=now)
    path = f"/moeder/{meeting.pk}/dagsorden/"
    added = as_(anna).post(f"{path}nyt-punkt/", {"behaviour": "free", "label": TYPED, "minutes": minutes})
    changed = as_(anna).post(f"{path}{item.pk}/", item_form(item, minutes=minutes, questions=TYPED))
    for answer in (added, changed):
        assert beside(answer, "minutes") == danish("Write a number of minutes from 1 to %(most)d.", most=480)
        assert TYPED in answer.content.decode()
        assert f'value="{minutes}"' in answer.content.decode()
    if minutes in ("0", "500"):
        said = item_said(minutes=int(minutes))
        field, sentence = program(anna, "put", f"/meetings/{meeting.pk}/items/{item.pk}", said)
        assert field == "minutes"
        too_long = danish("This may be at most %(le)s.", le=480)
        assert sentence in (danish("Write a number of minutes from 1 to %(most)d.", most=480), too_long)
    assert item.again().version == 1
    assert meeting.items.count() == 1


def test_step_may_have_no_minutes_of_its_own(anna: Person, now: datetime, as_: As) -> None:
    meeting = a_meeting(anna, now=now)
    item = an_item(meeting, by=anna, now=now)
    step = an_item(meeting, by=anna, now=now, minutes=5, parent=item)
    path = f"/moeder/{meeting.pk}/dagsorden/{step.pk}/"
    assert as_(anna).post(path, item_form(step, minutes="0")).status_code == 303
    refused = as_(anna).post(path, item_form(step.again(), minutes="500"))
    assert beside(refused, "minutes") == danish("Write a number of minutes from 0 to %(most)d.", most=480)


def test_round_that_does_not_fit_into_its_group_work(anna: Person, now: datetime, as_: As, program: Any) -> None:
    meeting = a_meeting(anna, now=now)
    work, *_groups = group_work(meeting, by=anna, now=now, minutes=40)
    path = f"/moeder/{meeting.pk}/dagsorden/{work.pk}/"
    answer = as_(anna).post(path, item_form(work, round_minutes="41", questions=TYPED))
    sentence = danish("The round must fit into the %(minutes)d minutes of the group work.", minutes=40)
    assert beside(answer, "round_minutes") == sentence
    assert TYPED in answer.content.decode()
    said = item_said(behaviour="groups", minutes=40, round_minutes=41)
    assert program(anna, "put", f"/meetings/{meeting.pk}/items/{work.pk}", said)[0] == "round_minutes"


def test_two_fixed_times_that_cross(anna: Person, now: datetime, as_: As, program: Any) -> None:
    meeting = a_meeting(anna, now=now)
    an_item(meeting, by=anna, now=now, label="Først", locked_start=time(10))
    second = an_item(meeting, by=anna, now=now, label="Så")
    path = f"/moeder/{meeting.pk}/dagsorden/{second.pk}/"
    answer = as_(anna).post(path, item_form(second, locked_start="9.30", questions=TYPED))
    sentence = before("09.30", "10.00", "“Først”")
    assert beside(answer, "locked_start") == sentence
    assert TYPED in answer.content.decode()
    assert 'value="9.30"' in answer.content.decode()
    said = item_said(locked_start="09:30")
    assert program(anna, "put", f"/meetings/{meeting.pk}/items/{second.pk}", said) == ("locked_start", sentence)
    assert second.again().locked_start is None


def test_leader_who_left_after_the_page_was_opened(
    anna: Person, bo: Person, now: datetime, as_: As, program: Any
) -> None:
    employed(bo, now)
    meeting = a_meeting(anna, now=now)
    said = meeting_form(meeting, leaders=[str(anna.pk), str(bo.pk)], purposes=TYPED)
    Person.objects.filter(pk=bo.pk).update(left_on=now.date())
    answer = as_(anna).post(f"/moeder/{meeting.pk}/oplysninger/", said)
    assert beside(answer, "leaders") == danish(GONE)
    assert TYPED in answer.content.decode()
    answer = as_(anna).post(f"/moeder/{meeting.pk}/oplysninger/", meeting_form(meeting, chair=str(bo.pk)))
    assert beside(answer, "chair") == danish(GONE)
    told = program(anna, "put", f"/meetings/{meeting.pk}", meeting_said(meeting, [anna, bo]))
    assert told == ("leaders", danish("%(person)s has left. Choose somebody else.", person="Bo Bæk"))
    assert meeting.again().version == 1


def test_presenter_who_left_after_the_page_was_opened(
    anna: Person, bo: Person, now: datetime, as_: As, program: Any
) -> None:
    meeting = a_meeting(anna, now=now)
    item = an_item(meeting, by=anna, now=now)
    Person.objects.filter(pk=bo.pk).update(left_on=now.date())
    path = f"/moeder/{meeting.pk}/dagsorden/{item.pk}/"
    answer = as_(anna).post(path, item_form(item, add_presenter=str(bo.pk), questions=TYPED))
    assert beside(answer, "add_presenter") == danish(GONE)
    assert TYPED in answer.content.decode()
    parts = f"/meetings/{meeting.pk}/items/{item.pk}/parts"
    assert program(anna, "put", parts, {"presenters": [str(bo.pk)]}) == (
        "people",
        danish("%(person)s has left. Choose somebody else.", person="Bo Bæk"),
    )
    assert not item.parts.exists()


def test_guest_without_an_address_is_named_before_the_invitations_go(
    anna: Person, now: datetime, as_: As, api_as: As
) -> None:
    guest = tenancy.seat(name="Dorte Eng", is_guest=True)
    meeting = a_meeting(anna, now=now)
    an_item(meeting, by=anna, now=now)
    operations.choose(meeting=meeting, people=[guest], by=anna, now=now)
    page = as_(anna).get(f"/moeder/{meeting.pk}/invitationer/").content.decode()
    assert danish("Nobody can be reached by e-mail here: %(names)s. Tell them yourself.", names="Dorte Eng") in page
    assert not Notice.objects.exists()
    assert Participant.objects.get(person=guest).invited_at is None
    answer = as_(anna).get(f"/moeder/{meeting.pk}/moede.ics")
    assert answer.status_code == 200


@pytest.mark.parametrize("day", ["30/2", "30. februar 2027", "32/1"])
def test_day_that_is_not_in_the_calendar(anna: Person, now: datetime, as_: As, program: Any, day: str) -> None:
    meeting = a_meeting(anna, now=now)
    answer = as_(anna).post(f"/moeder/{meeting.pk}/oplysninger/", meeting_form(meeting, day=day, purposes=TYPED))
    assert beside(answer, "day") == danish(NO_DAY)
    assert TYPED in answer.content.decode()
    assert f'value="{day}"' in answer.content.decode()
    said = meeting_said(meeting, [anna], starts_at="2027-02-30T09:00:00+01:00")
    field, sentence = program(anna, "put", f"/meetings/{meeting.pk}", said)
    assert field == "starts_at"
    assert sentence == danish("This must be a date and a time, such as 2026-03-04T12:45:00+01:00.")


NIGHTS = [
    (
        "28/3-2027",
        date(2027, 3, 28),
        "The clock is put forward that night and never shows %(time)s. Choose another time.",
    ),
    (
        "31/10-2027",
        date(2027, 10, 31),
        "The clock is put back that night and shows %(time)s twice. Choose another time.",
    ),
]


@pytest.mark.parametrize(("day", "_day", "sentence"), NIGHTS)
def test_hour_that_the_clock_leaves_out_or_shows_twice(
    anna: Person, now: datetime, as_: As, day: str, _day: date, sentence: str
) -> None:
    meeting = a_meeting(anna, now=now)
    said = meeting_form(meeting, day=day, start="2.30", purposes=TYPED)
    answer = as_(anna).post(f"/moeder/{meeting.pk}/oplysninger/", said)
    assert beside(answer, "start") == danish(sentence, time="02.30")
    assert TYPED in answer.content.decode()
    assert 'value="2.30"' in answer.content.decode()


@pytest.mark.parametrize(("_typed", "day", "sentence"), NIGHTS)
def test_fixed_time_that_the_clock_leaves_out_or_shows_twice(
    anna: Person, now: datetime, as_: As, program: Any, _typed: str, day: date, sentence: str
) -> None:
    meeting = a_meeting(anna, now=now, starts_at=moments.local(day, time(1)))
    item = an_item(meeting, by=anna, now=now)
    path = f"/moeder/{meeting.pk}/dagsorden/{item.pk}/"
    answer = as_(anna).post(path, item_form(item, locked_start="2.30", questions=TYPED))
    told = danish(sentence, time="02.30")
    assert beside(answer, "locked_start") == told
    assert TYPED in answer.content.decode()
    said = item_said(locked_start="02:30")
    assert program(anna, "put", f"/meetings/{meeting.pk}/items/{item.pk}", said) == ("locked_start", told)


def test_a_program_names_moments_and_means_one_of_them(anna: Person, now: datetime, api_as: As, program: Any) -> None:
    """With its offset a time is one moment, whatever the clock shows; without one it is none."""
    meeting = a_meeting(anna, now=now)
    client, path = api_as(anna), f"/api/v1/meetings/{meeting.pk}"
    for version, (said, meant) in enumerate(
        [
            ("2027-10-31T02:30:00+02:00", "2027-10-31T00:30:00Z"),
            ("2027-10-31T02:30:00+01:00", "2027-10-31T01:30:00Z"),
            ("2027-03-28T02:30:00+01:00", "2027-03-28T01:30:00Z"),
        ],
        start=1,
    ):
        told = meeting_said(meeting, [anna], starts_at=said, expected_version=version)
        answer = client.put(path, told, content_type="application/json")
        assert (answer.status_code, answer.json()["starts_at"]) == (200, meant)
    naive = meeting_said(meeting, [anna], starts_at="2027-03-28T02:30:00", expected_version=4)
    assert program(anna, "put", f"/meetings/{meeting.pk}", naive)[0] == "starts_at"
