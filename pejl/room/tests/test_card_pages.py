"""Cards in a browser, with script and without."""

from __future__ import annotations

import re
from datetime import datetime
from uuid import uuid4

import pytest

from pejl.foundation.drafts.models import Draft, Sent
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations as meetings
from pejl.meetings.models import AgendaItem
from pejl.meetings.names import Authorship
from pejl.room import operations, queries
from pejl.room.models import Card
from pejl.room.tests.browsing import HTMX, Browser, at, card_fields
from pejl.room.tests.factories import Evening, a_card, an_evening, begun


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
    assert Card.objects.get().text == "Hvem ringer?"
    assert re.search(r"<textarea[^>]*autofocus[^>]*>\s*</textarea>", fragment)
    assert "<html" not in fragment


def test_answer_to_a_card_reads_only_what_is_the_writers(
    evening: Evening, plenary: AgendaItem, anna: Person, bo: Person, now: datetime
) -> None:
    """The rest of the board is there already, hundreds of cards perhaps."""
    a_card(plenary, "Annas", by=anna, now=now)
    bos, taken = a_card(plenary, "Bos", by=bo, now=now), a_card(plenary, "Væk", by=anna, now=now)
    operations.remove_card(card=taken, by=anna, now=now)
    card = a_card(plenary, "Den nye", by=bo, now=now)
    found = queries.cards_at_hand(evening.meeting, card, bo)
    assert {one.text for one in found} == {"Bos", "Væk", "Den nye"}
    board = queries.state_of(evening.meeting, bo, now, found).board_of(plenary.pk)
    assert board is not None
    assert {one.pk for one in board.cards} == {bos.pk, card.pk}


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
        browser.get(at("place", evening), headers=HTMX).content.decode(),
    ):
        assert "Hemmeligt" in page
        assert "Bo Bæk" not in page
    meetings.end(meeting=evening.meeting, by=anna, now=now)
    summary = browser.get(at("summary", evening)).content.decode()
    knowledge = re.search(r'id="knowledge".*?</section>', summary, re.DOTALL)
    assert knowledge is not None
    assert "Hemmeligt" in knowledge[0]
    assert "Bo Bæk" not in knowledge[0]


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
    assert f'href="{address}"' not in browser.get(at("hold", evening)).content.decode()
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
    assert answer.status_code == 204
    assert "Not for the product" in as_(anna).get(at("lead", evening)).content.decode()
    assert card.again().is_for_product
    refused = as_(bo).post(at("cards", evening, form=plenary.pk), {"let_go": card.pk}, headers=HTMX)
    assert refused.status_code == 422
    assert "Here the meeting leaders choose" in refused.content.decode()


def test_card_form_is_never_kept_as_a_draft(evening: Evening, plenary: AgendaItem, bo: Person, as_: Browser) -> None:
    page = as_(bo).get(at("hold", evening)).content.decode()
    assert "data-draft" not in page
    as_(bo).post(at("write", evening, plenary.pk), card_fields())
    assert not Draft.objects.exists()
    assert not Sent.objects.exists()
