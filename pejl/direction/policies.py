"""When direction can be stated, replaced and ended, whoever asks."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from pejl.direction.models import Statement
from pejl.direction.names import Kind
from pejl.foundation.formats import dates
from pejl.foundation.refusals import Invalid, Stale
from pejl.organisation.models import Unit


def require_kind(kind: str) -> None:
    """Raise Invalid for what is no kind of direction."""
    if kind not in Kind.values:
        raise Invalid(_("Choose one of the kinds."), field="kind")


def require_audience(units: Collection[Unit], *, is_for_all: bool) -> None:
    """Raise Invalid for direction that is for nobody, or both for everybody and for some."""
    if is_for_all == bool(units):
        raise Invalid(_("Choose who it is for: everybody, or at least one unit."), field="units")


def is_open(unit: Unit, day: date) -> bool:
    """Whether the unit is there on a day."""
    return unit.since_on <= day and (unit.until_on is None or unit.until_on >= day)


def require_open(unit: Unit, day: date, *, field: str | None = None) -> None:
    """Raise Invalid for a unit that has been closed, or is not there yet."""
    if unit.until_on is not None and unit.until_on < day:
        told = {"unit": unit.name, "day": dates.long(unit.until_on)}
        raise Invalid(_("%(unit)s was closed on %(day)s.") % told, field=field)
    if unit.since_on > day:
        told = {"unit": unit.name, "day": dates.long(unit.since_on)}
        raise Invalid(_("%(unit)s is not there before %(day)s.") % told, field=field)


def require_lasting(statement: Statement) -> None:
    """Raise Stale for direction that somebody has ended or replaced already."""
    if statement.until_on is not None:
        last = {"day": dates.long(statement.until_on)}
        raise Stale(_("Somebody was here first: its last day is %(day)s. Look at how it stands now.") % last)


def require_later(statement: Statement, since_on: date) -> None:
    """Raise Invalid for a new wording that would leave the one before it no day at all."""
    if since_on <= statement.since_on:
        told = {"day": dates.long(statement.since_on)}
        raise Invalid(_("The old one holds from %(day)s. Choose a later day.") % told, field="since_on")


def require_last_day(statement: Statement, until_on: date, today: date) -> None:
    """Raise Invalid for a last day before the first, or one that has passed: nobody can have known."""
    if until_on < statement.since_on:
        told = {"day": dates.long(statement.since_on)}
        raise Invalid(_("It begins on %(day)s. The last day cannot come before that.") % told, field="until_on")
    if until_on < today:
        raise Invalid(_("The last day is today at the earliest: until now people have relied on it."), field="until_on")


def require_holding(statement: Statement, today: date) -> None:
    """Raise Invalid for direction that is over: nothing new follows it."""
    if statement.is_over(today):
        told = {"title": statement.title}
        raise Invalid(_("“%(title)s” no longer holds. Choose what holds now.") % told, field="statements")
