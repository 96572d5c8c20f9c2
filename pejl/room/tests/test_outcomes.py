"""Who makes the product, what stays unclear, decisions, agreements, and what is one's own."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from pejl.agreements import queries as agreements
from pejl.agreements.models import Agreement, LearningGoal
from pejl.foundation.audit.models import Event
from pejl.foundation.live import queries as live
from pejl.foundation.notices.models import Notice
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal, Stale
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import AppendOnlyRow
from pejl.guidance.tests.factories import a_product
from pejl.meetings import operations as meetings
from pejl.meetings.models import Meeting, topic_of
from pejl.room import operations, queries
from pejl.room.models import JointDecision, ProductDuty, UnclearPoint
from pejl.room.tests.factories import Evening, begun


@pytest.fixture
def meeting(evening: Evening, anna: Person, now: datetime) -> Meeting:
    """The meeting, under way; the invitations' notices are forgotten."""
    begun(evening, evening.framing, by=anna, now=now)
    Notice.objects.all().delete()
    return evening.meeting


def test_take_on_product_oneself_or_by_a_leader(meeting: Meeting, anna: Person, bo: Person, now: datetime) -> None:
    operations.take_on_product(meeting=meeting, person=bo, what="Handlingsanvisning", by=bo, now=now)
    operations.take_on_product(meeting=meeting, person=bo, what="Handlingsanvisning", by=bo, now=now)
    assert not Notice.objects.exists()
    operations.take_on_product(meeting=meeting, person=bo, what="Skema", by=anna, now=now + timedelta(minutes=1))
    assert [duty.what for duty in queries.product_duties_of(meeting)] == ["Handlingsanvisning", "Skema"]
    assert [duty.what for duty in queries.duties_waiting_for(bo)] == ["Handlingsanvisning", "Skema"]
    notice = Notice.objects.get()
    assert notice.person == bo
    assert "Skema" in notice.subject


def test_take_on_product_is_not_handed_to_others(
    meeting: Meeting, anna: Person, bo: Person, emil: Person, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        operations.take_on_product(meeting=meeting, person=anna, what="Skema", by=bo, now=now)
    with pytest.raises(Invalid, match="Emil Eg"):
        operations.take_on_product(meeting=meeting, person=emil, what="Skema", by=anna, now=now)
    with pytest.raises(NotAllowed):
        operations.take_on_product(meeting=meeting, person=emil, what="Skema", by=emil, now=now)
    with pytest.raises(Invalid):
        operations.take_on_product(meeting=meeting, person=bo, what=" … ", by=bo, now=now)
    assert not ProductDuty.objects.exists()


def test_drop_product_duty_is_for_whose_it_is(meeting: Meeting, anna: Person, bo: Person, now: datetime) -> None:
    duty = operations.take_on_product(meeting=meeting, person=bo, what="Skema", by=bo, now=now)
    operations.drop_product_duty(duty=duty, by=bo, now=now)
    assert not ProductDuty.objects.exists()
    assert Event.objects.filter(event="product_duty.dropped", by_id=bo.pk).count() == 1
    duty = operations.take_on_product(meeting=meeting, person=anna, what="Skema", by=anna, now=now)
    with pytest.raises(NotAllowed):
        operations.drop_product_duty(duty=duty, by=bo, now=now)


def test_link_product_once_by_a_leader_or_who_took_it_on(
    meeting: Meeting, anna: Person, bo: Person, emil: Person, now: datetime
) -> None:
    duty = operations.take_on_product(meeting=meeting, person=bo, what="Skema", by=bo, now=now)
    product, other = a_product(bo, now), a_product(bo, now)
    meetings.end(meeting=meeting, by=anna, now=now)
    meetings.close(meeting=meeting, by=anna, now=now)
    with pytest.raises(NotAllowed):
        operations.link_product(duty=duty, product=product, by=emil, now=now)
    operations.link_product(duty=duty, product=product, by=bo, now=now)
    operations.link_product(duty=duty, product=product, by=anna, now=now)
    assert duty.again().product == product
    assert not queries.duties_waiting_for(bo)
    with pytest.raises(Refusal, match="already begun"):
        operations.link_product(duty=duty, product=other, by=bo, now=now)


def test_unclear_point_finds_a_caretaker_and_is_settled(
    meeting: Meeting, anna: Person, bo: Person, dorte: Person, now: datetime
) -> None:
    point = operations.note_unclear_point(meeting=meeting, text="Hvem betaler?", caretaker=None, by=bo, now=now)
    with pytest.raises(NotAllowed):
        operations.take_care_of(point=point, caretaker=anna, by=bo, now=now)
    operations.take_care_of(point=point, caretaker=bo, by=anna, now=now)
    assert [one.text for one in queries.unclear_points_waiting_for(bo)] == ["Hvem betaler?"]
    assert Notice.objects.get().person == bo
    meetings.end(meeting=meeting, by=anna, now=now)
    meetings.close(meeting=meeting, by=anna, now=now)
    operations.settle_unclear_point(point=point, by=bo, now=now)
    operations.settle_unclear_point(point=point, by=dorte, now=now)
    assert point.again().answered_at == now
    assert Event.objects.filter(event="unclear_point.settled").count() == 1
    assert not queries.unclear_points_waiting_for(bo)


def test_unclear_point_is_settled_and_removed_by_those_it_concerns(
    meeting: Meeting, anna: Person, bo: Person, now: datetime
) -> None:
    point = operations.note_unclear_point(meeting=meeting, text="Hvem betaler?", caretaker=anna, by=anna, now=now)
    with pytest.raises(NotAllowed):
        operations.settle_unclear_point(point=point, by=bo, now=now)
    with pytest.raises(NotAllowed):
        operations.remove_unclear_point(point=point, by=bo, now=now)
    operations.remove_unclear_point(point=point, by=anna, now=now)
    assert not UnclearPoint.objects.exists()


def test_joint_decision_is_the_leaders_and_stands(meeting: Meeting, anna: Person, bo: Person, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        operations.decide_together(meeting=meeting, text="Vi ringer", by=bo, now=now)
    decision = operations.decide_together(meeting=meeting, text="Vi ringer", by=anna, now=now)
    assert queries.decisions_of(meeting) == [decision]
    with pytest.raises(AppendOnlyRow):
        decision.save()


def test_agree_points_at_the_meeting(meeting: Meeting, anna: Person, bo: Person, emil: Person, now: datetime) -> None:
    agreement = operations.agree(
        meeting=meeting, what="Spørger lægen", owner=bo, due_on=date(2026, 4, 1), by=bo, now=now
    )
    assert (agreement.source.kind, agreement.source.id) == ("meeting", meeting.pk)
    assert list(agreements.of_source(meeting.pk)) == [agreement]
    with pytest.raises(NotAllowed):
        operations.agree(meeting=meeting, what="Kaffe", owner=anna, due_on=None, by=bo, now=now)
    with pytest.raises(Invalid):
        operations.agree(meeting=meeting, what="Kaffe", owner=emil, due_on=None, by=anna, now=now)
    assert Agreement.objects.count() == 1


def shared_goals(meeting: Meeting, now: datetime) -> tuple[LearningGoal, ...]:
    """What of it stands in the minutes."""
    return queries.minutes_of(meeting.again(), now).sections[0].material.goals


def test_take_along_is_ones_own_and_makes_no_noise(meeting: Meeting, anna: Person, bo: Person, now: datetime) -> None:
    before = live.number_of(topic_of(meeting))
    told = {"meeting": meeting, "will_introduce": "Ringe først", "is_shared": False, "by": bo, "now": now}
    goal = operations.take_along(**told, takes_along="Mod", expected_version=None)
    assert live.number_of(topic_of(meeting)) == before
    assert list(LearningGoal.objects.visible_to(anna)) == []
    assert shared_goals(meeting, now) == ()
    goal = operations.take_along(**{**told, "is_shared": True}, takes_along="Mod", expected_version=goal.version)
    assert shared_goals(meeting, now) == (goal,)
    with pytest.raises(Stale):
        operations.take_along(**told, takes_along="Andet", expected_version=1)


def test_nothing_is_written_before_the_meeting_nor_after_it_is_closed(
    evening: Evening, anna: Person, bo: Person, now: datetime
) -> None:
    told = {"meeting": evening.meeting, "by": anna, "now": now}

    def all_refused() -> None:
        for write in (
            lambda: operations.take_on_product(person=anna, what="Skema", **told),
            lambda: operations.note_unclear_point(text="Hvem?", caretaker=None, **told),
            lambda: operations.decide_together(text="Vi ringer", **told),
            lambda: operations.agree(what="Spørger", owner=anna, due_on=None, **told),
            lambda: operations.take_along(
                takes_along="Mod", will_introduce="", is_shared=False, expected_version=None, **told
            ),
        ):
            with pytest.raises(Refusal, match="from when the meeting begins"):
                write()

    all_refused()
    begun(evening, evening.framing, by=anna, now=now)
    meetings.end(meeting=evening.meeting, by=anna, now=now)
    assert operations.decide_together(text="Vi ringer", **told).pk
    meetings.close(meeting=evening.meeting, by=anna, now=now)
    all_refused()
    assert JointDecision.objects.count() == 1
