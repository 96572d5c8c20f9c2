"""On which days nobody can, and what they are called: holidays, and what the house and its units have written down."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from pejl.foundation.calendars import days
from pejl.foundation.formats import dates, moments, weeks
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import ClosedDays, ClosedDaysQuerySet, Meeting
from pejl.meetings.names import PLANNABLE
from pejl.organisation.models import Membership, Unit

# Weeks in which so many are away that a meeting waits for a better one (schools' holidays, as most municipalities have
# them). What a job centre writes down itself is closed; these are only chosen last.
_WINTER, _SUMMER = pgettext_lazy("week of", "winter holiday"), pgettext_lazy("week of", "summer holiday")
QUIET_WEEKS: Mapping[int, str | Promise] = {
    7: _WINTER,
    **dict.fromkeys(range(28, 32), _SUMMER),
    42: pgettext_lazy("week of", "autumn holiday"),
}
CHRISTMAS = gettext_lazy("Between Christmas and New Year")
AFTER_ASCENSION = gettext_lazy("The Friday after Ascension Day")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Closing:
    """Days that are closed: what they are called. ``is_public`` is a holiday by law, ``is_ours`` what somebody here has
    written down; neither is a day on which most offices are closed.
    """

    label: str
    first_on: date
    last_on: date
    is_public: bool = False
    is_ours: bool = False

    @property
    def days(self) -> Iterable[date]:
        """Each of them."""
        return (self.first_on + number * DAY for number in range((self.last_on - self.first_on).days + 1))


def closed_days(person: Person, unit: Unit | None, today: date) -> ClosedDaysQuerySet:
    """What is written down for a unit alone, or for the whole house, and is not over; soonest first."""
    found: ClosedDaysQuerySet = ClosedDays.objects.visible_to(person).filter(unit=unit, last_on__gte=today)
    return found.order_by("first_on", "last_on", "id")


def closings(unit_ids: Collection[UUID], first: date, last: date) -> dict[date, Closing]:
    """Why each closed day from ``first`` to ``last`` is closed for whoever belongs to these units: one query.

    What is written down here says more than the holiday that it covers, and a holiday by law more than that.
    """
    rows = ClosedDays.objects.filter(Q(unit=None) | Q(unit__in=unit_ids), first_on__lte=last, last_on__gte=first)
    return _closings(rows.order_by("first_on", "id"), first, last)


def suggestions(unit: Unit | None, today: date) -> list[Closing]:
    """Days on which most offices are closed, this year's and next year's, that nobody has written down for the unit
    (or for the whole house) yet: one query.
    """
    last = date(today.year + 1, 12, 31)
    rows = ClosedDays.objects.filter(Q(unit=None) | Q(unit=unit), last_on__gte=today, first_on__lte=last)
    taken = {day for row in rows for day in Closing(row.label, row.first_on, row.last_on).days}
    usual = [one for year in (today.year, today.year + 1) for one in _usual(year)]
    return [one for one in usual if one.last_on >= today and not taken.issuperset(_working(one))]


def units_above(people: Collection[Person], today: date) -> set[UUID]:
    """The units that these people belong to this day, and those that these are part of: two queries."""
    places = Membership.objects.on(today).filter(person__in=[one.pk for one in people])
    above: set[UUID] = Unit.objects.with_those_above(set(places.values_list("unit_id", flat=True)))
    return above


def warning_of_day(day: date, unit_ids: Collection[UUID]) -> str:
    """What to think of before a meeting is held that day by people of these units; empty where it suits. One query."""
    return _warning(day, closings(unit_ids, day, day).get(day))


def warning_of_meeting(meeting: Meeting, leaders: Collection[Person], today: date) -> str:
    """As ``warning_of_day``, for a meeting that can still be moved, and the units its leaders belong to: one query,
    two more where a unit is closed that day.
    """
    day = moments.day_of(meeting.starts_at)
    if meeting.state not in PLANNABLE or day < today:
        return ""
    rows = list(ClosedDays.objects.filter(first_on__lte=day, last_on__gte=day).order_by("first_on", "id"))
    # Where no unit is closed that day, it does not matter who belongs to which.
    above = units_above(leaders, today) if any(row.unit_id for row in rows) else set()
    theirs = [row for row in rows if row.unit_id is None or row.unit_id in above]
    return _warning(day, _closings(theirs, day, day).get(day))


def _closings(rows: Iterable[ClosedDays], first: date, last: date) -> dict[date, Closing]:
    ours = [Closing(row.label, row.first_on, row.last_on, is_ours=True) for row in rows]
    known = _holidays(first, last)
    in_order = [*(one for one in known if not one.is_public), *ours, *(one for one in known if one.is_public)]
    return {day: one for one in in_order for day in one.days if first <= day <= last}


def _warning(day: date, closing: Closing | None) -> str:
    said = _said_of(day, closing)
    return said[:1].upper() + said[1:]


def _said_of(day: date, closing: Closing | None) -> str:
    told = {"day": dates.with_weekday(day), "first": dates.long(day - day.weekday() * DAY)}
    if closing is not None:
        told |= {"name": closing.label}
        if closing.is_public:
            return _("%(day)s is a public holiday: %(name)s.") % told
        if closing.is_ours:
            return _("%(day)s is closed here: %(name)s.") % told
        return _("Most offices are closed on %(day)s: %(name)s.") % told
    if day.weekday() >= 5:
        return _("%(day)s lies in a weekend.") % told
    if (name := QUIET_WEEKS.get(weeks.iso(day)[1])) is not None:
        return _("The week of %(first)s is %(name)s: many are away.") % (told | {"name": name})
    return ""


def _holidays(first: date, last: date) -> list[Closing]:
    years = range(first.year, last.year + 1)
    known = [one for year in years for one in days.holidays(year) if first <= one.day <= last]
    return [Closing(one.name, one.day, one.day, is_public=one.is_public) for one in known]


def _usual(year: int) -> list[Closing]:
    """What an office may choose to be closed on, in the order of the year."""
    known = days.holidays(year)
    optional = [Closing(one.name, one.day, one.day) for one in known if not one.is_public and one.day.weekday() < 5]
    # Ascension Day is the only public holiday on a Thursday after the 29th of April.
    ascension = next(
        one.day for one in known if one.is_public and one.day.weekday() == 3 and one.day >= date(year, 4, 30)
    )
    found = [
        *optional,
        Closing(str(AFTER_ASCENSION), ascension + DAY, ascension + DAY),
        Closing(str(CHRISTMAS), date(year, 12, 27), date(year, 12, 30)),
    ]
    return sorted(found, key=lambda one: one.first_on)


def _working(closing: Closing) -> list[date]:
    return [day for day in closing.days if day.weekday() < 5]
