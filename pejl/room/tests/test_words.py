"""What one writes to a round stands on the room's page, is taken once, and never writes over what was not seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.http import HttpResponse
from django.urls import reverse

from pejl.foundation.drafts.models import Draft
from pejl.foundation.tenancy.models import Person, Space
from pejl.meetings.models import AgendaItem
from pejl.meetings.names import Behaviour, Speaking
from pejl.room import operations, queries
from pejl.room.live.regions import PERSONAL
from pejl.room.models import Contribution
from pejl.room.tests.browsing import HTMX, Browser
from pejl.room.tests.rounding import Circle, a_circle


@pytest.fixture(autouse=True)
def _today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def circle(space: Space, anna: Person, now: datetime) -> Circle:
    return a_circle(space, anna, now=now)


@pytest.fixture
def carl(circle: Circle) -> Person:
    return circle.people[1]


def at(page: str, circle: Circle, *args: object, **query: object) -> str:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    return reverse(f"room:{page}", args=[circle.meeting.pk, *args]) + (f"?{asked}" if asked else "")


def to(circle: Circle, item: AgendaItem | None = None) -> str:
    return at("contribution", circle, (item or circle.check_in).pk)


def fields(text: str, version: int | str = "", **more: object) -> dict[str, object]:
    return {"text": text, "version": version, "client_id": uuid4(), **more}


def words_of(answer: HttpResponse) -> str:
    found = re.search(r'name="text"[^>]*>\n?(.*?)</textarea>', answer.content.decode(), re.DOTALL)
    return found[1] if found else ""


def version_of(answer: HttpResponse) -> str:
    found = re.search(r'name="version" id="words-version" value="(\d*)"', answer.content.decode())
    assert found
    return found[1]


def test_field_stands_on_the_rooms_page_all_through_a_check_in(circle: Circle, carl: Person, as_: Browser) -> None:
    page = as_(carl).get(at("hold", circle)).content.decode()
    place = page[page.index('id="room-place"') :]
    assert f'hx-post="{to(circle)}"' in place
    assert "data-draft" not in place
    assert f'href="{to(circle)}"' not in page, "no way to another page for what stands here"
    assert f'action="{to(circle)}"' not in as_(circle.anna).get(at("lead", circle)).content.decode()


def test_field_stands_all_through_an_item_of_silence_and_nobody_is_asked_in_turn(
    circle: Circle, carl: Person, as_: Browser
) -> None:
    """A break is silent too, and no task."""
    for speaking, behaviour, has_field in (
        (Speaking.NOBODY, Behaviour.FREE, True),
        (Speaking.NOBODY, Behaviour.BREAK, False),
        (Speaking.ALL, Behaviour.FREE, False),
    ):
        AgendaItem.objects.filter(pk=circle.check_in.pk).update(speaking=speaking, behaviour=behaviour)
        page = as_(carl).get(at("hold", circle)).content.decode()
        assert (f'hx-post="{to(circle)}"' in page) == has_field
        assert "Begin the round" not in as_(circle.anna).get(at("lead", circle)).content.decode()


def test_field_of_a_group_is_there_while_its_round_goes_on_and_the_card_one_press_away(
    circle: Circle, carl: Person, as_: Browser, now: datetime
) -> None:
    operations.start_item(item=circle.work, expected_running=circle.check_in.pk, by=circle.anna, now=now)
    browser = as_(carl)
    before = browser.get(at("place", circle), headers=HTMX).content.decode()
    assert to(circle, circle.group) not in before
    assert f'href="{to(circle, circle.group)}"' in browser.get(at("hold", circle)).content.decode()
    circle.begin(item=circle.group)
    page = browser.get(at("place", circle), headers=HTMX).content.decode()
    assert f'hx-post="{to(circle, circle.group)}"' in page
    assert page.index('id="words"') < page.index('id="write-fold"') < page.index('id="room-write"')
    other = as_(circle.people[2]).get(at("place", circle), headers=HTMX).content.decode()
    assert to(circle, circle.group) not in other, "who is not in the group has no turn in its round"


def test_place_stays_while_it_has_the_field_or_something_typed(
    circle: Circle, carl: Person, as_: Browser, now: datetime
) -> None:
    browser = as_(carl)

    def asked(**query: object) -> HttpResponse:
        return browser.get(at("place", circle, **query), headers=HTMX)

    assert asked(words=circle.check_in.pk).status_code == 204
    told = asked(words=uuid4(), typed=1)
    assert "Send what you are writing first" in told.content.decode()
    assert to(circle) in told.content.decode()
    operations.finish_item(item=circle.check_in, by=circle.anna, now=now)
    assert asked(words=circle.check_in.pk, typed=1).status_code == 204
    assert "textarea" not in asked(words=circle.check_in.pk).content.decode()


@pytest.mark.parametrize("fact", ["round.begun", "round.ended", "item.started"])
def test_place_is_fetched_anew_when_a_round_begins_and_ends(fact: str) -> None:
    assert "room-place" in [one.id for one in PERSONAL if one.changes_with(fact)]


def test_saved_in_the_room_the_field_keeps_its_words(circle: Circle, carl: Person, as_: Browser) -> None:
    browser = as_(carl)
    answer = browser.post(to(circle), fields("At lytte", view="participant"), headers=HTMX)
    assert (answer.status_code, words_of(answer), version_of(answer)) == (200, "At lytte", "1")
    assert 'data-written="1"' in answer.content.decode()
    assert "Only you see it" in answer.content.decode()
    plain = browser.post(to(circle), fields("At lytte først", 1, view="participant"))
    assert plain.url == at("hold", circle)
    assert words_of(browser.get(plain.url)) == "At lytte først"
    assert browser.post(to(circle), fields("At lytte", 2)).url == to(circle)


def test_what_comes_twice_is_written_once_also_after_it_was_changed_or_deleted(
    circle: Circle, carl: Person, as_: Browser
) -> None:
    browser, kept = as_(carl), fields("Fra telefonen")
    browser.post(to(circle), kept, headers=HTMX)
    browser.post(to(circle), fields("Fra computeren", 1))
    again = browser.post(to(circle), kept, headers=HTMX)
    assert (again.status_code, words_of(again)) == (200, "Fra computeren")
    assert "data-written" not in again.content.decode(), "what was typed on is not written over what nobody saw"
    browser.post(at("share_contribution", circle, circle.check_in.pk), {"delete": "1"})
    assert browser.post(to(circle), kept, headers=HTMX).status_code == 200
    assert not Contribution.objects.exists()


def test_stale_words_come_back_with_the_others_and_the_next_save_is_knowing(
    circle: Circle, carl: Person, as_: Browser
) -> None:
    browser = as_(carl)
    browser.post(to(circle), fields("Fra computeren"))
    stale = browser.post(to(circle), fields("Fra telefonen"), headers=HTMX)
    assert (stale.status_code, words_of(stale), version_of(stale)) == (422, "Fra telefonen", "1")
    assert "There it reads: “Fra computeren”" in stale.content.decode()
    assert Contribution.objects.get().text == "Fra computeren"
    assert browser.post(to(circle), fields("Fra telefonen", version_of(stale)), headers=HTMX).status_code == 200
    assert Contribution.objects.get().text == "Fra telefonen"
    browser.post(at("share_contribution", circle, circle.check_in.pk), {"delete": "1"})
    gone = browser.post(to(circle), fields("Mere", 2), headers=HTMX)
    assert "You have deleted this elsewhere" in gone.content.decode()
    assert browser.post(to(circle), fields("Mere", version_of(gone)), headers=HTMX).status_code == 200


def test_draft_does_not_hide_what_was_saved_since(circle: Circle, carl: Person, as_: Browser, now: datetime) -> None:
    browser = as_(carl)
    browser.post(to(circle), fields("Gemt"))
    draft = {"person": carl, "place": f"room:contribution:{circle.check_in.pk}", "fields": {"text": "Halvt"}}
    Draft.objects.create(**draft, saved_at=now - timedelta(minutes=1))
    assert words_of(browser.get(to(circle))) == "Gemt"
    Draft.objects.update(saved_at=now + timedelta(minutes=1))
    page = browser.get(to(circle))
    assert words_of(page) == "Halvt"
    assert "What you saved before reads: “Gemt”" in page.content.decode()


def test_words_are_not_taken_for_sent_where_none_are_written_any_more(
    circle: Circle, carl: Person, as_: Browser
) -> None:
    AgendaItem.objects.filter(pk=circle.check_in.pk).update(behaviour=Behaviour.GATHER_LEARNING)
    answer = as_(carl).post(to(circle), fields("Skrevet før"), headers=HTMX)
    assert answer.status_code in (409, 422), "a way to another page would count as an answer"
    assert queries.contribution_of(circle.check_in, carl) is None


def test_stranger_is_told_nothing(circle: Circle, bo: Person, as_: Browser) -> None:
    assert as_(bo).post(to(circle), fields("Hej"), headers=HTMX).status_code in (403, 404)
    assert not Contribution.objects.exists()
