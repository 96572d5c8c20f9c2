"""What comes of a meeting: what is unclear, what is decided, who makes what, how it goes on, and the minutes."""

from __future__ import annotations

from django.db import models

from pejl.foundation.privacy.declarations import PERSON_REF, STRUCTURE, WORDS, declare
from pejl.foundation.privacy.fields import Line, Words
from pejl.foundation.tenancy.models import Person
from pejl.guidance.models import Product
from pejl.meetings.models import AgendaItem
from pejl.room.models.base import InMeeting
from pejl.room.names import Section


class UnclearPoint(InMeeting):
    """Something to be investigated: asked in a round or while somebody presented (``item``), or still unclear at the
    end; and who takes care of it. Who asked is not kept.
    """

    text = Line(max_length=300)
    item = models.ForeignKey(AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    caretaker = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    data = declare(
        meeting=STRUCTURE,
        text=WORDS,
        item=STRUCTURE,
        caretaker=PERSON_REF,
        written_at=STRUCTURE,
        answered_at=STRUCTURE,
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


class Proceeding(InMeeting):
    """How it goes on after the meeting: how the product is made, how it reaches colleagues, whether one meets again."""

    making = Words(blank=True, max_length=2000)
    dissemination = Words(blank=True, max_length=2000)
    has_follow_up = models.BooleanField(null=True, blank=True)
    follow_up = Words(blank=True, max_length=2000)
    follow_up_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    data = declare(
        meeting=STRUCTURE,
        making=WORDS,
        dissemination=WORDS,
        has_follow_up=STRUCTURE,
        follow_up=WORDS,
        follow_up_on=STRUCTURE,
        version=STRUCTURE,
    )

    class Meta(InMeeting.Meta):
        constraints = [models.UniqueConstraint(fields=["meeting"], name="proceeding_is_one_for_a_meeting")]


class MinutesSection(InMeeting):
    """A section of the minutes that the leaders have written themselves, in place of what composes itself.

    ``composed_digest`` is of what had composed itself then, so that the leaders can see what came since.
    """

    key = models.CharField(max_length=20, choices=Section.choices)
    text = Words(blank=True)
    is_left_out = models.BooleanField(default=False)
    composed_digest = models.CharField(max_length=64, editable=False)
    edited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    data = declare(
        meeting=STRUCTURE,
        key=STRUCTURE,
        text=WORDS,
        is_left_out=STRUCTURE,
        composed_digest=STRUCTURE,
        edited_by=PERSON_REF,
        edited_at=STRUCTURE,
        version=STRUCTURE,
    )

    class Meta(InMeeting.Meta):
        constraints = [models.UniqueConstraint(fields=["meeting", "key"], name="minutes_section_is_written_once")]
