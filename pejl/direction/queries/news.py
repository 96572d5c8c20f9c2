"""What holds for a unit, and what is new to it since it last went through its direction together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery

from pejl.direction.models import (
    Lines,
    Restating,
    Statement,
    above_each,
)
from pejl.direction.names import Kind
from pejl.direction.queries.statements import in_kinds, ordered, whole
from pejl.organisation.models import Unit


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


def holding_in(directions: Iterable[Direction]) -> list[Statement]:
    """What holds for any of these units, each statement once, goals first, newest first."""
    by_id = {row.pk: row for one in directions for row in one.statements}
    return sorted(by_id.values(), key=_place)


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
        for unit, mine in _each(units, ordered(found), lines)
    ]


def new_for(units: Sequence[Unit], today: date) -> list[News]:
    """Those of the units that something is new to, in the order given; without the texts. At most four questions."""
    if not units:
        return []
    last = _last_times(units)
    never = _not_over(today) if len(last) < len(units) else Q(pk__in=[])
    found = Statement.objects.filter(_since(last, units) | never).defer("text").prefetch_related("units")
    each = _each(units, ordered(found), None)
    told = [News(unit, last.get(unit.pk), _changes(mine, last.get(unit.pk), today)) for unit, mine in each]
    return [news for news in told if news.changes]


def changed_since(unit: Unit, moment: datetime) -> bool:
    """Whether anything that concerns the unit was stated or ended after a moment."""
    concerned = Statement.objects.for_units(above_each().get(unit.pk, set()))
    return bool(concerned.filter(Q(stated_at__gt=moment) | Q(ended_at__gt=moment)).exists())


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


def _place(statement: Statement) -> tuple[int, int, float]:
    """As ``ordered`` sorts."""
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
