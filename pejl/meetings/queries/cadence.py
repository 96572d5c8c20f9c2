"""How a unit meets: its rhythm or by need, its pause, and the meetings before and after today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q

from pejl.foundation.calendars import days
from pejl.foundation.formats.moments import day_of
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import Meeting, MeetingQuerySet, MeetingRole, Participant, Pause, Rhythm
from pejl.meetings.names import PLANNABLE, Kind, Role, State
from pejl.organisation import queries as organisation
from pejl.organisation.models import Unit

# So many weeks ahead people can still make room in their calendars.
NOTICE = 2


@dataclass(frozen=True)
class Cadence:
    """How a unit holds meetings of a kind. ``pause`` is the one that holds today, else the next one to come; ``last``
    and ``next`` are what the reader may see; ``people`` are the ids of those who belong to the unit this day.
    """

    unit: Unit
    kind: str
    today: date
    rhythm: Rhythm | None = None
    pause: Pause | None = None
    last: Meeting | None = None
    next: Meeting | None = None
    people: frozenset[UUID] = frozenset()

    @property
    def is_pausing(self) -> bool:
        """Whether the unit pauses today: a state, and no reason to be reminded of anything."""
        return self.pause is not None and self.pause.holds(self.today)

    @property
    def is_due(self) -> bool:
        """Whether it is about time to plan the next meeting. Never while the unit pauses, or meets by need."""
        if self.rhythm is None or self.is_pausing or self.next is not None:
            return False
        low, _high = around(self.rhythm.weeks)
        reckoned = (low - NOTICE) * days.WEEK
        return self.last is None or day_of(self.last.starts_at) + reckoned <= self.today


def around(weeks: int) -> tuple[int, int]:
    """From how many to how many weeks a rhythm of ``weeks`` reaches: ten mean eight to twelve, two mean two."""
    slack = max(weeks // 5, 1) if weeks >= 3 else 0
    return weeks - slack, weeks + slack


def cadence_of(unit: Unit, *, person: Person, now: datetime, kind: str = Kind.LEARNING) -> Cadence:
    """How the unit meets, as the person may see it: six queries."""
    today = day_of(now)
    people = frozenset(organisation.people_in(units=[unit.pk], today=today).values_list("pk", flat=True))
    seen = _meetings_of(people, person=person, kind=kind) if people else Meeting.objects.none()
    theirs = {"unit": unit, "kind": kind}
    coming = Pause.objects.visible_to(person).filter(**theirs, until_on__gte=today)
    return Cadence(
        unit,
        kind,
        today,
        rhythm=Rhythm.objects.visible_to(person).on(today).filter(**theirs).first(),
        pause=coming.order_by("since_on", "id").first(),
        last=seen.filter(starts_at__lt=now).exclude(state=State.DRAFT).newest().first(),
        next=seen.filter(starts_at__gte=now, state__in=PLANNABLE).soonest().first(),
        people=people,
    )


def cadences(units: Sequence[Unit], *, person: Person, today: date, kind: str = Kind.LEARNING) -> list[Cadence]:
    """How each of the units meets, without its meetings: two queries."""
    of = {"unit__in": [unit.pk for unit in units], "kind": kind}
    kept = {row.unit_id: row for row in Rhythm.objects.visible_to(person).on(today).filter(**of)}
    pausing = {row.unit_id: row for row in Pause.objects.visible_to(person).on(today).filter(**of)}
    return [Cadence(unit, kind, today, rhythm=kept.get(unit.pk), pause=pausing.get(unit.pk)) for unit in units]


def rhythms(person: Person, today: date, *, kind: str = Kind.LEARNING) -> list[Rhythm]:
    """The rhythms that hold this day, of every unit that has one, by the unit's name."""
    found = Rhythm.objects.visible_to(person).on(today).filter(kind=kind).select_related("unit")
    return list(found.order_by("unit__name_sort", "unit_id"))


def rhythms_before(unit: Unit, *, person: Person, today: date, kind: str = Kind.LEARNING) -> list[Rhythm]:
    """Those that have ended, latest first."""
    found = Rhythm.objects.visible_to(person).filter(unit=unit, kind=kind, until_on__lt=today)
    return list(found.order_by("-until_on", "id"))


def pauses_on(person: Person, today: date, *, kind: str = Kind.LEARNING) -> list[Pause]:
    """The pauses that hold this day, by the unit's name."""
    found = Pause.objects.visible_to(person).on(today).filter(kind=kind).select_related("unit")
    return list(found.order_by("unit__name_sort", "unit_id"))


def pauses_of(unit: Unit, *, person: Person, kind: str = Kind.LEARNING) -> list[Pause]:
    """The unit's pauses that were, are and will be, latest first."""
    found = Pause.objects.visible_to(person).filter(unit=unit, kind=kind).select_related("unit", "set_by")
    return list(found.order_by("-since_on", "id"))


def _meetings_of(people: frozenset[UUID], *, person: Person, kind: str) -> MeetingQuerySet:
    """The meetings of a kind that are these people's: at least half of them are to come, or one of them leads what is
    still a draft. (A meeting belongs to no unit; whoever is asked to it makes it theirs.)
    """
    asked = Participant.objects.filter(person__in=people, meeting__kind=kind).order_by().values("meeting")
    mostly = asked.annotate(here=Count("person")).filter(here__gte=(len(people) + 1) // 2)
    led = MeetingRole.objects.filter(person__in=people, role=Role.LEADER, meeting__state=State.DRAFT)
    theirs = Q(pk__in=mostly.values("meeting")) | Q(pk__in=led.values("meeting"))
    found: MeetingQuerySet = Meeting.objects.visible_to(person).filter(theirs, kind=kind)
    return found.exclude(state=State.CANCELLED)
