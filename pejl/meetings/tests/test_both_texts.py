"""Two who change the same thing: the second sees everything that is saved otherwise than they wrote it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, time
from typing import Any

import pytest
import time_machine
from django.test import Client

from pejl.foundation.drafts import operations as drafts
from pejl.foundation.tenancy.models import Account, Person
from pejl.meetings import operations
from pejl.meetings.names import Behaviour, ItemRole, own
from pejl.meetings.tests.factories import a_meeting, an_item, group_work
from pejl.meetings.tests.test_agenda import as_it_is
from pejl.meetings.tests.test_pages import item_form, meeting_form

As = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def _today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def as_english(as_: As) -> As:
    """A browser of somebody who reads English: sentences as they stand in the code."""

    def client_of(person: Person) -> Client:
        Account.objects.filter(pk=person.account_id).update(language="en")
        return as_(person)

    return client_of


def saved_in(answer: Any) -> dict[str, str]:
    """What the page says is saved now, by label."""
    page = answer.content.decode()
    told = page.split('<summary class="details__summary">', 1)[1].split("</details>", 1)[0]
    titles = re.findall(r'<h3 class="section__title">([^<]*)</h3>', told)
    texts = re.findall(r'<div class="prose">(.*?)</div>', told, re.DOTALL)
    return dict(zip(titles, (re.sub(r"<[^>]+>", " ", text).strip() for text in texts), strict=True))


def test_item_shows_every_field_that_another_has_saved(anna: Person, bo: Person, now: datetime, as_english: As) -> None:
    meeting = a_meeting(anna, now=now, leaders=[anna, bo])
    item = an_item(meeting, by=anna, now=now, roles=["Fokusperson"])
    opened = item_form(item, roles="Fokusperson")
    told = {
        "label": "Annas navn",
        "behaviour": Behaviour.FREE,
        "minutes": 25,
        "locked_start": time(9, 30),
        "purpose": "Annas formål",
        "questions": "Annas spørgsmål",
        "roles": ["Fokusperson", "Interviewer"],
        "may_shrink": True,
        "leader_notes": "Annas noter",
        "parts": {ItemRole.PRESENTER: [bo], own("Fokusperson"): [anna]},
    }
    operations.change_item(item=item, **(as_it_is(item) | told), by=anna, now=now)
    answer = as_english(bo).post(f"/moeder/{meeting.pk}/dagsorden/{item.pk}/", opened | {"questions": "Bos spørgsmål"})
    assert answer.status_code == 422
    assert saved_in(answer) == {
        "What it is called": "Annas navn",
        "What happens": "Something else",
        "Minutes": "25",
        "Fixed start": "09:30",
        "What it is for": "Annas formål",
        "What it should answer": "Annas spørgsmål",
        "Roles of its own": "Fokusperson Interviewer",
        "May be shortened when time is short": "Yes",
        "Notes for the meeting leaders": "Annas noter",
        "Presenter": "Bo Bæk",
        "Fokusperson": "Anna Ager",
    }
    assert "Bos spørgsmål" in answer.content.decode()


def test_group_shows_who_was_seated_meanwhile(anna: Person, bo: Person, now: datetime, as_english: As) -> None:
    meeting = a_meeting(anna, now=now, leaders=[anna, bo])
    _work, group, _other = group_work(meeting, by=anna, now=now)
    opened = item_form(group, room="Kantinen")
    operations.set_parts(item=group, parts={ItemRole.MEMBER: [bo]}, by=anna, now=now)
    answer = as_english(bo).post(f"/moeder/{meeting.pk}/dagsorden/{group.pk}/", opened)
    assert saved_in(answer) == {"Member": "Bo Bæk", "Room": "–"}


def test_meeting_shows_leaders_chair_times_and_room(anna: Person, bo: Person, now: datetime, as_english: As) -> None:
    meeting = a_meeting(anna, now=now, leaders=[anna, bo])
    opened, path = meeting_form(meeting), f"/moeder/{meeting.pk}/oplysninger/"
    first = opened | {"leaders": [str(bo.pk)], "chair": str(anna.pk), "ends_by": "12", "capacity": "20", "start": "10"}
    assert as_english(anna).post(path, first).status_code == 303
    answer = as_english(bo).post(path, opened | {"title": "Bos titel"})
    assert saved_in(answer) == {
        "Title": "Virksomhedspraktik",
        "Starts at": "10:00",
        "Over by": "12:00",
        "Room for": "20",
        "Meeting leaders": "Bo Bæk",
        "Chair in plenary": "Anna Ager",
    }


def test_draft_is_shown_beside_what_is_saved_and_nothing_else(anna: Person, now: datetime, as_english: As) -> None:
    meeting = a_meeting(anna, now=now)
    item = an_item(meeting, by=anna, now=now, questions="Gemt", purpose="Det samme")
    fields = {"questions": "Ikke gemt", "purpose": "Det samme"}
    drafts.keep(place=f"meetings:item:{item.pk}", fields=fields, by=anna, now=now)
    answer = as_english(anna).get(f"/moeder/{meeting.pk}/dagsorden/{item.pk}/")
    assert saved_in(answer) == {"What it should answer": "Gemt"}
    assert "Ikke gemt" in answer.content.decode()


def test_new_item_comes_before_the_one_that_was_chosen_wherever_that_stands_by_now(
    anna: Person, bo: Person, now: datetime, as_english: As
) -> None:
    meeting = a_meeting(anna, now=now, leaders=[anna, bo])
    first, second = (an_item(meeting, by=anna, now=now, label=label) for label in ("Først", "Så"))
    said = {"behaviour": "free", "label": "Nyt", "minutes": "5", "position": str(second.pk)}
    operations.move_item(item=second, to=1, expected_position=2, by=anna, now=now)
    path = f"/moeder/{meeting.pk}/dagsorden/nyt-punkt/"
    assert as_english(bo).post(path, said).status_code == 303
    assert [item.label for item in meeting.items.order_by("position")] == ["Nyt", "Så", "Først"]
    operations.remove_item(item=second, expected_version=second.version, by=anna, now=now)
    refused = as_english(bo).post(path, said | {"label": "Det andet nye"})
    assert refused.status_code == 422
    assert "That item is no longer there. Choose where again." in refused.content.decode()
    assert "Det andet nye" in refused.content.decode()
    assert first.again().position == 2
