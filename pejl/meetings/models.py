"""Meetings as planned: agenda, people and their parts. What happens in the room stands in ``pejl.room``."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from pejl.foundation.privacy.declarations import PERSON_REF, STRUCTURE, WORDS, declare
from pejl.foundation.privacy.fields import Line, Structured, Words
from pejl.foundation.search.fields import SearchKey, SortKey
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow
from pejl.meetings.names import Authorship, Behaviour, ItemRole, Kind, Reply, Role, Speaking, State


class ItemShape(SpaceRow):
    """What an agenda item and a template's item have in common. Minutes are planned; clock times are derived."""

    position = models.PositiveSmallIntegerField()
    behaviour = models.CharField(max_length=20, choices=Behaviour.choices)
    label = Line(max_length=160)
    questions = Words(blank=True)
    planned_minutes = models.PositiveSmallIntegerField()
    may_shrink = models.BooleanField(default=False)
    speaking = models.CharField(max_length=20, choices=Speaking.choices, default=Speaking.ALL)
    authorship = models.CharField(max_length=10, choices=Authorship.choices, default=Authorship.NAMED)

    class Meta(SpaceRow.Meta):
        abstract = True


SHAPE = dict(
    position=STRUCTURE,
    behaviour=STRUCTURE,
    label=WORDS,
    questions=WORDS,
    planned_minutes=STRUCTURE,
    may_shrink=STRUCTURE,
    speaking=STRUCTURE,
    authorship=STRUCTURE,
)


class Template(SpaceRow):
    """An agenda to start from: data, each job centre's own."""

    name = Line(max_length=120)
    name_search = SearchKey(of="name")
    name_sort = SortKey(of="name")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    about = Words(blank=True)

    data = declare(name=STRUCTURE, name_search=STRUCTURE, name_sort=STRUCTURE, kind=STRUCTURE, about=STRUCTURE)

    def __str__(self) -> str:
        return self.name


class TemplateItem(ItemShape):
    """One item of a template."""

    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="items")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="children")

    data = declare(template=STRUCTURE, parent=STRUCTURE, **SHAPE)

    class Meta(ItemShape.Meta):
        indexes = [models.Index(fields=["template", "position"], name="template_item_in_order")]


class MeetingQuerySet(SpaceQuerySet["Meeting"]):
    """What can be said of meetings."""

    def visible_to(self, person: Person) -> MeetingQuerySet:
        """Leaders see a plan from its first line; colleagues see what is announced; guests what they are invited to."""
        leads = MeetingRole.objects.filter(person=person, role=Role.LEADER).values("meeting")
        if person.is_guest:
            invited = Participant.objects.filter(person=person).values("meeting")
            return self.filter(Q(pk__in=leads) | (Q(pk__in=invited) & ~Q(state=State.DRAFT)))
        return self.filter(Q(pk__in=leads) | ~Q(state=State.DRAFT))

    def soonest(self) -> MeetingQuerySet:
        """Next one first."""
        return self.order_by("starts_at", "id")


class Meeting(SpaceRow):
    """A meeting: its time, its place, its purposes. ``sequence`` counts what calendars must learn of (RFC 5545)."""

    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.LEARNING)
    title = Line(max_length=160)
    title_search = SearchKey(of="title")
    title_sort = SortKey(of="title")
    purposes = Structured(default=list, blank=True)
    place = Line(max_length=160, blank=True)
    starts_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    sequence = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    data = declare(
        kind=STRUCTURE,
        title=WORDS,
        title_search=WORDS,
        title_sort=WORDS,
        purposes=WORDS,
        place=STRUCTURE,
        starts_at=STRUCTURE,
        state=STRUCTURE,
        sequence=STRUCTURE,
        version=STRUCTURE,
        created_by=PERSON_REF,
        created_at=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(MeetingQuerySet)()

    class Meta(SpaceRow.Meta):
        indexes = [models.Index(fields=["space", "starts_at"], name="meeting_by_time")]

    def __str__(self) -> str:
        return self.title


class AgendaItem(ItemShape):
    """One timed item. Three durations are kept apart: planned, adjusted by the leaders, and actual (in the room)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="children")
    adjusted_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    locked_start = models.TimeField(null=True, blank=True)
    leader_notes = Words(blank=True)
    version = models.PositiveIntegerField(default=1)

    data = declare(
        meeting=STRUCTURE,
        parent=STRUCTURE,
        adjusted_minutes=STRUCTURE,
        locked_start=STRUCTURE,
        leader_notes=WORDS,
        version=STRUCTURE,
        **SHAPE,
    )

    class Meta(ItemShape.Meta):
        indexes = [models.Index(fields=["meeting", "position"], name="agenda_item_in_order")]

    @property
    def minutes(self) -> int:
        """How long it is meant to take now: as adjusted, else as planned."""
        return self.planned_minutes if self.adjusted_minutes is None else self.adjusted_minutes

    def __str__(self) -> str:
        return self.label


class MeetingRole(SpaceRow):
    """A part in the meeting as a whole."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="roles")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=Role.choices)

    data = declare(meeting=STRUCTURE, person=PERSON_REF, role=STRUCTURE)

    class Meta(SpaceRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person", "role"], name="meeting_role_is_held_once")
        ]


class ItemPart(SpaceRow):
    """A part in one agenda item: who presents, chairs a group, listens from above, or is a member."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="parts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=ItemRole.choices)

    data = declare(item=STRUCTURE, person=PERSON_REF, role=STRUCTURE)

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["item", "person", "role"], name="item_part_is_held_once")]


class Participant(SpaceRow):
    """Somebody invited, what they answered, and whether they came."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reply = models.CharField(max_length=10, choices=Reply.choices, default=Reply.NONE)
    invited_at = models.DateTimeField(null=True, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    came_at = models.DateTimeField(null=True, blank=True)

    data = declare(
        meeting=STRUCTURE,
        person=PERSON_REF,
        reply=STRUCTURE,
        invited_at=STRUCTURE,
        replied_at=STRUCTURE,
        came_at=STRUCTURE,
    )

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="participant_is_invited_once")]


def topic_of(meeting: Any) -> str:
    """The live topic that this meeting's screens follow."""
    return f"meeting:{meeting.pk}"
