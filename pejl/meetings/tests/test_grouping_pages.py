"""The pages on which people are divided into groups, as a browser meets them."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Account, Person
from pejl.meetings import operations
from pejl.meetings.models import AgendaEdit, AgendaItem, Meeting
from pejl.meetings.names import ItemRole, State
from pejl.meetings.tests.crowds import a_crowd, a_group_in, a_group_work, chairs, declines, divided, sitting, the_table
from pejl.meetings.tests.factories import an_item

As = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def _today_in_english(now: datetime) -> Iterator[None]:
    """Pages read the clock, and what is made beside them is called as on them."""
    with time_machine.travel(now, tick=False), translation.override("en"):
        yield


@pytest.fixture
def crowd(anna: Person, now: datetime) -> list[Person]:
    """Eleven colleagues: with Anna they are twelve."""
    return a_crowd(anna, 11, now=now)


@pytest.fixture
def work(anna: Person, crowd: list[Person], now: datetime) -> AgendaItem:
    """Group work without groups."""
    return a_group_work(anna, crowd, now=now)


@pytest.fixture
def browser(anna: Person, as_: As) -> Client:
    """Anna's, in English."""
    _speaks(anna, "en")
    return as_(anna)


def _speaks(person: Person, language: str) -> None:
    """The person's own choice, which every page follows."""
    Account.objects.filter(pk=person.account_id).update(language=language)


def path_of(work: AgendaItem, tail: str = "") -> str:
    """The page of the groups, or of a proposal."""
    return f"/moeder/{work.meeting_id}/dagsorden/{work.pk}/grupper/{tail}"


def proposal(work: AgendaItem, count: object = 3, counted: str = "groups", **more: object) -> str:
    """The address of a proposal."""
    told = "".join(f"&{name}={value}" for name, value in more.items())
    return path_of(work, f"forslag/?count={count}&counted={counted}{told}")


def text_of(answer: Any) -> str:
    """The words of a page."""
    return html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))


def hidden(answer: Any, name: str) -> str:
    """What a hidden field holds."""
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', answer.content.decode())
    assert found is not None
    return found[1]


def as_shown(work: AgendaItem, **changed: str) -> dict[str, str]:
    """The form of the groups as the page shows it, with changes by field."""
    table = the_table(work)
    filled = {f"seat_{key.hex}": str(group) for key, group in table.seats.items()}
    filled |= {f"seat_{one.person.pk.hex}": "" for one in table.unseated}
    for group in table.groups:
        key, chair, above = group.item.pk.hex, group.people(ItemRole.CHAIR), group.people(ItemRole.HELICOPTER)
        filled[f"room_{key}"] = group.item.room
        filled[f"chair_{key}"] = str(chair[0].pk) if chair else ""
        filled[f"above_{key}"] = str(above[0].pk) if above else ""
    filled["round_minutes"] = str(table.work.item.round_minutes or "")
    was = {f"was_{name}": value for name, value in filled.items()}
    return {**filled, **was, "seen": table.seen, **changed}


def test_the_agenda_leads_to_the_groups(browser: Client, work: AgendaItem) -> None:
    answer = browser.get(f"/moeder/{work.meeting_id}/dagsorden/")
    assert path_of(work) in answer.content.decode()


def test_a_proposal_is_shown_and_nothing_is_written(browser: Client, work: AgendaItem) -> None:
    answer = browser.get(proposal(work))
    assert answer.status_code == 200
    words = text_of(answer)
    assert "Group 3" in words
    assert "Jobkonsulent · Sygedagpenge" in words
    assert "Person 10" in words
    assert not AgendaItem.objects.filter(parent=work).exists()
    assert "seed=2" in answer.content.decode()


def test_another_proposal_has_another_address(browser: Client, work: AgendaItem) -> None:
    shown = [browser.get(proposal(work, seed=seed)).content.decode().partition("board")[2] for seed in (1, 1, 2, 3)]
    assert shown[0].count("people__name") == 12
    names = [re.findall(r'people__name">([^<]+)', page) for page in shown]
    assert names[0] == names[1]
    assert len({tuple(some) for some in names}) > 1


@pytest.mark.parametrize(
    ("count", "counted"),
    [(0, "groups"), (-1, "people"), ("mange", "groups"), ("", "groups"), (2001, "people"), (3, "rooms")],
)
def test_a_number_that_cannot_be_is_said_beside_the_field(
    browser: Client, work: AgendaItem, count: object, counted: str
) -> None:
    answer = browser.get(proposal(work, count, counted))
    assert answer.status_code == 422
    assert "Error:" in text_of(answer)
    assert f'value="{count}"' in answer.content.decode()


def test_more_groups_than_people_are_said(browser: Client, work: AgendaItem) -> None:
    answer = browser.get(proposal(work, 40))
    assert answer.status_code == 200
    assert "fewer people than the groups you asked for" in text_of(answer)


def test_nobody_to_divide_leads_to_the_participants(browser: Client, anna: Person, now: datetime) -> None:
    work = a_group_work(anna, [], now=now)
    work.meeting.roles.all().delete()
    assert "Nobody is to come yet" in text_of(browser.get(path_of(work)))
    answer = browser.get(proposal(work))
    assert answer.status_code == 422
    assert "nobody to divide" in text_of(answer)


def test_using_a_proposal_twice_does_it_once(browser: Client, work: AgendaItem) -> None:
    page = browser.get(proposal(work))
    said = {"seen": hidden(page, "seen"), "client_id": hidden(page, "client_id")}
    for _press in range(2):
        answer = browser.post(proposal(work), said)
        assert (answer.status_code, answer["Location"]) == (303, path_of(work))
    assert AgendaItem.objects.filter(parent=work).count() == 3
    assert AgendaEdit.objects.filter(meeting=work.meeting, kind="changed").count() == 1


def test_a_proposal_that_has_changed_is_shown_anew(browser: Client, work: AgendaItem, crowd: list[Person]) -> None:
    page = browser.get(proposal(work))
    declines(crowd[0], work.meeting)
    answer = browser.post(proposal(work), {"seen": hidden(page, "seen"), "client_id": str(uuid4())})
    assert answer.status_code == 422
    assert "changed in the meantime" in text_of(answer)
    assert browser.post(proposal(work), {"seen": hidden(answer, "seen")}).status_code == 303


def test_what_is_replaced_is_said(
    browser: Client, anna: Person, work: AgendaItem, crowd: list[Person], now: datetime
) -> None:
    first = a_group_in(work, anna, now, "Ved døren")
    second = a_group_in(work, anna, now, "Ved vinduet", questions="Hvad nu?")
    third = a_group_in(work, anna, now, "I midten", room="Lokale 3")
    chairs(crowd[0], first, by=anna, now=now)
    chairs(crowd[1], third, by=anna, now=now)
    declines(crowd[1], work.meeting)
    words = text_of(browser.get(proposal(work, 1)))
    assert "It replaces who sits where now" in words
    assert f"“{second.label}” is taken out, with what is written in it" in words
    assert f"{crowd[1].name} is not coming and loses the place" in words


def test_those_ticked_stay(browser: Client, anna: Person, work: AgendaItem, now: datetime) -> None:
    table = divided(work, anna, now, 2)
    stays = table.sitting(table.groups[0])[0].person
    assert "Who stays where they sit" in text_of(browser.get(path_of(work)))
    page = browser.get(proposal(work, 2, seed=7, stay=stays.pk))
    assert page.status_code == 200
    browser.post(proposal(work, 2, seed=7, stay=stays.pk), {"seen": hidden(page, "seen")})
    assert stays.name in sitting(the_table(work))[table.groups[0].item.label]
    assert browser.get(proposal(work, 2, stay=uuid4())).status_code == 422


def test_late_ones_come_first_and_who_declined_is_marked(
    browser: Client, anna: Person, bo: Person, work: AgendaItem, crowd: list[Person], now: datetime
) -> None:
    divided(work, anna, now, 2)
    assert "Not in a group yet" not in text_of(browser.get(path_of(work)))
    operations.choose(meeting=work.meeting, people=[bo], by=anna, now=now)
    declines(crowd[2], work.meeting)
    words = text_of(browser.get(path_of(work)))
    assert words.index("Not in a group yet") < words.index(bo.name) < words.index("Print a page for each group")
    assert re.search(rf"{crowd[2].name}\s+not coming", words)


def test_people_are_moved_and_named(
    browser: Client, anna: Person, work: AgendaItem, crowd: list[Person], now: datetime
) -> None:
    table = divided(work, anna, now, 2)
    first, second = table.groups
    moved, chair = (one.person for one in table.sitting(first)[:2])
    said = {
        f"seat_{moved.pk.hex}": str(second.item.pk),
        f"chair_{first.item.pk.hex}": str(chair.pk),
        f"above_{second.item.pk.hex}": str(anna.pk),
        f"room_{second.item.pk.hex}": "Lokale 4",
        "round_minutes": "12",
    }
    assert browser.post(path_of(work), as_shown(work, **said)).status_code == 303
    after = the_table(work)
    assert after.seats[moved.pk] == second.item.pk
    assert after.groups[0].people(ItemRole.CHAIR) == [chair]
    assert after.groups[1].people(ItemRole.HELICOPTER) == [anna]
    assert after.groups[1].item.room == "Lokale 4"
    words = text_of(browser.get(path_of(work)))
    assert "28 mins are left for the dialogue" in words
    assert f"chair: {chair.name}" in words


@pytest.mark.parametrize(("field", "typed"), [("round_minutes", "41"), ("round_minutes", "0"), ("round_minutes", "ti")])
def test_a_round_that_cannot_be_keeps_what_was_typed(
    browser: Client, anna: Person, work: AgendaItem, now: datetime, field: str, typed: str
) -> None:
    table = divided(work, anna, now, 2)
    moved = table.sitting(table.groups[0])[0].person
    said = as_shown(work, **{field: typed, f"seat_{moved.pk.hex}": str(table.groups[1].item.pk)})
    answer = browser.post(path_of(work), said)
    assert answer.status_code == 422
    assert f'value="{typed}"' in answer.content.decode()
    assert the_table(work).seats == table.seats


def test_a_room_with_a_cpr_number_is_refused(browser: Client, anna: Person, work: AgendaItem, now: datetime) -> None:
    table = divided(work, anna, now, 2)
    answer = browser.post(path_of(work), as_shown(work, **{f"room_{table.groups[0].item.pk.hex}": "Hos 710101-1234"}))
    assert answer.status_code == 422
    assert AgendaItem.objects.get(pk=table.groups[0].item.pk).room == ""


def test_a_group_from_elsewhere_is_no_choice(
    browser: Client, anna: Person, work: AgendaItem, crowd: list[Person], carla: Person, now: datetime
) -> None:
    divided(work, anna, now, 2)
    strange = a_group_in(a_group_work(anna, [], now=now), anna, now, "Fremmed")
    with scopes.scope(carla.space_id):
        foreign = a_group_in(a_group_work(carla, [], now=now), carla, now, "Nabo")
    for group in (strange, foreign):
        said = as_shown(work, **{f"seat_{crowd[0].pk.hex}": str(group.pk)})
        assert browser.post(path_of(work), said).status_code == 422
    assert browser.get(path_of(foreign)).status_code == 404
    assert browser.get(proposal(foreign)).status_code == 404


def test_two_who_move_at_once_see_both(browser: Client, anna: Person, work: AgendaItem, now: datetime) -> None:
    table = divided(work, anna, now, 2)
    first, second = table.groups
    mine, theirs = (one.person for one in table.sitting(first)[:2])
    said = as_shown(work, **{f"seat_{mine.pk.hex}": str(second.item.pk)})
    other = operations.Arrangement(seats={theirs: second.item})
    operations.arrange(work=work, arrangement=other, seen=table.seen, by=anna, now=now)
    answer = browser.post(path_of(work), said)
    assert answer.status_code == 422
    words = text_of(answer)
    assert "Somebody else has changed the groups" in words
    assert "As it is saved now" in words
    assert chosen_in(answer, mine) == second.item.label
    assert chosen_in(answer, theirs) == second.item.label
    assert browser.post(path_of(work), as_sent(answer)).status_code == 303
    seats = the_table(work).seats
    assert (seats[mine.pk], seats[theirs.pk]) == (second.item.pk, second.item.pk)


def chosen_in(answer: Any, person: Person) -> str:
    """Where the page says that somebody sits."""
    found = re.search(rf'id="id_seat_{person.pk.hex}".*?selected>([^<]+)', answer.content.decode(), re.DOTALL)
    assert found is not None
    return found[1]


def as_sent(answer: Any) -> dict[str, str]:
    """The form of the groups untouched, as the browser would send it."""
    page = answer.content.decode()
    form = page[page.index('id="groups"') :]
    said = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', form))
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        said[name] = chosen[1] if chosen else ""
    return said


def test_a_group_that_is_gone_by_now_is_not_sat_in(
    browser: Client, anna: Person, work: AgendaItem, now: datetime
) -> None:
    table = divided(work, anna, now, 3)
    gone = table.groups[2].item
    mine = table.sitting(table.groups[0])[0].person
    said = as_shown(work, **{f"seat_{mine.pk.hex}": str(gone.pk)})
    operations.remove_item(item=gone, expected_version=AgendaItem.objects.get(pk=gone.pk).version, by=anna, now=now)
    answer = browser.post(path_of(work), said)
    assert answer.status_code == 422
    assert "Not in a group yet" in text_of(answer)
    assert the_table(work).seats[mine.pk] == table.groups[0].item.pk


def test_groups_that_are_all_gone_are_missed(browser: Client, anna: Person, work: AgendaItem, now: datetime) -> None:
    divided(work, anna, now, 2)
    said = as_shown(work, round_minutes="5")
    operations.undo(meeting=work.meeting, by=anna, now=now)
    answer = browser.post(path_of(work), said)
    assert answer.status_code == 422
    assert "has taken out the groups" in text_of(answer)


def test_only_group_work_has_the_page_and_only_planners_see_it(
    browser: Client, as_: As, anna: Person, work: AgendaItem, crowd: list[Person], now: datetime
) -> None:
    law = an_item(work.meeting, by=anna, now=now)
    assert browser.get(path_of(law)).status_code == 404
    assert as_(crowd[0]).get(path_of(work)).status_code == 404
    operations.invite(meeting=work.meeting, by=anna, now=now)
    assert as_(crowd[0]).get(path_of(work)).status_code == 403
    Meeting.objects.filter(pk=work.meeting_id).update(state=State.RUNNING)
    assert browser.get(path_of(work)).status_code == 409


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_pages_speak_both_languages(anna: Person, as_: As, work: AgendaItem, now: datetime, language: str) -> None:
    _speaks(anna, language)
    client = as_(anna)
    divided(work, anna, now, 2)
    for path in (path_of(work), proposal(work, 3)):
        answer = client.get(path)
        assert f'lang="{language}"' in answer.content.decode()


def test_case_stories_are_written_with_a_reminder(
    browser: Client, anna: Person, work: AgendaItem, now: datetime
) -> None:
    group = a_group_in(work, anna, now, "Gruppe 1")
    assert f"/dagsorden/{group.pk}/" in browser.get(path_of(work)).content.decode()
    words = text_of(browser.get(f"/moeder/{work.meeting_id}/dagsorden/{group.pk}/"))
    assert "could be recognised by" in words


@pytest.mark.parametrize("count", [4, 24])
def test_the_pages_ask_as_much_for_a_few_as_for_many(
    anna: Person, as_: As, now: datetime, count: int, django_assert_max_num_queries: Any
) -> None:
    work = a_group_work(anna, a_crowd(anna, count, now=now), now=now)
    divided(work, anna, now, count // 4)
    client = as_(anna)
    client.get(path_of(work))
    with django_assert_max_num_queries(MOST_GROUPS_PAGE):
        client.get(path_of(work))
    with django_assert_max_num_queries(MOST_PROPOSAL_PAGE):
        client.get(proposal(work, 2))


MOST_GROUPS_PAGE = 24
MOST_PROPOSAL_PAGE = 26
