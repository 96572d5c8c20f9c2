"""What lies before a working group when it meets between two learning meetings, as one person may see it now."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from pejl.agreements.models import Agreement
from pejl.foundation.formats.moments import day_of
from pejl.foundation.tenancy.models import Person
from pejl.guidance.models import Version
from pejl.learning import policies
from pejl.learning.models import Coordination, LearningMeeting
from pejl.learning.names import AHEAD, MOST_THEMES, REVIEW_SOON
from pejl.learning.queries.decisions import Followed, open_among
from pejl.meetings import queries as meetings
from pejl.meetings.models import Meeting
from pejl.meetings.names import Kind, State
from pejl.meetings.permissions import plans
from pejl.organisation.models import WorkingGroup
from pejl.room.models import ProductDuty, UnclearPoint
from pejl.themes import queries as themes
from pejl.themes.models import Theme
from pejl.themes.names import State as ThemeState
from pejl.themes.permissions import groups_of


@dataclass(frozen=True)
class Coming:
    """A learning meeting ahead. ``lacks`` is what its plan lacks, for those who plan it; None for everybody else."""

    meeting: Meeting
    leaders: tuple[Person, ...]
    lacks: tuple[str, ...] | None


@dataclass(frozen=True)
class Points:
    """What lies before the group. Of the themes that wait, and of those chosen without a meeting, the first few are
    there and how many there are.
    """

    today: date
    agreements: tuple[Agreement, ...]
    decisions: tuple[Followed, ...]
    waiting: tuple[Theme, ...]
    number_waiting: int
    chosen: tuple[Theme, ...]
    number_chosen: int
    coming: tuple[Coming, ...]
    unclear: tuple[UnclearPoint, ...]
    duties: tuple[ProductDuty, ...]
    reviews: tuple[Version, ...]

    @property
    def overdue(self) -> int:
        """How many of the agreements are past their day."""
        return sum(agreement.is_overdue(self.today) for agreement in self.agreements)

    @property
    def untended(self) -> int:
        """How many of the unclear points nobody takes care of."""
        return sum(point.caretaker_id is None for point in self.unclear)


def coordination_of(meeting: Meeting) -> Coordination | None:
    """What makes this meeting a group's coordination, with the group; nothing is asked about other kinds."""
    if meeting.kind != Kind.COORDINATION:
        return None
    found: Coordination | None = Coordination.objects.filter(meeting=meeting).select_related("group").first()
    if found is not None:
        found.meeting = meeting
    return found


def coordinations_of(group: WorkingGroup, *, person: Person) -> list[Coordination]:
    """The group's coordination meetings that the person may see, the latest first."""
    seen = Coordination.objects.visible_to(person).filter(group=group).select_related("meeting")
    return list(seen.order_by("-meeting__starts_at", "id"))


def points_of(group: WorkingGroup, *, person: Person, now: datetime) -> Points:
    """Everything that lies before the group, as far as the person may see it: 17 queries, however much there is."""
    today = day_of(now)
    held = _readable(group, person)
    sits_there = groups_of(person, today).filter(pk=group.pk).exists()
    counted = themes.counted_by_state(person)
    return Points(
        today=today,
        agreements=_agreements(held, person),
        decisions=open_among(held),
        waiting=_themes(person, ThemeState.PROPOSED, group if sits_there else None),
        number_waiting=counted.get(ThemeState.PROPOSED, (0, 0))[0],
        chosen=_themes(person, ThemeState.NEXT, group if sits_there else None),
        number_chosen=counted.get(ThemeState.NEXT, (0, 0))[0],
        coming=_coming(group, person, now),
        unclear=_unclear(held),
        duties=_duties(held),
        reviews=_reviews(held, person, today),
    )


def _readable(group: WorkingGroup, person: Person) -> list[UUID]:
    """The group's meetings of which the person may read what came of them (as ``room.models.InMeeting`` has it):
    those they take part in, and those whose book is closed.
    """
    of_group = Q(pk__in=LearningMeeting.objects.filter(group=group).values("meeting")) | Q(
        pk__in=Coordination.objects.filter(group=group).values("meeting")
    )
    seen = Meeting.objects.visible_to(person)
    open_to = Q(state=State.CLOSED) | Q(pk__in=seen.of(person).values("pk"))
    return list(seen.filter(of_group, open_to).exclude(state=State.CANCELLED).values_list("pk", flat=True))


def _agreements(held: Collection[UUID], person: Person) -> tuple[Agreement, ...]:
    seen = Agreement.objects.visible_to(person).open().filter(source_kind="meeting", source_id__in=held)
    return tuple(seen.select_related("owner").by_due_day())


def _themes(person: Person, state: str, group: WorkingGroup | None) -> tuple[Theme, ...]:
    """In the group's own order for its members, newest first for everybody else."""
    return tuple(themes.on_the_table(person, state=state, group=group)[:MOST_THEMES])


def _coming(group: WorkingGroup, person: Person, now: datetime) -> tuple[Coming, ...]:
    planned = LearningMeeting.objects.filter(group=group).values("meeting")
    ahead = Meeting.objects.visible_to(person).filter(pk__in=planned, state__in=AHEAD).soonest()
    found = list(meetings.with_agenda(meetings.with_people(ahead)))
    meetings.read_asks(one for one in found if plans(person, one))
    return tuple(_as_seen(one, person, now) for one in found)


def _as_seen(meeting: Meeting, person: Person, now: datetime) -> Coming:
    leaders = meetings.leaders_of(meeting)
    if not plans(person, meeting):
        return Coming(meeting, tuple(leaders), None)
    lacks = policies.warnings_of(meeting, meetings.agenda_of(meeting), leaders=len(leaders), now=now)
    return Coming(meeting, tuple(leaders), tuple(lacks))


def _unclear(held: Collection[UUID]) -> tuple[UnclearPoint, ...]:
    """Those that nobody takes care of first."""
    rows = UnclearPoint.objects.filter(meeting__in=held, answered_at=None).select_related("meeting", "caretaker")
    return tuple(sorted(rows.order_by("written_at", "id"), key=lambda point: point.caretaker_id is not None))


def _duties(held: Collection[UUID]) -> tuple[ProductDuty, ...]:
    rows = ProductDuty.objects.filter(meeting__in=held, product=None).select_related("meeting", "person")
    return tuple(rows.order_by("taken_at", "id"))


def _reviews(held: Collection[UUID], person: Person, today: date) -> tuple[Version, ...]:
    in_force = Version.objects.released_for(person).in_force().filter(product__source_id__in=held)
    soon = in_force.filter(review_on__lte=today + REVIEW_SOON).select_related("product")
    return tuple(soon.order_by("review_on", "id"))
