"""The room in a browser, with script and without."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pejl.agreements.models import Agreement, LearningGoal
from pejl.foundation.drafts.models import Draft, Sent
from pejl.foundation.live import queries as live
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations as meetings
from pejl.meetings.models import AgendaItem, topic_of
from pejl.meetings.names import Authorship, Behaviour, State
from pejl.room import operations
from pejl.room.models import Card, ItemRun, JointDecision, ProductDuty, UnclearPoint
from pejl.room.tests.factories import Evening, a_card, an_evening, begun

Browser = Callable[[Person], Client]
HTMX = {"HX-Request": "true"}


def at(page: str, evening: Evening, *args: object, **query: object) -> str:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    return reverse(f"room:{page}", args=[evening.meeting.pk, *args]) + (f"?{asked}" if asked else "")


def card_fields(**changes: object) -> dict[str, object]:
    return {"kind": "question", "text": "Hvem ringer?", "client_id": uuid4(), "authorship": "named", **changes}


@pytest.fixture
def plenary(evening: Evening, anna: Person, now: datetime) -> AgendaItem:
    """The plenary's board, open."""
    return begun(evening, evening.plenary, by=anna, now=now)


def test_room_is_not_there_for_others(evening: Evening, emil: Person, carla: Person, as_: Browser) -> None:
    assert as_(carla).get(at("hold", evening)).status_code == 404
    answer = as_(emil).get(at("hold", evening))
    assert answer.status_code == 403
    assert "take part" in answer.content.decode()


def test_room_says_that_it_has_not_begun(evening: Evening, anna: Person, bo: Person, as_: Browser) -> None:
    assert "has not begun yet" in as_(bo).get(at("hold", evening)).content.decode()
    assert "Begin the meeting" not in as_(bo).get(at("hold", evening)).content.decode()
    assert "Begin the meeting" in as_(anna).get(at("hold", evening)).content.decode()


def test_leaders_walk_through_the_meeting(evening: Evening, anna: Person, as_: Browser) -> None:
    browser = as_(anna)
    assert browser.post(at("begin", evening)).status_code == 302
    page = browser.get(at("hold", evening)).content.decode()
    assert "Rammesætning" in page
    assert "Hvorfor nu?" in page
    assert "Husk lokalet" in page
    assert "Next: Videndeling" in page
    assert re.search(r'data-clock-ends="[^"]+" data-clock-now="[^"]+"', page)
    seen = evening.framing.pk
    for item in (evening.plenary, evening.work, evening.gathering):
        assert browser.post(at("start", evening, item.pk), {"expected_running": seen}).status_code == 302
        seen = item.pk
    assert browser.post(at("finish", evening, seen)).status_code == 302
    assert "Everything on the agenda is done" in browser.get(at("hold", evening)).content.decode()
    assert browser.post(at("end", evening)).status_code == 302
    assert "The meeting is over" in browser.get(at("hold", evening)).content.decode()
    assert browser.post(at("close", evening)).url == at("summary", evening)
    assert evening.meeting.again().state == State.CLOSED


def test_stale_press_shows_the_room_as_it_is(evening: Evening, anna: Person, dorte: Person, as_: Browser) -> None:
    as_(anna).post(at("begin", evening))
    as_(anna).post(at("start", evening, evening.plenary.pk), {"expected_running": evening.framing.pk})
    answer = as_(dorte).post(at("start", evening, evening.work.pk), {"expected_running": evening.framing.pk})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert page.count("“Videndeling” is going on now") == 1
    assert "Next: Gruppearbejde" in page
    assert ItemRun.objects.running().get().item == evening.plenary


def test_participant_sees_no_commands_and_no_notes(evening: Evening, anna: Person, bo: Person, as_: Browser) -> None:
    as_(anna).post(at("begin", evening))
    page = as_(bo).get(at("hold", evening)).content.decode()
    assert "Husk lokalet" not in page
    assert "/rum/start/" not in page
    assert "End the meeting" not in page
    assert as_(bo).post(at("start", evening, evening.plenary.pk), {"expected_running": ""}).status_code == 403


def test_fragment_comes_only_when_something_has_changed(
    evening: Evening, plenary: AgendaItem, anna: Person, bo: Person, as_: Browser, now: datetime
) -> None:
    browser = as_(bo)
    number = live.number_of(topic_of(evening.meeting))
    page = browser.get(at("hold", evening)).content.decode()
    assert f'name="since" value="{number}"' in page
    assert browser.get(at("now", evening, since=number, form=plenary.pk), headers=HTMX).status_code == 204
    a_card(plenary, "Nyt fra Anna", by=anna, now=now)
    answer = browser.get(at("now", evening, since=number, form=plenary.pk), headers=HTMX)
    fragment = answer.content.decode()
    assert answer.status_code == 200
    assert "Nyt fra Anna" in fragment
    assert f'name="since" value="{number + 1}"' in fragment
    assert "<html" not in fragment


def test_fragment_never_touches_a_form_that_is_there(
    evening: Evening, plenary: AgendaItem, anna: Person, bo: Person, as_: Browser, now: datetime
) -> None:
    a_card(plenary, "Nyt", by=anna, now=now)
    with_form = as_(bo).get(at("now", evening, since=0, form=plenary.pk), headers=HTMX).content.decode()
    assert "<textarea" not in with_form
    assert 'id="room-write"' not in with_form
    without_form = as_(bo).get(at("now", evening, since=0), headers=HTMX).content.decode()
    assert 'id="room-write" hx-swap-oob="innerHTML"' in without_form
    assert "<textarea" in without_form
    # What is sent with the next question, so that the form that came is left alone from now on.
    assert f'id="room-form" name="form" value="{plenary.pk}"' in without_form
    assert 'hx-include="#room-since, #room-form"' in as_(bo).get(at("hold", evening)).content.decode()


def test_form_of_another_board_is_left_and_the_way_is_shown(
    evening: Evening, plenary: AgendaItem, anna: Person, bo: Person, as_: Browser, now: datetime
) -> None:
    operations.start_item(item=evening.work, expected_running=plenary.pk, by=anna, now=now)
    fragment = as_(bo).get(at("now", evening, since=0, form=plenary.pk), headers=HTMX).content.decode()
    assert "The board of “Gruppe 1” is open now" in fragment
    assert "<textarea" not in fragment


def test_fragment_address_leads_to_the_page_without_script(evening: Evening, bo: Person, as_: Browser) -> None:
    assert as_(bo).get(at("now", evening)).url == at("hold", evening)


def test_member_lands_on_the_own_board_and_others_choose(
    evening: Evening, anna: Person, bo: Person, as_: Browser, now: datetime
) -> None:
    begun(evening, evening.work, by=anna, now=now)
    assert at("write", evening, evening.groups[0].pk) in as_(bo).get(at("hold", evening)).content.decode()
    page = as_(anna).get(at("hold", evening)).content.decode()
    assert "The groups' boards" in page
    assert "<textarea" not in page
    chosen = as_(anna).get(at("hold", evening, board=evening.groups[1].pk)).content.decode()
    assert at("write", evening, evening.groups[1].pk) in chosen


def test_card_is_put_up_without_script(evening: Evening, plenary: AgendaItem, bo: Person, as_: Browser) -> None:
    browser = as_(bo)
    answer = browser.post(at("write", evening, plenary.pk), card_fields())
    assert answer.status_code == 302
    page = browser.get(answer.url).content.decode()
    assert "Hvem ringer?" in page
    assert "Bo Bæk" in page
    assert '<option value="question" selected' in page
    assert re.search(r"<textarea[^>]*>\s*</textarea>", page)


def test_card_is_put_up_with_script(evening: Evening, plenary: AgendaItem, bo: Person, as_: Browser) -> None:
    answer = as_(bo).post(at("write", evening, plenary.pk), card_fields(), headers=HTMX)
    fragment = answer.content.decode()
    assert answer.status_code == 200
    assert "Hvem ringer?" in fragment
    assert re.search(r"<textarea[^>]*autofocus[^>]*>\s*</textarea>", fragment)
    assert "<html" not in fragment


def test_card_sent_twice_is_there_once(evening: Evening, plenary: AgendaItem, bo: Person, as_: Browser) -> None:
    browser, fields = as_(bo), card_fields()
    first = browser.post(at("write", evening, plenary.pk), fields)
    again = browser.post(at("write", evening, plenary.pk), fields)
    assert (first.status_code, again.status_code) == (302, 302)
    assert Card.objects.get().text == "Hvem ringer?"


def test_changed_card_under_a_used_key_becomes_a_new_card_when_it_is_meant(
    evening: Evening, plenary: AgendaItem, bo: Person, as_: Browser
) -> None:
    browser, fields = as_(bo), card_fields()
    browser.post(at("write", evening, plenary.pk), fields)
    answer = browser.post(at("write", evening, plenary.pk), {**fields, "text": "Noget andet"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Noget andet" in page
    assert Card.objects.count() == 1
    key = re.search(r'name="client_id"[^>]* value="([0-9a-f-]{36})"', page)
    assert key is not None
    assert key[1] != str(fields["client_id"])
    browser.post(at("write", evening, plenary.pk), {**fields, "text": "Noget andet", "client_id": key[1]})
    assert set(Card.objects.values_list("text", flat=True)) == {"Hvem ringer?", "Noget andet"}


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_cpr_number_is_refused_and_the_text_stays(
    evening: Evening, plenary: AgendaItem, bo: Person, as_: Browser, headers: dict[str, str]
) -> None:
    typed = "Borgeren med nummer 710101-1234 ringede"
    answer = as_(bo).post(at("write", evening, plenary.pk), card_fields(text=typed), headers=headers)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("710101-1234") == 1
    assert re.search(r"<textarea[^>]*>\s*Borgeren med nummer 710101-1234 ringede</textarea>", page)
    assert "CPR number after the words" in page
    assert 'name="remove_cpr" value="text"' in page
    assert not Card.objects.exists()


def test_cpr_number_can_be_taken_out_with_one_press(
    evening: Evening, plenary: AgendaItem, bo: Person, as_: Browser
) -> None:
    fields = card_fields(text="Nummer 710101-1234 ringede", remove_cpr="text")
    page = as_(bo).post(at("write", evening, plenary.pk), fields).content.decode()
    assert "710101-1234" not in page
    assert "Nummer [number removed] ringede" in page
    assert not Card.objects.exists()


def test_writer_who_was_told_something_else_is_asked_again(
    evening: Evening, plenary: AgendaItem, bo: Person, as_: Browser
) -> None:
    answer = as_(bo).post(at("write", evening, plenary.pk), card_fields(authorship="none"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "now it is “With name”" in page
    assert "Hvem ringer?" in page
    assert re.search(r'name="authorship"[^>]* value="named"', page)
    assert not Card.objects.exists()


def test_board_that_is_closed_keeps_the_text_in_the_field(
    evening: Evening, plenary: AgendaItem, anna: Person, bo: Person, as_: Browser, now: datetime
) -> None:
    meetings.end(meeting=evening.meeting, by=anna, now=now)
    meetings.close(meeting=evening.meeting, by=anna, now=now)
    answer = as_(bo).post(at("write", evening, plenary.pk), card_fields())
    assert answer.status_code == 422
    assert "Hvem ringer?" in answer.content.decode()
    assert not Card.objects.exists()


def test_hidden_authors_are_on_no_page(anna: Person, bo: Person, dorte: Person, as_: Browser, now: datetime) -> None:
    evening = an_evening(anna, now=now, people=[bo, dorte], authorship=Authorship.HIDDEN)
    begun(evening, evening.plenary, by=anna, now=now)
    a_card(evening.plenary, "Hemmeligt", by=bo, now=now)
    browser = as_(dorte)
    for page in (
        browser.get(at("hold", evening)).content.decode(),
        browser.get(at("now", evening, since=0, form=evening.plenary.pk), headers=HTMX).content.decode(),
    ):
        assert "Hemmeligt" in page
        assert "Bo Bæk" not in page
    meetings.end(meeting=evening.meeting, by=anna, now=now)
    assert "Bo Bæk" not in browser.get(at("summary", evening)).content.decode()


@pytest.mark.parametrize(
    ("authorship", "sentence"),
    [
        (Authorship.NAMED, "Your name stands on your cards."),
        (Authorship.HIDDEN, "whoever runs Pejl can look it up"),
        (Authorship.NONE, "cannot be traced back to you"),
    ],
)
def test_page_says_what_is_kept_of_the_author(
    anna: Person, bo: Person, as_: Browser, now: datetime, authorship: str, sentence: str
) -> None:
    evening = an_evening(anna, now=now, people=[bo], seated=([bo], []), authorship=authorship)
    begun(evening, evening.work, by=anna, now=now)
    page = as_(bo).get(at("hold", evening)).content.decode()
    assert sentence in page.replace("&#39;", "'")
    assert ("there is no anonymity" in page) == (authorship != Authorship.NAMED)


def test_card_is_edited_taken_away_and_brought_back(
    evening: Evening, plenary: AgendaItem, anna: Person, bo: Person, as_: Browser, now: datetime
) -> None:
    card = a_card(plenary, "Første", by=bo, now=now)
    browser, address = as_(bo), at("change_card", evening, card.pk)
    assert "Første" in browser.get(address).content.decode()
    assert browser.post(address, {"kind": "wish", "text": "Anden", "version": 1}).status_code == 302
    stale = browser.post(address, {"kind": "wish", "text": "Tredje", "version": 1})
    assert stale.status_code == 422
    assert "Tredje" in stale.content.decode()
    assert "“Anden”" in stale.content.decode()
    assert browser.post(at("cards", evening), {"remove": card.pk}).status_code == 302
    assert "Bring back" in browser.get(at("hold", evening)).content.decode()
    assert "Bring back" in as_(anna).get(at("hold", evening)).content.decode()
    browser.post(at("cards", evening), {"restore": card.pk})
    assert card.again().removed_at is None


def test_card_of_somebody_else_is_not_edited(
    evening: Evening, plenary: AgendaItem, anna: Person, bo: Person, as_: Browser, now: datetime
) -> None:
    card = a_card(plenary, "Annas", by=anna, now=now)
    browser, address = as_(bo), at("change_card", evening, card.pk)
    assert address not in browser.get(at("hold", evening)).content.decode()
    assert browser.get(address).status_code == 403
    assert browser.post(address, {"kind": "wish", "text": "Bos", "version": 1}).status_code == 403
    assert browser.post(at("cards", evening), {"remove": card.pk}).status_code == 403
    assert browser.post(at("cards", evening), {"choose": card.pk}).status_code == 403
    assert (card.again().text, card.again().removed_at, card.again().is_for_product) == ("Annas", None, False)


@pytest.mark.parametrize("fields", [{}, {"choose": "no-key"}, {"dance": "x"}, {"choose": str(uuid4())}])
def test_unknown_deed_or_card_is_not_found(
    evening: Evening, plenary: AgendaItem, anna: Person, as_: Browser, fields: dict[str, str]
) -> None:
    assert as_(anna).post(at("cards", evening), fields).status_code == 404


def test_leader_chooses_cards_for_the_product(
    evening: Evening, plenary: AgendaItem, anna: Person, bo: Person, as_: Browser, now: datetime
) -> None:
    card = a_card(plenary, "Vælg mig", by=bo, now=now)
    answer = as_(anna).post(at("cards", evening, form=plenary.pk), {"choose": card.pk}, headers=HTMX)
    assert answer.status_code == 200
    assert "Not for the product" in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert card.again().is_for_product
    refused = as_(bo).post(at("cards", evening, form=plenary.pk), {"let_go": card.pk}, headers=HTMX)
    assert refused.status_code == 422
    assert "Only the meeting leaders" in refused.content.decode()


def test_boards_lie_side_by_side_while_knowledge_is_gathered(
    evening: Evening, anna: Person, bo: Person, as_: Browser, now: datetime
) -> None:
    begun(evening, evening.work, by=anna, now=now)
    a_card(evening.groups[0], "Fra den første", by=bo, now=now)
    operations.start_item(item=evening.gathering, expected_running=evening.work.pk, by=anna, now=now)
    page = as_(bo).get(at("hold", evening)).content.decode()
    assert "Fra den første" in page
    assert "Cards: Gruppe 1" in page
    assert "Cards: Gruppe 2" in page  # an empty group is shown as empty
    assert at("write", evening, evening.gathering.pk) in page


def test_learning_is_kept_to_oneself(
    evening: Evening, plenary: AgendaItem, bo: Person, anna: Person, as_: Browser
) -> None:
    browser, address = as_(bo), at("learning", evening)
    page = browser.get(address).content.decode()
    assert "Only you see this, unless you share it" in page
    assert f'data-draft="room:learning:{evening.meeting.pk}"' in page
    fields = {"takes_along": "At ringe først", "will_introduce": "", "version": ""}
    assert browser.post(address, fields).status_code == 302
    goal = LearningGoal.objects.get()
    assert (goal.person, goal.is_shared, goal.source.id) == (bo, False, evening.meeting.pk)
    assert "At ringe først" in browser.get(address).content.decode()
    for where in ("hold", "outcomes", "summary"):
        assert "At ringe først" not in as_(anna).get(at(where, evening)).content.decode()
    browser.post(address, {**fields, "is_shared": "on", "version": goal.version})
    assert "At ringe først" in as_(anna).get(at("summary", evening)).content.decode()


def test_learning_brings_back_what_was_typed(
    evening: Evening, plenary: AgendaItem, bo: Person, as_: Browser, now: datetime
) -> None:
    place = f"room:learning:{evening.meeting.pk}"
    Draft.objects.create(person=bo, place=place, fields={"takes_along": "Halvt skrevet"}, saved_at=now)
    browser = as_(bo)
    assert "Halvt skrevet" in browser.get(at("learning", evening)).content.decode()
    browser.post(at("learning", evening), {"takes_along": "Helt skrevet", "will_introduce": "", "version": ""})
    assert not Draft.objects.exists()


def test_learning_refuses_an_empty_page_and_a_cpr_number(
    evening: Evening, plenary: AgendaItem, bo: Person, as_: Browser
) -> None:
    for text in ("", "Nummer 710101-1234"):
        answer = as_(bo).post(at("learning", evening), {"takes_along": text, "will_introduce": "", "version": ""})
        assert answer.status_code == 422
    assert not LearningGoal.objects.exists()


def test_outcomes_are_written_down_by_a_leader(
    evening: Evening, plenary: AgendaItem, anna: Person, bo: Person, as_: Browser
) -> None:
    browser = as_(anna)
    for part, fields in {
        "produkt": {"what": "Handlingsanvisning", "person": bo.pk},
        "uklarhed": {"text": "Hvem betaler?", "caretaker": bo.pk},
        "beslutning": {"text": "Vi ringer først"},
        "aftale": {"what": "Spørger lægen", "owner": bo.pk, "due_on": "1/4-2026"},
    }.items():
        sent = {f"{part}-{name}": value for name, value in {**fields, "client_id": uuid4()}.items()}
        assert browser.post(at("outcome", evening, part), sent).url == at("outcomes", evening)
        assert browser.post(at("outcome", evening, part), sent).url == at("outcomes", evening)
    assert (ProductDuty.objects.get().person, UnclearPoint.objects.get().caretaker) == (bo, bo)
    assert (JointDecision.objects.get().text, Agreement.objects.get().due_on.isoformat()) == (
        "Vi ringer først",
        "2026-04-01",
    )
    page = browser.get(at("outcomes", evening)).content.decode()
    for words in ("Handlingsanvisning", "Hvem betaler?", "Vi ringer først", "Spørger lægen"):
        assert words in page


def test_participant_puts_down_only_oneself(
    evening: Evening, plenary: AgendaItem, anna: Person, bo: Person, as_: Browser
) -> None:
    browser = as_(bo)
    page = browser.get(at("outcomes", evening)).content.decode()
    assert "Write down a joint decision" not in page
    assert "Anna Ager" not in page
    refused = browser.post(at("outcome", evening, "produkt"), {"produkt-what": "Skema", "produkt-person": anna.pk})
    assert refused.status_code == 422
    assert browser.post(at("outcome", evening, "beslutning"), {"beslutning-text": "Jeg bestemmer"}).status_code == 422
    assert not ProductDuty.objects.exists()
    assert not JointDecision.objects.exists()
    browser.post(at("outcome", evening, "produkt"), {"produkt-what": "Skema", "produkt-person": bo.pk})
    assert ProductDuty.objects.get().person == bo
    assert browser.post(at("outcome", evening, "ukendt"), {}).status_code == 404


def test_outcome_with_a_cpr_number_stays_in_its_field(
    evening: Evening, plenary: AgendaItem, anna: Person, as_: Browser
) -> None:
    sent = {"beslutning-text": "Vi ringer til 710101-1234"}
    page = as_(anna).post(at("outcome", evening, "beslutning"), sent).content.decode()
    assert page.count("710101-1234") == 1
    assert 'name="remove_cpr" value="beslutning-text"' in page
    assert not JointDecision.objects.exists()


def test_buttons_beside_the_lines_do_what_they_say(
    evening: Evening, plenary: AgendaItem, anna: Person, bo: Person, as_: Browser, now: datetime
) -> None:
    told = {"meeting": evening.meeting, "by": bo, "now": now}
    point = operations.note_unclear_point(text="Hvem betaler?", caretaker=None, **told)
    duty = operations.take_on_product(person=bo, what="Skema", **told)
    browser = as_(bo)
    browser.post(at("undo", evening, point.pk), {"take": 1})
    assert point.again().caretaker == bo
    browser.post(at("undo", evening, point.pk), {"settle": 1})
    assert point.again().answered_at is not None
    browser.post(at("undo", evening, duty.pk), {"drop": 1})
    assert not ProductDuty.objects.exists()
    assert browser.post(at("undo", evening, point.pk), {"remove": 1}).status_code == 403
    assert browser.post(at("undo", evening, point.pk), {"dance": 1}).status_code == 404
    assert as_(anna).post(at("undo", evening, point.pk), {"remove": 1}).status_code == 302
    assert not UnclearPoint.objects.exists()


def test_summary_opens_for_colleagues_when_the_meeting_is_closed(
    evening: Evening,
    plenary: AgendaItem,
    anna: Person,
    bo: Person,
    emil: Person,
    carla: Person,
    as_: Browser,
    now: datetime,
) -> None:
    a_card(plenary, "Ring til arbejdsgiveren", by=bo, now=now)
    operations.decide_together(meeting=evening.meeting, text="Vi ringer først", by=anna, now=now)
    meetings.end(meeting=evening.meeting, by=anna, now=now)
    address = at("summary", evening)
    assert as_(emil).get(address).status_code == 403
    assert "Ring til arbejdsgiveren" in as_(bo).get(address).content.decode()
    meetings.close(meeting=evening.meeting, by=anna, now=now)
    page = as_(emil).get(address).content.decode()
    for words in ("Ring til arbejdsgiveren", "Bo Bæk", "Vi ringer først", "Videndeling"):
        assert words in page
    assert as_(emil).get(at("hold", evening)).status_code == 403
    assert as_(carla).get(address).status_code == 404


def test_meeting_page_leads_into_the_room_and_to_the_summary(
    evening: Evening, anna: Person, bo: Person, emil: Person, as_: Browser, now: datetime, rf: object
) -> None:
    from pejl.room.pages import on_meeting

    def shown_to(person: Person) -> str:
        request = rf.get("/")  # type: ignore[attr-defined]
        request.person, request.session = person, {}
        return on_meeting(request, evening.meeting.again())

    assert at("hold", evening) in shown_to(bo)
    assert shown_to(emil) == ""
    begun(evening, evening.framing, by=anna, now=now)
    meetings.end(meeting=evening.meeting, by=anna, now=now)
    assert at("summary", evening) in shown_to(bo)
    assert shown_to(emil) == ""
    meetings.close(meeting=evening.meeting, by=anna, now=now)
    assert at("summary", evening) in shown_to(emil)


@pytest.mark.parametrize(("page", "most"), [("hold", 7), ("now", 7), ("outcomes", 7), ("summary", 12)])
def test_page_asks_the_same_whatever_stands_on_it(
    anna: Person, bo: Person, dorte: Person, as_: Browser, now: datetime, page: str, most: int
) -> None:
    counted = []
    for number in (1, 3):
        evening = an_evening(anna, now=now, people=[bo, dorte][: number - 1] or [bo], seated=([bo], []))
        begun(evening, evening.work, by=anna, now=now)
        for one in range(number):
            a_card(evening.groups[0], f"Kort {one}", by=bo, now=now)
            operations.decide_together(meeting=evening.meeting, text=f"Vi {one}", by=anna, now=now)
            operations.take_on_product(meeting=evening.meeting, person=bo, what=f"Skema {one}", by=bo, now=now)
            operations.note_unclear_point(meeting=evening.meeting, text=f"Hvem {one}", caretaker=bo, by=bo, now=now)
            operations.agree(meeting=evening.meeting, what=f"Spørger {one}", owner=bo, due_on=None, by=bo, now=now)
        client = as_(bo)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(at(page, evening), headers=HTMX if page == "now" else {}).status_code == 200
        rows = [query["sql"] for query in asked if "SELECT" in query["sql"]]
        frame = [sql for sql in rows if "set_config" in sql or "current_setting" in sql or _is_who(sql)]
        counted.append(len(rows) - len(frame))
    assert counted == [most, most]


def _is_who(sql: str) -> bool:
    """Asked of every page, before it begins: the session, the account and the person."""
    return any(f'FROM "{table}"' in sql for table in ("django_session", "tenancy_account", "tenancy_person"))


def test_nothing_changed_is_answered_with_little_work(
    evening: Evening, plenary: AgendaItem, bo: Person, as_: Browser
) -> None:
    client, number = as_(bo), live.number_of(topic_of(evening.meeting))
    with CaptureQueriesContext(connection) as asked:
        assert client.get(at("now", evening, since=number), headers=HTMX).status_code == 204
    rows = [query["sql"] for query in asked if "SELECT" in query["sql"] and not _is_who(query["sql"])]
    assert len([sql for sql in rows if "_config" not in sql and "_setting" not in sql]) == 3


def test_gathering_learning_asks_for_what_one_takes_along(
    evening: Evening, anna: Person, bo: Person, as_: Browser, now: datetime
) -> None:
    AgendaItem.objects.filter(pk=evening.plenary.pk).update(behaviour=Behaviour.GATHER_LEARNING)
    begun(evening, evening.plenary, by=anna, now=now)
    assert "Write what you take along" in as_(bo).get(at("hold", evening)).content.decode()


def test_card_form_is_never_kept_as_a_draft(evening: Evening, plenary: AgendaItem, bo: Person, as_: Browser) -> None:
    page = as_(bo).get(at("hold", evening)).content.decode()
    assert "data-draft" not in page
    as_(bo).post(at("write", evening, plenary.pk), card_fields())
    assert not Draft.objects.exists()
    assert not Sent.objects.exists()
