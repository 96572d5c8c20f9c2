"""One message a person and week, about what lies open for that person, and none when nothing does."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from pejl.agreements import operations, queries
from pejl.agreements.models import Agreement, DigestSent
from pejl.agreements.tests.factories import MEETING, a_goal, an_agreement
from pejl.foundation.jobs.models import Job
from pejl.foundation.live.tests.at_once import at_once
from pejl.foundation.notices.models import Notice
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person
from pejl.organisation import operations as organisation

MONDAY = datetime(2026, 3, 9, 6, tzinfo=UTC)


def digest_of(person: Person) -> Notice:
    """The only message that came with the list as its page."""
    return Notice.objects.get(person=person, path="/aftaler/")


def test_it_says_what_is_due_and_nothing_of_others(anna: Person, bo: Person, now: datetime) -> None:
    late = an_agreement(bo, now, what="Ring til lægen", due_on=date(2026, 3, 2))
    an_agreement(bo, now, what="Skriv til firmaet", due_on=date(2026, 3, 16))
    an_agreement(bo, now, what="Langt ude i fremtiden", due_on=date(2026, 3, 17))
    an_agreement(bo, now, what="En dag")
    an_agreement(anna, now, what="Annas egen", due_on=date(2026, 3, 2))
    operations.send_digests(now=MONDAY)
    text = digest_of(bo).text
    assert f"/aftaler/{late.pk}/" in text
    assert "Ring til lægen" in text
    assert "Skriv til firmaet" in text
    assert "fremtiden" not in text
    assert "En dag" not in text
    assert "Annas egen" not in text


def test_it_asks_about_a_goal_without_saying_what_it_is(bo: Person, now: datetime) -> None:
    goal = a_goal(bo, now)
    operations.send_digests(now=now + timedelta(days=27))
    assert not Notice.objects.exists()
    operations.send_digests(now=now + timedelta(days=28))
    text = digest_of(bo).text
    assert f"/aftaler/laering/{goal.pk}/svar/" in text
    assert MEETING.title in text
    assert goal.takes_along not in text
    assert goal.will_introduce not in text


def test_it_holds_what_one_is_asked_to_take_over(anna: Person, bo: Person, now: datetime) -> None:
    agreement = an_agreement(bo, now, what="Besøg firmaet")
    operations.offer(agreement=agreement, to=anna, reason="", by=bo, now=now)
    operations.send_digests(now=MONDAY)
    assert "Besøg firmaet" in digest_of(anna).text
    assert not Notice.objects.filter(person=bo).exists()


def test_nothing_open_is_no_message(bo: Person, now: datetime) -> None:
    operations.finish(agreement=an_agreement(bo, now, due_on=date(2026, 3, 2)), by=bo, now=now)
    operations.send_digests(now=MONDAY)
    assert not Notice.objects.exists()
    assert not DigestSent.objects.exists()


def test_once_a_week_and_again_the_next(bo: Person, now: datetime) -> None:
    an_agreement(bo, now, due_on=date(2026, 3, 2))
    for hours in (0, 1, 6 * 24):
        operations.send_digests(now=MONDAY + timedelta(hours=hours))
    assert Notice.objects.count() == 1
    operations.send_digests(now=MONDAY + timedelta(days=7))
    assert Notice.objects.count() == 2


def test_week_53_and_week_1_are_two_weeks(bo: Person, now: datetime) -> None:
    an_agreement(bo, now, due_on=date(2026, 3, 2))
    for day in (datetime(2026, 12, 28, 6, tzinfo=UTC), datetime(2027, 1, 3, 6, tzinfo=UTC)):
        operations.send_digests(now=day)
    operations.send_digests(now=datetime(2027, 1, 4, 6, tzinfo=UTC))
    rows = DigestSent.objects.order_by("year", "week").values_list("year", "week")
    assert list(rows) == [(2026, 53), (2027, 1)]


def test_switched_off_is_no_message_and_on_again_one(bo: Person, now: datetime) -> None:
    an_agreement(bo, now, due_on=date(2026, 3, 2))
    for _press in range(2):
        operations.want_digest(is_wanted=False, by=bo, now=now)
    assert not queries.wants_digest(bo)
    operations.send_digests(now=MONDAY)
    assert not Notice.objects.exists()
    operations.want_digest(is_wanted=True, by=bo, now=now)
    operations.send_digests(now=MONDAY)
    assert Notice.objects.count() == 1


def test_who_has_left_gets_none(bo: Person, now: datetime) -> None:
    an_agreement(bo, now, due_on=date(2026, 3, 2))
    organisation.leave(person=bo, now=now)
    operations.send_digests(now=MONDAY)
    assert not Notice.objects.filter(path="/aftaler/").exists()


@pytest.mark.parametrize(
    ("now", "due_at"),
    [
        # Wednesday; before and after the hour on a Monday; over the night when summer time begins, and ends.
        (datetime(2026, 3, 4, 8, tzinfo=UTC), datetime(2026, 3, 9, 6, tzinfo=UTC)),
        (datetime(2026, 3, 9, 5, 59, tzinfo=UTC), datetime(2026, 3, 9, 6, tzinfo=UTC)),
        (datetime(2026, 3, 9, 6, tzinfo=UTC), datetime(2026, 3, 16, 6, tzinfo=UTC)),
        (datetime(2026, 3, 27, 8, tzinfo=UTC), datetime(2026, 3, 30, 5, tzinfo=UTC)),
        (datetime(2026, 10, 23, 8, tzinfo=UTC), datetime(2026, 10, 26, 6, tzinfo=UTC)),
        (datetime(2026, 12, 30, 8, tzinfo=UTC), datetime(2027, 1, 4, 6, tzinfo=UTC)),
    ],
)
def test_it_is_made_on_the_next_monday_morning_in_denmark(bo: Person, now: datetime, due_at: datetime) -> None:
    for _time in range(2):
        an_agreement(bo, now)
    assert Job.objects.get(task=operations.DIGEST).due_at == due_at


def test_it_goes_on_as_long_as_anything_is_open(bo: Person, now: datetime) -> None:
    agreement = an_agreement(bo, now, due_on=date(2026, 6, 1))
    operations.send_digests(now=MONDAY)
    assert Job.objects.filter(task=operations.DIGEST).count() == 2
    operations.finish(agreement=agreement, by=bo, now=now)
    operations.send_digests(now=MONDAY + timedelta(days=7))
    assert Job.objects.filter(task=operations.DIGEST).count() == 2


def test_two_workers_send_one(transactional_db: None, now: datetime) -> None:
    space = tenancy.open_space(name="Jobcenter Nordager", now=now)
    with scopes.scope(space.pk):
        bo = tenancy.seat(name="Bo Bæk")
        an_agreement(bo, now, due_on=date(2026, 3, 2))

    def sending() -> None:
        with scopes.scope(space.pk):
            operations.send_digests(now=MONDAY)

    assert at_once([sending, sending]) == [None, None]
    with scopes.scope(space.pk):
        assert digest_of(bo).person == bo


def test_another_job_centre_hears_nothing(bo: Person, carla: Person, now: datetime) -> None:
    with scopes.scope(carla.space_id):
        an_agreement(carla, now, due_on=date(2026, 3, 2))
    operations.send_digests(now=MONDAY)
    assert Agreement.objects.count() == 0
    with scopes.scope(carla.space_id):
        assert not Notice.objects.exists()
