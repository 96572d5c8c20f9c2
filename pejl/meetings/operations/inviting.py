"""Who is asked to come, and what they answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.live import operations as live
from pejl.foundation.refusals import Invalid
from pejl.foundation.tenancy.models import Person
from pejl.meetings import permissions, policies, queries
from pejl.meetings.models import ItemPart, Meeting, Participant, topic_of
from pejl.meetings.names import ItemRole, Reply, State
from pejl.meetings.operations import bundling, ground, telling


@transaction.atomic
def choose(*, meeting: Meeting, people: Iterable[Person], by: Person, now: datetime) -> int:
    """Put people on the list of those who are to be invited; returns how many are new. Nobody is told yet."""
    row = ground.plannable(meeting, by=by)
    new = _choose(row, people)
    audit.record("participants.chosen", row, by=by, now=now)
    return new


@transaction.atomic
def take_out(*, meeting: Meeting, people: Sequence[Person], by: Person, now: datetime) -> None:
    """Take people off the list; who was invited already gets a cancellation. Leaders and parts stay."""
    row = ground.plannable(meeting, by=by)
    for person in people:
        _require_without_duty(row, person)
    leaving = Participant.objects.filter(meeting=row, person__in=people)
    told = [one.person for one in leaving.exclude(invited_at=None).select_related("person", "person__account")]
    if told:
        # Their calendars take the meeting out for a later file only.
        row.sequence += 1
        row.save(update_fields=["sequence"])
    telling.tell_taken_out(row, told, now=now)
    leaving.delete()
    live.append(topic_of(row), "participants.taken_out", now=now)
    audit.record("participants.taken_out", row, by=by, now=now)


@transaction.atomic
def invite(*, meeting: Meeting, by: Person, now: datetime, people: Iterable[Person] = ()) -> Meeting:
    """Send an invitation to everybody chosen who has none yet: ``people``, the leaders, all with a part.

    The first time the meeting becomes visible to the whole job centre. Leaders count as coming.
    """
    row = ground.plannable(meeting, by=by)
    policies.require_agenda(queries.items_of(row))
    _choose(row, people)
    _choose(row, (one.person for one in queries.people_of(row) if one.participant is None))
    is_first = row.state == State.DRAFT
    if is_first:
        row.state, row.announced_at, row.announced_until = State.ANNOUNCED, now, queries.ends_at(row)
        row.version += 1
        row.save()
    else:
        bundling.flush(row, now=now)
    _send(row, now)
    audit.record("meeting.announced" if is_first else "meeting.invited", row, by=by, now=now)
    return row


@transaction.atomic
def reply(*, meeting: Meeting, reply: str, by: Person, now: datetime) -> Participant:
    """Say that one comes, or does not. The leaders are told when somebody with a part cannot come."""
    row = ground.locked(meeting)
    permissions.require_invited(by, row)
    policies.require_announced(row)
    if reply not in (Reply.ACCEPTED, Reply.DECLINED):
        raise Invalid(_("Answer that you are coming or that you are not."), field="reply")
    participant: Participant = Participant.objects.get(meeting=row, person=by)
    is_news = participant.reply != reply
    participant.reply, participant.replied_at = reply, now
    participant.save(update_fields=["reply", "replied_at"])
    if is_news and reply == Reply.DECLINED:
        telling.tell_missing(row, by, now=now)
    audit.record("invitation.answered", participant, by=by, now=now)
    return participant


def _choose(meeting: Meeting, people: Iterable[Person]) -> int:
    wanted = {person.pk for person in people if person.left_on is None}
    there = set(Participant.objects.filter(meeting=meeting).values_list("person_id", flat=True))
    new = [Participant(meeting=meeting, person_id=person) for person in wanted - there]
    Participant.objects.bulk_create(new)
    return len(new)


def _send(meeting: Meeting, now: datetime) -> None:
    """One invitation to each who has none."""
    leaders = {person.pk for person in queries.leaders_of(meeting)}
    waiting = Participant.objects.filter(meeting=meeting, invited_at=None)
    asked = list(waiting.select_related("person", "person__account").order_by("person__name_sort"))
    for participant in asked:
        participant.invited_at = now
        if participant.person_id in leaders:
            participant.reply, participant.replied_at = Reply.ACCEPTED, now
        participant.save()
    telling.invite(meeting, [participant.person for participant in asked], now=now)


def _require_without_duty(meeting: Meeting, person: Person) -> None:
    if any(role.person_id == person.pk for role in meeting.roles.all()):
        told = {"person": person.name}
        raise Invalid(_("%(person)s leads or chairs the meeting. Choose somebody else for that first.") % told)
    part = ItemPart.objects.filter(item__meeting=meeting, person=person).select_related("item").first()
    if part is not None:
        told = {"person": person.name, "role": str(ItemRole(part.role).label), "item": part.item.label}
        raise Invalid(_("%(person)s has a part in “%(item)s” (%(role)s). Take it away first.") % told)
