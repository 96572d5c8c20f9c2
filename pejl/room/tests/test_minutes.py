"""The minutes: how they compose themselves, and what the leaders do to them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial

import pytest
from django.utils import translation

from pejl.foundation.audit.models import Event
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal, Stale
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations as meetings
from pejl.meetings.models import AgendaItem, Meeting, Participant
from pejl.room import operations, queries
from pejl.room.models import Cluster, Contribution, MinutesSection
from pejl.room.names import CardKind, Section
from pejl.room.operations import Course
from pejl.room.tests.factories import Evening, a_card, begun


@pytest.fixture
def meeting(evening: Evening, anna: Person, bo: Person, now: datetime) -> Meeting:
    """The meeting, under way, with something of everything in it."""
    begun(evening, evening.framing, by=anna, now=now)
    later = now + timedelta(minutes=12)
    operations.start_item(item=evening.plenary, expected_running=evening.framing.pk, by=anna, now=later)
    meeting, told = evening.meeting, {"meeting": evening.meeting, "by": bo, "now": later}
    lying = a_card(evening.plenary, "Ring til\narbejdsgiveren", by=bo, now=later)
    a_card(evening.plenary, "Hvem betaler?", by=anna, now=later, kind=CardKind.QUESTION)
    put_together(lying, "Ringe først")
    Contribution.objects.create(
        meeting=meeting, item=evening.framing, person=bo, text="At turde spørge", is_shared=True, written_at=later
    )
    operations.take_along(takes_along="Mod", will_introduce="Ringe", is_shared=True, expected_version=None, **told)
    operations.decide_together(meeting=meeting, text="Vi ringer", by=anna, now=later)
    operations.agree(what="Spørger lægen", owner=bo, due_on=date(2026, 4, 1), **told)
    operations.take_on_product(person=bo, what="Skema", **told)
    operations.take_on_product(meeting=meeting, person=anna, what="Skema", by=anna, now=later + timedelta(minutes=1))
    operations.note_unclear_point(text="Hvad med fleksjob?", caretaker=None, **told)
    said = Course(making="Vi mødes mandag", has_follow_up=True, follow_up_on=date(2026, 5, 4))
    operations.write_proceeding(meeting=meeting, course=said, expected_version=0, by=anna, now=later)
    return meeting


def put_together(card: object, title: str) -> None:
    """The card in a heap of its own."""
    heap = Cluster.objects.create(meeting=card.meeting, item=card.item, title=title, position=1)  # type: ignore[attr-defined]
    type(card).objects.filter(pk=card.pk).update(cluster=heap)  # type: ignore[attr-defined]


def text_of(meeting: Meeting, key: Section, by: Person, now: datetime) -> str:
    return queries.minutes_of(meeting.again(), now).section(key).text


def test_minutes_compose_themselves_in_their_order(meeting: Meeting, anna: Person, bo: Person, now: datetime) -> None:
    minutes = queries.minutes_of(meeting.again(), now)
    assert [one.key for one in minutes.sections] == list(Section)
    told = {one.key: one.text for one in minutes.sections}
    assert told[Section.KNOWLEDGE] == (
        "Videndeling\n\nRinge først:\n- Ring til arbejdsgiveren\n\nQuestion:\n- Hvem betaler?"
    )
    assert told[Section.LEARNING] == (
        "Rammesætning:\n- At turde spørge (Bo Bæk)\n\nBo Bæk:\nMod\n\nWill introduce:\nRinge"
    )
    assert told[Section.DECISIONS] == "- Vi ringer"
    assert told[Section.AGREEMENTS] == "- Spørger lægen (Bo Bæk, by 1 April 2026)"
    assert told[Section.PRODUCTS] == "- Skema (Bo Bæk, Anna Ager)"
    assert told[Section.PROCEEDING] == (
        "How the products are made:\nVi mødes mandag\n\nFollow-up:\nProposed for Monday, 4 May 2026."
    )
    assert told[Section.UNCLEAR] == "- Hvad med fleksjob? (nobody takes care of it yet)"
    assert "- Rammesætning (planned 09:00–09:10, 10 mins; held " in told[Section.AGENDA]
    assert "- Gruppearbejde (planned 09:30–10:10, 40 mins; not yet)" in told[Section.AGENDA]


def test_new_times_taken_on_the_way_are_not_what_was_planned(evening: Evening, anna: Person, now: datetime) -> None:
    begun(evening, evening.framing, by=anna, now=now)
    AgendaItem.objects.filter(pk=evening.plenary.pk).update(adjusted_minutes=5)
    agenda = text_of(evening.meeting, Section.AGENDA, anna, now)
    assert "- Videndeling (planned 09:10–09:30, 20 mins; not yet)" in agenda
    assert "- Gruppearbejde (planned 09:30–10:10, 40 mins; not yet)" in agenda
    meetings.end(meeting=evening.meeting, by=anna, now=now)
    assert "40 mins; left out)" in text_of(evening.meeting, Section.AGENDA, anna, now)


def test_minutes_say_who_was_there_by_name_alone(
    evening: Evening, meeting: Meeting, anna: Person, bo: Person, dorte: Person, now: datetime
) -> None:
    assert text_of(meeting, Section.AGENDA, anna, now).startswith("Expected to come:\nAnna Ager, Bo Bæk, Dorte Dam\n")
    for minutes, person in ((9, dorte), (2, bo)):
        came = {"came_at": now + timedelta(minutes=minutes)}
        Participant.objects.update_or_create(meeting=meeting, person=person, defaults=came)
    assert text_of(meeting, Section.AGENDA, anna, now).startswith("Present:\nBo Bæk, Dorte Dam\n\n- ")


def test_what_nobody_said_is_not_read(evening: Evening, anna: Person, now: datetime) -> None:
    begun(evening, evening.framing, by=anna, now=now)
    read = [one.key for one in queries.minutes_of(evening.meeting.again(), now).read]
    assert read == [Section.OPENING, Section.AGENDA]


def test_what_was_dropped_or_passed_on_is_no_agreement(
    meeting: Meeting, anna: Person, bo: Person, now: datetime
) -> None:
    from pejl.agreements import operations as agreements
    from pejl.agreements.models import Agreement

    agreements.drop(agreement=Agreement.objects.get(), reason="Det er ikke nødvendigt", by=bo, now=now)
    assert text_of(meeting, Section.AGREEMENTS, anna, now) == ""


def test_leaders_text_stands_until_they_let_go_of_it(
    meeting: Meeting, anna: Person, bo: Person, dorte: Person, now: datetime
) -> None:
    write = partial(operations.write_section, meeting=meeting, key=Section.DECISIONS, now=now)
    with pytest.raises(NotAllowed):
        write(text="Bo skriver", expected_version=0, by=bo)
    assert write(text="Vi ringer, før vi skriver", expected_version=0, by=anna).version == 1
    assert write(text="Vi ringer, før vi skriver", expected_version=0, by=anna).version == 1
    with pytest.raises(Stale):
        write(text="Noget andet", expected_version=0, by=dorte)
    assert text_of(meeting, Section.DECISIONS, bo, now) == "Vi ringer, før vi skriver"
    again = partial(operations.compose_section_again, meeting=meeting, key=Section.DECISIONS, by=dorte, now=now)
    with pytest.raises(Stale):
        again(expected_version=0)
    assert again(expected_version=1).version == 2
    assert again(expected_version=1).version == 2
    assert text_of(meeting, Section.DECISIONS, bo, now) == "- Vi ringer"
    with pytest.raises(Stale):
        write(text="Fra før", expected_version=1, by=anna)
    assert set(Event.objects.filter(event__startswith="minutes.").values_list("event", flat=True)) == {
        "minutes.written",
        "minutes.composed_again",
    }


def test_section_is_left_out_and_taken_in_again_as_it_was(
    meeting: Meeting, anna: Person, bo: Person, now: datetime
) -> None:
    told = {"meeting": meeting, "key": Section.LEARNING, "by": anna, "now": now}
    operations.write_section(**told, text="Vi lærte at ringe", expected_version=0)
    operations.leave_out_section(**told, expected_version=1)
    operations.leave_out_section(**told, expected_version=1)
    minutes = queries.minutes_of(meeting.again(), now)
    assert Section.LEARNING not in [one.key for one in minutes.read]
    with pytest.raises(Stale):
        operations.take_in_section(**told, expected_version=1)
    operations.take_in_section(**told, expected_version=2)
    assert text_of(meeting, Section.LEARNING, bo, now) == "Vi lærte at ringe"


def test_what_came_after_the_edit_is_told_in_whatever_language(
    meeting: Meeting, anna: Person, bo: Person, now: datetime
) -> None:
    key = Section.AGREEMENTS
    seen = queries.minutes_of(meeting.again(), now).section(key).digest
    with translation.override("da"):
        operations.write_section(
            meeting=meeting, key=key, text="Bo spørger", expected_version=0, seen_digest=seen, by=anna, now=now
        )
        assert not queries.minutes_of(meeting.again(), now).section(key).has_news
    assert not queries.minutes_of(meeting.again(), now).section(key).has_news
    operations.agree(meeting=meeting, what="Køber kaffe", owner=bo, due_on=None, by=bo, now=now)
    section = queries.minutes_of(meeting.again(), now).section(key)
    assert (section.has_news, section.text) == (True, "Bo spørger")
    assert "Køber kaffe" in section.composed.text
    told = {"meeting": meeting, "key": key, "text": "Bo spørger", "by": anna, "now": now}
    # Saved without having seen it: it is still news. Saved beside it: it no longer is.
    operations.write_section(**told, expected_version=1, seen_digest=seen)
    assert queries.minutes_of(meeting.again(), now).section(key).has_news
    operations.write_section(**told, expected_version=1, seen_digest=section.digest)
    assert not queries.minutes_of(meeting.again(), now).section(key).has_news


def test_what_becomes_of_an_agreement_later_is_no_news(
    meeting: Meeting, anna: Person, bo: Person, now: datetime
) -> None:
    from pejl.agreements import operations as agreements
    from pejl.agreements.models import Agreement

    said = {"meeting": meeting, "by": anna, "now": now, "expected_version": 0}
    operations.write_section(key=Section.AGREEMENTS, text="Bo spørger", **said)
    agreements.finish(agreement=Agreement.objects.get(), by=bo, now=now)
    assert not queries.minutes_of(meeting.again(), now).section(Section.AGREEMENTS).has_news


def test_minutes_are_written_from_the_beginning_until_the_meeting_is_closed(
    evening: Evening, anna: Person, now: datetime
) -> None:
    told = {"meeting": evening.meeting, "key": Section.OPENING, "by": anna, "now": now}
    with pytest.raises(Refusal, match="when the meeting begins"):
        operations.write_section(**told, text="Velkommen", expected_version=0)
    begun(evening, evening.framing, by=anna, now=now)
    with pytest.raises(Invalid):
        operations.write_section(**told, text=" … ", expected_version=0)
    with pytest.raises(Invalid):
        operations.write_section(**{**told, "key": "ukendt"}, text="Velkommen", expected_version=0)
    operations.write_section(**told, text="Velkommen", expected_version=0)
    meetings.end(meeting=evening.meeting, by=anna, now=now)
    operations.write_section(**told, text="Velkommen alle", expected_version=1)
    meetings.close(meeting=evening.meeting, by=anna, now=now)
    for refused in (
        partial(operations.write_section, text="For sent"),
        operations.leave_out_section,
        operations.compose_section_again,
    ):
        with pytest.raises(Refusal):
            refused(**told, expected_version=2)
    assert MinutesSection.objects.get().text == "Velkommen alle"


def test_what_was_put_in_on_the_way_was_never_planned(evening: Evening, anna: Person, now: datetime) -> None:
    begun(evening, evening.framing, by=anna, now=now)
    AgendaItem.objects.filter(pk=evening.plenary.pk).update(inserted_at=now)
    agenda = text_of(evening.meeting, Section.AGENDA, anna, now)
    assert "- Videndeling (put in during the meeting; not yet)" in agenda
    assert "- Gruppearbejde (planned 09:10–09:50, 40 mins; not yet)" in agenda
