"""Meetings in lists, and what is read with them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Prefetch

from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import (
    AgendaItem,
    ItemPart,
    Meeting,
    MeetingQuerySet,
    MeetingRole,
    Participant,
)


def listed(face: str, *, person: Person, now: datetime, words: str = "", kind: str = "") -> MeetingQuerySet:
    """The ``upcoming``, ``mine`` or ``past`` meetings whose title holds the words, of all kinds or of one; what is over
    latest first.
    """
    seen = Meeting.objects.visible_to(person).named(words)
    if kind:
        seen = seen.filter(kind=kind)
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
