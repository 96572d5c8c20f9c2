"""Whom reading lists ask, what counts as read, and what is told of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from pejl.foundation.audit.models import Event
from pejl.foundation.formats.moments import day_of
from pejl.foundation.jobs.models import Job
from pejl.foundation.notices.models import Notice
from pejl.foundation.privacy.cpr import CprFound
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal, Stale
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person, Space
from pejl.guidance import operations, permissions, queries
from pejl.guidance.models import Confirmation, ReadingEntry, ReadingList, Version
from pejl.guidance.queries.lists import _told
from pejl.guidance.tests.factories import a_product, answered, asked, described, make_ready, published, the_draft
from pejl.organisation import operations as organisation
from pejl.organisation.models import Assignment, Function, Membership, Unit
from pejl.organisation.names import AssignmentKind
from pejl.organisation.tests.factories import a_function, a_unit
from tests.people import person_in

DAY = timedelta(days=1)
Make = Callable[..., ReadingList]


@pytest.fixture
def team(now: datetime) -> Unit:
    return a_unit(now - 400 * DAY, "Sygedagpenge")


@pytest.fixture
def caseworker(now: datetime) -> Function:
    return a_function(now, "Sagsbehandler")


@pytest.fixture
def version(anna: Person, dorte: Person, now: datetime) -> Version:
    """In force; anna wrote it and answers for it."""
    return published(a_product(anna, now), dorte, anna, now)


@pytest.fixture
def make(keeper: Person, now: datetime) -> Make:
    def make(*what: Version, **said: Any) -> ReadingList:
        days = said.pop("days", None)
        made = operations.make_list(**{"name": "Ny i teamet", "by": keeper, "now": now, **said})
        for one in what:
            operations.add_product(reading_list=made, product=one.product, days=days, by=keeper, now=now)
        return made

    return make


def works(person: Person, unit: Unit, function: Function, since: date, until: date | None = None) -> Membership:
    row: Membership = Membership.objects.create(
        person=person, unit=unit, function=function, since_on=since, until_on=until
    )
    return row


def left_to_read(person: Person, today: date) -> list[str]:
    return [one.title for one in queries.asked(person, by=person, today=today) if not one.is_read]


def the_only(person: Person, today: date) -> queries.Asked:
    [one] = queries.asked(person, by=person, today=today)
    return one


def next_version(version: Version, dorte: Person, anna: Person, now: datetime, **said: Any) -> Version:
    operations.begin_next_version(product=version.product, by=anna, now=now)
    draft = described(make_ready(the_draft(version.product), anna, now), anna, now, **said)
    return answered(asked(draft, dorte, anna, now), now)


@pytest.mark.parametrize(
    ("for_function", "for_unit", "expected"),
    [
        (False, False, {"bo", "cora", "emma"}),
        (True, False, {"bo", "emma"}),
        (False, True, {"bo", "cora"}),
        (True, True, {"bo"}),
    ],
)
def test_a_list_asks_by_function_and_unit_with_those_below(
    for_function: bool,
    for_unit: bool,
    expected: set[str],
    space: Space,
    bo: Person,
    version: Version,
    team: Unit,
    caseworker: Function,
    make: Make,
    now: datetime,
) -> None:
    today = day_of(now)
    below = a_unit(now, "Hold 1", a_unit(now, "Gruppe 1", team))
    others = {name: person_in(space, name, f"{name}@nordager.example") for name in ("cora", "emma", "nobody", "gone")}
    guest = person_in(space, "Gæst", "gaest@nordager.example", is_guest=True)
    works(bo, below, caseworker, today - 9 * DAY)
    works(others["cora"], team, a_function(now, "Jobkonsulent"), today)
    works(others["emma"], a_unit(now, "Virksomhed"), caseworker, today)
    works(others["gone"], team, caseworker, today - 9 * DAY, today - DAY)
    works(guest, team, caseworker, today)
    made = make(version, function=caseworker if for_function else None, unit=team if for_unit else None)
    people = {"bo": bo, **others, "guest": guest}
    assert {name for name, one in people.items() if left_to_read(one, today)} == expected
    by_list = set(queries.readers_of(made, today)) & set(people.values())
    assert by_list == {people[name] for name in expected}


def test_somebody_in_two_places_is_in_a_function_and_a_unit_only_where_both_meet(
    bo: Person, version: Version, team: Unit, caseworker: Function, make: Make, now: datetime
) -> None:
    today = day_of(now)
    works(bo, team, a_function(now, "Jobkonsulent"), today)
    works(bo, a_unit(now, "Virksomhed"), caseworker, today)
    make(version, function=caseworker, unit=team)
    assert left_to_read(bo, today) == []


def test_newcomers_are_those_who_came_since_from_their_first_day(
    space: Space, bo: Person, version: Version, team: Unit, caseworker: Function, make: Make, now: datetime
) -> None:
    today = day_of(now)
    new, moved, later = (person_in(space, name, f"{name}@nordager.example") for name in ("new", "moved", "later"))
    works(bo, team, caseworker, today - 9 * DAY)
    works(new, team, caseworker, today)
    works(moved, team, caseworker, today - 9 * DAY, today - DAY)
    works(moved, a_unit(now, "Hold 1", team), caseworker, today)
    works(later, team, caseworker, today + DAY)
    made = make(version, function=caseworker, unit=team, is_for_newcomers=True, days=14)
    people = (bo, new, moved, later)
    assert [bool(left_to_read(one, today)) for one in people] == [False, True, False, False]
    assert [bool(left_to_read(one, today + DAY)) for one in people] == [False, True, False, True]
    assert set(queries.readers_of(made, today)) & set(people) == {new}
    assert the_only(later, today + DAY).due_on == today + 15 * DAY


def test_the_day_a_list_was_made_is_danish(
    bo: Person, keeper: Person, version: Version, team: Unit, caseworker: Function
) -> None:
    evening = datetime.fromisoformat("2026-03-04T23:30:00+00:00")  # 5 March in Denmark
    works(bo, team, caseworker, date(2026, 3, 4))
    made = operations.make_list(name="Ny", is_for_newcomers=True, by=keeper, now=evening)
    operations.add_product(reading_list=made, product=version.product, by=keeper, now=evening)
    assert left_to_read(bo, date(2026, 3, 5)) == []
    Membership.objects.filter(person=bo).update(since_on=date(2026, 3, 5))
    assert left_to_read(bo, date(2026, 3, 5)) == [version.title]


def test_it_is_due_so_many_days_after_one_got_it(
    bo: Person, version: Version, team: Unit, caseworker: Function, make: Make, now: datetime
) -> None:
    today = day_of(now)
    place = works(bo, team, caseworker, today - 99 * DAY)
    make(version, days=7)
    assert the_only(bo, today).due_on == today + 7 * DAY
    Membership.objects.filter(pk=place.pk).update(since_on=today + 3 * DAY)
    assert the_only(bo, today + 3 * DAY).due_on == today + 10 * DAY
    make(version, name="Uden frist")
    make(version, name="Den korte", days=2)
    one = the_only(bo, today + 3 * DAY)
    assert one.due_on == today + 5 * DAY
    assert {row.name for row in one.lists} == {"Ny i teamet", "Uden frist", "Den korte"}


def test_confirmed_once_however_often_it_is_pressed(
    bo: Person, version: Version, team: Unit, caseworker: Function, make: Make, now: datetime
) -> None:
    works(bo, team, caseworker, day_of(now))
    make(version)
    first = operations.confirm_version(version=version, by=bo, now=now)
    again = operations.confirm_version(version=version, by=bo, now=now + DAY)
    assert (again.pk, again.at) == (first.pk, now)
    assert Event.objects.filter(event="reading.confirmed").count() == 1
    one = the_only(bo, day_of(now))
    assert (one.is_read, one.is_again, one.read_at) == (True, False, now)


def test_a_significant_change_asks_again_with_what_changed(
    anna: Person,
    bo: Person,
    dorte: Person,
    version: Version,
    team: Unit,
    caseworker: Function,
    make: Make,
    now: datetime,
) -> None:
    works(bo, team, caseworker, day_of(now))
    make(version, days=5)
    operations.confirm_version(version=version, by=bo, now=now)
    small = next_version(version, dorte, anna, now + DAY, is_significant=False, changes="Et komma.")
    assert the_only(bo, day_of(now + DAY)).is_read
    with pytest.raises(Refusal):
        operations.confirm_version(version=version.again(), by=dorte, now=now + DAY)
    next_version(version, dorte, anna, now + 2 * DAY, changes="Ring først.")
    one = the_only(bo, day_of(now + 2 * DAY))
    assert (one.is_read, one.is_again, one.due_on) == (False, True, day_of(now + 7 * DAY))
    assert [change.changes for change in one.changes] == ["Ring først.", "Et komma."]
    # A small change after the significant one does not make it read.
    last = next_version(version, dorte, anna, now + 3 * DAY, is_significant=False, changes="Et punktum.")
    assert the_only(bo, day_of(now + 3 * DAY)).is_again
    with pytest.raises(Refusal):
        operations.confirm_version(version=small.again(), by=bo, now=now + 3 * DAY)
    operations.confirm_version(version=last, by=bo, now=now + 3 * DAY)
    assert the_only(bo, day_of(now + 3 * DAY)).is_read


def test_withdrawn_guidance_is_asked_of_nobody_until_it_holds_again(
    anna: Person,
    bo: Person,
    dorte: Person,
    version: Version,
    team: Unit,
    caseworker: Function,
    make: Make,
    now: datetime,
) -> None:
    works(bo, team, caseworker, day_of(now))
    made = make(version)
    operations.withdraw(product=version.product, reason="Ny lov", by=anna, now=now)
    assert queries.asked(bo, by=bo, today=day_of(now)) == []
    assert not queries.waiting_entries(bo, day_of(now)).exists()
    [line] = queries.lines_of(made, bo, day_of(now), with_sums=False)
    assert not line.is_asked
    with pytest.raises(Refusal):
        operations.confirm_version(version=version.again(), by=bo, now=now)
    next_version(version, dorte, anna, now)
    assert left_to_read(bo, day_of(now)) == [version.title]


def test_only_what_one_is_asked_to_read_is_confirmed(
    bo: Person, guest: Person, version: Version, team: Unit, caseworker: Function, make: Make, now: datetime
) -> None:
    with pytest.raises(Refusal):
        operations.confirm_version(version=version, by=bo, now=now)
    made = make(version)
    works(bo, team, caseworker, day_of(now))
    works(guest, team, caseworker, day_of(now))
    with pytest.raises(NotAllowed):
        operations.confirm_version(version=version, by=guest, now=now)
    assert queries.asked(guest, by=guest, today=day_of(now)) == []
    operations.retire_list(reading_list=made, by=made.created_by, now=now)
    with pytest.raises(Refusal):
        operations.confirm_version(version=version, by=bo, now=now)
    assert not Confirmation.objects.exists()
    operations.take_up_list(reading_list=made, by=made.created_by, now=now)
    operations.confirm_version(version=version, by=bo, now=now)


def test_a_draft_is_not_put_on_a_list_and_not_confirmed(
    anna: Person, make: Make, keeper: Person, now: datetime
) -> None:
    draft, made = the_draft(a_product(anna, now)), make()
    with pytest.raises(Invalid):
        operations.add_product(reading_list=made, product=draft.product, by=keeper, now=now)
    with pytest.raises(Refusal):
        operations.confirm_version(version=draft, by=anna, now=now)


def test_a_name_is_taken_also_by_a_list_that_is_put_away(make: Make, keeper: Person, now: datetime) -> None:
    made = make()
    with pytest.raises(Invalid) as taken:
        make()
    operations.retire_list(reading_list=made, by=keeper, now=now)
    with pytest.raises(Invalid) as put_away:
        make()
    assert taken.value.field == put_away.value.field == "name"
    assert taken.value.message != put_away.value.message
    other = make(name="En anden")
    with pytest.raises(Invalid):
        operations.describe_list(reading_list=other, name=made.name, expected_edit=other.edit, by=keeper, now=now)


@pytest.mark.parametrize(
    "said",
    [{"name": " "}, {"name": "x" * 121}, {"about": "x" * 1001}, {"name": "710101-1234"}, {"about": "710101-1234"}],
)
def test_what_a_list_cannot_be_called_is_refused(make: Make, said: dict[str, str]) -> None:
    with pytest.raises((Invalid, CprFound)):
        make(**said)
    assert not ReadingList.objects.exists()


def test_leaders_keep_the_lists_of_their_unit_and_of_those_below(
    anna: Person, bo: Person, keeper: Person, version: Version, team: Unit, now: datetime
) -> None:
    below, beside = a_unit(now, "Hold 1", team), a_unit(now, "Virksomhed")
    Assignment.objects.create(kind=AssignmentKind.LEADER, person=anna, unit=team, since_on=day_of(now))
    for unit in (team, below):
        made = operations.make_list(name=unit.name, unit=unit, by=anna, now=now)
        operations.add_product(reading_list=made, product=version.product, by=anna, now=now)
    for somewhere in (beside, None):
        with pytest.raises(NotAllowed):
            operations.make_list(name="x", unit=somewhere, by=anna, now=now)
        with pytest.raises(NotAllowed):
            operations.describe_list(
                reading_list=made, name="x", unit=somewhere, expected_edit=made.edit, by=anna, now=now
            )
    everybodys = operations.make_list(name="Alle", by=keeper, now=now)
    for do in (operations.retire_list, operations.take_up_list):
        with pytest.raises(NotAllowed):
            do(reading_list=everybodys, by=anna, now=now)
    with pytest.raises(NotAllowed):
        operations.add_product(reading_list=everybodys, product=version.product, by=anna, now=now)
    with pytest.raises(NotAllowed):
        operations.remove_entry(entry=made.entries.get(), by=bo, now=now)
    with pytest.raises(NotAllowed):
        operations.make_list(name="x", unit=team, by=bo, now=now)


def test_entries_are_moved_taken_off_and_there_once(
    anna: Person, dorte: Person, keeper: Person, version: Version, make: Make, now: datetime
) -> None:
    second, third = (published(a_product(anna, now), dorte, anna, now) for _one in range(2))
    made = make(version, second, third, days=4)

    def order() -> list[Any]:
        return list(made.entries.order_by("position").values_list("product", flat=True))

    given = {"by": keeper, "now": now}
    with pytest.raises(Invalid):
        operations.add_product(reading_list=made, product=version.product, **given)
    last = made.entries.get(product=third.product)
    operations.move_entry(entry=last, up=True, expected_position=3, **given)
    assert order() == [version.product_id, third.product_id, second.product_id]
    with pytest.raises(Stale):
        operations.move_entry(entry=last, up=True, expected_position=3, **given)
    operations.move_entry(entry=last, up=True, expected_position=2, **given)
    operations.move_entry(entry=last, up=True, expected_position=1, **given)
    for _time in range(2):
        operations.remove_entry(entry=last, **given)
    assert order() == [version.product_id, second.product_id]
    with pytest.raises(Invalid):
        operations.add_product(reading_list=made, product=third.product, days=0, **given)
    operations.retire_list(reading_list=made, **given)
    with pytest.raises(Refusal):
        operations.add_product(reading_list=made, product=third.product, **given)


def test_who_saves_over_anothers_change_is_told(make: Make, keeper: Person, now: datetime) -> None:
    made = make()
    operations.describe_list(reading_list=made, name="Ny", expected_edit=1, by=keeper, now=now)
    with pytest.raises(Stale):
        operations.describe_list(reading_list=made, name="Nyere", expected_edit=1, by=keeper, now=now)
    assert made.again().name == "Ny"


def test_closed_units_and_retired_functions_are_not_chosen(
    make: Make, keeper: Person, team: Unit, caseworker: Function, now: datetime
) -> None:
    organisation.retire_function(function=caseworker, now=now)
    Unit.objects.filter(pk=team.pk).update(until_on=day_of(now) - DAY)
    for said in ({"function": caseworker.again()}, {"unit": team.again()}):
        with pytest.raises(Invalid):
            make(**said)


def test_sums_tell_of_nobody(
    space: Space, version: Version, team: Unit, caseworker: Function, make: Make, now: datetime
) -> None:
    made, tomorrow = make(version, unit=team), day_of(now + DAY)
    people = [person_in(space, f"P{number}", f"p{number}@nordager.example") for number in range(13)]

    def told(today: date = tomorrow) -> queries.Read:
        [line] = queries.lines_of(made, people[0], today, with_sums=True)
        return line.read

    for person in people[:4]:
        works(person, team, caseworker, day_of(now))
        operations.confirm_version(version=version, by=person, now=now)
    assert told() == queries.Read(None, None)
    for person in people[4:]:
        works(person, team, caseworker, day_of(now))
    few = told()
    assert few.of == 10
    assert few.people in (None, 5)
    for person in people[4:]:
        operations.confirm_version(version=version, by=person, now=now)
    assert told() == queries.Read(10, 10)
    # What was pressed today is counted tomorrow.
    assert told(day_of(now)).people is None
    [bare] = queries.lines_of(made, people[0], tomorrow, with_sums=False)
    assert bare.read == queries.Read(None, None)


@pytest.mark.parametrize("asked_people", [5, 9, 12])
def test_no_sum_says_that_everybody_has_read_it_or_nobody(asked_people: int) -> None:
    """Whatever is shown, one more and one fewer could have been shown so, too."""
    shown: dict[queries.Read, set[int]] = {}
    for turn in range(5):
        for people in range(asked_people + 1):
            shown.setdefault(_told(people, asked_people, turn), set()).add(people)
    assert all(len(possible) >= 5 for possible in shown.values())


def test_read_before_a_significant_change_does_not_count(
    anna: Person,
    dorte: Person,
    space: Space,
    version: Version,
    team: Unit,
    caseworker: Function,
    make: Make,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("pejl.guidance.queries.lists._turn", lambda *_all: 0)
    made = make(version, unit=team)
    people = [person_in(space, f"P{number}", f"p{number}@nordager.example") for number in range(5)]
    for person in people:
        works(person, team, caseworker, day_of(now))
        operations.confirm_version(version=version, by=person, now=now)

    def read(after: datetime) -> int | None:
        [line] = queries.lines_of(made, anna, day_of(after), with_sums=True)
        return line.read.people

    assert read(now + DAY) == 5
    next_version(version, dorte, anna, now + DAY, is_significant=False)
    assert read(now + 2 * DAY) == 5
    next_version(version, dorte, anna, now + 2 * DAY)
    assert read(now + 3 * DAY) is None


def test_who_has_left_is_no_longer_counted_nor_asked(
    bo: Person, keeper: Person, version: Version, team: Unit, caseworker: Function, make: Make, now: datetime
) -> None:
    works(bo, team, caseworker, day_of(now))
    made = make(version)
    assert bo in queries.readers_of(made, day_of(now))
    organisation.leave(person=bo, on=day_of(now), by=keeper, now=now)
    assert bo not in queries.readers_of(made, day_of(now))
    assert queries.asked(bo.again(), by=keeper, today=day_of(now)) == []
    with pytest.raises(NotAllowed):
        operations.confirm_version(version=version, by=bo.again(), now=now)


def test_only_the_mentor_of_the_day_sees_what_is_read(anna: Person, bo: Person, keeper: Person, now: datetime) -> None:
    today = day_of(now)
    row = Assignment.objects.create(kind=AssignmentKind.MENTOR, person=anna, for_person=bo, since_on=today)
    permissions.require_may_see_what_is_read(anna, bo, today)
    permissions.require_may_see_what_is_read(bo, bo, today)
    for reader, of, day in ((keeper, bo, today), (bo, anna, today), (anna, bo, today - DAY)):
        with pytest.raises(NotAllowed):
            permissions.require_may_see_what_is_read(reader, of, day)
    assert queries.newcomers_of(anna, today) == [bo]
    Assignment.objects.filter(pk=row.pk).update(since_on=today - 9 * DAY, until_on=today - DAY)
    assert queries.newcomers_of(anna, today) == []
    with pytest.raises(NotAllowed):
        permissions.require_may_see_what_is_read(anna, bo, today)


def test_whom_a_list_asks_is_told_once_a_week_in_one_message(
    anna: Person,
    bo: Person,
    dorte: Person,
    keeper: Person,
    version: Version,
    team: Unit,
    caseworker: Function,
    make: Make,
    now: datetime,
) -> None:
    works(bo, team, caseworker, day_of(now))
    other = published(a_product(anna, now), dorte, anna, now)
    lists = [make(version, name="En"), make(version, other, name="To", days=7)]
    jobs = Job.objects.filter(task=operations.TELL)
    assert {job.ids["reading_list_id"] for job in jobs} == {str(one.pk) for one in lists}
    monday = now + 5 * DAY
    assert {day_of(job.due_at) for job in jobs} == {day_of(monday)}
    for _time in range(2):
        for one in lists:
            operations.tell_readers(reading_list_id=one.pk, now=monday)
    [notice] = Notice.objects.visible_to(bo).filter(path="/pejlemaerker/laeselister/")
    assert version.title in notice.text
    assert notice.text.count("- ") == 2
    operations.confirm_version(version=version, by=bo, now=monday)
    operations.confirm_version(version=other, by=bo, now=monday)
    operations.tell_readers(reading_list_id=lists[1].pk, now=monday + 7 * DAY)
    assert Notice.objects.visible_to(bo).filter(path=notice.path).count() == 1
    Job.objects.filter(task=operations.TELL).delete()
    next_version(version, dorte, anna, monday)
    assert Job.objects.filter(task=operations.TELL).count() == 2
    operations.tell_readers(reading_list_id=lists[0].pk, now=monday + 7 * DAY)
    assert Notice.objects.visible_to(bo).filter(path=notice.path).count() == 2


def test_a_list_with_nothing_on_it_asks_nothing(
    bo: Person, team: Unit, caseworker: Function, make: Make, now: datetime
) -> None:
    works(bo, team, caseworker, day_of(now))
    made = make()
    assert queries.asked(bo, by=bo, today=day_of(now)) == []
    assert queries.lines_of(made, bo, day_of(now), with_sums=True) == []
    operations.tell_readers(reading_list_id=made.pk, now=now)
    assert not Notice.objects.visible_to(bo).exists()


def test_lists_of_another_job_centre_are_not_there(carla: Person, version: Version, make: Make, now: datetime) -> None:
    made = make(version)
    with scopes.scope(carla.space_id):
        assert not ReadingList.objects.exists()
        assert not ReadingEntry.objects.exists()
        assert queries.asked(carla, by=carla, today=day_of(now)) == []
        with pytest.raises(ReadingList.DoesNotExist):
            operations.retire_list(reading_list=made, by=carla, now=now)
