"""What becomes of a leaver's part in meetings."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from pejl.foundation.audit import operations as audit
from pejl.foundation.tenancy.models import Person
from pejl.meetings import queries
from pejl.meetings.models import AgendaItem, ItemPart, Meeting, MeetingRole, Participant
from pejl.meetings.names import PLANNABLE, ItemRole
from pejl.meetings.operations import following
from pejl.organisation import operations as organisation


@transaction.atomic
def hand_over(of: Person, *, to: Person | None, by: Person | None, now: datetime) -> None:
    """Reaction to "person.left": the successor leads and presents instead, unless that one does so already.

    The leaver is on no list and in no group of a meeting that has not begun, so that the leaders see the free place.
    Without a successor leaders stay named: a meeting has one.
    """
    organisation.note_handovers(of=of, handings=queries.to_hand_over(of, to=to), now=now)
    if to is not None:
        _give_roles(of, to, by=by, now=now)
        _give_presentations(of, to)
    following.forget_leaver(of, by=by, now=now)
    ItemPart.objects.filter(person=of, item__meeting__state__in=PLANNABLE).delete()
    Participant.objects.filter(person=of, meeting__state__in=PLANNABLE).delete()


def _give_roles(of: Person, to: Person, *, by: Person | None, now: datetime) -> None:
    for role in queries.roles_left_by(of):
        MeetingRole.objects.get_or_create(meeting=role.meeting, person=to, role=role.role)
        role.delete()
        # Whoever has the plan open finds out before saving over it.
        Meeting.objects.filter(pk=role.meeting_id).update(version=F("version") + 1)
        audit.record("meeting.handed_over", role.meeting, by=by, now=now)


def _give_presentations(of: Person, to: Person) -> None:
    for part in queries.presentations_left_by(of):
        ItemPart.objects.get_or_create(item=part.item, person=to, role=ItemRole.PRESENTER)
        AgendaItem.objects.filter(pk=part.item_id).update(version=F("version") + 1)
