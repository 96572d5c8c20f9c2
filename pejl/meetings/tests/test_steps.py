"""Steps inside an item, roles of its own, copies, fixed times, and when it should be over."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from pejl.foundation.formats import moments
from pejl.foundation.refusals import Invalid
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations, queries
from pejl.meetings.models import AgendaItem, ItemPart, Meeting, Participant
from pejl.meetings.names import MOST_ROLES, Behaviour, ItemDefinition, ItemRole, Kind, Speaking, TemplateDefinition, own
from pejl.meetings.queries import TimedItem
from pejl.meetings.tests.factories import a_meeting, an_item, group_work
from pejl.meetings.tests.test_agenda import as_it_is

ROLES = ("Fokusperson", "Interviewer", "Lyttende team")
PHASES = [
    ("Fokuspersonen fortæller", 5, ("Fokusperson",)),
    ("Interview", 10, ("Interviewer", "Fokusperson")),
    ("Teamet taler, de andre lytter", 10, ("Lyttende team",)),
    ("Fokuspersonen siger, hvad der gav mening", 5, ("Fokusperson",)),
]


def reflecting_team(meeting: Meeting, *, by: Person, now: datetime) -> AgendaItem:
    """A form that nobody foresaw, made of the same pieces as every other."""
    told = {"behaviour": Behaviour.FREE, "label": "Reflekterende team", "minutes": 30, "roles": ROLES}
    item = an_item(meeting, by=by, now=now, **told)
    for label, minutes, speakers in PHASES:
        told = {"label": label, "minutes": minutes, "speaking": Speaking.NAMED, "speakers": speakers, "parent": item}
        an_item(meeting, by=by, now=now, behaviour=Behaviour.FREE, **told)
    return item


def timed(meeting: Meeting, place: int = 0) -> TimedItem:
    """One of the agenda's own items, along the clock."""
    return queries.agenda_of(meeting.again())[place]


def at(moment: datetime) -> str:
    return moments.in_denmark(moment).strftime("%H.%M")


def test_steps_follow_one_another_from_the_start_of_their_item(anna: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now)
    an_item(meeting, by=anna, now=now, minutes=20)
    reflecting_team(meeting, by=anna, now=now)
    team = timed(meeting, 1)
    assert [at(step.starts_at) for step in team.steps] == ["09.20", "09.25", "09.35", "09.45"]
    assert at(team.ends_at) == "09.50" == at(team.steps[-1].ends_at)
    assert (team.groups, team.too_much) == ((), 0)


def test_steps_that_take_longer_than_their_item_say_by_how_much(anna: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now)
    item = an_item(meeting, by=anna, now=now, minutes=10)
    for _number in range(2):
        an_item(meeting, by=anna, now=now, minutes=8, parent=item)
    after = an_item(meeting, by=anna, now=now)
    assert timed(meeting).too_much == 6
    assert at(timed(meeting, 1).starts_at) == "09.10", "what comes after keeps its time"
    assert timed(meeting, 1).item == after


def test_step_may_share_the_time_of_its_item(anna: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now)
    item = an_item(meeting, by=anna, now=now, minutes=45)
    an_item(meeting, by=anna, now=now, minutes=0, parent=item)
    assert timed(meeting).steps[0].minutes == 0


def test_tracks_stand_side_by_side_with_steps_in_each(anna: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now)
    _work, first, second = group_work(meeting, by=anna, now=now, minutes=40)
    for group, minutes in ((first, 15), (first, 25), (second, 40)):
        an_item(meeting, by=anna, now=now, minutes=minutes, parent=group)
    tracks = timed(meeting).groups
    assert [[step.minutes for step in track.steps] for track in tracks] == [[15, 25], [40]]
    assert [at(track.steps[0].starts_at) for track in tracks] == ["09.00", "09.00"]


@pytest.mark.parametrize(
    ("parent", "inside"),
    [
        (Behaviour.BREAK, Behaviour.FREE),
        (Behaviour.FREE, Behaviour.GROUPS),
        (Behaviour.FREE, Behaviour.GROUP),
        (Behaviour.GROUPS, Behaviour.FREE),
    ],
)
def test_what_cannot_lie_in_one_another_is_refused(
    anna: Person, now: datetime, parent: Behaviour, inside: Behaviour
) -> None:
    meeting = a_meeting(anna, now=now)
    item = an_item(meeting, by=anna, now=now, behaviour=parent)
    with pytest.raises(Invalid) as refused:
        an_item(meeting, by=anna, now=now, behaviour=inside, parent=item)
    assert refused.value.field == "behaviour"


def test_steps_lie_three_deep_and_no_deeper(anna: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now)
    item = an_item(meeting, by=anna, now=now)
    step = an_item(meeting, by=anna, now=now, minutes=5, parent=item)
    inner = an_item(meeting, by=anna, now=now, minutes=5, parent=step)
    with pytest.raises(Invalid):
        an_item(meeting, by=anna, now=now, minutes=5, parent=inner)


def test_item_with_steps_becomes_neither_break_nor_group_work(anna: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now)
    item = reflecting_team(meeting, by=anna, now=now)
    for behaviour in (Behaviour.BREAK, Behaviour.GROUPS):
        with pytest.raises(Invalid):
            operations.change_item(item=item, **as_it_is(item, behaviour=behaviour), by=anna, now=now)


def test_people_have_the_roles_that_an_item_names(anna: Person, bo: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now)
    item = reflecting_team(meeting, by=anna, now=now)
    parts = {own("Fokusperson"): [bo], own("Lyttende team"): [anna], ItemRole.PRESENTER: [anna]}
    operations.set_parts(item=item, parts=parts, by=anna, now=now)
    team = timed(meeting)
    assert team.in_role("Fokusperson") == [bo]
    assert team.in_role("Lyttende team") == team.people(ItemRole.PRESENTER) == [anna]
    assert Participant.objects.filter(meeting=meeting, person=bo).exists(), "whoever has a part is to come"


def test_role_that_an_item_does_not_name_is_refused(anna: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now)
    item = reflecting_team(meeting, by=anna, now=now)
    for part in (own("Dommer"), "dommer"):
        with pytest.raises(Invalid):
            operations.set_parts(item=item, parts={part: [anna]}, by=anna, now=now)


def test_role_that_is_taken_away_has_nobody_in_it(anna: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now)
    item = reflecting_team(meeting, by=anna, now=now)
    item = operations.set_parts(item=item, parts={own("Interviewer"): [anna]}, by=anna, now=now)
    told = as_it_is(item, roles=["Fokusperson"], parts={})
    operations.change_item(item=item, **told, by=anna, now=now)
    assert not ItemPart.objects.filter(item=item).exists()


@pytest.mark.parametrize(
    ("roles", "speakers", "field"),
    [
        (["Vidne", "vidne"], [], "roles"),
        ([f"Rolle {number}" for number in range(MOST_ROLES + 1)], [], "roles"),
        (["Vidne"], ["Dommer"], "speakers"),
    ],
)
def test_roles_are_named_once_and_speakers_are_among_them(
    anna: Person, now: datetime, roles: list[str], speakers: list[str], field: str
) -> None:
    meeting = a_meeting(anna, now=now)
    with pytest.raises(Invalid) as refused:
        an_item(meeting, by=anna, now=now, roles=roles, speakers=speakers)
    assert refused.value.field == field


def test_copy_follows_with_all_that_lies_in_it_and_nobody_named(anna: Person, bo: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now)
    item = reflecting_team(meeting, by=anna, now=now)
    an_item(meeting, by=anna, now=now, label="Sidst")
    operations.set_parts(item=item, parts={own("Fokusperson"): [bo]}, by=anna, now=now)
    operations.duplicate_item(item=item, by=anna, now=now)
    first, copy, last = queries.agenda_of(meeting.again())
    assert [step.item.label for step in copy.steps] == [step.item.label for step in first.steps]
    assert (copy.item.label, copy.item.roles, copy.parts) == (item.label, list(ROLES), ())
    assert [one.item.position for one in (first, copy, last)] == [1, 2, 3]


def test_round_fits_into_its_group_work(anna: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now)
    work, *_groups = group_work(meeting, by=anna, now=now, minutes=40)
    changed = operations.change_item(item=work, **as_it_is(work, round_minutes=15), by=anna, now=now)
    assert changed.round_minutes == 15
    with pytest.raises(Invalid) as refused:
        operations.change_item(item=changed, **as_it_is(changed, round_minutes=41), by=anna, now=now)
    assert refused.value.field == "round_minutes"


def test_fixed_times_that_cross_are_refused(anna: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now)
    an_item(meeting, by=anna, now=now, locked_start=time(10))
    for too_early in (time(9, 30), time(8)):
        with pytest.raises(Invalid) as refused:
            an_item(meeting, by=anna, now=now, locked_start=too_early)
        assert refused.value.field == "locked_start"
    an_item(meeting, by=anna, now=now, locked_start=time(10, 30))


def test_meeting_is_over_after_its_last_fixed_time(anna: Person, now: datetime) -> None:
    meeting = a_meeting(anna, now=now)
    an_item(meeting, by=anna, now=now, locked_start=time(10))
    for ends_by in (time(8), time(10)):
        with pytest.raises(Invalid) as refused:
            operations.change(**_as_it_is(meeting, anna), ends_by=ends_by, by=anna, now=now)
        assert refused.value.field == "ends_by"


@pytest.mark.parametrize(("ends_by", "left"), [(time(11, 30), 30), (time(10, 45), -15), (None, 0)])
def test_what_is_left_until_it_should_be_over_is_counted(
    anna: Person, now: datetime, ends_by: time | None, left: int
) -> None:
    meeting = a_meeting(anna, now=now, ends_by=ends_by)
    an_item(meeting, by=anna, now=now, minutes=120)
    present = meeting.again()
    assert queries.left_at_the_end(present, queries.ends_at(present)) == left


@pytest.mark.parametrize("capacity", [0, -1, 2001])
def test_room_holds_somebody_and_no_more_than_a_hall(anna: Person, now: datetime, capacity: int) -> None:
    with pytest.raises(Invalid) as refused:
        a_meeting(anna, now=now, capacity=capacity)
    assert refused.value.field == "capacity"


def test_template_gives_its_steps_and_roles(anna: Person, now: datetime) -> None:
    steps = tuple(
        ItemDefinition(Behaviour.FREE, label, minutes, speaking=Speaking.NAMED, speakers=speakers)
        for label, minutes, speakers in PHASES
    )
    item = ItemDefinition(Behaviour.FREE, "Reflekterende team", 30, purpose="At lytte", roles=ROLES, steps=steps)
    definition = TemplateDefinition("Reflekterende team", Kind.LEARNING, "", (item,))
    template = operations.add_template(definition=definition, by=None, now=now)
    team = timed(a_meeting(anna, now=now, template=template))
    assert (team.item.purpose, team.item.roles) == ("At lytte", list(ROLES))
    assert [(step.item.label, step.minutes, tuple(step.item.speakers)) for step in team.steps] == PHASES


def _as_it_is(meeting: Meeting, leader: Person) -> dict[str, object]:
    """What ``change`` takes, unchanged."""
    present = meeting.again()
    same = {name: getattr(present, name) for name in ("title", "purposes", "place", "starts_at")}
    return {"meeting": present, **same, "leaders": [leader], "expected_version": present.version}
