"""Days for the next meeting of a unit, each with its reasons in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.foundation.calendars import days
from pejl.foundation.calendars.days import DAY, WEEK, WEEKS_BEYOND, Proposal
from pejl.foundation.formats import dates, moments
from pejl.foundation.tenancy.models import Person
from pejl.meetings import permissions
from pejl.meetings.models import AgendaItem, ItemPart, Meeting, MeetingRole, Participant, Rhythm
from pejl.meetings.names import FEW, PLANNABLE, Reply
from pejl.meetings.queries.agenda import ends_at
from pejl.meetings.queries.cadence import NOTICE, Cadence, around, cadence_of, rhythms
from pejl.meetings.queries.closing import QUIET_WEEKS, Closing, closings
from pejl.organisation.models import Unit


@dataclass(frozen=True)
class ProposedDay:
    """A day for the next meeting, and why; ``is_doubtful`` where something speaks against it."""

    starts_at: datetime
    ends_at: datetime
    reasons: tuple[str, ...]
    is_doubtful: bool

    @property
    def day(self) -> date:
        """The day itself."""
        return moments.day_of(self.starts_at)


@dataclass(frozen=True)
class ProposedDays:
    """The best days first; ``passed_over`` are days of the rhythm that were not taken, each with the reason."""

    days: tuple[ProposedDay, ...] = ()
    passed_over: tuple[tuple[date, str], ...] = ()


@dataclass(frozen=True)
class DaysForPlan:
    """Days for somebody who plans a meeting: the unit that they are for, and the others that have a rhythm."""

    cadence: Cadence
    proposed: ProposedDays
    others: tuple[Unit, ...]


def days_for(cadence: Cadence, *, count: int = 3) -> ProposedDays:
    """Days for the meeting after the last one that is planned or held: none without a rhythm. Seven queries."""
    rhythm = cadence.rhythm
    if rhythm is None:
        return ProposedDays()
    reckoning = _Reckoning.of(cadence, rhythm)
    found = days.proposals(reckoning.rhythm, after=reckoning.after, count=count)
    return ProposedDays(tuple(reckoning.proposed(one) for one in found), tuple(reckoning.passed_over(found)))


def days_for_plan(*, person: Person, now: datetime, kind: str, unit_id: UUID | None = None) -> DaysForPlan | None:
    """Days for a meeting of this kind that the person is about to plan: for the unit asked for, else for the first of
    the person's own that has a rhythm, else for the first of all. None where no unit has one.
    """
    today = moments.day_of(now)
    own = permissions.units_of(person, today)
    units = sorted((row.unit for row in rhythms(person, today, kind=kind)), key=lambda unit: unit.pk not in own)
    if not units:
        return None
    unit = next((one for one in units if one.pk == unit_id), units[0])
    cadence = cadence_of(unit, person=person, now=now, kind=kind)
    return DaysForPlan(cadence, days_for(cadence), tuple(one for one in units if one.pk != unit.pk))


@dataclass(frozen=True)
class _Reckoning:
    """What the days of one unit's rhythm are seen against. ``after`` is the day to count from: the meeting before, or
    later where that is too long ago for the days after it still to come, or a pause lies between.
    """

    cadence: Cadence
    kept: Rhythm
    rhythm: days.Rhythm
    after: date
    closed: Mapping[date, Closing]

    @classmethod
    def of(cls, cadence: Cadence, kept: Rhythm) -> _Reckoning:
        """Everything that has to be read."""
        low, high = around(kept.weeks)
        after = _count_from(cadence, low)
        first, last = after, after + (high + WEEKS_BEYOND + 1) * WEEK
        above: set[UUID] = Unit.objects.with_those_above([cadence.unit.pk])
        closed = closings(above, first, last) | _pausing(cadence, first, last)
        rhythm = days.Rhythm(
            every_weeks=(low, high),
            weekdays=[kept.weekday],
            closed=frozenset(closed),
            taken=_taken(cadence.people, kept, first, last),
            quiet_weeks=frozenset(QUIET_WEEKS),
        )
        return cls(cadence, kept, rhythm, after, closed)

    def proposed(self, one: Proposal) -> ProposedDay:
        """A day as it is shown."""
        starts_at = moments.local(one.day, self.kept.starts_at)
        against = self._against(one)
        reasons = [*self._since(one.day), *against]
        if not against and len(self.cadence.people) >= FEW:
            reasons.append(_("nobody has another meeting then"))
        ends = starts_at + timedelta(minutes=self.kept.minutes)
        return ProposedDay(starts_at, ends, tuple(reasons), is_doubtful=bool(against))

    def passed_over(self, found: Collection[Proposal]) -> list[tuple[date, str]]:
        """The days of the rhythm that something speaks against, where others were found."""
        taken = {one.day for one in found}
        passed = []
        for day in self.rhythm.days(self.after, *self.rhythm.every_weeks):
            why = (
                [self.closed[day].label] if day in self.closed else self._against(self.rhythm.proposal(day, self.after))
            )
            if day not in taken and why:
                passed.append((day, "; ".join(why)))
        return passed

    def _since(self, day: date) -> list[str]:
        before = self.cadence.next or self.cadence.last
        if before is None:
            return []
        held_on = moments.day_of(before.starts_at)
        number = (_monday(day) - _monday(held_on)) // WEEK
        said = ngettext(
            "%(num)d week after the meeting on %(day)s", "%(num)d weeks after the meeting on %(day)s", number
        )
        return [said % {"num": number, "day": dates.short(held_on)}]

    def _against(self, one: Proposal) -> list[str]:
        """What speaks against a day that is open."""
        said = []
        if one.is_quiet:
            told = {"day": dates.short(_monday(one.day)), "name": QUIET_WEEKS[one.week]}
            said.append(_("the week of %(day)s is %(name)s") % told)
        if one.is_between:
            said.append(_("many take it off, between days that are closed"))
        elif one.beside is not None:
            said.append(_beside(one.beside, one.day, self.closed[one.beside].label))
        if one.busy:
            said.append(_busy(one.busy, len(self.cadence.people)))
        return said


def _beside(closed: date, day: date, name: str) -> str:
    if closed < day:
        return _("the day before is closed (%(name)s)") % {"name": name}
    return _("the day after is closed (%(name)s)") % {"name": name}


def _busy(busy: int, everybody: int) -> str:
    """How many are in another meeting; no figure where it would be about a handful of people (system.md, P1)."""
    if busy < FEW:
        return _("several already have a meeting then")
    return _("%(busy)d of %(all)d already have a meeting then") % {"busy": busy, "all": everybody}


def _count_from(cadence: Cadence, low: int) -> date:
    before = cadence.next or cadence.last
    soonest = cadence.today + (min(NOTICE, low) - low) * WEEK
    known = [soonest] if before is None else [soonest, moments.day_of(before.starts_at)]
    if cadence.pause is not None and cadence.pause.until_on is not None and cadence.is_pausing:
        known.append(cadence.pause.until_on + (1 - low) * WEEK)
    return max(known)


def _pausing(cadence: Cadence, first: date, last: date) -> dict[date, Closing]:
    pause = cadence.pause
    if pause is None or pause.until_on is None:
        return {}
    told = Closing(_("pause"), max(pause.since_on, first), min(pause.until_on, last))
    return dict.fromkeys(told.days, told)


def _taken(people: frozenset[UUID], rhythm: Rhythm, first: date, last: date) -> dict[date, int]:
    """How many of the people are in another meeting at the time of the rhythm, by day: five queries.

    Drafts count too, since those who plan them keep the time free; who has said no does not.
    """
    start, end = moments.local(first, time.min), moments.local(last + DAY, time.min)
    items = Prefetch("items", AgendaItem.objects.filter(parent=None))
    meetings = Meeting.objects.filter(state__in=PLANNABLE, starts_at__gte=start, starts_at__lt=end)
    found = [one for one in meetings.prefetch_related(items) if _overlaps(one, rhythm)]
    involved = _involved([one.pk for one in found])
    by_day: dict[date, set[UUID]] = defaultdict(set)
    for one in found:
        by_day[moments.day_of(one.starts_at)] |= involved[one.pk] & people
    return {day: len(busy) for day, busy in by_day.items() if busy}


def _overlaps(meeting: Meeting, rhythm: Rhythm) -> bool:
    begins = moments.local(moments.day_of(meeting.starts_at), rhythm.starts_at)
    until = max(ends_at(meeting), meeting.starts_at + timedelta(minutes=1))
    return meeting.starts_at < begins + timedelta(minutes=rhythm.minutes) and begins < until


def _involved(meetings: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """Whoever leads them, is asked to come and has not said no, or has a part in them."""
    asked = Participant.objects.filter(meeting__in=meetings).exclude(reply=Reply.DECLINED)
    pairs = [
        *MeetingRole.objects.filter(meeting__in=meetings).values_list("meeting_id", "person_id"),
        *asked.values_list("meeting_id", "person_id"),
        *ItemPart.objects.filter(item__meeting__in=meetings).values_list("item__meeting_id", "person_id"),
    ]
    involved: dict[UUID, set[UUID]] = defaultdict(set)
    for meeting_id, person_id in pairs:
        involved[meeting_id].add(person_id)
    return involved


def _monday(day: date) -> date:
    return day - day.weekday() * DAY
