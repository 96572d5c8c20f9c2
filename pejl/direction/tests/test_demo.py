"""The demo's direction can be told with anybody's people, units and days."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from pejl.direction import demo, queries
from pejl.direction.models import Statement
from pejl.direction.tests.factories import a_leader, a_manager
from pejl.foundation.formats.moments import day_of
from pejl.foundation.tenancy.models import Person
from pejl.organisation.tests.factories import a_unit


def test_the_year_is_told(anna: Person, bo: Person, now: datetime) -> None:
    year = now - timedelta(days=365)
    manager, unit, other = a_manager(anna, now), a_unit(year, "Virksomhed"), a_unit(year, "Sygedagpenge")
    leader = a_leader(bo, unit, day_of(year))
    told = {key: demo.state(key, since_on=date(2026, 1, 1), by=manager, now=now) for key in demo.FOR_ALL}
    demo.state(demo.FOR_ONE_UNIT, units=[unit], since_on=date(2026, 1, 1), by=leader, now=now)
    demo.go_through(units=[unit, other], by=manager, now=now)
    later = now + timedelta(days=200)
    demo.replace(demo.REPLACED, statement=told[demo.REPLACED], since_on=day_of(later), by=manager, now=later)
    assert sorted(Statement.objects.lasting().values_list("kind", flat=True)) == sorted(
        ["goal", "goal", "frame", "expectation", "expectation", "expectation"]
    )
    found = queries.direction_of(other, day_of(later))
    assert len(found.news.replaced) == len(found.news.changes) == 1
    assert len(told["frame"].text.splitlines()) == 5


def test_every_word_of_the_story_is_used() -> None:
    assert {*demo.FOR_ALL, demo.FOR_ONE_UNIT} == set(demo.STORY["statements"])
    assert set(demo.STORY["replacements"]) == {demo.REPLACED}
