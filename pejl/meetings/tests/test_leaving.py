"""What becomes of a leaver's part in meetings."""

from __future__ import annotations

from datetime import datetime

import pytest

from pejl.foundation.refusals import Stale
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations, queries
from pejl.meetings.models import ItemPart, Meeting, MeetingRole, Participant
from pejl.meetings.names import ItemRole
from pejl.meetings.tests.factories import a_meeting, a_running_meeting, an_announced_meeting, an_item
from pejl.organisation.names import Duty


def leaders(meeting: Meeting) -> set[str]:
    """The names of who leads it."""
    return set(MeetingRole.objects.filter(meeting=meeting).values_list("person__name", flat=True))


@pytest.mark.parametrize("make", [a_meeting, an_announced_meeting, a_running_meeting])
def test_successor_leads_what_is_not_finished(anna: Person, bo: Person, now: datetime, make: object) -> None:
    meeting = make(anna, now=now)  # type: ignore[operator]
    assert [(one.duty, one.thing.title) for one in queries.to_hand_over(anna, to=bo)] == [
        (Duty.MEETING, "Virksomhedspraktik")
    ]
    operations.hand_over(anna, to=bo, by=None, now=now)
    assert leaders(meeting) == {"Bo Bæk"}


def test_finished_and_cancelled_meetings_say_who_led_them(anna: Person, bo: Person, now: datetime) -> None:
    held = a_running_meeting(anna, now=now)
    operations.end(meeting=held, by=anna, now=now)
    operations.close(meeting=held, by=anna, now=now)
    cancelled = an_announced_meeting(anna, now=now)
    operations.cancel(meeting=cancelled, reason="", by=anna, now=now)
    operations.hand_over(anna, to=bo, by=None, now=now)
    assert leaders(held) == leaders(cancelled) == {"Anna Ager"}


def test_successor_who_leads_already_takes_over_nothing(anna: Person, bo: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now, leaders=[anna, bo])
    assert queries.to_hand_over(anna, to=bo) == []
    operations.hand_over(anna, to=bo, by=None, now=now)
    assert leaders(meeting) == {"Bo Bæk"}


def test_presentation_goes_on_and_other_places_are_free(anna: Person, bo: Person, now: datetime) -> None:
    dorte = tenancy.seat(name="Dorte Dam")
    meeting = a_meeting(anna, now=now)
    talk = an_item(meeting, by=anna, now=now, parts={ItemRole.PRESENTER: [bo], ItemRole.HELICOPTER: [bo]})
    operations.invite(meeting=meeting, people=[bo], by=anna, now=now)
    assert [one.thing.title for one in queries.to_hand_over(bo, to=dorte)] == ["Loven (Virksomhedspraktik)"]
    operations.hand_over(bo, to=dorte, by=None, now=now)
    assert list(ItemPart.objects.values_list("item", "person__name", "role")) == [
        (talk.pk, "Dorte Dam", ItemRole.PRESENTER)
    ]
    assert not Participant.objects.filter(person=bo).exists()


def test_plan_that_is_open_elsewhere_is_not_saved_over_it(anna: Person, bo: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now, leaders=[anna, bo])
    operations.hand_over(anna, to=bo, by=None, now=now)
    with pytest.raises(Stale):
        operations.change(
            meeting=meeting,
            title=meeting.title,
            purposes=meeting.purposes,
            place=meeting.place,
            starts_at=meeting.starts_at,
            leaders=[anna, bo],
            expected_version=meeting.version,
            by=bo,
            now=now,
        )


def test_without_a_successor_the_leader_stays_named(anna: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now)
    operations.hand_over(anna, to=None, by=None, now=now)
    assert leaders(meeting) == {"Anna Ager"}
