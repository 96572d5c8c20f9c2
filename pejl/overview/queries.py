"""What one page gathers from all modules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, FilteredRelation, Q

from pejl.agreements import queries as agreements
from pejl.agreements.models import Agreement
from pejl.foundation.notices.models import Notice
from pejl.foundation.privacy import cpr
from pejl.foundation.search.keys import search_key
from pejl.foundation.tenancy.models import Person
from pejl.guidance import queries as guidance
from pejl.guidance.models import ApprovalRequest, Product, Version
from pejl.guidance.names import State as VersionState
from pejl.meetings.models import Meeting
from pejl.meetings.names import Reply
from pejl.meetings.names import State as MeetingState
from pejl.room.models import ProductDuty
from pejl.themes.models import Theme

NEW_FOR = timedelta(days=30)
SHORTEST_SEARCH = 2
MOST_HITS = 20


@dataclass(frozen=True)
class MyPage:
    """My overview: what needs me stands first, then what is coming, then what is new."""

    approvals: list[ApprovalRequest]
    drafts: list[Version]
    duties: list[ProductDuty]
    agreements: list[Agreement]
    meetings: list[Any]
    themes: list[Theme]
    notices: list[Notice]
    guidance: list[Version]

    @property
    def is_calm(self) -> bool:
        """Whether nothing waits for me."""
        return not (self.approvals or self.drafts or self.duties or self.agreements or self.invitations)

    @property
    def invitations(self) -> list[Any]:
        """The meetings ahead that I have not answered; read with the meetings, so that it costs no question."""
        return [
            one
            for one in self.meetings
            if one.state == MeetingState.ANNOUNCED and one.invited_at and one.reply == Reply.NONE
        ]


def my_page(person: Person, *, now: datetime, today: date) -> MyPage:
    """Everything on a person's first page; one query for each part."""
    return MyPage(
        approvals=list(guidance.approvals_for(person)),
        drafts=list(guidance.drafts_of(person).filter(state=VersionState.DRAFT)),
        duties=list(_duties_of(person)),
        agreements=list(agreements.open_for(person).by_due_day()[:8]),
        meetings=list(_meetings_of(person, now)),
        themes=list(Theme.objects.visible_to(person).filter(proposed_by=person).newest()[:5]),
        notices=list(Notice.objects.visible_to(person).newest()[:5]),
        guidance=list(_new_guidance(person, today)),
    )


def hits(text: str, *, person: Person) -> dict[str, list[Any]]:
    """Products, themes and meetings whose title holds the words, that the person may see; products first.

    Raises CprFound for a CPR number: nobody is looked up here.
    """
    cpr.refuse(text, field="q")
    words = search_key(text).split()
    if sum(len(word) for word in words) < SHORTEST_SEARCH:
        return {}
    wanted = Q()
    for word in words:
        wanted &= Q(title_search__contains=word)
    found = {
        "product": Product.objects.visible_to(person).filter(wanted).select_related("kind").by_title(),
        "theme": Theme.objects.visible_to(person).filter(wanted).newest(),
        "meeting": Meeting.objects.visible_to(person).filter(wanted).soonest(),
    }
    return {kind: list(rows[:MOST_HITS]) for kind, rows in found.items()}


def _duties_of(person: Person) -> Any:
    mine = ProductDuty.objects.filter(person=person, product=None)
    return mine.exclude(meeting__state=MeetingState.CANCELLED).select_related("meeting").order_by("taken_at")


def _meetings_of(person: Person, now: datetime) -> Any:
    going_on = Q(state__in=(MeetingState.RUNNING, MeetingState.WRITING_UP))
    coming = Q(starts_at__gte=now - timedelta(hours=4)) & ~Q(state__in=(MeetingState.CLOSED, MeetingState.CANCELLED))
    mine = Meeting.objects.visible_to(person).of(person).filter(going_on | coming)
    seat = FilteredRelation("participants", condition=Q(participants__person=person))
    return mine.annotate(seat=seat, invited_at=F("seat__invited_at"), reply=F("seat__reply")).soonest()[:6]


def _new_guidance(person: Person, today: date) -> Any:
    new = Version.objects.released_for(person).in_force().filter(valid_from__gte=today - NEW_FOR)
    return new.order_by("-published_at")[:5]
