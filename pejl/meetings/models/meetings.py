"""A meeting as planned: its agenda, its people and their parts."""

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
from pejl.meetings.models.shape import SHAPE, ItemShape
from pejl.meetings.models.templates import Template
from pejl.meetings.names import (
    PLANNABLE,
    EditKind,
    ItemRole,
    Kind,
    Reply,
    Role,
    State,
)


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
    the real one is computed from the agenda, and ``ends_by`` is when it should be over. ``capacity`` is how many the
    room holds. What has changed and nobody was told yet goes out bundled at ``tells_at``; ``asks_again`` says that it
    is a new time, so that earlier answers no longer count.
    """

    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.LEARNING)
    title = Line(max_length=160)
    title_search = SearchKey(of="title")
    title_sort = SortKey(of="title")
    purposes = Structured(default=list, blank=True)
    place = Line(max_length=160, blank=True)
    starts_at = models.DateTimeField()
    ends_by = models.TimeField(null=True, blank=True)
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    sequence = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    template = models.ForeignKey(Template, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    template_edition = models.PositiveIntegerField(null=True, blank=True)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    announced_at = models.DateTimeField(null=True, blank=True)
    announced_until = models.DateTimeField(null=True, blank=True)
    tells_at = models.DateTimeField(null=True, blank=True)
    asks_again = models.BooleanField(default=False)

    data = declare(
        kind=STRUCTURE,
        title=WORDS,
        title_search=WORDS,
        title_sort=WORDS,
        purposes=WORDS,
        place=STRUCTURE,
        starts_at=STRUCTURE,
        ends_by=STRUCTURE,
        capacity=STRUCTURE,
        state=STRUCTURE,
        sequence=STRUCTURE,
        version=STRUCTURE,
        template=STRUCTURE,
        template_edition=STRUCTURE,
        created_by=PERSON_REF,
        created_at=STRUCTURE,
        announced_at=STRUCTURE,
        announced_until=STRUCTURE,
        tells_at=STRUCTURE,
        asks_again=STRUCTURE,
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


class AgendaEditQuerySet(SpaceQuerySet["AgendaEdit"]):
    """What can be said of what was done to an agenda."""

    def visible_to(self, person: Person) -> AgendaEditQuerySet:
        """Everybody undoes their own, in a meeting that they see."""
        return self.filter(by=person, meeting__in=Meeting.objects.visible_to(person))


class AgendaItem(ItemShape):
    """One timed item. Three durations are kept apart: planned, adjusted by the leaders, and actual (in the room).

    Inside group work the groups run side by side, each as long as the work (their own minutes are 0); inside any
    other item, and inside a group, steps follow one another. While the meeting is held an item can be left out
    (``left_out_at``), and one be put in (``inserted_at``).
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="children")
    adjusted_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    locked_start = models.TimeField(null=True, blank=True)
    room = Line(max_length=80, blank=True)
    cases = Words(blank=True)
    round_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    leader_notes = Words(blank=True)
    left_out_at = models.DateTimeField(null=True, blank=True)
    inserted_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    data = declare(
        meeting=STRUCTURE,
        parent=STRUCTURE,
        adjusted_minutes=STRUCTURE,
        locked_start=STRUCTURE,
        room=STRUCTURE,
        cases=WORDS,
        round_minutes=STRUCTURE,
        leader_notes=WORDS,
        left_out_at=STRUCTURE,
        inserted_at=STRUCTURE,
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
    """A part in one agenda item: who presents, chairs a group, listens from above, is a member, or has a role that
    only this item names (``called``).
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="parts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=ItemRole.choices)
    called = Line(max_length=60, blank=True)

    data = declare(item=STRUCTURE, person=PERSON_REF, role=STRUCTURE, called=WORDS)

    class Meta(SpaceRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["item", "person", "role", "called"], name="item_part_is_held_once")
        ]


class AgendaEdit(SpaceRow):
    """One thing that was done to the agenda, so that whoever did it can undo it; gone when the meeting begins. While
    it is held: new times, so that the leaders can undo them; gone when the next item begins.

    ``before`` and ``after`` are the item as it was and became (``operations.undoing``), with all in it.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="edits")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=EditKind.choices)
    label = Line(max_length=160)
    before = Structured(null=True)
    after = Structured(null=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    data = declare(
        meeting=STRUCTURE,
        number=STRUCTURE,
        kind=STRUCTURE,
        label=WORDS,
        before=WORDS,
        after=WORDS,
        by=PERSON_REF,
        at=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(AgendaEditQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="agenda_edit_is_counted_once")]


class Participant(SpaceRow):
    """Somebody invited, what they answered, whether they came, and where they sit: the order around the table."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reply = models.CharField(max_length=10, choices=Reply.choices, default=Reply.NONE)
    invited_at = models.DateTimeField(null=True, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    came_at = models.DateTimeField(null=True, blank=True)
    went_at = models.DateTimeField(null=True, blank=True)
    seat = models.PositiveSmallIntegerField(null=True, blank=True)

    data = declare(
        meeting=STRUCTURE,
        person=PERSON_REF,
        reply=STRUCTURE,
        invited_at=STRUCTURE,
        replied_at=STRUCTURE,
        came_at=STRUCTURE,
        went_at=STRUCTURE,
        seat=STRUCTURE,
    )

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="participant_is_invited_once")]

    @property
    def is_here(self) -> bool:
        """Whether they have come, and not gone again."""
        return self.came_at is not None and self.went_at is None


def topic_of(meeting: Any) -> str:
    """The live topic that this meeting's screens follow."""
    return f"meeting:{meeting.pk}"
