"""What the meeting agrees on and what came of it, in a browser."""

from __future__ import annotations

import re
from datetime import datetime
from uuid import uuid4

from pejl.agreements.models import Agreement, LearningGoal
from pejl.foundation.drafts.models import Draft
from pejl.foundation.login.sessions import SessionStore
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations as meetings
from pejl.meetings.models import AgendaItem
from pejl.room import operations
from pejl.room.models import JointDecision, ProductDuty, UnclearPoint
from pejl.room.tests.browsing import HTMX, Browser, at
from pejl.room.tests.factories import Evening, a_card, begun


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


def test_learning_sent_by_the_device_stays_in_its_field(
    evening: Evening, plenary: AgendaItem, bo: Person, as_: Browser
) -> None:
    """The answer says which version it has become, so that the device can let go of it."""
    fields = {"takes_along": "At ringe først", "will_introduce": "", "version": ""}
    answer = as_(bo).post(at("learning", evening), fields, headers=HTMX)
    said = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in said
    assert f'data-written="{LearningGoal.objects.get().version}"' in said
    assert "At ringe først</textarea>" in said


def test_learning_written_in_two_places_shows_both_and_the_next_save_counts(
    evening: Evening, plenary: AgendaItem, bo: Person, as_: Browser
) -> None:
    browser, address = as_(bo), at("learning", evening)
    stale = {"takes_along": "Fra telefonen", "will_introduce": "", "version": ""}
    browser.post(address, {**stale, "takes_along": "Fra computeren"})
    for headers in ({}, HTMX):
        answer = browser.post(address, stale, headers=headers)
        said = answer.content.decode()
        assert answer.status_code == 422
        assert "Fra telefonen</textarea>" in said
        assert "What you saved before reads: “Fra computeren”" in said
    version = LearningGoal.objects.get().version
    assert re.search(rf'name="version"[^>]* value="{version}"|value="{version}"[^>]* name="version"', said)
    assert browser.post(address, {**stale, "version": str(version)}).status_code == 302
    assert LearningGoal.objects.get().takes_along == "Fra telefonen"


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
    assert browser.post(at("outcome", evening, "beslutning"), {"beslutning-text": "Jeg bestemmer"}).status_code == 403
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
    for words in ("Ring til arbejdsgiveren", "Vi ringer først", "Videndeling"):
        assert words in page
    knowledge = page.partition('id="knowledge"')[2].partition("</section>")[0]
    assert "Ring til arbejdsgiveren" in knowledge
    assert "Bo Bæk" not in knowledge  # what was said, not who said it
    assert as_(emil).get(at("hold", evening)).status_code == 403
    assert as_(carla).get(address).status_code == 404


def test_meeting_page_leads_into_the_room_and_to_the_summary(
    evening: Evening, anna: Person, bo: Person, emil: Person, as_: Browser, now: datetime, rf: object
) -> None:
    from pejl.room.pages import on_meeting

    def shown_to(person: Person) -> str:
        request = rf.get("/")  # type: ignore[attr-defined]
        request.person, request.session = person, SessionStore()
        return on_meeting(request, evening.meeting.again())

    assert at("hold", evening) in shown_to(bo)
    assert shown_to(emil) == ""
    begun(evening, evening.framing, by=anna, now=now)
    meetings.end(meeting=evening.meeting, by=anna, now=now)
    assert at("summary", evening) in shown_to(bo)
    assert shown_to(emil) == ""
    meetings.close(meeting=evening.meeting, by=anna, now=now)
    assert at("summary", evening) in shown_to(emil)


def test_page_follows_and_shows_each_part_in_the_order_one_comes_to_it(
    evening: Evening, plenary: AgendaItem, anna: Person, bo: Person, as_: Browser
) -> None:
    page = as_(bo).get(at("outcomes", evening)).content.decode()
    assert f'data-follow="meeting:{evening.meeting.pk}/participant"' in page
    parts = ("products", "making", "unclear", "follow_up", "decisions", "agreements")
    places = [page.index(f'id="room-outcomes_{part}" data-region') for part in parts]
    assert places == sorted(places)
    assert (
        f'data-follow="meeting:{evening.meeting.pk}/leader"' in as_(anna).get(at("outcomes", evening)).content.decode()
    )


def test_whoever_would_like_to_joins_in_a_product(
    evening: Evening, plenary: AgendaItem, anna: Person, bo: Person, dorte: Person, as_: Browser, now: datetime
) -> None:
    duty = operations.take_on_product(meeting=evening.meeting, person=bo, what="Skema", by=bo, now=now)
    page = as_(dorte).get(at("outcomes", evening)).content.decode()
    assert "I would like to make Skema" in page
    for _twice in range(2):
        assert as_(dorte).post(at("undo", evening, duty.pk), {"join": 1}, headers=HTMX).status_code == 204
    assert [one.person for one in ProductDuty.objects.order_by("taken_at")] == [bo, dorte]
    page = as_(anna).get(at("outcomes", evening)).content.decode()
    assert page.count("I would like to make Skema") == 1
    assert "Bo Bæk, Dorte Dam" in page


def test_form_comes_back_empty_where_the_page_follows_by_itself(
    evening: Evening, plenary: AgendaItem, bo: Person, as_: Browser
) -> None:
    sent = {"uklarhed-text": "Hvem betaler?", "uklarhed-client_id": uuid4()}
    answer = as_(bo).post(at("outcome", evening, "uklarhed"), sent, headers=HTMX).content.decode()
    assert 'id="ny-uklarhed-form"' in answer
    assert "Hvem betaler?" not in answer
    assert UnclearPoint.objects.get().text == "Hvem betaler?"
    refused = as_(bo).post(at("outcome", evening, "uklarhed"), {"uklarhed-text": " … "}, headers=HTMX)
    assert refused.status_code == 422
    assert "<html" not in refused.content.decode()


def test_how_it_goes_on_is_written_on_its_own_page(
    evening: Evening, plenary: AgendaItem, anna: Person, bo: Person, as_: Browser, now: datetime
) -> None:
    address, browser = at("proceeding", evening), as_(anna)
    assert as_(bo).get(address).status_code == 403
    operations.take_on_product(meeting=evening.meeting, person=bo, what="Skema", by=bo, now=now)
    assert f'data-draft="room:proceeding:{evening.meeting.pk}"' in as_(bo).get(address).content.decode()
    said = {"making": "Bo skriver", "has_follow_up": "yes", "follow_up_on": "4/5-2026", "version": 0}
    assert browser.post(address, said).url == at("outcomes", evening)
    page = as_(bo).get(at("outcomes", evening)).content.decode()
    for words in ("Bo skriver", "Proposed for Monday, 4 May 2026", "Nobody is invited by this"):
        assert words in page
    refused = browser.post(address, {**said, "follow_up_on": "1/1-2020", "version": 1})
    assert refused.status_code == 422
    assert "comes after the meeting" in refused.content.decode()


def test_second_to_write_how_it_goes_on_sees_both_texts(
    evening: Evening, plenary: AgendaItem, anna: Person, dorte: Person, as_: Browser, now: datetime
) -> None:
    address = at("proceeding", evening)
    as_(anna).post(address, {"making": "Annas ord", "version": 0})
    answer = as_(dorte).post(address, {"making": "Dortes ord", "version": 0})
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("Annas ord", "Dortes ord", 'id="id_version" value="1"'):
        assert words in page
    place = f"room:proceeding:{evening.meeting.pk}"
    Draft.objects.create(person=dorte, place=place, fields={"making": "Halvt skrevet"}, saved_at=now)
    page = as_(dorte).get(address).content.decode()
    for words in ("Annas ord", "Halvt skrevet", "did not save"):
        assert words in page
    assert as_(dorte).post(address, {"making": "Dortes ord", "version": 1}).status_code == 302
    assert not Draft.objects.exists()
