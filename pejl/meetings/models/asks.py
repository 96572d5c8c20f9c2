"""Whether somebody takes a turn: who was asked, and what they answered. The turns taken are read from the agendas."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pejl.foundation.privacy.declarations import PERSON_REF, STRUCTURE, WORDS, declare
from pejl.foundation.privacy.fields import Words
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow
from pejl.meetings.models.meetings import AgendaItem, MeetingRole
from pejl.meetings.names import ANSWERABLE, AskState, Role

OVER = (AskState.NOT_NOW, AskState.WITHDRAWN)


class AskQuerySet(SpaceQuerySet["Ask"]):
    """What can be said of asks."""

    def visible_to(self, person: Person) -> AskQuerySet:
        """The meeting's leaders, who is asked, and the two where it was passed on; nobody else (system.md, B5)."""
        leads = MeetingRole.objects.filter(person=person, role=Role.LEADER).values("meeting")
        # Whoever could not take it over has nothing more to do with it.
        got_it = Ask.objects.filter(person=person, passed_from__isnull=False).exclude(state__in=OVER)
        two = Q(person=person) | Q(passed_from__person=person) | Q(pk__in=got_it.values("passed_from"))
        return self.filter(Q(item__meeting__in=leads) | two)

    def open(self) -> AskQuerySet:
        """Those that an answer is awaited for."""
        return self.filter(state=AskState.ASKED)

    def live(self) -> AskQuerySet:
        """Those by which somebody is to present, or may still: until they are answered by no, or taken back."""
        waited_for = Ask.objects.open().filter(passed_from__isnull=False).values("passed_from")
        return self.filter(Q(state__in=ANSWERABLE) | Q(state=AskState.PASSED_ON, pk__in=waited_for))


class Ask(SpaceRow):
    """That somebody is asked to present an item. One that was passed on waits for the colleague's own ask, which
    points back at it (``passed_from``); it counts again when the colleague cannot.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="asks")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=AskState.choices, default=AskState.ASKED)
    words = Words(blank=True)
    answer = Words(blank=True)
    passed_from = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="passings")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    data = declare(
        item=STRUCTURE,
        person=PERSON_REF,
        state=STRUCTURE,
        words=WORDS,
        answer=WORDS,
        passed_from=STRUCTURE,
        asked_by=PERSON_REF,
        asked_at=STRUCTURE,
        answered_at=STRUCTURE,
        version=STRUCTURE,
    )

    objects = SpaceManager.from_queryset(AskQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [
            # Two leaders who press at once ask once.
            models.UniqueConstraint(
                fields=["item", "person"], condition=Q(state="asked"), name="ask_waits_once_for_a_person"
            )
        ]
