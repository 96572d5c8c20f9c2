"""What is asked of direction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Case, IntegerField, OuterRef, Q, Subquery, Value, When
from django.utils.module_loading import import_string

from pejl.direction.models import Link, Restating, Statement, StatementQuerySet
from pejl.direction.names import Kind
from pejl.foundation.search.keys import search_key
from pejl.foundation.tenancy import pointers
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import Pointer
from pejl.foundation.tenancy.rows import SpaceQuerySet, SpaceRow
from pejl.organisation.models import Membership, Unit, UnitQuerySet

# Goals first, then the frame, then what is expected.
_BY_KIND = Case(
    *(When(kind=kind, then=Value(place)) for place, kind in enumerate(Kind.values)), output_field=IntegerField()
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
        found = found.for_units(_with_those_above([unit.pk]))
    if text:
        found = found.filter(title_search__contains=search_key(text))
    return whole(found).newest()


def whole(found: StatementQuerySet) -> StatementQuerySet:
    """Statements with who stated and ended it, for whom it is, and what came after."""
    people = found.select_related("stated_by", "ended_by", "replaced_by")
    whole: StatementQuerySet = people.prefetch_related("units__unit")
    return whole


def of_units(units: Collection[Unit], today: date) -> list[tuple[Kind, list[Statement]]]:
    """What holds for any of these units, or will: by kind, each newest first. Without units: what is for everybody."""
    found = Statement.objects.not_over(today).for_units(_with_those_above([unit.pk for unit in units]))
    rows: Any = whole(found).order_by(_BY_KIND, "-since_on", "-stated_at", "id")
    return [(Kind(kind), list(group)) for kind, group in groupby(rows, key=attrgetter("kind"))]


def units_of(person: Person, today: date) -> UnitQuerySet:
    """The units the person belongs to this day, by name."""
    held = Membership.objects.on(today).filter(person=person).values("unit")
    found: UnitQuerySet = Unit.objects.filter(pk__in=held).by_name()
    return found


def news_of(unit: Unit, today: date) -> News:
    """What is new to one unit, with all texts."""
    return _news([unit], today, is_whole=True)[0]


def new_for(units: Sequence[Unit], today: date) -> list[News]:
    """Those of the units that something is new to, in the order given; without the texts. At most four questions."""
    return [one for one in _news(units, today, is_whole=False) if one.changes] if units else []


def standing_of(units: Sequence[Unit], today: date) -> list[News]:
    """How each unit stands, with news or without."""
    return _news(units, today, is_whole=False) if units else []


def changed_since(unit: Unit, moment: datetime) -> bool:
    """Whether anything that concerns the unit was stated or ended after a moment."""
    concerned = Statement.objects.for_units(_with_those_above([unit.pk]))
    return bool(concerned.filter(Q(stated_at__gt=moment) | Q(ended_at__gt=moment)).exists())


def course_of(unit: Unit, news: News, today: date) -> list[Change]:
    """What a unit goes through, one thing after the other: what is new to it, then the rest of what holds."""
    told = {one.now.pk for one in news.changes if one.now}
    told |= {one.before.pk for one in news.changes if one.before}
    rest = [Change(None, row) for _kind, rows in of_units([unit], today) for row in rows if row.pk not in told]
    return [*news.changes, *rest]


def history_of(statement: Statement) -> list[Statement]:
    """Every wording it has had, oldest first, this one among them."""
    pairs = Statement.objects.filter(kind=statement.kind).values_list("id", "replaces_id")
    before = {pk: replaced for pk, replaced in pairs if replaced is not None}
    after = {replaced: pk for pk, replaced in before.items()}
    ids = [statement.pk]
    while ids[0] in before:
        ids.insert(0, before[ids[0]])
    while ids[-1] in after:
        ids.append(after[ids[-1]])
    rows: Any = whole(Statement.objects.filter(pk__in=ids))
    found = {row.pk: row for row in rows}
    return [found[pk] for pk in ids]


def links_of(about_id: UUID, person: Person) -> list[Link]:
    """What a thing follows, in the order it was said. Ask only after asking whether the reader may see the thing."""
    found = Link.objects.visible_to(person).filter(about_id=about_id)
    return list(found.select_related("statement__replaced_by").order_by("at", "id"))


def choosable_for(about_id: UUID, person: Person, today: date) -> StatementQuerySet:
    """What a thing could follow, and does not yet: goals first, newest first."""
    taken = Link.objects.filter(about_id=about_id).values("statement")
    found: StatementQuerySet = Statement.objects.visible_to(person).not_over(today).exclude(pk__in=taken)
    return found.order_by(_BY_KIND, "-since_on", "-stated_at", "id")


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


def _news(units: Sequence[Unit], today: date, *, is_whole: bool) -> list[News]:
    last = {one.unit_id: one for one in _last_times(units)}
    moments = [last[unit.pk].at if unit.pk in last else None for unit in units]
    rows = _changed(moments, today, is_whole=is_whole)
    above = _tree() if any(not row.is_for_all for row in rows) else {}
    told = []
    for unit in units:
        line, since = _line(unit.pk, above), last.get(unit.pk)
        mine = {row.pk for row in rows if row.is_for_all or any(one.unit_id in line for one in row.units.all())}
        told.append(News(unit, since, _changes(rows, mine, since, today)))
    return told


def _last_times(units: Sequence[Unit]) -> SpaceQuerySet[Restating]:
    """For each of the units that has been through its direction, the last time."""
    of_unit = Restating.objects.filter(unit=OuterRef("unit")).order_by("-at", "-id").values("pk")[:1]
    return Restating.objects.filter(unit__in=units, pk=Subquery(of_unit)).select_related("by")


def _changed(moments: Collection[datetime | None], today: date, *, is_whole: bool) -> list[Statement]:
    """What could be new to units that went through their direction at these moments; None is never."""
    known = [moment for moment in moments if moment is not None]
    wanted = Q(pk__in=[])
    if known:
        wanted |= Q(stated_at__gt=min(known)) | Q(ended_at__gt=min(known))
    if len(known) < len(moments):
        wanted |= Q(until_on=None) | Q(until_on__gte=today)
    found = Statement.objects.filter(wanted)
    rows: Any = whole(found) if is_whole else found.defer("text", "ended_because").prefetch_related("units")
    return list(rows.order_by(_BY_KIND, "-since_on", "-stated_at", "id"))


def _changes(rows: Collection[Statement], mine: set[UUID], since: Restating | None, today: date) -> list[Change]:
    """What has become of each piece of direction, by its latest wording; ``mine`` are those that concern the unit."""
    moved = {row.pk: row for row in rows if _is_later(row, since, today)}
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


def _with_those_above(units: Collection[UUID]) -> set[UUID]:
    """The ids of these units and of every unit that they are part of: what is said to those holds for these."""
    above = _tree() if units else {}
    return set().union(*(_line(unit_id, above) for unit_id in units))


def _tree() -> dict[UUID, UUID | None]:
    return dict(Unit.objects.values_list("id", "parent_id"))


def _line(unit_id: UUID, above: dict[UUID, UUID | None]) -> set[UUID]:
    """The unit and all that it is part of, up to the top."""
    reached: set[UUID] = set()
    at: UUID | None = unit_id
    while at is not None and at not in reached:
        reached.add(at)
        at = above.get(at)
    return reached
