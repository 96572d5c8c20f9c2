"""Stating, replacing, ending, going through and linking; and that nothing stated is ever changed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from pejl.direction import operations
from pejl.direction.models import Restating, Statement, StatementUnit
from pejl.direction.tests.factories import a_leader, a_manager, an_administrator, replaced, stated
from pejl.foundation.audit.models import Event
from pejl.foundation.formats.moments import day_of
from pejl.foundation.privacy.cpr import CprFound
from pejl.foundation.refusals import Invalid, NotAllowed, Stale
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import AppendOnlyRow
from pejl.organisation.models import Unit
from pejl.organisation.tests.factories import a_unit, employed

DAY = timedelta(days=1)


@pytest.fixture
def manager(anna: Person, now: datetime) -> Person:
    """Anna, of the management."""
    return a_manager(anna, now)


def test_state_says_what_by_whom_from_when_and_for_whom(manager: Person, now: datetime) -> None:
    unit = a_unit(now)
    statement = stated(manager, now, title="  Mål 🙂 ", units=[unit]).again()
    assert (statement.title, statement.stated_by, statement.since_on) == ("Mål 🙂", manager, day_of(now))
    assert not statement.is_for_all
    assert [one.unit for one in statement.units.all()] == [unit]
    assert Event.objects.filter(event="statement.stated", subject_id=statement.pk, by_id=manager.pk).count() == 1


@pytest.mark.parametrize(
    ("field", "text"),
    [("title", "   "), ("title", "🙂🙂"), ("text", "\n…\n"), ("text", "\u202e"), ("kind", "weather")],
)
def test_state_needs_words_and_a_kind(manager: Person, now: datetime, field: str, text: str) -> None:
    with pytest.raises(Invalid) as refused:
        stated(manager, now, **{field: text})
    assert refused.value.field == field
    assert not Statement.objects.exists()


def test_state_takes_twenty_thousand_characters_and_no_more(manager: Person, now: datetime) -> None:
    assert len(stated(manager, now, text="æ" * 20_000).again().text) == 20_000
    with pytest.raises(Invalid):
        stated(manager, now, text="æ" * 20_001)


@pytest.mark.parametrize("field", ["title", "text"])
def test_state_refuses_a_cpr_number(manager: Person, now: datetime, field: str) -> None:
    with pytest.raises(CprFound) as refused:
        stated(manager, now, **{field: "Borger 710101-1234 igen"})
    assert refused.value.field == field


@pytest.mark.parametrize("is_for_all", [True, False])
def test_state_is_for_everybody_or_for_some(manager: Person, now: datetime, is_for_all: bool) -> None:
    units = [a_unit(now)] if is_for_all else []
    with pytest.raises(Invalid) as refused:
        stated(manager, now, is_for_all=is_for_all, units=units)
    assert refused.value.field == "units"


def test_state_refuses_a_closed_unit_and_one_that_is_not_there_yet(manager: Person, now: datetime) -> None:
    today = day_of(now)
    closed = Unit.objects.create(name="Nedlagt", since_on=today - 9 * DAY, until_on=today - DAY)
    coming = Unit.objects.create(name="Ny", since_on=today + 9 * DAY)
    for unit in (closed, coming):
        with pytest.raises(Invalid) as refused:
            stated(manager, now, units=[unit])
        assert (refused.value.field, unit.name in refused.value.message) == ("units", True)
    with pytest.raises(Invalid):
        stated(manager, now, units=[closed], since_on=today - 5 * DAY)
    assert stated(manager, now, units=[coming], since_on=today + 9 * DAY)


def test_leader_states_for_the_own_units_only(bo: Person, now: datetime) -> None:
    own, other = a_unit(now, "Sygedagpenge"), a_unit(now, "Ungeteamet")
    below = a_unit(now, "Fastholdelse", own)
    a_leader(bo, own, day_of(now))
    assert stated(bo, now, units=[own, below])
    for units in ([], [other], [own, other]):
        with pytest.raises(NotAllowed):
            stated(bo, now, units=units)
    assert Statement.objects.count() == 1


def test_replace_ends_the_old_one_the_day_before(manager: Person, now: datetime) -> None:
    old = stated(manager, now, since_on=date(2026, 1, 1))
    new = replaced(old, manager, now, title="Ny", because=" Der kom en ny aftale. ")
    old = old.again()
    assert (old.until_on, old.ended_by, old.ended_at) == (day_of(now) - DAY, manager, now)
    assert old.ended_because == "Der kom en ny aftale."
    assert (new.replaces, new.kind, new.until_on) == (old, old.kind, None)
    assert old.newer == new
    assert old.text != new.text
    assert Event.objects.filter(event="statement.replaced", subject_id=new.pk).count() == 1


@pytest.mark.parametrize("days", [0, -1, -400])
def test_replace_leaves_the_old_one_at_least_a_day(manager: Person, now: datetime, days: int) -> None:
    old = stated(manager, now)
    with pytest.raises(Invalid) as refused:
        replaced(old, manager, now, since_on=old.since_on + days * DAY)
    assert refused.value.field == "since_on"
    assert old.again().until_on is None
    assert Statement.objects.count() == 1


def test_second_of_two_who_replace_is_told(manager: Person, bo: Person, now: datetime) -> None:
    old = stated(manager, now, since_on=date(2026, 1, 1))
    replaced(old, manager, now, title="Den første")
    with pytest.raises(Stale):
        replaced(old, an_administrator(bo, day_of(now)), now, title="Den anden")
    with pytest.raises(Stale):
        operations.end(statement=old, until_on=day_of(now), because="Slut", by=manager, now=now)
    assert list(Statement.objects.filter(replaces=old).values_list("title", flat=True)) == ["Den første"]


def test_replace_takes_who_leads_both_the_old_and_the_new_units(manager: Person, bo: Person, now: datetime) -> None:
    own, other = a_unit(now, "Sygedagpenge"), a_unit(now, "Ungeteamet")
    a_leader(bo, own, day_of(now))
    for_all = stated(manager, now, since_on=date(2026, 1, 1))
    for_own = stated(manager, now, since_on=date(2026, 3, 1), units=[a_unit(now, "Under", own)])
    with pytest.raises(NotAllowed):
        replaced(for_all, bo, now, units=[own])
    with pytest.raises(NotAllowed):
        replaced(for_own, bo, now, units=[other])
    with pytest.raises(NotAllowed):
        replaced(for_own, bo, now)
    assert replaced(for_own, bo, now, units=[own])


def test_end_has_a_last_day_and_a_reason(manager: Person, now: datetime) -> None:
    statement = stated(manager, now)
    last = day_of(now) + 30 * DAY
    operations.end(statement=statement, until_on=last, because=" Projektet er slut. ", by=manager, now=now)
    statement = statement.again()
    assert (statement.until_on, statement.ended_because, statement.ended_by) == (last, "Projektet er slut.", manager)
    assert statement.holds_on(last)
    assert not statement.holds_on(last + DAY)
    assert Event.objects.filter(event="statement.ended", subject_id=statement.pk).count() == 1
    with pytest.raises(Stale):
        operations.end(statement=statement, until_on=last, because="Igen", by=manager, now=now)


@pytest.mark.parametrize(
    ("days", "because", "field"),
    [(-1, "Slut", "until_on"), (4, "Slut", "until_on"), (9, " 🙂 ", "because")],
    ids=["passed", "before it begins", "no reason"],
)
def test_end_refuses_what_cannot_be(manager: Person, now: datetime, days: int, because: str, field: str) -> None:
    begins = day_of(now) + 5 * DAY if days == 4 else day_of(now) - 5 * DAY
    statement = stated(manager, now, since_on=begins)
    with pytest.raises(Invalid) as refused:
        operations.end(statement=statement, until_on=day_of(now) + days * DAY, because=because, by=manager, now=now)
    assert refused.value.field == field
    assert statement.again().until_on is None


def test_colleague_neither_states_nor_ends_nor_replaces(manager: Person, bo: Person, now: datetime) -> None:
    unit = a_unit(now)
    employed(bo, now, unit)
    statement = stated(manager, now, units=[unit], since_on=date(2026, 3, 4))
    with pytest.raises(NotAllowed):
        stated(bo, now, units=[unit])
    with pytest.raises(NotAllowed):
        replaced(statement, bo, now, units=[unit])
    with pytest.raises(NotAllowed):
        operations.end(statement=statement, until_on=day_of(now), because="Slut", by=bo, now=now)
    assert statement.again().until_on is None


FIXED: dict[str, Any] = {
    "kind": "frame",
    "title": "Noget andet",
    "text": "Noget andet",
    "is_for_all": False,
    "since_on": date(2020, 1, 1),
    "stated_at": datetime.fromisoformat("2020-01-01T00:00:00+00:00"),
    "replaces": None,
    "stated_by": None,
}


@pytest.mark.parametrize("field", FIXED)
def test_nothing_of_a_statement_can_be_written_over(manager: Person, now: datetime, field: str) -> None:
    statement = stated(manager, now)
    setattr(statement, field, FIXED[field])
    with pytest.raises(AppendOnlyRow):
        statement.save()
    with pytest.raises(AppendOnlyRow):
        Statement.objects.filter(pk=statement.pk).update(**{field: FIXED[field]})
    with pytest.raises(AppendOnlyRow):
        Statement.objects.filter(pk=statement.pk).update(until_on=day_of(now), **{field: FIXED[field]})


def test_statement_and_whom_it_was_for_cannot_be_removed(manager: Person, now: datetime) -> None:
    statement = stated(manager, now, units=[a_unit(now)])
    with pytest.raises(AppendOnlyRow):
        statement.delete()
    with pytest.raises(AppendOnlyRow):
        Statement.objects.all().delete()
    with pytest.raises(AppendOnlyRow):
        StatementUnit.objects.get().delete()


def test_replacing_leaves_every_word_of_the_old_one(manager: Person, now: datetime) -> None:
    kept = ("kind", "title", "text", "is_for_all", "since_on", "stated_by_id", "stated_at", "replaces_id")
    old = stated(manager, now, since_on=date(2026, 1, 1))
    before = {name: getattr(old.again(), name) for name in kept}
    replaced(old, manager, now, title="Ny", text="Nyt", units=[a_unit(now)])
    assert {name: getattr(old.again(), name) for name in kept} == before
    assert not StatementUnit.objects.filter(statement=old).exists()


@pytest.mark.parametrize("missing", ["ended_by", "ended_at", "until_on"])
def test_database_takes_no_half_an_end(manager: Person, now: datetime, missing: str) -> None:
    statement = stated(manager, now)
    ending = {"until_on": day_of(now), "ended_by": manager, "ended_at": now, missing: None}
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.filter(pk=statement.pk).update(**ending)


def test_unit_goes_through_and_somebody_says_so(bo: Person, now: datetime) -> None:
    unit = a_unit(now)
    employed(bo, now, unit)
    restating = operations.go_through(unit=unit, by=bo, now=now)
    assert (restating.unit, restating.by, restating.at) == (unit, bo, now)
    assert Event.objects.filter(event="direction.gone_through", subject_id=restating.pk).count() == 1
    with pytest.raises(AppendOnlyRow):
        restating.save()


def test_outsider_does_not_say_it_for_a_unit(bo: Person, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        operations.go_through(unit=a_unit(now), by=bo, now=now)
    assert not Restating.objects.exists()


def test_closed_unit_goes_through_nothing(manager: Person, now: datetime) -> None:
    today = day_of(now)
    closed = Unit.objects.create(name="Nedlagt", since_on=today - 9 * DAY, until_on=today - DAY)
    with pytest.raises(Invalid):
        operations.go_through(unit=closed, by=manager, now=now)


def test_what_comes_while_they_are_at_it_is_not_lost(manager: Person, bo: Person, now: datetime) -> None:
    unit, other = a_unit(now), a_unit(now, "Ungeteamet")
    employed(bo, now, unit)
    seen, later = now, now + timedelta(minutes=5)
    stated(manager, later, units=[other])
    operations.go_through(unit=unit, seen_at=seen, by=bo, now=later + DAY)
    stated(manager, later, units=[unit])
    with pytest.raises(Stale):
        operations.go_through(unit=unit, seen_at=seen, by=bo, now=later + DAY)
    assert operations.go_through(unit=unit, seen_at=later, by=bo, now=later + DAY)
    assert Restating.objects.count() == 2
