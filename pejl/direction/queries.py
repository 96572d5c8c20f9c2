"""What is asked of direction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Case, Exists, IntegerField, OuterRef, Prefetch, Q, Subquery, Value, When
from django.utils.module_loading import import_string

from pejl.direction.models import Lines, Link, Restating, Statement, StatementQuerySet, StatementUnit, above_each
from pejl.direction.names import Kind
from pejl.foundation.search.keys import search_key
from pejl.foundation.tenancy import pointers
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import Pointer
from pejl.foundation.tenancy.rows import SpaceRow
from pejl.organisation.models import Membership, Unit, UnitQuerySet

# Goals first, then the frame, then what is expected; newest first.
_ORDER = (
    Case(*(When(kind=kind, then=Value(place)) for place, kind in enumerate(Kind.values)), output_field=IntegerField()),
    "-since_on",
    "-stated_at",
    "id",
)


@dataclass(frozen=True)
class Change:
    """What has become of one piece of direction: ``before`` is what was known, ``now`` what holds, or will.

    Without ``before`` it is new, without ``now`` it has ended, or does not concern the unit any more; with both it
    was replaced. ``because`` is the reason that was given for the last step.
    """

    before: Statement | None
    now: Statement | None
    because: str = ""


@dataclass(frozen=True)
class News:
    """What is new to a unit since it last went through its direction together; ``since`` is None if it never has."""

    unit: Unit
    since: Restating | None
    changes: list[Change] = field(default_factory=list)

    @property
    def new(self) -> list[Change]:
        """What was not there before."""
        return [one for one in self.changes if one.before is None]

    @property
    def replaced(self) -> list[Change]:
        """What has another wording now."""
        return [one for one in self.changes if one.before and one.now]

    @property
    def ended(self) -> list[Change]:
        """What no longer holds, or soon will not."""
        return [one for one in self.changes if one.now is None]


def listed(
    person: Person, *, kind: str = "", unit: Unit | None = None, text: str = "", is_past: bool = False, today: date
) -> StatementQuerySet:
    """Statements the person may see, newest first: those not over, or with ``is_past`` those that are."""
    seen = Statement.objects.visible_to(person)
    found = seen.filter(until_on__lt=today) if is_past else seen.not_over(today)
    if kind:
        found = found.filter(kind=kind)
    if unit is not None:
        found = found.for_units(above_each().get(unit.pk, set()))
    if text:
        found = found.filter(title_search__contains=search_key(text))
    return whole(found).newest()


def whole(found: StatementQuerySet) -> StatementQuerySet:
    """Statements with who stated and ended them, for whom they are, by name, and what came after."""
    people = found.select_related("stated_by", "ended_by", "replaced_by")
    units = StatementUnit.objects.select_related("unit").order_by("unit__name_sort", "id")
    rows: StatementQuerySet = people.prefetch_related(Prefetch("units", queryset=units))
    return rows


@dataclass(frozen=True)
class Direction:
    """A unit's direction: what is new to it, and all that holds for it or will, goals first."""

    news: News
    statements: list[Statement]

    def by_kind(self) -> list[tuple[str, list[Statement]]]:
        """The statements of each kind."""
        return in_kinds(self.statements)

    def course(self) -> list[Change]:
        """What the unit goes through, one thing after the other: what is new to it, then the rest of what holds."""
        told = {row.pk for one in self.news.changes for row in (one.before, one.now) if row}
        return [*self.news.changes, *(Change(None, row) for row in self.statements if row.pk not in told)]


def in_kinds(statements: Iterable[Statement]) -> list[tuple[str, list[Statement]]]:
    """Statements that stand by kind, each kind by itself."""
    return [(kind, list(some)) for kind, some in groupby(statements, key=attrgetter("kind"))]


def holding_in(directions: Iterable[Direction]) -> list[Statement]:
    """What holds for any of these units, each statement once, goals first, newest first."""
    by_id = {row.pk: row for one in directions for row in one.statements}
    return sorted(by_id.values(), key=_place)


def for_everybody(today: date) -> list[Statement]:
    """What holds for everybody, or will, goals first."""
    return _ordered(whole(Statement.objects.not_over(today).filter(is_for_all=True)))


def units_of(person: Person, today: date) -> UnitQuerySet:
    """The units the person belongs to this day, by name."""
    held = Membership.objects.on(today).filter(person=person).values("unit")
    found: UnitQuerySet = Unit.objects.filter(pk__in=held).by_name()
    return found


def units_by_name(person: Person, today: date) -> list[Unit]:
    """Every unit the person may see, with ``is_mine``: whether the person belongs to it this day. One question."""
    held = Membership.objects.on(today).filter(person=person, unit=OuterRef("pk"))
    return list(Unit.objects.visible_to(person).annotate(is_mine=Exists(held)).by_name())


def direction_of(unit: Unit, today: date, *, lines: Lines | None = None) -> Direction:
    """One unit's direction, with all texts."""
    return directions_of([unit], today, lines=lines)[0]


def directions_of(units: Sequence[Unit], today: date, *, lines: Lines | None = None) -> list[Direction]:
    """The direction of each of the units, with all texts: four questions, however many units.

    ``lines`` saves one where it is known already what each unit is part of (``above_each``).
    """
    last = _last_times(units)
    found = whole(Statement.objects.filter(_since(last, units) | _not_over(today)))
    return [
        Direction(News(unit, last.get(unit.pk), _changes(mine, last.get(unit.pk), today)), _holding(mine, today))
        for unit, mine in _each(units, _ordered(found), lines)
    ]


def new_for(units: Sequence[Unit], today: date) -> list[News]:
    """Those of the units that something is new to, in the order given; without the texts. At most four questions."""
    if not units:
        return []
    last = _last_times(units)
    never = _not_over(today) if len(last) < len(units) else Q(pk__in=[])
    found = Statement.objects.filter(_since(last, units) | never).defer("text").prefetch_related("units")
    each = _each(units, _ordered(found), None)
    told = [News(unit, last.get(unit.pk), _changes(mine, last.get(unit.pk), today)) for unit, mine in each]
    return [news for news in told if news.changes]


def changed_since(unit: Unit, moment: datetime) -> bool:
    """Whether anything that concerns the unit was stated or ended after a moment."""
    concerned = Statement.objects.for_units(above_each().get(unit.pk, set()))
    return bool(concerned.filter(Q(stated_at__gt=moment) | Q(ended_at__gt=moment)).exists())


def history_of(statement: Statement) -> list[Statement]:
    """Every wording it has had, oldest first, this one among them; without the texts."""
    if statement.replaces_id is None and statement.newer is None:
        return [statement]
    rows = Statement.objects.filter(kind=statement.kind).select_related("stated_by").defer("text", "ended_because")
    by_id = {row.pk: row for row in rows}
    after = {row.replaces_id: row for row in by_id.values()}
    found = [by_id[statement.pk]]
    while found[0].replaces_id is not None:
        found.insert(0, by_id[found[0].replaces_id])
    while found[-1].pk in after:
        found.append(after[found[-1].pk])
    return found


def links_of(about_id: UUID, person: Person) -> list[Link]:
    """What a thing follows, in the order it was said. Ask only after asking whether the reader may see the thing."""
    found = Link.objects.visible_to(person).filter(about_id=about_id)
    return list(found.select_related("statement__replaced_by").order_by("at", "id"))


def choosable_for(about_id: UUID, person: Person, today: date) -> StatementQuerySet:
    """What a thing could follow, and does not yet: goals first, newest first."""
    taken = Link.objects.filter(about_id=about_id).values("statement")
    found: StatementQuerySet = Statement.objects.visible_to(person).not_over(today).exclude(pk__in=taken)
    return found.order_by(*_ORDER)


@dataclass(frozen=True)
class Follower:
    """What follows a statement, as it was called; ``thing`` is None where it is there no more."""

    about: Pointer
    thing: SpaceRow | None


def followers_of(statement: Statement, person: Person) -> list[Follower]:
    """What follows a statement, latest first: what the person may see, and what is gone, by what it was called."""
    links = list(Link.objects.filter(statement=statement).order_by("-at", "id"))
    seen = pointers.resolve_all([one.about for one in links], person=person)
    hidden = _still_there([one.about for one in links if one.about_id not in seen])
    return [Follower(one.about, seen.get(one.about_id)) for one in links if one.about_id not in hidden]


def _still_there(wanted: Iterable[Pointer]) -> set[UUID]:
    """The ids of those that exist, whoever may see them: what one may not see is not named either."""
    kinds: dict[str, type[SpaceRow]] = import_string(f"{settings.PEJL_WIRING}.kinds.KINDS")
    there = set()
    for kind, some in groupby(sorted(wanted, key=attrgetter("kind")), key=attrgetter("kind")):
        if kind in kinds:
            ids = [one.id for one in some]
            there |= set(kinds[kind].objects.filter(pk__in=ids).values_list("pk", flat=True))
    return there


def _not_over(today: date) -> Q:
    return Q(until_on=None) | Q(until_on__gte=today)


def _since(last: dict[UUID, Restating], units: Sequence[Unit]) -> Q:
    """What was stated or ended after the first of these times; nothing where there is none."""
    if not last:
        return Q(pk__in=[])
    first = min(one.at for one in last.values())
    return Q(stated_at__gt=first) | Q(ended_at__gt=first)


def _last_times(units: Sequence[Unit]) -> dict[UUID, Restating]:
    """For each of the units that has been through its direction, the last time, by the unit's id."""
    of_unit = Restating.objects.filter(unit=OuterRef("unit")).order_by("-at", "-id").values("pk")[:1]
    found = Restating.objects.filter(unit__in=units, pk=Subquery(of_unit)).select_related("by")
    return {one.unit_id: one for one in found}


def _ordered(found: StatementQuerySet) -> list[Statement]:
    """Goals first, newest first."""
    rows: Any = found.order_by(*_ORDER)
    return list(rows)


def _place(statement: Statement) -> tuple[int, int, float]:
    """As ``_ordered`` sorts."""
    kind = Kind.values.index(statement.kind)
    return kind, -statement.since_on.toordinal(), -statement.stated_at.timestamp()


def _each(
    units: Sequence[Unit], rows: list[Statement], lines: Lines | None
) -> Iterator[tuple[Unit, list[tuple[Statement, bool]]]]:
    """Each unit with all rows, and whether they concern it: for everybody, for it, or for what it is part of."""
    if lines is None:
        lines = above_each() if any(not row.is_for_all for row in rows) else {}
    for unit in units:
        line = lines.get(unit.pk, {unit.pk})
        yield unit, [(row, row.is_for_all or any(one.unit_id in line for one in row.units.all())) for row in rows]


def _holding(rows: Collection[tuple[Statement, bool]], today: date) -> list[Statement]:
    return [row for row, is_mine in rows if is_mine and not row.is_over(today)]


def _changes(rows: Collection[tuple[Statement, bool]], since: Restating | None, today: date) -> list[Change]:
    """What has become of each piece of direction, by its latest wording."""
    mine = {row.pk for row, is_mine in rows if is_mine}
    moved = {row.pk: row for row, _is_mine in rows if _is_later(row, since, today)}
    older = {row.replaces_id for row in moved.values()}
    found = (_change(row, moved, mine, since, today) for row in moved.values() if row.pk not in older)
    return [one for one in found if one is not None]


def _is_later(row: Statement, since: Restating | None, today: date) -> bool:
    if since is None:
        return not row.is_over(today)
    return row.stated_at > since.at or (row.ended_at is not None and row.ended_at > since.at)


def _change(
    last: Statement, moved: dict[UUID, Statement], mine: set[UUID], since: Restating | None, today: date
) -> Change | None:
    known = _known(last, moved, since)
    before = known if known is not None and known.pk in mine else None
    now = last if last.pk in mine and last is not before and not last.is_over(today) else None
    if before is None and now is None:
        return None
    step = _before(last, moved) if now or last.ended_at is None else last
    return Change(before, now, step.ended_because if before and step else "")


def _known(last: Statement, moved: dict[UUID, Statement], since: Restating | None) -> Statement | None:
    """The wording that the unit knew when it last went through its direction; None where there was none."""
    row: Statement | None = last if since else None
    while row is not None and since is not None and row.stated_at > since.at:
        row = _before(row, moved)
    return row


def _before(row: Statement, moved: dict[UUID, Statement]) -> Statement | None:
    return moved.get(row.replaces_id) if row.replaces_id is not None else None
