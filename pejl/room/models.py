"""What happens while a meeting is held: actual times, cards, unclear points, decisions and who makes the product."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from pejl.foundation.privacy.declarations import PERSON_REF, STRUCTURE, WORDS, declare
from pejl.foundation.privacy.fields import Line, Words
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow
from pejl.guidance.models import Product
from pejl.meetings.models import AgendaItem, Meeting
from pejl.meetings.names import Authorship
from pejl.room.names import CardKind


class InMeetingQuerySet(SpaceQuerySet["InMeeting"]):
    """What can be said of things that belong to a meeting."""

    def visible_to(self, person: Person) -> InMeetingQuerySet:
        """Whoever sees the meeting."""
        return self.filter(meeting__in=Meeting.objects.visible_to(person))


class InMeeting(SpaceRow):
    """A thing that belongs to one meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")

    objects = SpaceManager.from_queryset(InMeetingQuerySet)()

    class Meta(SpaceRow.Meta):
        abstract = True


class ItemRun(InMeeting):
    """An agenda item as it was really held: started, ended, and what was added or paused meanwhile, in seconds."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="runs")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    added_seconds = models.IntegerField(default=0)
    paused_seconds = models.PositiveIntegerField(default=0)
    paused_at = models.DateTimeField(null=True, blank=True)

    data = declare(
        meeting=STRUCTURE,
        item=STRUCTURE,
        started_at=STRUCTURE,
        ended_at=STRUCTURE,
        added_seconds=STRUCTURE,
        paused_seconds=STRUCTURE,
        paused_at=STRUCTURE,
    )

    class Meta(InMeeting.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(ended_at=None), name="only_one_item_runs_in_a_meeting"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")), name="item_run_ends_after_it_starts"
            ),
        ]


class Card(InMeeting):
    """One consideration, example or question, on the board of an item (of a group, where the item is one).

    Where the item stores no author, ``author`` is empty, ``written_at`` is a five-minute step and nothing else
    tells who wrote it. ``client_id`` comes from the writer's device, so that a resent card is not doubled.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="cards")
    kind = models.CharField(max_length=20, choices=CardKind.choices)
    text = Words()
    authorship = models.CharField(max_length=10, choices=Authorship.choices)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField()
    client_id = models.UUIDField()
    is_for_product = models.BooleanField(default=False)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    data = declare(
        meeting=STRUCTURE,
        item=STRUCTURE,
        kind=STRUCTURE,
        text=WORDS,
        authorship=STRUCTURE,
        author=PERSON_REF,
        written_at=STRUCTURE,
        client_id=STRUCTURE,
        is_for_product=STRUCTURE,
        removed_at=STRUCTURE,
        version=STRUCTURE,
    )

    class Meta(InMeeting.Meta):
        constraints = [
            models.UniqueConstraint(fields=["meeting", "client_id"], name="card_is_sent_once"),
            models.CheckConstraint(
                condition=Q(authorship=Authorship.NONE, author=None)
                | (~Q(authorship=Authorship.NONE) & Q(author__isnull=False)),
                name="card_has_an_author_unless_none_is_stored",
            ),
        ]
        indexes = [models.Index(fields=["meeting", "item"], name="card_by_board")]


class UnclearPoint(InMeeting):
    """Something still unclear at the end, and who takes care of it."""

    text = Line(max_length=300)
    caretaker = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    data = declare(
        meeting=STRUCTURE, text=WORDS, caretaker=PERSON_REF, written_at=STRUCTURE, answered_at=STRUCTURE
    )


class JointDecision(InMeeting):
    """What the meeting decided together; kept apart from what single colleagues agreed to do."""

    append_only = True

    text = Line(max_length=300)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    data = declare(meeting=STRUCTURE, text=WORDS, by=PERSON_REF, at=STRUCTURE)


class ProductDuty(InMeeting):
    """Who makes which product after the meeting, and the product once it is begun."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    what = Line(max_length=160)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField()

    data = declare(meeting=STRUCTURE, person=PERSON_REF, what=WORDS, product=STRUCTURE, taken_at=STRUCTURE)

    class Meta(InMeeting.Meta):
        constraints = [models.UniqueConstraint(fields=["meeting", "person", "what"], name="product_duty_is_taken_once")]
