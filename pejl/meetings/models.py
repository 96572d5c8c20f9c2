"""Meetings as planned: agenda, people and their parts. What happens in the room stands in ``pejl.room``."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.db import models
from django.db.models import Q

from pejl.foundation.formats import moments
from pejl.foundation.privacy.declarations import PERSON_REF, STRUCTURE, WORDS, declare
from pejl.foundation.privacy.fields import Line, Structured, Words
from pejl.foundation.search.fields import SearchKey, SortKey
from pejl.foundation.search.keys import search_key
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow
from pejl.meetings.names import PLANNABLE, Authorship, Behaviour, ItemRole, Kind, Reply, Role, Speaking, State, lines_of


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


SHAPE = {
    "position": STRUCTURE,
    "behaviour": STRUCTURE,
    "label": WORDS,
    "questions": WORDS,
    "planned_minutes": STRUCTURE,
    "may_shrink": STRUCTURE,
    "speaking": STRUCTURE,
    "authorship": STRUCTURE,
}


class TemplateQuerySet(SpaceQuerySet["Template"]):
    """What can be said of templates."""

    def visible_to(self, person: Person) -> TemplateQuerySet:
        """Colleagues start from each other's agendas; guests plan nothing."""
        return self.none() if person.is_guest else self

    def by_name(self) -> TemplateQuerySet:
        """In Danish alphabetical order."""
        return self.order_by("name_sort", "id")


class Template(SpaceRow):
    """An agenda to start from: data, each job centre's own."""

    name = Line(max_length=120)
    name_search = SearchKey(of="name")
    name_sort = SortKey(of="name")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    about = Words(blank=True)

    data = declare(name=STRUCTURE, name_search=STRUCTURE, name_sort=STRUCTURE, kind=STRUCTURE, about=STRUCTURE)

    objects = SpaceManager.from_queryset(TemplateQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["space", "name"], name="template_name_is_unique")]

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
        """Who plans it sees it from its first line; colleagues see what is told; guests what they are invited to."""
        leads = MeetingRole.objects.filter(person=person, role=Role.LEADER).values("meeting")
        told = ~Q(state=State.DRAFT) & ~Q(state=State.CANCELLED, announced_at=None)
        if person.is_guest:
            told &= Q(pk__in=Participant.objects.filter(person=person, invited_at__isnull=False).values("meeting"))
        return self.filter(Q(pk__in=leads) | Q(created_by=person) | told)

    def upcoming(self, now: datetime) -> MeetingQuerySet:
        """What is under way, and what is planned for today or later."""
        today = moments.local(moments.day_of(now), time.min)
        return self.filter(Q(state=State.RUNNING) | Q(state__in=PLANNABLE, starts_at__gte=today))

    def past(self, now: datetime) -> MeetingQuerySet:
        """What is over: held, cancelled, or planned for a day that has gone."""
        return self.exclude(pk__in=Meeting.objects.upcoming(now).values("pk"))

    def of(self, person: Person) -> MeetingQuerySet:
        """Those the person leads, is invited to or has a part in."""
        return self.filter(
            Q(pk__in=MeetingRole.objects.filter(person=person).values("meeting"))
            | Q(pk__in=Participant.objects.filter(person=person).values("meeting"))
            | Q(pk__in=ItemPart.objects.filter(person=person).values("item__meeting"))
        )

    def waiting_for(self, person: Person) -> MeetingQuerySet:
        """Those the person is invited to and has not answered."""
        asked = Participant.objects.filter(person=person, reply=Reply.NONE, invited_at__isnull=False)
        return self.filter(state=State.ANNOUNCED, pk__in=asked.values("meeting"))

    def named(self, words: str) -> MeetingQuerySet:
        """Those whose title holds the words."""
        return self.filter(title_search__contains=search_key(words))

    def soonest(self) -> MeetingQuerySet:
        """Next one first."""
        return self.order_by("starts_at", "id")

    def newest(self) -> MeetingQuerySet:
        """Last one first."""
        return self.order_by("-starts_at", "id")


class Meeting(SpaceRow):
    """A meeting: its time, its place, its purposes.

    ``sequence`` counts what calendars must learn of (RFC 5545). ``announced_until`` is the end that they were told;
    the real one is computed from the agenda.
    """

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
    announced_at = models.DateTimeField(null=True, blank=True)
    announced_until = models.DateTimeField(null=True, blank=True)

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
        announced_at=STRUCTURE,
        announced_until=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(MeetingQuerySet)()

    class Meta(SpaceRow.Meta):
        indexes = [models.Index(fields=["space", "starts_at"], name="meeting_by_time")]

    def __str__(self) -> str:
        return self.title


class AgendaItemQuerySet(SpaceQuerySet["AgendaItem"]):
    """What can be said of agenda items."""

    def visible_to(self, person: Person) -> AgendaItemQuerySet:
        """Whoever sees the meeting; ``leader_notes`` are for its leaders only, whoever reads the rest."""
        return self.filter(meeting__in=Meeting.objects.visible_to(person))

    def in_order(self) -> AgendaItemQuerySet:
        """As they come, the parts of an item among themselves too."""
        return self.order_by("position", "id")


class AgendaItem(ItemShape):
    """One timed item. Three durations are kept apart: planned, adjusted by the leaders, and actual (in the room).

    A group runs beside the other groups of its parent, in the parent's time: its own minutes are 0.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="children")
    adjusted_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    locked_start = models.TimeField(null=True, blank=True)
    room = Line(max_length=80, blank=True)
    leader_notes = Words(blank=True)
    version = models.PositiveIntegerField(default=1)

    data = declare(
        meeting=STRUCTURE,
        parent=STRUCTURE,
        adjusted_minutes=STRUCTURE,
        locked_start=STRUCTURE,
        room=STRUCTURE,
        leader_notes=WORDS,
        version=STRUCTURE,
        **SHAPE,
    )

    objects = SpaceManager.from_queryset(AgendaItemQuerySet)()

    class Meta(ItemShape.Meta):
        indexes = [models.Index(fields=["meeting", "position"], name="agenda_item_in_order")]

    @property
    def minutes(self) -> int:
        """How long it is meant to take now: as adjusted, else as planned."""
        return self.planned_minutes if self.adjusted_minutes is None else self.adjusted_minutes

    @property
    def question_lines(self) -> list[str]:
        """Its questions, one a line."""
        return lines_of(self.questions)

    def __str__(self) -> str:
        return self.label


class MeetingRole(SpaceRow):
    """A part in the meeting as a whole."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="roles")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=Role.choices)

    data = declare(meeting=STRUCTURE, person=PERSON_REF, role=STRUCTURE)

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["meeting", "person", "role"], name="meeting_role_is_held_once")]


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
