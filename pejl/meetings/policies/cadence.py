"""What a rhythm, a pause and closed days can be."""

from __future__ import annotations

from datetime import date, time
from uuid import UUID

from django.utils.translation import gettext as _

from pejl.foundation.formats import times
from pejl.foundation.privacy import tidy
from pejl.foundation.refusals import Invalid, Refusal, Stale
from pejl.meetings import names
from pejl.meetings.names import (
    LONGEST_ITEM,
)
from pejl.organisation import policies as organisation
from pejl.organisation.models import Dated


def require_rhythm(*, weeks: int, weekday: int, starts_at: time, minutes: int) -> None:
    """Refuse a rhythm that nobody could keep: of more than a year, at the weekend, at night."""
    if not 1 <= weeks <= names.MOST_WEEKS:
        raise Invalid(_("Write a number of weeks from 1 to %(most)d.") % {"most": names.MOST_WEEKS}, field="weeks")
    if weekday not in names.WORKDAYS:
        raise Invalid(_("Choose a day from Monday to Friday."), field="weekday")
    if not names.SHORTEST_MEETING <= minutes <= LONGEST_ITEM:
        length = {"least": names.SHORTEST_MEETING, "most": LONGEST_ITEM}
        raise Invalid(_("Write a number of minutes from %(least)d to %(most)d.") % length, field="minutes")
    ends = starts_at.hour * 60 + starts_at.minute + minutes
    if starts_at < names.DAY_BEGINS or ends > names.DAY_ENDS.hour * 60:
        told = {"first": times.clock(names.DAY_BEGINS), "last": times.clock(names.DAY_ENDS)}
        raise Invalid(_("The meeting must lie between %(first)s and %(last)s.") % told, field="starts_at")


def require_rhythm_as_read(present: Dated | None, expected: UUID | None) -> None:
    """Refuse as stale where the rhythm is another than the one that was read (None: there was none)."""
    if (present.pk if present else None) != expected:
        raise Stale(_("Somebody else has changed the rhythm in the meantime. Look at it, and save once more."))


def require_pause(*, since_on: date, until_on: date, reason: str, today: date) -> None:
    """Refuse a pause without a reason, one that ends before it begins, and days that must be slips of the pen."""
    tidy.require_words(reason, field="reason")
    if not today - names.LONGEST_PAUSE <= since_on <= today + names.LONGEST_PAUSE:
        raise Invalid(_("Look at the year: that day is too far away."), field="since_on")
    organisation.require_order(since_on, until_on)
    if until_on - since_on > names.LONGEST_PAUSE:
        raise Invalid(_("A pause lasts two years at most. Write an earlier day."), field="until_on")


def require_not_over(pause: Dated, today: date) -> None:
    """Refuse to end a pause that has ended already."""
    if pause.until_on is not None and pause.until_on < today:
        raise Refusal(_("This pause is over already."))


def require_closing(*, label: str, first_on: date, last_on: date, today: date) -> None:
    """Refuse closed days without a name, that end before they begin, or that must be slips of the pen."""
    tidy.require_words(label, field="label")
    organisation.require_sensible(first_on, today, field="first_on")
    if last_on < first_on:
        raise Invalid(_("The last day comes before the first. Write a later one."), field="last_on")
    if last_on - first_on > names.LONGEST_CLOSING:
        raise Invalid(_("That is more than a year. Write an earlier last day."), field="last_on")
