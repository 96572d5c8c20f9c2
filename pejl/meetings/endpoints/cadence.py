"""How a unit meets, by a program: its rhythm with the days it proposes, its pauses, and the closed days."""

# No postponed annotations here: ninja reads them through `paginate`, where their names would be unknown.
from datetime import date, datetime, time
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Schema, Status
from ninja.pagination import paginate
from pydantic import Field

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.privacy.schemas import GuardedSchema, LineText, WordsText
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations, permissions, queries
from pejl.meetings.endpoints.routing import Key, router
from pejl.meetings.models import ClosedDays, Pause
from pejl.meetings.names import LONGEST_ITEM, MOST_WEEKS, SHORTEST_MEETING, WORKDAYS, Kind
from pejl.organisation.models import Unit

DayLabel = Annotated[LineText, Field(max_length=120)]
Because = Annotated[WordsText, Field(max_length=1000)]


class RhythmOut(Schema):
    """Every so many weeks, on a weekday (0 is Monday), from a time on the Danish clock, for so many minutes."""

    id: UUID
    weeks: int
    weekday: int
    starts_at: time
    minutes: int
    since_on: date


class RhythmIn(GuardedSchema):
    """The rhythm from today. ``expected_rhythm`` is the id of the one that was read, null where there was none."""

    kind: Kind = Kind.LEARNING
    weeks: int = Field(ge=1, le=MOST_WEEKS)
    weekday: int = Field(ge=WORKDAYS.start, lt=WORKDAYS.stop)
    starts_at: time
    minutes: int = Field(ge=SHORTEST_MEETING, le=LONGEST_ITEM)
    expected_rhythm: UUID | None = None


class RhythmEndIn(GuardedSchema):
    """By need from today, instead of the rhythm that was read."""

    kind: Kind = Kind.LEARNING
    expected_rhythm: UUID


class PauseOut(Schema):
    """That a unit holds no such meetings for a while, and why."""

    id: UUID
    unit_id: UUID
    kind: Kind
    since_on: date
    until_on: date
    reason: str


class PauseIn(GuardedSchema):
    """From when, until when, and why; also for the time that has been."""

    kind: Kind = Kind.LEARNING
    since_on: date
    until_on: date
    reason: Because


class ProposedDayOut(Schema):
    """A day for the next meeting, the best first; ``is_doubtful`` where one of the reasons speaks against it."""

    starts_at: datetime
    ends_at: datetime
    reasons: list[str]
    is_doubtful: bool


class PassedOverOut(Schema):
    """A day of the rhythm that was not proposed, and why."""

    day: date
    reason: str


class CadenceOut(Schema):
    """How a unit holds meetings of a kind: by rhythm, or by need where there is none; and days for the next one."""

    unit_id: UUID
    kind: Kind
    rhythm: RhythmOut | None
    pause: PauseOut | None
    is_due: bool
    last_meeting: UUID | None
    next_meeting: UUID | None
    proposed: list[ProposedDayOut]
    passed_over: list[PassedOverOut]


class ClosedDaysOut(Schema):
    """Days on which a unit, or the whole house where it is null, is closed or busy."""

    id: UUID
    unit_id: UUID | None
    label: str
    first_on: date
    last_on: date


class ClosedDaysChangeIn(GuardedSchema):
    """What the days are called, and which they are."""

    label: DayLabel
    first_on: date
    last_on: date


class ClosedDaysIn(ClosedDaysChangeIn):
    """For a unit, or for the whole house where it is left out."""

    unit_id: UUID | None = None


class SuggestionOut(Schema):
    """Days on which most offices are closed, and nobody has said so here yet."""

    label: str
    first_on: date
    last_on: date


@router.get("/units/{unit_id}/cadence", response=CadenceOut, operation_id="get_cadence")
def get_cadence(request: HttpRequest, unit_id: UUID, kind: Kind = Kind.LEARNING) -> dict[str, Any]:
    """How a unit meets, and days for its next meeting, each with its reasons."""
    return _cadence(_unit(unit_id, _by(request)), kind, _by(request))


@router.put("/units/{unit_id}/rhythm", response=CadenceOut, operation_id="set_rhythm")
def set_rhythm(request: HttpRequest, unit_id: UUID, said: RhythmIn) -> dict[str, Any]:
    """Set how often a unit meets; refused as stale where somebody else changed it in between."""
    by, unit = _by(request), _unit(unit_id, _by(request))
    told = said.dict(exclude={"expected_rhythm"})
    operations.set_rhythm(unit=unit, **told, expected=said.expected_rhythm, by=by, now=clock.now())
    return _cadence(unit, said.kind, by)


@router.post("/units/{unit_id}/rhythm/end", response=CadenceOut, operation_id="end_rhythm")
def end_rhythm(request: HttpRequest, unit_id: UUID, said: RhythmEndIn) -> dict[str, Any]:
    """Let a unit meet by need."""
    by, unit = _by(request), _unit(unit_id, _by(request))
    operations.end_rhythm(unit=unit, kind=said.kind, expected=said.expected_rhythm, by=by, now=clock.now())
    return _cadence(unit, said.kind, by)


@router.get("/units/{unit_id}/pauses", response=list[PauseOut], operation_id="list_pauses")
@paginate
def list_pauses(request: HttpRequest, unit_id: UUID, kind: Kind = Kind.LEARNING) -> Any:
    """The pauses of a unit that were, are and will be, latest first."""
    return queries.pauses_of(_unit(unit_id, _by(request)), person=_by(request), kind=kind)


@router.post("/units/{unit_id}/pauses", response={201: PauseOut}, operation_id="take_pause")
def take_pause(request: HttpRequest, unit_id: UUID, said: PauseIn, key: Key = None) -> Status[Pause]:
    """Take a pause, with a reason."""
    by, now, unit = _by(request), clock.now(), _unit(unit_id, _by(request))
    taken = drafts.once(
        lambda: operations.take_pause(unit=unit, **said.dict(), by=by, now=now), client_id=key, by=by, now=now
    )
    return Status(201, _pause(taken, by))


@router.post("/pauses/{pause_id}/end", response={204: None}, operation_id="end_pause")
def end_pause(request: HttpRequest, pause_id: UUID) -> Status[None]:
    """End a pause from today; one that begins today or later never was."""
    operations.end_pause(pause=_pause(pause_id, _by(request)), by=_by(request), now=clock.now())
    return Status(204, None)


@router.get("/closed-days", response=list[ClosedDaysOut], operation_id="list_closed_days")
@paginate
def list_closed_days(request: HttpRequest, unit_id: UUID | None = None) -> Any:
    """The closed days to come of a unit alone, or of the whole house; beside them public holidays are closed."""
    by = _by(request)
    return queries.closed_days(by, _unit(unit_id, by) if unit_id else None, clock.today())


@router.get("/closed-days/suggestions", response=list[SuggestionOut], operation_id="suggest_closed_days")
def suggest_closed_days(request: HttpRequest, unit_id: UUID | None = None) -> Any:
    """What is usually closed and not written down yet, for those who keep these days."""
    by, today = _by(request), clock.today()
    unit = _unit(unit_id, by) if unit_id else None
    permissions.require_keeps_closed_days(by, unit, today)
    return queries.suggestions(unit, today)


@router.post("/closed-days", response={201: ClosedDaysOut}, operation_id="add_closed_days")
def add_closed_days(request: HttpRequest, said: ClosedDaysIn, key: Key = None) -> Status[ClosedDays]:
    """Add days on which a unit, or the whole house, is closed."""
    by, now = _by(request), clock.now()
    unit = _unit(said.unit_id, by) if said.unit_id else None
    told = said.dict(exclude={"unit_id"})
    added = drafts.once(
        lambda: operations.add_closed_days(unit=unit, **told, by=by, now=now), client_id=key, by=by, now=now
    )
    return Status(201, _closed_days(added, by))


@router.put("/closed-days/{closed_id}", response=ClosedDaysOut, operation_id="change_closed_days")
def change_closed_days(request: HttpRequest, closed_id: UUID, said: ClosedDaysChangeIn) -> ClosedDays:
    """Another name, other days."""
    by = _by(request)
    row = _closed_days(closed_id, by)
    return operations.change_closed_days(closed_days=row, **said.dict(), by=by, now=clock.now())


@router.delete("/closed-days/{closed_id}", response={204: None}, operation_id="remove_closed_days")
def remove_closed_days(request: HttpRequest, closed_id: UUID) -> Status[None]:
    """Open on those days after all."""
    operations.remove_closed_days(closed_days=_closed_days(closed_id, _by(request)), by=_by(request), now=clock.now())
    return Status(204, None)


def _cadence(unit: Unit, kind: str, by: Person) -> dict[str, Any]:
    found = queries.cadence_of(unit, person=by, now=clock.now(), kind=kind)
    proposed = queries.days_for(found)
    return {
        "unit_id": unit.pk,
        "kind": kind,
        "rhythm": found.rhythm,
        "pause": found.pause,
        "is_due": found.is_due,
        "last_meeting": found.last.pk if found.last else None,
        "next_meeting": found.next.pk if found.next else None,
        "proposed": proposed.days,
        "passed_over": [{"day": day, "reason": reason} for day, reason in proposed.passed_over],
    }


def _by(request: HttpRequest) -> Person:
    by: Person = request.auth  # type: ignore[attr-defined]
    return by


def _unit(unit_id: UUID, by: Person) -> Unit:
    permissions.require_begins(by)
    unit: Unit = get_object_or_404(Unit.objects.visible_to(by), pk=unit_id)
    return unit


def _pause(pause_id: UUID, by: Person) -> Pause:
    pause: Pause = get_object_or_404(Pause.objects.visible_to(by).select_related("unit"), pk=pause_id)
    return pause


def _closed_days(closed_id: UUID, by: Person) -> ClosedDays:
    row: ClosedDays = get_object_or_404(ClosedDays.objects.visible_to(by).select_related("unit"), pk=closed_id)
    return row
