from __future__ import annotations

import json

import pytest
import time_machine
from django.urls import reverse

from pejl.agreements import operations as agreements
from pejl.foundation.drafts import queries as drafts
from pejl.foundation.notices import operations as notices
from pejl.foundation.tenancy.models import Account
from pejl.meetings import operations as meetings
from pejl.meetings.names import AskState, Behaviour, ItemRole
from pejl.meetings.tests.factories import an_item
from pejl.organisation import operations as organisation
from pejl.overview import queries
from pejl.overview.names import WaitingKind
from pejl.room import operations as room
from pejl.room.tests.factories import an_evening, begun
from pejl.themes import operations as themes
from tests.people import NOW, person_in

NUMBER = "710101-1234"


def propose(by, now, title="Hvornår bruger vi praktik?"):
    return themes.propose(title=title, need="Hvilke krav?", why_now="", area=None, kind="legislation", by=by, now=now)


def test_overview_of_a_new_colleague_says_that_nothing_waits(anna, as_):
    assert as_(anna).get("/").status_code == 200


def test_overview_shows_what_is_mine_and_not_what_is_others(anna, bo, as_, now):
    propose(anna, now)
    propose(bo, now, title="Noget andet")
    agreements.agree(what="Ring til forsikringen", owner=anna, due_on=None, source=None, by=bo, now=now)
    page = as_(anna).get("/").content.decode()
    assert "Hvornår bruger vi praktik?" in page
    assert "Ring til forsikringen" in page
    assert "Noget andet" not in page


def test_everything_that_waits_stands_in_one_list(space, anna, bo, now):
    evening, carl = an_evening(anna, now=now, people=[bo]), person_in(space, "Carl Christensen", "cc@nordager.example")
    begun(evening, evening.plenary, by=anna, now=now)
    meeting = evening.meeting
    room.note_unclear_point(meeting=meeting, text="Hvem betaler?", caretaker=bo, by=anna, now=now)
    room.take_on_product(meeting=meeting, person=bo, what="Skema", by=anna, now=now)
    agreements.agree(what="Ring", owner=bo, due_on=now.date(), source=None, by=bo, now=now)
    mine = queries.my_page(bo, now=now, today=now.date())
    assert [(one.kind, one.title, one.words, one.due_on) for one in mine.waiting] == [
        (WaitingKind.PRODUCT_DUTY, "Skema", meeting.title, None),
        (WaitingKind.UNCLEAR_POINT, "Hvem betaler?", meeting.title, None),
        (WaitingKind.AGREEMENT, "Ring", "", now.date()),
    ]
    assert queries.my_page(carl, now=now, today=now.date()).waiting == []


def test_who_presents_and_who_decides_sees_it(space, anna, bo, now):
    evening = an_evening(anna, now=now, people=[bo])
    example = an_item(
        evening.meeting,
        by=anna,
        now=now,
        behaviour=Behaviour.PRACTICE,
        label="Et eksempel",
        minutes=10,
        parts={ItemRole.PRESENTER: [bo]},
    )
    propose(anna, now)
    group = organisation.form_group(name="Arbejdsgruppen", since_on=now.date(), now=now)
    organisation.seat_in_group(group=group, person=anna, since_on=now.date(), now=now)
    mine, theirs = (queries.my_page(one, now=now, today=now.date()) for one in (bo, anna))
    [preparation] = [one for one in mine.waiting if one.kind == WaitingKind.PREPARATION]
    assert (preparation.id, preparation.title) == (example.pk, "Et eksempel")
    assert preparation.due_on == evening.meeting.starts_at.date()
    assert (mine.undecided, theirs.undecided) == (0, 1)


@time_machine.travel(NOW, tick=False)
def test_who_is_asked_to_present_is_asked_first_and_prepares_after_a_yes(space, anna, bo, as_, now):
    evening = an_evening(anna, now=now, people=[bo])
    example = an_item(evening.meeting, by=anna, now=now, behaviour=Behaviour.PRACTICE, label="Et eksempel", minutes=10)
    ask = meetings.ask_to_present(item=example, person=bo, words="", by=anna, now=now)
    [waiting] = [one for one in queries.my_page(bo, now=now, today=now.date()).waiting if one.title == "Et eksempel"]
    assert (waiting.kind, waiting.id) == (WaitingKind.ASK, ask.pk)
    assert reverse("meetings:asked", args=[ask.pk]) in as_(bo).get("/").content.decode()
    meetings.answer_ask(ask=ask, answer=AskState.ACCEPTED, words="", expected_version=ask.version, by=bo, now=now)
    [waiting] = [one for one in queries.my_page(bo, now=now, today=now.date()).waiting if one.title == "Et eksempel"]
    assert (waiting.kind, waiting.id) == (WaitingKind.PREPARATION, example.pk)
    assert reverse("meetings:prepare", args=[example.pk]) in as_(bo).get("/").content.decode()


def test_own_goal_stands_on_the_own_page_only(space, anna, bo, as_, now):
    evening = an_evening(anna, now=now, people=[bo])
    begun(evening, evening.gathering, by=anna, now=now)
    room.take_along(
        meeting=evening.meeting,
        takes_along="",
        will_introduce="Jeg ringer, før jeg skriver",
        is_shared=False,
        expected_version=None,
        by=bo,
        now=now,
    )
    assert "Jeg ringer, før jeg skriver" in as_(bo).get("/").content.decode()
    assert "Jeg ringer, før jeg skriver" not in as_(anna).get("/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_overview_asks_the_same_however_much_there_is(anna, as_, now, rows, django_assert_max_num_queries):
    for number in range(rows):
        propose(anna, now, title=f"Tema {number}")
        agreements.agree(what=f"Aftale {number}", owner=anna, due_on=None, source=None, by=anna, now=now)
        notices.tell(person=anna, subject=f"Nyt {number}", text="x", now=now)
    client = as_(anna)
    client.get("/")
    with django_assert_max_num_queries(12 + 4):  # twelve, and what only a test's savepoints and pragmas add
        client.get("/")


def test_search_finds_by_words_of_the_title_in_any_case(anna, as_, now):
    propose(anna, now, title="Ærlige samtaler om ØKONOMI")
    page = as_(anna).get("/soeg/", {"q": "økonomi ærlig"}).content.decode()
    assert "Ærlige samtaler om ØKONOMI" in page


def test_search_without_a_hit_offers_to_propose_a_theme(anna, as_):
    assert "/temaer/meld-ind/" in as_(anna).get("/soeg/", {"q": "fleksjob"}).content.decode()


def test_search_refuses_a_cpr_number_and_does_not_show_it_again(anna, as_, caplog):
    answer = as_(anna).get("/soeg/", {"q": f"borger {NUMBER}"})
    assert answer.status_code == 422
    assert NUMBER not in answer.content.decode()
    assert NUMBER not in caplog.text


def keep(client, fields, place="themes:propose"):
    body = json.dumps({"place": place, "fields": fields})
    return client.post("/kladde/", body, content_type="application/json")


def test_draft_is_kept_and_says_when(anna, as_):
    answer = keep(as_(anna), {"title": "Prak"})
    assert answer.status_code == 200
    assert drafts.at("themes:propose", person=anna).fields == {"title": "Prak"}


def test_draft_with_a_cpr_number_is_refused_as_a_problem(anna, as_):
    answer = keep(as_(anna), {"need": f"Borger {NUMBER}"})
    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["field"] == "need"
    assert NUMBER not in answer.content.decode()


UNREADABLE = [
    "",
    "[]",
    "{",
    '{"place": 1, "fields": {}}',
    '{"place": "themes:propose", "fields": {"a": 1}}',
    "[" * 100_000,
]


@pytest.mark.parametrize("body", UNREADABLE)
def test_draft_that_cannot_be_read_is_refused(anna, as_, body):
    assert as_(anna).post("/kladde/", body, content_type="application/json").status_code == 422


def test_draft_of_a_stranger_is_refused(client, db):
    assert keep(client, {"title": "x"}).status_code == 401


WAYS_BACK = [("/temaer/", "/temaer/"), ("//evil.example/", "/"), ("https://evil.example", "/"), ("", "/")]


@pytest.mark.parametrize(("wanted", "led"), WAYS_BACK)
def test_language_is_chosen_and_one_comes_back_to_where_one_was(anna, as_, wanted, led):
    answer = as_(anna).post("/sprog/", {"language": "en", "next": wanted})
    assert answer.url == led
    assert Account.objects.get(pk=anna.account.pk).language == "en"


def test_language_of_a_stranger_is_kept_in_a_cookie(client, db):
    client.post("/sprog/", {"language": "en"})
    assert 'lang="en"' in client.get("/log-ind/").content.decode()


def test_news_is_marked_as_read(anna, as_, now):
    notices.tell(person=anna, subject="Dit tema er valgt", text="x", now=now)
    client = as_(anna)
    assert "Dit tema er valgt" in client.get("/").content.decode()
    client.post("/set/")
    assert 'action="/set/"' not in client.get("/").content.decode()
