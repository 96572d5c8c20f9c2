"""Groups are proposed from who comes, written as one change that can be undone, and moved by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import translation

from pejl.foundation.refusals import Invalid, NotAllowed, Refusal, Stale
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations, papers, queries
from pejl.meetings.models import AgendaEdit, AgendaItem, ItemPart, Meeting
from pejl.meetings.names import Behaviour, ItemRole, State
from pejl.meetings.operations import Arrangement
from pejl.meetings.queries import mixing
from pejl.meetings.tests.crowds import a_crowd, a_group_in, a_group_work, chairs, declines, divided, sitting, the_table
from pejl.meetings.tests.factories import an_item
from pejl.organisation.tests.factories import a_guest, an_administrator


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """What is said is compared."""
    with translation.override("en"):
        yield


@pytest.fixture
def crowd(anna: Person, now: datetime) -> list[Person]:
    """Eleven colleagues: with Anna they are twelve."""
    return a_crowd(anna, 11, now=now)


@pytest.fixture
def work(anna: Person, crowd: list[Person], now: datetime) -> AgendaItem:
    """Group work without groups."""
    return a_group_work(anna, crowd, now=now)


def propose(work: AgendaItem, **asked: Any) -> queries.Proposed:
    """What is proposed for the group work now."""
    return queries.propose(the_table(work), **({"seed": 1} | asked))


def arrange(work: AgendaItem, by: Person, now: datetime, **changed: Any) -> None:
    """Change the groups as they are now."""
    seen = changed.pop("seen", None) or the_table(work).seen
    operations.arrange(work=work, arrangement=Arrangement(**changed), seen=seen, by=by, now=now)


def test_a_proposal_mixes_functions_and_units(work: AgendaItem) -> None:
    proposed = propose(work, number=3)
    assert [len(group.sitting) for group in proposed.groups] == [4, 4, 4]
    for group in proposed.groups:
        functions = {name for one in group.sitting for name in one.mixed.functions}
        assert functions == {"Sagsbehandler", "Jobkonsulent", "Koordinator"}


def test_the_same_seed_proposes_the_same_and_another_something_else(work: AgendaItem) -> None:
    assert propose(work, number=3).groups == propose(work, number=3).groups
    assert len({propose(work, number=3, seed=seed).seen for seed in (1, 2, 3)}) > 1


def test_groups_are_asked_for_by_size_too(work: AgendaItem) -> None:
    assert [len(group.sitting) for group in propose(work, size=5).groups] == [4, 4, 4]


@pytest.mark.parametrize(
    ("asked", "field"), [({"number": 0}, "number"), ({"size": 0}, "size"), ({"number": -3}, "number")]
)
def test_no_groups_cannot_be_asked_for(work: AgendaItem, asked: dict[str, int], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        propose(work, **asked)
    assert refused.value.field == field


def test_more_groups_than_people_are_as_many_as_there_are_people(work: AgendaItem) -> None:
    proposed = propose(work, number=40)
    assert len(proposed.groups) == 12
    assert "fewer people" in proposed.remarks[0]


def test_nobody_can_be_divided_where_nobody_comes(anna: Person, now: datetime) -> None:
    work = a_group_work(anna, [], now=now)
    work.meeting.roles.all().delete()
    with pytest.raises(Refusal, match="nobody to divide"):
        propose(work, number=2)


def test_who_stays_must_sit_somewhere(work: AgendaItem, crowd: list[Person]) -> None:
    for key in (crowd[0].pk, uuid4()):
        with pytest.raises(Invalid, match="sits in a group"):
            propose(work, number=2, staying=[key])


def test_who_declined_is_left_out(work: AgendaItem, crowd: list[Person]) -> None:
    declines(crowd[3], work.meeting)
    assert crowd[3] not in [one.person for group in propose(work, number=2).groups for one in group.sitting]


def test_helicopters_sit_in_no_group(anna: Person, work: AgendaItem, crowd: list[Person], now: datetime) -> None:
    operations.set_parts(item=work, parts={ItemRole.HELICOPTER: [crowd[0]]}, by=anna, now=now)
    assert crowd[0] not in [one.person for group in propose(work, number=2).groups for one in group.sitting]
    assert crowd[0] not in [one.person for one in the_table(work).unseated]


def test_guests_are_said_to_come_from_elsewhere(anna: Person, work: AgendaItem, now: datetime) -> None:
    guest = a_guest(an_administrator(anna, now), now)
    operations.choose(meeting=work.meeting, people=[guest], by=anna, now=now)
    there = the_table(work).people[guest.pk]
    assert there.about == "from Praksisforskning"
    assert there.mixed.is_guest
    assert there.mixed.units == {"Praksisforskning"}


def test_leaders_are_spread_and_a_remark_says_where_they_cannot(
    anna: Person, bo: Person, work: AgendaItem, now: datetime
) -> None:
    operations.choose(meeting=work.meeting, people=[bo], by=anna, now=now)
    work.meeting.roles.create(person=bo, role="leader")
    apart = propose(work, number=2)
    assert all(len({anna, bo} & {one.person for one in group.sitting}) == 1 for group in apart.groups)
    assert not any("Leaders" in remark for remark in apart.remarks)
    assert any("more leaders than groups" in remark for remark in propose(work, number=1).remarks)


@pytest.mark.parametrize(
    ("since", "band"),
    [
        (date(2026, 3, 11), mixing.NEW),
        (date(2025, 3, 12), mixing.NEW),
        (date(2025, 3, 11), mixing.SOME),
        (date(2021, 3, 12), mixing.SOME),
        (date(2021, 3, 11), mixing.EXPERIENCED),
    ],
)
def test_experience_is_how_long_one_has_done_it(since: date, band: str) -> None:
    assert mixing.band_of(since, date(2026, 3, 11)) == band


def test_who_sat_together_last_time_is_kept_apart(
    anna: Person, work: AgendaItem, crowd: list[Person], now: datetime
) -> None:
    held = a_group_work(anna, crowd, now=now)
    divided(held, anna, now, 3)
    Meeting.objects.filter(pk=held.meeting_id).update(state=State.CLOSED, starts_at=now - timedelta(days=60))
    before = mixing.earlier_groups([person.pk for person in crowd], before=work.meeting.starts_at)
    assert [sorted(map(len, groups)) for groups in before] == [[4, 4, 4]]
    together = [set(group) for group in before[0]]
    for group in propose(work, number=4).groups:
        assert all(len({one.person.pk for one in group.sitting} & some) == 1 for some in together)
    assert any("last time too" in remark for remark in propose(work, number=2).remarks)


def test_who_did_not_come_last_time_sat_with_nobody(
    anna: Person, work: AgendaItem, crowd: list[Person], now: datetime
) -> None:
    held = a_group_work(anna, crowd[:2], now=now)
    divided(held, anna, now, 1)
    Meeting.objects.filter(pk=held.meeting_id).update(state=State.CLOSED, starts_at=now - timedelta(days=60))
    declines(crowd[0], held.meeting)
    before = mixing.earlier_groups([person.pk for person in crowd], before=work.meeting.starts_at)
    assert all(crowd[0].pk not in group for groups in before for group in groups)


def test_using_a_proposal_makes_the_groups(anna: Person, work: AgendaItem, now: datetime) -> None:
    proposed = propose(work, number=3)
    table = divided(work, anna, now, 3)
    assert [group.item.label for group in table.groups] == ["Group 1", "Group 2", "Group 3"]
    assert [set(names) for names in sitting(table).values()] == [
        {one.person.name for one in group.sitting} for group in proposed.groups
    ]
    assert table.unseated == []


def test_using_it_keeps_what_stands_in_a_group(
    anna: Person, work: AgendaItem, crowd: list[Person], now: datetime
) -> None:
    bare = a_group_in(work, anna, now, "Tom")
    kept = a_group_in(work, anna, now, "Ved vinduet", room="Lokale 3", questions="Hvad nu?", cases="En dag ringer en.")
    chairs(crowd[4], kept, by=anna, now=now)
    seen = propose(work, number=1)
    assert [group.item.pk for group in seen.leaving] == [bare.pk]
    table = divided(work, anna, now, 1)
    assert [group.item.pk for group in table.groups] == [kept.pk]
    item = table.groups[0].item
    assert (item.room, item.questions, item.cases) == ("Lokale 3", "Hvad nu?", "En dag ringer en.")
    assert table.groups[0].people(ItemRole.CHAIR) == [crowd[4]]
    assert len(table.groups[0].parts) == 12


def test_chairs_and_those_who_stay_stay(anna: Person, work: AgendaItem, crowd: list[Person], now: datetime) -> None:
    table = divided(work, anna, now, 3)
    first, second = table.groups[0], table.groups[1]
    staying = table.sitting(first)[0].person
    arrange(work, anna, now, chairs={second.item: crowd[5]})
    for seed in range(1, 6):
        proposed = propose(work, number=3, seed=seed, staying=[staying.pk])
        by_item = {group.item.pk: group for group in proposed.groups if group.item}
        assert staying.pk in by_item[first.item.pk].staying
        assert staying in [one.person for one in by_item[first.item.pk].sitting]
        assert crowd[5] in [one.person for one in by_item[second.item.pk].sitting]


def test_fewer_groups_than_have_chairs_are_refused(
    anna: Person, work: AgendaItem, crowd: list[Person], now: datetime
) -> None:
    table = divided(work, anna, now, 3)
    arrange(work, anna, now, chairs={group.item: crowd[number] for number, group in enumerate(table.groups)})
    with pytest.raises(Invalid) as refused:
        propose(work, number=2)
    assert refused.value.field == "number"


def test_a_chair_who_does_not_come_loses_the_place(
    anna: Person, work: AgendaItem, crowd: list[Person], now: datetime
) -> None:
    group = a_group_in(work, anna, now, "Gruppe A")
    chairs(crowd[0], group, by=anna, now=now)
    declines(crowd[0], work.meeting)
    assert [one.person for one in propose(work, number=2).missing] == [crowd[0]]
    divided(work, anna, now, 2)
    assert not ItemPart.objects.filter(item__parent=work, person=crowd[0]).exists()


def test_a_proposal_that_is_another_by_now_is_not_written(
    anna: Person, work: AgendaItem, crowd: list[Person], now: datetime
) -> None:
    seen = propose(work, number=3).seen
    declines(crowd[0], work.meeting)
    with pytest.raises(Stale):
        operations.use_proposal(work=work, seed=1, number=3, seen=seen, by=anna, now=now)
    assert not AgendaItem.objects.filter(parent=work).exists()


def test_using_it_is_undone_as_one(anna: Person, work: AgendaItem, crowd: list[Person], now: datetime) -> None:
    kept = a_group_in(work, anna, now, "Gruppe A", room="Lokale 3")
    gone = a_group_in(work, anna, now, "Gruppe B", questions="Hvad nu?")
    operations.set_parts(item=gone, parts={ItemRole.MEMBER: crowd[:2]}, by=anna, now=now)
    chairs(crowd[3], kept, by=anna, now=now)
    before = the_table(work).seen
    divided(work, anna, now, 1)
    assert not AgendaItem.objects.filter(pk=gone.pk).exists()
    operations.undo(meeting=work.meeting, by=anna, now=now)
    assert the_table(work).seen == before
    assert AgendaItem.objects.get(pk=gone.pk).questions == "Hvad nu?"


def test_new_groups_go_when_they_are_undone(anna: Person, work: AgendaItem, now: datetime) -> None:
    divided(work, anna, now, 3)
    operations.undo(meeting=work.meeting, by=anna, now=now)
    assert not AgendaItem.objects.filter(parent=work).exists()
    assert ItemPart.objects.filter(item__meeting=work.meeting).count() == 0


def test_moving_by_hand_is_undone(anna: Person, work: AgendaItem, now: datetime) -> None:
    table = divided(work, anna, now, 2)
    moved = table.sitting(table.groups[0])[0].person
    arrange(work, anna, now, seats={moved: table.groups[1].item}, rooms={table.groups[0].item: "Lokale 9"})
    operations.undo(meeting=work.meeting, by=anna, now=now)
    assert the_table(work).seen == table.seen


def test_undoing_waits_for_nobody_elses_groups(
    anna: Person, work: AgendaItem, crowd: list[Person], now: datetime
) -> None:
    work.meeting.roles.create(person=crowd[0], role="leader")
    table = divided(work, anna, now, 2)
    arrange(work, crowd[0], now, rooms={table.groups[0].item: "Lokale 9"})
    with pytest.raises(Stale):
        operations.undo(meeting=work.meeting, by=anna, now=now)


def test_somebody_is_moved_and_taken_out(anna: Person, work: AgendaItem, now: datetime) -> None:
    table = divided(work, anna, now, 2)
    moved, out = (one.person for one in table.sitting(table.groups[0])[:2])
    arrange(work, anna, now, seats={moved: table.groups[1].item, out: None})
    after = the_table(work)
    assert after.seats[moved.pk] == table.groups[1].item.pk
    assert [one.person for one in after.unseated] == [out]


def test_a_chair_sits_in_the_group_and_the_last_one_stays_a_member(
    anna: Person, work: AgendaItem, now: datetime
) -> None:
    table = divided(work, anna, now, 2)
    first, second = table.groups
    old, new = table.sitting(first)[0].person, table.sitting(second)[0].person
    arrange(work, anna, now, chairs={first.item: old})
    arrange(work, anna, now, chairs={first.item: new})
    after = the_table(work).groups[0]
    assert after.people(ItemRole.CHAIR) == [new]
    assert old in after.people(ItemRole.MEMBER)
    assert ItemPart.objects.filter(item__parent=work, person=new).count() == 1


def test_chairs_change_places(anna: Person, work: AgendaItem, now: datetime) -> None:
    table = divided(work, anna, now, 2)
    first, second = table.groups
    one, other = table.sitting(first)[0].person, table.sitting(second)[0].person
    arrange(work, anna, now, chairs={first.item: one, second.item: other})
    arrange(work, anna, now, chairs={first.item: other, second.item: one})
    after = the_table(work)
    assert [group.people(ItemRole.CHAIR) for group in after.groups] == [[other], [one]]
    assert ItemPart.objects.filter(item__parent=work).count() == 12


def test_a_chair_who_is_moved_chairs_no_more(anna: Person, work: AgendaItem, now: datetime) -> None:
    table = divided(work, anna, now, 2)
    chair = table.sitting(table.groups[0])[0].person
    arrange(work, anna, now, chairs={table.groups[0].item: chair})
    arrange(work, anna, now, seats={chair: table.groups[1].item})
    after = the_table(work)
    assert after.groups[0].people(ItemRole.CHAIR) == []
    assert after.groups[1].people(ItemRole.CHAIR) == []
    assert after.seats[chair.pk] == table.groups[1].item.pk


def test_nobody_is_in_two_places(anna: Person, work: AgendaItem, crowd: list[Person], now: datetime) -> None:
    table = divided(work, anna, now, 2)
    first, second = (group.item for group in table.groups)
    with pytest.raises(Invalid, match="sit in another group"):
        arrange(work, anna, now, chairs={first: crowd[0]}, seats={crowd[0]: second})
    with pytest.raises(Invalid, match="sit in another group"):
        arrange(work, anna, now, chairs={first: crowd[0], second: crowd[0]})


def test_helicopters_listen_to_one_group_and_sit_in_another(anna: Person, work: AgendaItem, now: datetime) -> None:
    table = divided(work, anna, now, 2)
    one = table.sitting(table.groups[0])[0].person
    arrange(work, anna, now, helicopters={table.groups[1].item: one})
    after = the_table(work)
    assert after.groups[1].people(ItemRole.HELICOPTER) == [one]
    assert after.seats[one.pk] == table.groups[0].item.pk


def test_the_round_must_leave_time_for_the_dialogue(anna: Person, work: AgendaItem, now: datetime) -> None:
    divided(work, anna, now, 2)
    arrange(work, anna, now, round_minutes=10)
    assert the_table(work).work.item.round_minutes == 10
    with pytest.raises(Invalid) as refused:
        arrange(work, anna, now, round_minutes=41)
    assert refused.value.field == "round_minutes"
    arrange(work, anna, now, round_minutes=0)
    assert the_table(work).work.item.round_minutes is None


def test_strangers_and_groups_from_elsewhere_are_refused(
    anna: Person, bo: Person, work: AgendaItem, carla: Person, now: datetime
) -> None:
    table = divided(work, anna, now, 2)
    other = a_group_work(anna, [], now=now)
    strange = a_group_in(other, anna, now, "Gruppe 1")
    for person in (bo, carla):
        with pytest.raises(Invalid, match="not part of this meeting"):
            arrange(work, anna, now, seats={person: table.groups[0].item})
    with pytest.raises(Invalid, match="no such group"):
        arrange(work, anna, now, rooms={strange: "Lokale 1"})


def test_only_those_who_plan_may_and_only_before_it_begins(
    anna: Person, work: AgendaItem, crowd: list[Person], now: datetime
) -> None:
    seen = propose(work, number=2).seen
    with pytest.raises(NotAllowed):
        operations.use_proposal(work=work, seed=1, number=2, seen=seen, by=crowd[0], now=now)
    with pytest.raises(NotAllowed):
        arrange(work, crowd[0], now, round_minutes=5)
    Meeting.objects.filter(pk=work.meeting_id).update(state=State.RUNNING)
    with pytest.raises(Refusal):
        arrange(work, anna, now, round_minutes=5)


def test_only_group_work_has_groups(anna: Person, work: AgendaItem, now: datetime) -> None:
    law = an_item(work.meeting, by=anna, now=now)
    with pytest.raises(Refusal, match="Only group work"):
        arrange(law, anna, now, seen="x")
    assert law.behaviour != Behaviour.GROUPS


def test_what_changes_nothing_is_nothing_to_undo(anna: Person, work: AgendaItem, now: datetime) -> None:
    divided(work, anna, now, 2)
    kept = AgendaEdit.objects.count()
    table = divided(work, anna, now, 2)
    arrange(work, anna, now, seats={table.sitting(table.groups[0])[0].person: table.groups[0].item})
    assert AgendaEdit.objects.count() == kept


def test_who_has_a_group_open_in_its_editor_learns_of_it(anna: Person, work: AgendaItem, now: datetime) -> None:
    table = divided(work, anna, now, 2)
    first, second = (group.item for group in table.groups)
    arrange(work, anna, now, rooms={first: "Lokale 9"})
    assert AgendaItem.objects.get(pk=first.pk).version == first.version + 1
    assert AgendaItem.objects.get(pk=second.pk).version == second.version


def test_a_groups_paper_says_round_dialogue_and_case_stories(
    anna: Person, work: AgendaItem, crowd: list[Person], now: datetime
) -> None:
    a_group_in(work, anna, now, "Gruppe 1", cases="En dag ringer en.\nHun er træt.\n\nEn anden skriver.")
    arrange(work, anna, now, round_minutes=15, seats={crowd[0]: the_table(work).groups[0].item})
    handed_out = papers.groups_sheet(work.meeting.again(), now=now).groups[0]
    facts = {fact.label: fact.value for fact in handed_out.facts}
    assert (facts["Round"], facts["Dialogue"]) == ("15 mins", "25 mins")
    lists = {entries.heading: list(entries.entries) for entries in handed_out.lists}
    assert lists["Case stories"] == ["En dag ringer en. Hun er træt.", "En anden skriver."]
    assert lists["Members"] == [crowd[0].name]


@pytest.mark.parametrize("count", [5, 20])
def test_a_proposal_asks_as_much_for_five_as_for_twenty(
    anna: Person, now: datetime, count: int, django_assert_max_num_queries: Any
) -> None:
    work = a_group_work(anna, a_crowd(anna, count, now=now), now=now)
    divided(work, anna, now, 3)
    with django_assert_max_num_queries(16):
        propose(work, number=3, seed=2)
