"""How long a round is likely to take: from how many there are, and from what it took last time."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Q

from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import AgendaItem, Meeting, MeetingQuerySet, MeetingRole, Participant
from pejl.meetings.names import LONGEST_ITEM, Behaviour, ItemRole, Reply, Role, Speaking, State
from pejl.meetings.queries import people_of
from pejl.room.models import ItemRun
from pejl.room.names import FEWEST_FOR_A_PACE, PACE_AT_FIRST, PACE_STEP, PACES


@dataclass(frozen=True)
class Pace:
    """So many ``people``, so long ``each``: so many ``minutes``. ``is_known`` where a meeting has shown it."""

    people: int
    each: timedelta
    is_known: bool
    most: int = LONGEST_ITEM

    @property
    def minutes(self) -> int:
        """Whole minutes, and no more than there can be."""
        return max(1, min(self.most, math.ceil(self.people * self.each / timedelta(minutes=1))))


def pace_of(item: AgendaItem, person: Person) -> Pace | None:
    """How long everybody's turn in this item takes; None where not everybody speaks in turn.

    Of group work it is the first round, in the largest group. What it took is asked of the latest meeting that the
    person may see, with the same template or of the same kind and with a leader in common: the time kept by the room,
    over how many came. So small a meeting that it would tell about somebody tells nothing.
    """
    is_work = item.behaviour == Behaviour.GROUPS
    if not is_work and item.speaking != Speaking.IN_TURN:
        return None
    people = _in_largest_group(item) if is_work else _taking_turns(item)
    each = _last_time(Behaviour.ROUND if is_work else item.behaviour, item.meeting, person)
    most = item.minutes if is_work else LONGEST_ITEM
    return Pace(people, each or PACE_AT_FIRST, each is not None, most) if people else None


def _taking_turns(item: AgendaItem) -> int:
    """Those of the group the item lies in, else everybody who has not said no."""
    if item.parent is not None and item.parent.behaviour == Behaviour.GROUP:
        return _seats(item.parent)
    return _expected(item.meeting)


def _in_largest_group(work: AgendaItem) -> int:
    """As people are seated; where nobody is yet, as they would be divided."""
    groups = list(work.children.prefetch_related("parts"))
    seated = max((_seats(group) for group in groups), default=0)
    return seated or math.ceil(_expected(work.meeting) / max(1, len(groups)))


def _seats(group: AgendaItem) -> int:
    return len({part.person_id for part in group.parts.all() if part.role != ItemRole.HELICOPTER})


def _expected(meeting: Meeting) -> int:
    return sum(one.reply != Reply.DECLINED for one in people_of(meeting))


def _last_time(behaviour: str, meeting: Meeting, person: Person) -> timedelta | None:
    """How long each had in the latest meeting like this one, to the quarter of a minute; None where nobody knows."""
    over = (State.WRITING_UP, State.CLOSED)
    like = meetings_like(meeting, person).filter(state__in=over)
    held = ItemRun.objects.filter(
        meeting__in=like, item__behaviour=behaviour, item__speaking=Speaking.IN_TURN, ended_at__isnull=False
    )
    last = held.select_related("meeting").order_by("-meeting__starts_at", "-started_at").first()
    if last is None:
        return None
    came = came_to(last.meeting)
    runs = held.filter(item=last.item_id)
    took = sum((run.lasted(run.started_at) for run in runs), timedelta())
    each = round(took / max(1, came) / PACE_STEP) * PACE_STEP
    shortest, longest = PACES
    return each if came >= FEWEST_FOR_A_PACE and shortest <= each <= longest else None


def meetings_like(meeting: Meeting, person: Person) -> MeetingQuerySet:
    """Others that the person sees, from the same template, or of the same kind and with a leader in common."""
    leaders = MeetingRole.objects.filter(role=Role.LEADER, person__in=_leaders(meeting)).values("meeting")
    alike = Q(kind=meeting.kind, pk__in=leaders)
    if meeting.template_id is not None:
        alike |= Q(template=meeting.template_id)
    like: MeetingQuerySet = Meeting.objects.visible_to(person).filter(alike).exclude(pk=meeting.pk)
    return like


def _leaders(meeting: Meeting) -> list[UUID]:
    return [role.person_id for role in meeting.roles.all() if role.role == Role.LEADER]


def came_to(meeting: Meeting) -> int:
    """Those who are known to have come; where nobody kept that, those who said that they would."""
    there = Participant.objects.filter(meeting=meeting)
    return there.filter(came_at__isnull=False).count() or there.filter(reply=Reply.ACCEPTED).count()
