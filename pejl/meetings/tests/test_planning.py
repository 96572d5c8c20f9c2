"""Planning a meeting, changing it and calling it off."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from pejl.foundation.audit.models import Event
from pejl.foundation.formats import moments
from pejl.foundation.notices.models import Notice
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal, Stale
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations, queries
from pejl.meetings.models import Meeting, Participant
from pejl.meetings.names import Kind, Reply, Role, State
from pejl.meetings.operations.bundling import PAUSE
from pejl.meetings.tests.factories import NEXT_WEEK, a_meeting, a_running_meeting, an_announced_meeting, an_item


def as_it_is(meeting: Meeting, **changes: object) -> dict[str, object]:
    """What ``change`` takes, unchanged but for ``changes``."""
    meeting = meeting.again()
    told: dict[str, object] = {
        "title": meeting.title,
        "purposes": meeting.purposes,
        "place": meeting.place,
        "starts_at": meeting.starts_at,
        "leaders": queries.leaders_of(meeting),
        "chair": queries.chair_of(meeting),
        "expected_version": meeting.version,
    }
    return told | changes


def test_plan_makes_a_draft_with_its_leaders_and_chair(anna: Person, bo: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now, leaders=[anna, bo], chair=bo)
    assert meeting.state == State.DRAFT
    assert queries.leaders_of(meeting) == [anna, bo]
    assert queries.chair_of(meeting) == bo
    assert Event.objects.filter(event="meeting.planned", subject_id=meeting.pk, by_id=anna.pk).count() == 1


def test_plan_refuses_a_meeting_that_nobody_leads(anna: Person, now: datetime) -> None:
    with pytest.raises(Invalid) as refusal:
        a_meeting(anna, now=now, leaders=[])
    assert refusal.value.field == "leaders"


def test_plan_refuses_a_guest(anna: Person, now: datetime) -> None:
    Person.objects.filter(pk=anna.pk).update(is_guest=True)
    with pytest.raises(NotAllowed):
        a_meeting(anna.again(), now=now)


def test_plan_copies_the_template_with_its_groups(anna: Person, now: datetime) -> None:
    template, *_others = operations.add_standard_templates(by=None, now=now)
    meeting = a_meeting(anna, now=now, template=template)
    agenda = queries.agenda_of(meeting)
    assert [timed.item.position for timed in agenda] == list(range(1, 16))
    assert sum(timed.minutes for timed in agenda) == 180
    groups = [child.item.label for timed in agenda for child in timed.children]
    assert groups == ["Gruppe 1", "Gruppe 2"]
    assert moments.in_denmark(queries.ends_at(meeting)).time() == time(12)


def test_plan_refuses_to_run_past_midnight(anna: Person, now: datetime) -> None:
    template, *_others = operations.add_standard_templates(by=None, now=now)
    with pytest.raises(Invalid) as refusal:
        a_meeting(anna, now=now, template=template, starts_at=moments.local(date(2026, 3, 11), time(21, 30)))
    assert refusal.value.field == "starts_at"
    assert not Meeting.objects.exists()


def test_plan_may_last_until_shortly_before_midnight(anna: Person, now: datetime) -> None:
    template, *_others = operations.add_standard_templates(by=None, now=now)
    meeting = a_meeting(anna, now=now, template=template, starts_at=moments.local(date(2026, 3, 11), time(20, 59)))
    assert moments.in_denmark(queries.ends_at(meeting)).time() == time(23, 59)


def test_change_of_a_draft_tells_nobody(anna: Person, bo: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now)
    operations.choose(meeting=meeting, people=[bo], by=anna, now=now)
    changed = operations.change(
        meeting=meeting, **as_it_is(meeting, starts_at=NEXT_WEEK + timedelta(hours=1)), by=anna, now=now
    )
    assert (changed.sequence, changed.version) == (0, 2)
    assert not Notice.objects.exists()


def test_change_of_time_tells_everybody_and_asks_again(anna: Person, bo: Person, now: datetime) -> None:
    meeting = an_announced_meeting(anna, now=now, people=(bo,))
    operations.reply(meeting=meeting, reply=Reply.ACCEPTED, by=bo, now=now)
    Notice.objects.all().delete()
    moved = NEXT_WEEK + timedelta(days=1)
    changed = operations.change(meeting=meeting, **as_it_is(meeting, starts_at=moved), by=anna, now=now)
    operations.send_due(meeting_id=meeting.pk, now=now + PAUSE)
    assert changed.again().sequence == 1
    assert changed.again().announced_until == moved + timedelta(minutes=60)
    replies = dict(Participant.objects.filter(meeting=meeting).values_list("person_id", "reply"))
    assert replies == {bo.pk: Reply.NONE, anna.pk: Reply.ACCEPTED}
    told = {notice.person_id: notice for notice in Notice.objects.all()}
    assert set(told) == {anna.pk, bo.pk}
    calendar = bytes(told[bo.pk].calendar).decode()
    assert "SEQUENCE:1" in calendar
    assert "DTSTART;TZID=Europe/Copenhagen:20260312T090000" in calendar


def test_change_of_place_tells_everybody_and_keeps_answers(anna: Person, bo: Person, now: datetime) -> None:
    meeting = an_announced_meeting(anna, now=now, people=(bo,))
    operations.reply(meeting=meeting, reply=Reply.ACCEPTED, by=bo, now=now)
    Notice.objects.all().delete()
    operations.change(meeting=meeting, **as_it_is(meeting, place="Kantinen"), by=anna, now=now)
    operations.send_due(meeting_id=meeting.pk, now=now + PAUSE)
    assert Participant.objects.get(meeting=meeting, person=bo).reply == Reply.ACCEPTED
    assert Notice.objects.filter(person=bo, text__contains="Kantinen").count() == 1


def test_change_of_purposes_alone_tells_nobody(anna: Person, bo: Person, now: datetime) -> None:
    meeting = an_announced_meeting(anna, now=now, people=(bo,))
    before = Notice.objects.count()
    operations.change(meeting=meeting, **as_it_is(meeting, purposes=["Noget andet"]), by=anna, now=now)
    assert Notice.objects.count() == before
    assert meeting.again().sequence == 0


def test_change_by_two_at_once_is_stale_for_the_second(anna: Person, bo: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now, leaders=[anna, bo])
    seen = as_it_is(meeting)
    operations.change(meeting=meeting, **(seen | {"title": "Annas titel"}), by=anna, now=now)
    with pytest.raises(Stale):
        operations.change(meeting=meeting, **(seen | {"title": "Bos titel"}), by=bo, now=now)
    assert meeting.again().title == "Annas titel"


def test_change_keeps_the_search_key_in_step(anna: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now)
    operations.change(meeting=meeting, **as_it_is(meeting, title="Ærlig Øvelse"), by=anna, now=now)
    assert list(Meeting.objects.named("øvelse")) == [meeting]


def test_change_replaces_leaders(anna: Person, bo: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now)
    operations.change(meeting=meeting, **as_it_is(meeting, leaders=[bo], chair=anna), by=anna, now=now)
    held = set(meeting.again().roles.values_list("person_id", "role"))
    assert held == {(bo.pk, Role.LEADER), (anna.pk, Role.CHAIR)}


def test_change_is_refused_once_the_meeting_has_begun(anna: Person, now: datetime) -> None:
    meeting = a_running_meeting(anna, now=now)
    with pytest.raises(Refusal):
        operations.change(meeting=meeting, **as_it_is(meeting, title="For sent"), by=anna, now=now)


def test_cancel_of_a_draft_tells_nobody_and_stays_unseen(anna: Person, bo: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now)
    operations.cancel(meeting=meeting, reason="", by=anna, now=now)
    assert meeting.again().state == State.CANCELLED
    assert not Notice.objects.exists()
    assert not Meeting.objects.visible_to(bo).exists()


def test_cancel_tells_everybody_and_takes_it_out_of_calendars(anna: Person, bo: Person, now: datetime) -> None:
    meeting = an_announced_meeting(anna, now=now, people=(bo,))
    Notice.objects.all().delete()
    operations.cancel(meeting=meeting, reason="Vandskade i lokalet", by=anna, now=now)
    notice = Notice.objects.get(person=bo)
    assert "Vandskade i lokalet" in notice.text
    assert notice.calendar_method == "CANCEL"
    calendar = bytes(notice.calendar).decode()
    assert "METHOD:CANCEL" in calendar
    assert "STATUS:CANCELLED" in calendar
    assert "SEQUENCE:1" in calendar
    assert Meeting.objects.visible_to(bo).get().state == State.CANCELLED


def test_a_cancelled_meeting_is_not_planned_any_more(anna: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now)
    operations.cancel(meeting=meeting, reason="", by=anna, now=now)
    with pytest.raises(Refusal):
        an_item(meeting, by=anna, now=now)
    with pytest.raises(Refusal):
        operations.cancel(meeting=meeting, reason="", by=anna, now=now)


def test_week_53_is_followed_by_week_1_in_the_order_of_time(anna: Person, now: datetime) -> None:
    first = a_meeting(anna, now=now, starts_at=moments.local(date(2026, 12, 31), time(9)), kind=Kind.LEARNING)
    second = a_meeting(anna, now=now, starts_at=moments.local(date(2027, 1, 4), time(9)))
    assert [moments.day_of(one.starts_at).isocalendar().week for one in Meeting.objects.soonest()] == [53, 1]
    assert list(Meeting.objects.soonest()) == [first, second]
