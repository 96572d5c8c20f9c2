"""How often a unit meets, when it pauses, and on which days nobody can."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.formats.moments import day_of
from pejl.foundation.refusals import Refusal
from pejl.foundation.tenancy.models import Person
from pejl.meetings import permissions, policies
from pejl.meetings.models import ClosedDays, Pause, Rhythm
from pejl.meetings.names import Kind
from pejl.organisation import policies as organisation
from pejl.organisation.models import Dated, Unit

YESTERDAY = timedelta(days=1)


@transaction.atomic
def set_rhythm(
    *,
    unit: Unit,
    weeks: int,
    weekday: int,
    starts_at: time,
    minutes: int,
    expected: UUID | None,
    by: Person,
    now: datetime,
    kind: str = Kind.LEARNING,
) -> Rhythm:
    """From today the unit meets every so many weeks. ``expected`` is the rhythm as it was read, None where there was
    none; raises Stale where there is another by now.
    """
    today = _begin(unit, by, now)
    policies.require_rhythm(weeks=weeks, weekday=weekday, starts_at=starts_at, minutes=minutes)
    present = _rhythm(unit, kind)
    policies.require_rhythm_as_read(present, expected)
    if present is not None:
        _stop(present, today)
    said = {"weeks": weeks, "weekday": weekday, "starts_at": starts_at, "minutes": minutes}
    rhythm: Rhythm = Rhythm.objects.create(unit=unit, kind=kind, **said, since_on=today, set_by=by)
    audit.record("rhythm.set", rhythm, by=by, now=now)
    return rhythm


@transaction.atomic
def end_rhythm(*, unit: Unit, expected: UUID | None, by: Person, now: datetime, kind: str = Kind.LEARNING) -> None:
    """From today the unit meets by need. Raises Stale where the rhythm is another than the one that was read."""
    today = _begin(unit, by, now)
    present = _rhythm(unit, kind)
    policies.require_rhythm_as_read(present, expected)
    if present is not None:
        audit.record("rhythm.ended", present, by=by, now=now)
        _stop(present, today)


@transaction.atomic
def take_pause(
    *, unit: Unit, since_on: date, until_on: date, reason: str, by: Person, now: datetime, kind: str = Kind.LEARNING
) -> Pause:
    """The unit holds no such meetings for a while, and says why; also afterwards, for the time that has been."""
    today = _begin(unit, by, now)
    policies.require_pause(since_on=since_on, until_on=until_on, reason=reason, today=today)
    beside = Pause.objects.filter(unit=unit, kind=kind)
    sentence = _("There is a pause already on those days. End that first.")
    organisation.require_no_overlap(beside, since_on, until_on, sentence, field="since_on")
    pause: Pause = Pause.objects.create(
        unit=unit, kind=kind, since_on=since_on, until_on=until_on, reason=reason, set_by=by
    )
    audit.record("pause.taken", pause, by=by, now=now)
    return pause


@transaction.atomic
def end_pause(*, pause: Pause, by: Person, now: datetime) -> None:
    """The pause is over from today; one that begins today or later never was."""
    today = _begin(pause.unit, by, now)
    present: Pause | None = Pause.objects.filter(pk=pause.pk).first()
    if present is None:
        raise Refusal(_("This pause is over already."))
    policies.require_not_over(present, today)
    audit.record("pause.ended", present, by=by, now=now)
    _stop(present, today)


@transaction.atomic
def add_closed_days(
    *, unit: Unit | None, label: str, first_on: date, last_on: date, by: Person, now: datetime
) -> ClosedDays:
    """Days on which the unit, or without one the whole house, is closed or busy. They may overlap others."""
    today = day_of(now)
    permissions.require_keeps_closed_days(by, unit, today)
    policies.require_closing(label=label, first_on=first_on, last_on=last_on, today=today)
    row: ClosedDays = ClosedDays.objects.create(unit=unit, label=label, first_on=first_on, last_on=last_on, set_by=by)
    audit.record("closed_days.added", row, by=by, now=now)
    return row


@transaction.atomic
def change_closed_days(
    *, closed_days: ClosedDays, label: str, first_on: date, last_on: date, by: Person, now: datetime
) -> ClosedDays:
    """Another name, other days."""
    row = _closed_days(closed_days, by=by, now=now)
    policies.require_closing(label=label, first_on=first_on, last_on=last_on, today=day_of(now))
    row.label, row.first_on, row.last_on, row.set_by = label, first_on, last_on, by
    row.save()
    audit.record("closed_days.changed", row, by=by, now=now)
    return row


@transaction.atomic
def remove_closed_days(*, closed_days: ClosedDays, by: Person, now: datetime) -> None:
    """It is open on those days after all."""
    row = _closed_days(closed_days, by=by, now=now)
    audit.record("closed_days.removed", row, by=by, now=now)
    row.delete()


def _begin(unit: Unit, by: Person, now: datetime) -> date:
    """The day it is, after asking that ``by`` keeps the unit's rhythm; changes of one unit's rhythm queue."""
    today = day_of(now)
    permissions.require_keeps_rhythm(by, unit, today)
    row = Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    organisation.require_holds(row, today)
    return today


def _rhythm(unit: Unit, kind: str) -> Rhythm | None:
    present: Rhythm | None = Rhythm.objects.filter(unit=unit, kind=kind, until_on=None).first()
    return present


def _stop(row: Dated, today: date) -> None:
    """It held until yesterday; what was to begin today or later never does."""
    if row.since_on >= today:
        row.delete()
        return
    row.until_on = today - YESTERDAY
    row.save(update_fields=["until_on"])


def _closed_days(closed_days: ClosedDays, *, by: Person, now: datetime) -> ClosedDays:
    row: ClosedDays | None = ClosedDays.objects.select_for_update().filter(pk=closed_days.pk).first()
    if row is None:
        raise Refusal(_("Somebody else has taken these days away already."))
    permissions.require_keeps_closed_days(by, row.unit, day_of(now))
    return row
