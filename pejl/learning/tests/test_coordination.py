"""A working group meets between two learning meetings: its agenda is made from what lies before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pejl.agreements import operations as agreements
from pejl.agreements.models import Agreement
from pejl.foundation.audit.models import Event
from pejl.foundation.formats.moments import day_of
from pejl.foundation.refusals import Invalid, NotAllowed
from pejl.foundation.tenancy.models import Person, Space
from pejl.guidance.models import Version
from pejl.guidance.tests import factories as products
from pejl.learning import operations, queries
from pejl.learning.models import Coordination
from pejl.learning.tests.factories import a_coordination, a_learning_meeting, held_with
from pejl.meetings import operations as meetings
from pejl.meetings.models import Meeting, Template
from pejl.meetings.names import Behaviour, ItemRole, Kind
from pejl.meetings.queries import agenda_of
from pejl.meetings.tests.factories import NEXT_WEEK, an_item
from pejl.organisation import operations as organisation
from pejl.organisation.models import GroupMembership, WorkingGroup
from pejl.organisation.tests.factories import a_group, an_approver
from pejl.room import operations as room
from pejl.themes import operations as themes
from pejl.themes import queries as table
from pejl.themes.tests.factories import a_theme, decided
from tests.people import person_in

As = Callable[[Person], Client]
# Which questions the points are: the same number, however much lies there.
QUESTIONS = 17


@pytest.fixture(autouse=True)
def _today(now: datetime) -> Iterator[None]:
    """Pages and endpoints read the clock."""
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def group(anna: Person, bo: Person, now: datetime) -> WorkingGroup:
    """Anna's and Bo's working group."""
    return a_group(now, anna, bo)


@pytest.fixture
def dora(space: Space) -> Person:
    """A colleague who sits in no group."""
    return person_in(space, "Dora Dal", "dora@nordager.example")


def points_for(person: Person, group: WorkingGroup, now: datetime) -> queries.Points:
    """What lies before the group, for one person."""
    return queries.points_of(group, person=person, now=now)


def labels_of(meeting: Meeting) -> list[str]:
    """What the agenda's items are called, in order."""
    return [timed.item.label for timed in agenda_of(meeting)]


def test_the_agenda_takes_what_lies_there_in_its_order(
    anna: Person, bo: Person, group: WorkingGroup, now: datetime
) -> None:
    held_with(anna, bo, group, now)
    a_theme(bo, now, title="Et nyt tema")
    planned = a_coordination(anna, now, group=group)
    agenda = agenda_of(planned.meeting)
    assert [timed.item.behaviour for timed in agenda] == [
        Behaviour.FRAMING,
        Behaviour.COORDINATION,
        Behaviour.COORDINATION,
        Behaviour.PLENARY,
        Behaviour.COORDINATION,
        Behaviour.COORDINATION,
        Behaviour.COORDINATION,
        Behaviour.GATHER_LEARNING,
    ]
    assert [timed.minutes for timed in agenda] == [5, 5, 5, 10, 5, 5, 5, 5]
    assert all(timed.item.purpose[:1].isdigit() for timed in agenda[1:4])
    assert (planned.meeting.kind, planned.group) == (Kind.COORDINATION, group)
    assert Event.objects.filter(event="coordination.planned", subject_id=planned.pk).count() == 1


def test_what_there_is_nothing_of_is_left_out_or_short(anna: Person, group: WorkingGroup, now: datetime) -> None:
    agenda = agenda_of(a_coordination(anna, now, group=group).meeting)
    assert [timed.item.behaviour for timed in agenda] == [
        Behaviour.FRAMING,
        Behaviour.PLENARY,
        Behaviour.COORDINATION,
        Behaviour.GATHER_LEARNING,
    ]
    assert [timed.minutes for timed in agenda] == [5, 5, 5, 5]


def test_minutes_follow_the_number_of_points_within_reason(
    anna: Person, bo: Person, group: WorkingGroup, now: datetime
) -> None:
    held_with(anna, bo, group, now, number=4)
    for number in range(5):
        decided(a_theme(bo, now, title=f"Valgt {number}"), group, anna, now)
        a_theme(bo, now, title=f"Venter {number}")
    some = queries.agenda_for(points_for(anna, group, now))
    assert [item.minutes for item in some] == [5, 10, 10, 20, 20, 15, 15, 5]
    held_with(anna, bo, group, now, number=40)
    for number in range(20):
        a_theme(bo, now, title=f"Flere {number}")
    many = queries.agenda_for(points_for(anna, group, now))
    assert [item.minutes for item in many] == [5, 20, 15, 30, 20, 15, 15, 5]


def test_the_agenda_tells_numbers_and_no_titles(anna: Person, bo: Person, group: WorkingGroup, now: datetime) -> None:
    held_with(anna, bo, group, now, number=2)
    a_theme(bo, now, title="Et hemmeligt tema")
    said = " ".join(f"{item.label} {item.purpose} {item.questions}" for item in _generated(anna, group, now))
    for word in (
        "Ring til",
        "ringer først",
        "hemmeligt",
        "fleksjob",
        "anvisning 0",
        anna.name,
        bo.name,
        "Det holdte møde",
    ):
        assert word not in said
    assert "2" in said


def test_agreements_of_both_kinds_of_meetings_come_first_due_first(
    anna: Person, bo: Person, group: WorkingGroup, now: datetime
) -> None:
    held = held_with(anna, bo, group, now)
    before = a_coordination(anna, now, group=group)
    meetings.invite(meeting=before.meeting, people=[bo], by=anna, now=now)
    room.begin(meeting=before.meeting, by=anna, now=now)
    room.agree(meeting=before.meeting, what="Book lokalet", owner=anna, due_on=None, by=anna, now=now)
    agreements.agree(what="Noget helt andet", owner=bo, due_on=None, source=None, by=bo, now=now)
    points = points_for(anna, group, now)
    assert [one.what for one in points.agreements] == ["Ring til virksomheden 0", "Book lokalet"]
    assert points.overdue == 1
    agreements.finish(agreement=Agreement.objects.get(what="Ring til virksomheden 0"), by=bo, now=now)
    assert [one.what for one in points_for(anna, group, now).agreements] == ["Book lokalet"]
    assert held.meeting.pk != before.meeting_id


def test_another_groups_points_are_its_own(anna: Person, bo: Person, group: WorkingGroup, now: datetime) -> None:
    held_with(anna, bo, group, now)
    points = points_for(anna, a_group(now, anna, name="En anden"), now)
    assert (points.agreements, points.decisions, points.unclear, points.duties, points.coming) == ((), (), (), (), ())


def test_what_is_not_written_up_is_for_those_who_took_part(
    anna: Person, bo: Person, dora: Person, group: WorkingGroup, now: datetime
) -> None:
    organisation.seat_in_group(group=group, person=dora, since_on=day_of(now), now=now)
    held = held_with(anna, bo, group, now)
    for person, number in ((anna, 1), (bo, 1), (dora, 0)):
        points = points_for(person, group, now)
        assert [len(one) for one in (points.agreements, points.decisions, points.unclear, points.duties)] == [
            number
        ] * 4
    meetings.close(meeting=held.meeting, by=anna, now=now)
    points = points_for(dora, group, now)
    assert [len(one) for one in (points.agreements, points.decisions, points.unclear, points.duties)] == [1] * 4


def test_a_guest_sees_what_a_guest_may(anna: Person, bo: Person, group: WorkingGroup, now: datetime) -> None:
    meetings.close(meeting=held_with(anna, bo, group, now).meeting, by=anna, now=now)
    a_theme(anna, now, title="Annas tema")
    a_learning_meeting(anna, now, group=group)
    Person.objects.filter(pk=bo.pk).update(is_guest=True)
    points = points_for(bo.again(), group, now)
    assert [one.owner for one in points.agreements] == [bo]
    assert (points.waiting, points.number_waiting, points.coming) == ((), 0, ())
    Agreement.objects.update(owner=anna)
    assert points_for(bo.again(), group, now).agreements == ()


def test_the_plan_of_the_next_meeting_is_told_to_those_who_plan_it(
    anna: Person, bo: Person, group: WorkingGroup, now: datetime
) -> None:
    planned = a_learning_meeting(anna, now, group=group)
    an_item(planned.meeting, by=anna, now=now)
    [mine] = points_for(anna, group, now).coming
    assert mine.meeting == planned.meeting
    assert mine.leaders == (anna,)
    assert mine.lacks
    assert points_for(bo, group, now).coming == ()
    meetings.invite(meeting=planned.meeting, by=anna, now=now)
    [theirs] = points_for(bo, group, now).coming
    assert theirs.lacks is None


def test_themes_lie_in_the_groups_order_for_its_members(
    anna: Person, bo: Person, dora: Person, group: WorkingGroup, now: datetime
) -> None:
    first, second = (a_theme(bo, now - timedelta(days=days), title=f"Tema {days}") for days in (1, 2))
    themes.arrange(
        group=group,
        state="proposed",
        positions={second.pk: 1, first.pk: 2},
        expected_order=table.order_of(group, "proposed").mark,
        by=anna,
        now=now,
    )
    assert [theme.pk for theme in points_for(anna, group, now).waiting] == [second.pk, first.pk]
    assert [theme.pk for theme in points_for(dora, group, now).waiting] == [first.pk, second.pk]


def test_products_are_due_when_promised_or_to_be_looked_over(
    anna: Person, bo: Person, group: WorkingGroup, now: datetime
) -> None:
    held = held_with(anna, bo, group, now)
    product = products.a_product(anna, now, "Afklar målet først")
    an_approver(bo, now)
    version = products.published(product, bo, anna, now)
    type(product).objects.filter(pk=product.pk).update(source_kind="meeting", source_id=held.meeting.pk)
    for days, found in ((-1, 1), (30, 1), (31, 0)):
        Version.objects.filter(pk=version.pk).update(review_on=day_of(now + timedelta(days=days)))
        points = points_for(anna, group, now)
        assert (len(points.duties), len(points.reviews)) == (1, found)


@pytest.mark.parametrize("number", [1, 3])
def test_points_ask_the_same_however_much_lies_there(
    anna: Person, bo: Person, group: WorkingGroup, now: datetime, number: int
) -> None:
    for count in range(number):
        held_with(anna, bo, group, now, number=number)
        planned = a_learning_meeting(anna, now, group=group, title=f"Næste {count}")
        an_item(planned.meeting, by=anna, now=now, parts={ItemRole.PRESENTER: [bo]})
        a_theme(bo, now, title=f"Tema {count}")
        decided(a_theme(bo, now, title=f"Valgt {count}"), group, anna, now)
    with CaptureQueriesContext(connection) as asked:
        points = points_for(anna, group, now)
    assert len(points.agreements) == number * number
    assert len(asked) == QUESTIONS


def test_coordination_is_planned_by_those_who_sit_there_this_day(
    anna: Person, bo: Person, dora: Person, group: WorkingGroup, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        a_coordination(dora, now, group=group)
    with pytest.raises(NotAllowed):
        a_coordination(bo, now, group=a_group(now, anna, name="En anden"))
    yesterday = day_of(now - timedelta(days=1))
    GroupMembership.objects.filter(person=bo).update(since_on=yesterday, until_on=yesterday)
    with pytest.raises(NotAllowed):
        a_coordination(bo, now, group=group)
    assert not Coordination.objects.exists()
    assert not Meeting.objects.exists()


def test_the_groups_own_agenda_is_started_from_where_one_is_chosen(
    anna: Person, bo: Person, group: WorkingGroup, now: datetime
) -> None:
    held_with(anna, bo, group, now)
    meetings.add_standard_templates(by=None, now=now)
    template = Template.objects.get(kind=Kind.COORDINATION)
    planned = a_coordination(anna, now, group=group, template=template)
    assert labels_of(planned.meeting) == list(template.items.order_by("position").values_list("label", flat=True))
    with pytest.raises(Invalid) as refusal:
        a_coordination(anna, now, group=group, template=Template.objects.get(kind=Kind.NETWORK))
    assert refusal.value.field == "template"


def _generated(person: Person, group: WorkingGroup, now: datetime) -> list[Any]:
    return [timed.item for timed in agenda_of(a_coordination(person, now, group=group).meeting)]


def test_plan_of_a_meeting_that_is_none_is_no_coordination(anna: Person, group: WorkingGroup, now: datetime) -> None:
    meeting = a_coordination(anna, now, group=group).meeting
    assert queries.coordination_of(meeting) is not None
    with CaptureQueriesContext(connection) as asked:
        assert queries.coordination_of(a_meeting_of(Kind.DEPARTMENT)) is None
    assert len(asked) == 0


def a_meeting_of(kind: Kind) -> Meeting:
    """A meeting that only says of which kind it is."""
    return Meeting(kind=kind)


def test_operation_keeps_what_it_is_told(anna: Person, bo: Person, group: WorkingGroup, now: datetime) -> None:
    planned = operations.plan_coordination(
        group=group,
        title="Koordinering",
        purposes=["At blive enige"],
        place="Lokale 3",
        starts_at=NEXT_WEEK,
        leaders=[anna],
        chair=bo,
        by=anna,
        now=now,
    )
    meeting = planned.meeting
    assert (meeting.title, meeting.purposes, meeting.place) == ("Koordinering", ["At blive enige"], "Lokale 3")
