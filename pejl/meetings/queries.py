"""Reading meetings: the agenda along the clock, and who is in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from pejl.foundation.formats import moments
from pejl.foundation.tenancy import pointers
from pejl.foundation.tenancy.models import Person
from pejl.meetings import permissions
from pejl.meetings.models import (
    AgendaEdit,
    AgendaItem,
    ItemPart,
    Meeting,
    MeetingQuerySet,
    MeetingRole,
    Participant,
    Template,
    TemplateEdition,
    TemplateItem,
    TemplateQuerySet,
)
from pejl.meetings.names import PLANNABLE, UNFINISHED, Behaviour, ItemRole, Reply, Role, State, Stretch, lay_out
from pejl.meetings.policies import spans_of
from pejl.organisation.names import Duty, Handing


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


@dataclass(frozen=True)
class Involved:
    """Somebody in a meeting: what they are there, and what they answered (None for who was never chosen)."""

    person: Person
    roles: tuple[str, ...] = ()
    participant: Participant | None = None

    @property
    def reply(self) -> str:
        """What they answered, ``none`` for who was not asked."""
        return self.participant.reply if self.participant else Reply.NONE

    @property
    def is_invited(self) -> bool:
        """Whether they have been sent an invitation."""
        return self.participant is not None and self.participant.invited_at is not None


@dataclass
class _Found:
    roles: list[str] = field(default_factory=list)
    participant: Participant | None = None


def items_of(meeting: Meeting) -> list[AgendaItem]:
    """All items in order, groups too: one query unless they are prefetched."""
    return sorted(meeting.items.all(), key=lambda item: (item.position, str(item.pk)))


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


def left_at_the_end(meeting: Meeting, ends_at: datetime) -> int:
    """Minutes between the end of the agenda and when the meeting should be over; below 0 it takes too long.

    0 where nobody has said when it should be over.
    """
    if meeting.ends_by is None:
        return 0
    by = moments.local(moments.day_of(meeting.starts_at), meeting.ends_by)
    return int((by - ends_at).total_seconds() // 60)


def last_edit_of(meeting: Meeting, person: Person) -> AgendaEdit | None:
    """What the person did last to the agenda, and can undo."""
    edit: AgendaEdit | None = AgendaEdit.objects.filter(meeting=meeting, by=person).order_by("-number").first()
    return edit


def ends_at(meeting: Meeting) -> datetime:
    """When the agenda ends; the start where it is empty. One query unless the items are prefetched."""
    stretches = lay_out(meeting.starts_at, spans_of(items_of(meeting)))
    return max((stretch.ends_at for stretch in stretches), default=meeting.starts_at)


def listed(face: str, *, person: Person, now: datetime, words: str = "") -> MeetingQuerySet:
    """The ``upcoming``, ``mine`` or ``past`` meetings whose title holds the words; what is over latest first."""
    seen = Meeting.objects.visible_to(person).named(words)
    if face == "past":
        return seen.past(now).newest()
    return (seen.of(person) if face == "mine" else seen).upcoming(now).soonest()


def with_agenda(meetings: MeetingQuerySet) -> MeetingQuerySet:
    """The same meetings with all that ``agenda_of`` reads, however often it is asked."""
    parts = Prefetch("parts", ItemPart.objects.select_related("person"))
    return meetings.prefetch_related(Prefetch("items", AgendaItem.objects.prefetch_related(parts)))


def with_items(meetings: MeetingQuerySet) -> MeetingQuerySet:
    """The same meetings with what their end is computed from."""
    return meetings.prefetch_related(Prefetch("items", AgendaItem.objects.filter(parent=None)))


def with_people(meetings: MeetingQuerySet) -> MeetingQuerySet:
    """The same meetings with their roles and participants."""
    return meetings.prefetch_related(
        Prefetch("roles", MeetingRole.objects.select_related("person")),
        Prefetch("participants", Participant.objects.select_related("person")),
    )


def leaders_of(meeting: Meeting) -> list[Person]:
    """Those who lead, by name."""
    return _by_name(role.person for role in meeting.roles.all() if role.role == Role.LEADER)


def chair_of(meeting: Meeting) -> Person | None:
    """Who chairs in plenary, where somebody is named."""
    return next((role.person for role in meeting.roles.all() if role.role == Role.CHAIR), None)


def people_of(meeting: Meeting, agenda: Sequence[TimedItem] | None = None) -> list[Involved]:
    """Everybody who is part of the meeting, by name: leaders, chair, those with a part, those chosen or invited.

    Hand in the ``agenda`` where it has been read already.
    """
    found: dict[UUID, _Found] = defaultdict(_Found)
    persons: dict[UUID, Person] = {}
    for role in meeting.roles.all():
        persons[role.person_id] = role.person
        found[role.person_id].roles.append(role.role)
    for participant in meeting.participants.all():
        persons[participant.person_id] = participant.person
        found[participant.person_id].participant = participant
    for part in _all_parts(agenda_of(meeting) if agenda is None else agenda):
        persons[part.person_id] = part.person
        if part.role not in found[part.person_id].roles:
            found[part.person_id].roles.append(part.role)
    return [
        Involved(person, tuple(found[person.pk].roles), found[person.pk].participant)
        for person in _by_name(persons.values())
    ]


def participant_of(meeting: Meeting, person: Person) -> Participant | None:
    """The person's place in the meeting, if chosen or invited."""
    return next((one for one in meeting.participants.all() if one.person_id == person.pk), None)


def preparations_of(person: Person, now: datetime) -> QuerySet[ItemPart]:
    """What the person is to present at meetings that are announced, today or later; soonest first."""
    today = moments.local(moments.day_of(now), time.min)
    found: QuerySet[ItemPart] = ItemPart.objects.filter(
        person=person,
        role=ItemRole.PRESENTER,
        item__meeting__state=State.ANNOUNCED,
        item__meeting__starts_at__gte=today,
    )
    return found.order_by("item__meeting__starts_at", "item__position", "id")


def templates(person: Person, *, kind: str = "", today: date | None = None) -> TemplateQuerySet:
    """The agendas in use that the person sees, by name: of one kind, where one is named, and with ``today`` only those
    that the person can start from as they are.
    """
    found: TemplateQuerySet = Template.objects.visible_to(person).in_use()
    if kind:
        found = found.filter(kind=kind)
    if today is not None:
        found = found.open_to(permissions.units_of(person, today))
    return found.by_name().select_related("unit").prefetch_related("items")


@dataclass(frozen=True)
class TemplateLine:
    """An item of a template with what lies in it."""

    item: TemplateItem
    inside: tuple[TemplateLine, ...] = ()


def lines_in(template: Template, edition: int | None = None) -> list[TemplateLine]:
    """The items of an edition, the newest unless another is named, with what lies in each.

    One query, none where the items are prefetched.
    """
    inside: dict[UUID | None, list[TemplateItem]] = defaultdict(list)
    for item in sorted(template.items.all(), key=lambda item: (item.position, str(item.pk))):
        if item.edition == (edition or template.edition):
            inside[item.parent_id].append(item)
    return _lines(inside, None)


def _lines(inside: Mapping[UUID | None, Sequence[TemplateItem]], of: UUID | None) -> list[TemplateLine]:
    return [TemplateLine(item, tuple(_lines(inside, item.pk))) for item in inside.get(of, ())]


def editions_of(template: Template) -> list[TemplateEdition]:
    """Every edition with who made it, newest first."""
    return list(TemplateEdition.objects.filter(template=template).select_related("by").order_by("-number"))


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


def _all_parts(agenda: Iterable[TimedItem]) -> Iterable[ItemPart]:
    for timed in agenda:
        yield from timed.parts
        yield from _all_parts(timed.children)


def _by_name(persons: Iterable[Person]) -> list[Person]:
    return sorted(persons, key=lambda person: (person.name_sort, str(person.pk)))


def roles_left_by(person: Person) -> QuerySet[MeetingRole]:
    """What the person leads or chairs and is not finished, soonest first."""
    found: QuerySet[MeetingRole] = MeetingRole.objects.filter(person=person, meeting__state__in=UNFINISHED)
    return found.select_related("meeting").order_by("meeting__starts_at", "role", "id")


def presentations_left_by(person: Person) -> QuerySet[ItemPart]:
    """What the person is to present at meetings that have not begun, soonest first."""
    found: QuerySet[ItemPart] = ItemPart.objects.filter(
        person=person, role=ItemRole.PRESENTER, item__meeting__state__in=PLANNABLE
    )
    return found.select_related("item__meeting").order_by("item__meeting__starts_at", "item__position", "id")


def to_hand_over(of: Person, *, to: Person | None) -> list[Handing]:
    """What the successor takes over when the person leaves; not what the successor has there already."""
    if to is None:
        return []
    roles, parts = list(roles_left_by(of)), list(presentations_left_by(of))
    has_roles = set(MeetingRole.objects.filter(person=to).values_list("meeting_id", "role"))
    presents = set(ItemPart.objects.filter(person=to, role=ItemRole.PRESENTER).values_list("item_id", flat=True))
    led = {role.meeting for role in roles if (role.meeting_id, role.role) not in has_roles}
    return [
        *(Handing(Duty.MEETING, pointers.to(one, title=one.title), to) for one in sorted(led, key=_by_start)),
        *(_presentation(part, to) for part in parts if part.item_id not in presents),
    ]


def _by_start(meeting: Meeting) -> tuple[datetime, str]:
    return meeting.starts_at, str(meeting.pk)


def _presentation(part: ItemPart, to: Person) -> Handing:
    item = part.item
    return Handing(Duty.PRESENTATION, pointers.to(item, title=f"{item.label} ({item.meeting.title})"), to)
