"""The agenda along the clock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce

from pejl.foundation.formats import moments
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import (
    AgendaEdit,
    AgendaItem,
    Ask,
    ItemPart,
    Meeting,
)
from pejl.meetings.names import AskState, Behaviour, EditKind, ItemRole, State, Stretch, lay_out
from pejl.meetings.policies import spans_of

# A meeting that was to begin so lately may still begin.
STILL_TODAY = timedelta(hours=12)


@dataclass(frozen=True)
class TimedItem:
    """An agenda item with its moments. ``slack`` and ``overrun`` are minutes at its fixed start; ``too_much`` is how
    many minutes the steps in it take beyond its own.
    """

    item: AgendaItem
    starts_at: datetime
    ends_at: datetime
    parts: tuple[ItemPart, ...] = ()
    children: tuple[TimedItem, ...] = ()
    slack: int = 0
    overrun: int = 0
    too_much: int = 0

    @property
    def minutes(self) -> int:
        """How long it is meant to take; a group as long as its group work."""
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def groups(self) -> tuple[TimedItem, ...]:
        """What runs side by side in it."""
        return self.children if self.item.behaviour == Behaviour.GROUPS else ()

    @property
    def steps(self) -> tuple[TimedItem, ...]:
        """What follows one another in it."""
        return () if self.item.behaviour == Behaviour.GROUPS else self.children

    def people(self, *roles: str) -> list[Person]:
        """Who has one of these roles here, by name."""
        return [part.person for part in self.parts if part.role in roles]

    def in_role(self, called: str) -> list[Person]:
        """Who has a role that the item names itself, by name."""
        return [part.person for part in self.parts if part.role == ItemRole.OWN and part.called == called]


def items_of(meeting: Meeting) -> list[AgendaItem]:
    """All items in order, groups too: one query unless they are prefetched."""
    return sorted(meeting.items.all(), key=lambda item: (item.position, str(item.pk)))


def read_items(meeting: Meeting) -> list[AgendaItem]:
    """All items with their parts, as the database has them now: two queries. What is asked of this meeting's agenda
    from here on is answered from them. Each knows ``last_edit``, the number of what was done last to the agenda.
    """
    parts = Prefetch("parts", ItemPart.objects.select_related("person"))
    last = AgendaEdit.objects.filter(meeting=meeting).order_by("-number").values("number")[:1]
    items = AgendaItem.objects.annotate(last_edit=Coalesce(Subquery(last), 0)).prefetch_related(parts)
    getattr(meeting, "_prefetched_objects_cache", {}).pop("items", None)
    prefetch_related_objects([meeting], Prefetch("items", items))
    return items_of(meeting)


def agenda_of(meeting: Meeting) -> list[TimedItem]:
    """The agenda along the clock: items in order with their parts; groups and steps inside their item, in its time.

    Two queries, none where the meeting was read ``with_agenda``.
    """
    items = items_of(meeting)
    prefetch_related_objects(items, Prefetch("parts", ItemPart.objects.select_related("person")))
    top = [item for item in items if item.parent_id is None]
    inside: dict[UUID | None, list[AgendaItem]] = defaultdict(list)
    for item in items:
        inside[item.parent_id].append(item)
    stretches = lay_out(meeting.starts_at, spans_of(top))
    return [_timed(item, stretch, inside) for item, stretch in zip(top, stretches, strict=True)]


def parts_in(agenda: Iterable[TimedItem]) -> Iterable[ItemPart]:
    """Every part in the agenda, those in groups and steps too."""
    for timed in agenda:
        yield from timed.parts
        yield from parts_in(timed.children)


def left_at_the_end(meeting: Meeting, ends_at: datetime) -> int:
    """Minutes between the end of the agenda and when the meeting should be over; below 0 it takes too long.

    0 where nobody has said when it should be over.
    """
    if meeting.ends_by is None:
        return 0
    by = moments.local(moments.day_of(meeting.starts_at), meeting.ends_by)
    return int((by - ends_at).total_seconds() // 60)


def ends_at(meeting: Meeting) -> datetime:
    """When the agenda ends; the start where it is empty. One query unless the items are prefetched."""
    stretches = lay_out(meeting.starts_at, spans_of(items_of(meeting)))
    return max((stretch.ends_at for stretch in stretches), default=meeting.starts_at)


def last_edit_of(meeting: Meeting, person: Person) -> AgendaEdit | None:
    """What the person did last to the agenda, and can undo."""
    edit: AgendaEdit | None = AgendaEdit.objects.filter(meeting=meeting, by=person).order_by("-number").first()
    return edit


def preparations_of(person: Person, now: datetime) -> QuerySet[ItemPart]:
    """What the person is to present at meetings that did not start long ago, but for what is still to be answered
    (``asks_waiting_for``); soonest first. Of a draft only what the person has said yes to: it tells of nothing else.
    """
    asks = Ask.objects.filter(person=person)
    known = Q(item__meeting__state=State.ANNOUNCED) | Q(
        item__meeting__state=State.DRAFT, item__in=asks.filter(state=AskState.ACCEPTED).values("item")
    )
    found: QuerySet[ItemPart] = ItemPart.objects.filter(
        known, person=person, role=ItemRole.PRESENTER, item__meeting__starts_at__gte=now - STILL_TODAY
    )
    found = found.exclude(item__in=asks.open().values("item"))
    return found.order_by("item__meeting__starts_at", "item__position", "id")


def _timed(item: AgendaItem, stretch: Stretch, inside: Mapping[UUID | None, Sequence[AgendaItem]]) -> TimedItem:
    children = inside.get(item.pk, ())
    stretches = _inside(item, stretch, children)
    ended = max((one.ends_at for one in stretches), default=stretch.ends_at)
    return TimedItem(
        item,
        stretch.starts_at,
        stretch.ends_at,
        parts=tuple(sorted(item.parts.all(), key=lambda part: (part.person.name_sort, str(part.pk)))),
        children=tuple(_timed(child, one, inside) for child, one in zip(children, stretches, strict=True)),
        slack=stretch.slack,
        overrun=stretch.overrun,
        too_much=max(0, int((ended - stretch.ends_at).total_seconds() // 60)),
    )


def _inside(item: AgendaItem, stretch: Stretch, children: Sequence[AgendaItem]) -> list[Stretch]:
    """Groups share their item's time; steps follow one another from its start."""
    if item.behaviour == Behaviour.GROUPS:
        return [Stretch(stretch.starts_at, stretch.ends_at)] * len(children)
    return lay_out(stretch.starts_at, [(child.minutes, None) for child in children])


def is_retimed(meeting: Meeting) -> bool:
    """Whether the leaders of a meeting that is going on have given it new times, which can still be undone."""
    return AgendaEdit.objects.filter(meeting=meeting, kind=EditKind.CHANGED).exists()
