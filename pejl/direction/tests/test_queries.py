"""What is new to a unit, what holds for it, and what follows a statement."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pejl.direction import operations, queries
from pejl.direction.models import Link
from pejl.direction.queries import Change
from pejl.direction.tests.factories import a_manager, replaced, stated
from pejl.foundation.formats.moments import day_of
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import pointers
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import Pointer
from pejl.organisation.models import Unit
from pejl.organisation.tests.factories import a_unit, employed

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
LONG_AGO = date(2026, 1, 1)
YEAR = timedelta(days=365)


@pytest.fixture
def manager(anna: Person, now: datetime) -> Person:
    """Anna, of the management."""
    return a_manager(anna, now)


@pytest.fixture
def team(manager: Person, now: datetime) -> Unit:
    """A unit inside another."""
    return a_unit(now - YEAR, "Sygedagpenge", a_unit(now - YEAR, "Beskæftigelse"))


def titles(changes: list[Change]) -> list[tuple[str | None, str | None]]:
    """Each change by the titles of what was and what is."""
    return [(one.before.title if one.before else None, one.now.title if one.now else None) for one in changes]


def test_all_is_new_to_a_unit_that_never_went_through_it(manager: Person, team: Unit, now: datetime) -> None:
    stated(manager, now, title="Til alle")
    stated(manager, now, title="Til os", units=[team])
    stated(manager, now, title="Til dem over os", units=[team.parent])
    stated(manager, now, title="Til andre", units=[a_unit(now - YEAR, "Ungeteamet")])
    over = stated(manager, now, title="Slut", since_on=LONG_AGO)
    replaced(over, manager, now, title="Ny")
    news = queries.direction_of(team, day_of(now)).news
    assert news.since is None
    assert sorted(titles(news.changes)) == sorted(
        [(None, "Til alle"), (None, "Til os"), (None, "Til dem over os"), (None, "Ny")]
    )


def test_only_what_came_since_last_time_is_new(manager: Person, team: Unit, now: datetime) -> None:
    stated(manager, now, title="Kendt")
    operations.go_through(unit=team, by=manager, now=now)
    assert queries.direction_of(team, day_of(now)).news.changes == []
    stated(manager, now + HOUR, title="Ny", since_on=day_of(now) + 30 * DAY)
    news = queries.direction_of(team, day_of(now)).news
    assert titles(news.new) == [(None, "Ny")]
    assert news.since is not None
    assert news.since.by == manager
    operations.go_through(unit=team, by=manager, now=now + 2 * HOUR)
    assert queries.direction_of(team, day_of(now)).news.changes == []


def test_replaced_shows_what_the_unit_knew_beside_what_holds_now(manager: Person, team: Unit, now: datetime) -> None:
    first = stated(manager, now - 9 * DAY, title="Første", since_on=LONG_AGO)
    operations.go_through(unit=team, by=manager, now=now - 8 * DAY)
    second = replaced(first, manager, now - 3 * DAY, title="Anden", since_on=day_of(now) - 3 * DAY)
    replaced(second, manager, now, title="Tredje", because="Det virkede ikke.")
    news = queries.direction_of(team, day_of(now)).news
    assert titles(news.changes) == titles(news.replaced) == [("Første", "Tredje")]
    assert news.changes[0].because == "Det virkede ikke."


def test_what_came_and_was_replaced_between_two_times_is_simply_new(manager: Person, team: Unit, now: datetime) -> None:
    operations.go_through(unit=team, by=manager, now=now - 8 * DAY)
    first = stated(manager, now - 3 * DAY, title="Første", since_on=day_of(now) - 3 * DAY)
    replaced(first, manager, now, title="Anden")
    assert titles(queries.direction_of(team, day_of(now)).news.changes) == [(None, "Anden")]


def test_ended_is_told_with_its_reason_even_before_its_last_day(manager: Person, team: Unit, now: datetime) -> None:
    statement = stated(manager, now - 9 * DAY, title="Projektet", since_on=LONG_AGO)
    operations.go_through(unit=team, by=manager, now=now - 8 * DAY)
    last = day_of(now) + 9 * DAY
    operations.end(statement=statement, until_on=last, because="Pengene er brugt.", by=manager, now=now)
    for day in (day_of(now), last + DAY):
        news = queries.direction_of(team, day).news
        assert titles(news.ended) == titles(news.changes) == [("Projektet", None)]
        assert news.ended[0].because == "Pengene er brugt."


def test_what_came_and_ended_between_two_times_is_not_told(manager: Person, team: Unit, now: datetime) -> None:
    operations.go_through(unit=team, by=manager, now=now - 8 * DAY)
    statement = stated(manager, now - 3 * DAY, since_on=day_of(now) - 3 * DAY)
    operations.end(statement=statement, until_on=day_of(now), because="En fejl.", by=manager, now=now)
    assert len(queries.direction_of(team, day_of(now)).news.new) == 1
    assert queries.direction_of(team, day_of(now) + DAY).news.changes == []


def test_replaced_for_others_only_is_ended_here(manager: Person, team: Unit, now: datetime) -> None:
    other = a_unit(now - YEAR, "Ungeteamet")
    for_all = stated(manager, now - 9 * DAY, title="Til alle", since_on=LONG_AGO)
    for unit in (team, other):
        operations.go_through(unit=unit, by=manager, now=now - 8 * DAY)
    replaced(for_all, manager, now, title="Til de unge", units=[other], because="Kun de unge.")
    news = queries.direction_of(team, day_of(now)).news
    assert titles(news.changes) == [("Til alle", None)]
    assert news.changes[0].because == "Kun de unge."
    assert titles(queries.direction_of(other, day_of(now)).news.changes) == [("Til alle", "Til de unge")]


def test_replaced_for_us_too_is_new_here(manager: Person, team: Unit, now: datetime) -> None:
    for_one = stated(manager, now - 9 * DAY, title="Kun dem", units=[a_unit(now - YEAR, "Unge")], since_on=day_of(now))
    operations.go_through(unit=team, by=manager, now=now - 8 * DAY)
    replaced(for_one, manager, now, title="Alle", since_on=day_of(now) + DAY)
    assert titles(queries.direction_of(team, day_of(now)).news.changes) == [(None, "Alle")]


def test_new_for_names_the_units_that_something_is_new_to(manager: Person, team: Unit, now: datetime) -> None:
    other = a_unit(now - YEAR, "Ungeteamet")
    stated(manager, now, title="Kendt")
    for unit in (team, other):
        operations.go_through(unit=unit, by=manager, now=now)
    assert queries.new_for([team, other], day_of(now)) == []
    stated(manager, now + HOUR, units=[other])
    assert [one.unit for one in queries.new_for([team, other], day_of(now))] == [other]
    assert queries.new_for([], day_of(now)) == []


@pytest.mark.parametrize("count", [1, 3])
def test_new_for_asks_four_questions(manager: Person, team: Unit, now: datetime, count: int) -> None:
    units = [team, *(a_unit(now - YEAR, f"Team {number}") for number in range(count))]
    operations.go_through(unit=team, by=manager, now=now - DAY)
    for _number in range(count):
        stated(manager, now, units=units)
    with CaptureQueriesContext(connection) as asked:
        assert len(queries.new_for(units, day_of(now))) == count + 1
    assert len(asked) == 4


def test_new_for_asks_two_questions_where_nothing_is_new(manager: Person, team: Unit, now: datetime) -> None:
    stated(manager, now)
    operations.go_through(unit=team, by=manager, now=now)
    with CaptureQueriesContext(connection) as asked:
        assert queries.new_for([team], day_of(now)) == []
    assert len(asked) == 2


def test_direction_goes_by_kind_and_leaves_out_what_is_over(manager: Person, team: Unit, now: datetime) -> None:
    over = stated(manager, now, title="Slut", since_on=LONG_AGO)
    operations.end(statement=over, until_on=day_of(now), because="Slut", by=manager, now=now)
    stated(manager, now, title="Forventning", kind="expectation")
    stated(manager, now, title="Kommer", since_on=day_of(now) + DAY)
    stated(manager, now, title="Mål")
    found = queries.direction_of(team, day_of(now) + DAY).by_kind()
    assert [(kind, [one.title for one in rows]) for kind, rows in found] == [
        ("goal", ["Kommer", "Mål"]),
        ("expectation", ["Forventning"]),
    ]


def test_history_is_the_same_from_every_wording(manager: Person, now: datetime) -> None:
    first = stated(manager, now, title="1", since_on=LONG_AGO)
    second = replaced(first, manager, now, title="2", since_on=date(2026, 2, 1))
    third = replaced(second, manager, now, title="3")
    stated(manager, now, title="Noget andet")
    for one in (first, second, third):
        assert [row.title for row in queries.history_of(one)] == ["1", "2", "3"]


def test_listed_narrows_by_kind_word_unit_and_what_is_over(manager: Person, team: Unit, now: datetime) -> None:
    stated(manager, now, title="Ærlige samtaler", kind="expectation")
    stated(manager, now, title="Til andre", units=[a_unit(now - YEAR, "Unge")])
    over = stated(manager, now, title="Gammelt", since_on=LONG_AGO)
    replaced(over, manager, now, title="Nyt")
    today = day_of(now)

    def found(**asked: object) -> list[str]:
        return sorted(one.title for one in queries.listed(manager, today=today, **asked))  # type: ignore[arg-type]

    assert found() == ["Nyt", "Til andre", "Ærlige samtaler"]
    assert found(text="ÆRLIG") == found(kind="expectation") == ["Ærlige samtaler"]
    assert found(unit=team) == ["Nyt", "Ærlige samtaler"]
    assert found(is_past=True) == ["Gammelt"]
    assert list(queries.listed(tenancy.seat(name="Gæst", is_guest=True), today=today)) == []


def test_followers_are_named_by_reading_right_and_the_gone_by_what_they_were(
    manager: Person, team: Unit, now: datetime
) -> None:
    statement, there = stated(manager, now), pointers.to(team, title="Sygedagpenge")
    for about in (Pointer("theme", uuid4(), "Temaet, som er væk"), there):
        link = Link(statement=statement, by=manager, at=now)
        link.about = about
        link.save()
    found = queries.followers_of(statement, manager)
    assert {(one.about.title, one.thing) for one in found} == {("Temaet, som er væk", None), ("Sygedagpenge", None)}


def test_unmet_direction_is_that_of_ones_units_until_one_of_them_has_gone_through_it(
    manager: Person, team: Unit, bo: Person, now: datetime
) -> None:
    today = day_of(now)
    employed(bo, now, unit=team)
    stated(manager, now, title="For alle")
    stated(manager, now, title="For dem over os", units=[team.parent])
    stated(manager, now, title="For andre", units=[a_unit(now - YEAR, "Ungeteamet")])
    stated(manager, now, title="Fra i fjor", since_on=today - YEAR)
    assert {one.title for one in queries.unmet_by(bo, today)} == {"For alle", "For dem over os"}
    operations.go_through(unit=team, by=manager, now=now + HOUR)
    assert list(queries.unmet_by(bo, today)) == []
    stated(manager, now + 2 * HOUR, title="Nyt igen")
    assert [one.title for one in queries.unmet_by(bo, today)] == ["Nyt igen"]
