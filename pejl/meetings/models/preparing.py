"""What a presenter writes and brings: the presenter's own until it is shared."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q

from pejl.foundation.files.models import KeptFile
from pejl.foundation.privacy.declarations import OWN, PERSON_REF, STRUCTURE, declare
from pejl.foundation.privacy.fields import Words
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow
from pejl.meetings.models.meetings import AgendaItem, ItemPart, Meeting, MeetingRole, Participant
from pejl.meetings.names import BEGUN, ItemRole, Role, SharedWith


class PreparationQuerySet(SpaceQuerySet["Preparation"]):
    """What can be said of preparations."""

    def visible_to(self, person: Person) -> PreparationQuerySet:
        """The presenter's own; the leaders' and the participants' when the presenter shares it with them."""
        leads = MeetingRole.objects.filter(person=person, role=Role.LEADER).values("meeting")
        invited = Participant.objects.filter(person=person, invited_at__isnull=False).values("meeting")
        shared = Q(shared_with__in=(SharedWith.LEADERS, SharedWith.PARTICIPANTS), item__meeting__in=leads)
        shared |= Q(shared_with=SharedWith.PARTICIPANTS, item__meeting__in=invited)
        return self.filter(Q(person=person) | shared)


class Preparation(SpaceRow):
    """One presenter's preparation of one item."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="preparations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    shared_with = models.CharField(max_length=12, choices=SharedWith.choices, default=SharedWith.NOBODY)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    data = declare(item=STRUCTURE, person=PERSON_REF, shared_with=STRUCTURE, version=STRUCTURE, changed_at=STRUCTURE)

    objects = SpaceManager.from_queryset(PreparationQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["item", "person"], name="preparation_is_one_for_each")]


class PreparationAnswerQuerySet(SpaceQuerySet["PreparationAnswer"]):
    """What can be said of what presenters write."""

    def visible_to(self, person: Person) -> PreparationAnswerQuerySet:
        """Whoever sees the preparation."""
        return self.filter(preparation__in=Preparation.objects.visible_to(person))


class PreparationAnswer(SpaceRow):
    """What the presenter wrote to one prompt, with the prompt as it was then."""

    preparation = models.ForeignKey(Preparation, on_delete=models.CASCADE, related_name="answers")
    position = models.PositiveSmallIntegerField()
    prompt = Words()
    text = Words(blank=True)

    data = declare(preparation=STRUCTURE, position=STRUCTURE, prompt=OWN, text=OWN)

    objects = SpaceManager.from_queryset(PreparationAnswerQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["preparation", "position"], name="preparation_answers_in_order")]


class PreparationFileQuerySet(SpaceQuerySet["PreparationFile"]):
    """What can be said of what presenters bring."""

    def visible_to(self, person: Person) -> PreparationFileQuerySet:
        """Whoever sees the preparation; from when the meeting begins also those who lead it or are invited, as far as
        its writer presents there: what somebody has passed on stays their own.
        """
        here = Meeting.objects.of(person).filter(state__in=BEGUN)
        presents = ItemPart.objects.filter(
            item=OuterRef("preparation__item"), person=OuterRef("preparation__person"), role=ItemRole.PRESENTER
        )
        shown = Q(preparation__item__meeting__in=here) & Exists(presents)
        return self.filter(Q(preparation__in=Preparation.objects.visible_to(person)) | shown)


class PreparationFile(SpaceRow):
    """A file that the presenter brings: slides, a form, a picture."""

    preparation = models.ForeignKey(Preparation, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(KeptFile, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    data = declare(preparation=STRUCTURE, file=STRUCTURE, added_at=STRUCTURE)

    objects = SpaceManager.from_queryset(PreparationFileQuerySet)()
