"""What one page gathers from all modules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, DateField, DateTimeField, Exists, F, FilteredRelation, Q, QuerySet, Value
from django.db.models.functions import Cast

from pejl.agreements import queries as agreements
from pejl.agreements.models import LearningGoal
from pejl.direction import queries as direction
from pejl.foundation.formats import moments
from pejl.foundation.notices.models import Notice
from pejl.foundation.privacy import cpr
from pejl.foundation.search.keys import search_key
from pejl.foundation.tenancy.composed import composed
from pejl.foundation.tenancy.models import Person
from pejl.guidance import queries as guidance
from pejl.guidance.models import Product, Version
from pejl.guidance.names import State as VersionState
from pejl.meetings import queries as meetings
from pejl.meetings.models import Meeting
from pejl.meetings.names import Reply
from pejl.meetings.names import State as MeetingState
from pejl.organisation.models import WorkingGroup
from pejl.overview.names import WaitingKind
from pejl.room import queries as room
from pejl.themes import queries as themes
from pejl.themes.models import Theme

NEW_FOR = timedelta(days=30)
SHORTEST_SEARCH = 2
MOST_HITS = 20


@dataclass(frozen=True)
class Waiting:
    """One thing that needs me. ``id`` is that of what is opened; ``words`` say who asks or where it comes from."""

    kind: WaitingKind
    id: UUID
    title: str
    words: str
    due_on: date | None = None
    starts_at: datetime | None = None


@dataclass(frozen=True)
class MyPage:
    """My overview: what needs me stands first, then what is coming, then what is new."""

    waiting: list[Waiting]
    undecided: int
    """Themes that no working group has decided on, for those who decide."""
    goal: LearningGoal | None
    meetings: list[Any]
    themes: list[Theme]
    notices: list[Notice]
    guidance: list[Version]


def my_page(person: Person, *, now: datetime, today: date) -> MyPage:
    """Everything on a person's first page; one query for each part."""
    coming = _meetings_of(person, now)
    return MyPage(
        waiting=_waiting_for(person, coming, now, today),
        undecided=sum(_undecided(person, today)),
        goal=next(iter(_goal_of(person)), None),
        meetings=coming,
        themes=_themes_of(person),
        notices=_notices_of(person),
        guidance=_new_guidance(person, today),
    )


def _waiting_for(person: Person, coming: Iterable[Any], now: datetime, today: date) -> list[Waiting]:
    """All kinds in one statement, however many they become; invitations come with the meetings that were read."""
    asked = _asked_of(person, now, today)
    found = [
        Waiting(WaitingKind(kind), opens, title, words, on or (at and moments.day_of(at)))
        for kind, opens, title, words, on, at in asked
        if kind != WaitingKind.READING
    ]
    found += _to_read(
        (opens, title, days, on) for kind, opens, title, days, on, _at in asked if kind == WaitingKind.READING
    )
    found += [
        Waiting(WaitingKind.INVITATION, one.pk, one.title, "", starts_at=one.starts_at)
        for one in coming
        if one.state == MeetingState.ANNOUNCED and one.invited_at and one.reply == Reply.NONE
    ]
    kinds = list(WaitingKind)
    return sorted(found, key=lambda one: (kinds.index(one.kind), one.due_on or date.max, one.title))


def _to_read(rows: Iterable[tuple[UUID, str, str, date]]) -> list[Waiting]:
    """All that is to be read is one line: the first of it by its day, and in ``words`` how much more there is."""
    due = [(on + timedelta(days=int(days)) if days else date.max, title, thing) for thing, title, days, on in rows]
    if not due:
        return []
    (day, title, thing), more = min(due), len({thing for _day, _title, thing in due}) - 1
    return [Waiting(WaitingKind.READING, thing, title, str(more), None if day == date.max else day)]


@composed
def _asked_of(person: Person, now: datetime, today: date) -> QuerySet[Any]:
    asked, drafts = guidance.approvals_for(person), guidance.drafts_of(person)
    heard, named = guidance.hearings_for(person, today), guidance.to_confirm(person)
    written, to_read = guidance.feedback_for(person), guidance.waiting_entries(person, today)
    to_present, prepared = meetings.asks_waiting_for(person, now), meetings.preparations_of(person, now)
    of = "item__meeting"
    duties, unclear = room.duties_waiting_for(person), room.unclear_points_waiting_for(person)
    parts = [
        _part(WaitingKind.APPROVAL, asked, "version__product", "version__title", "asked_by__name"),
        _part(WaitingKind.HEARING, heard, "version__product", "version__title", "opened_by__name", on="closes_on"),
        _part(WaitingKind.RESPONSIBILITY, named, "product", "product__title", "product__title"),
        _part(WaitingKind.FEEDBACK, written, "id", "version__product__title", "by__name"),
        _part(WaitingKind.ASK, to_present, "id", "item__label", f"{of}__title", at=f"{of}__starts_at"),
        _part(WaitingKind.PREPARATION, prepared, "item", "item__label", f"{of}__title", at=f"{of}__starts_at"),
        _part(WaitingKind.PRODUCT_DUTY, duties, "meeting", "what", "meeting__title"),
        _part(WaitingKind.UNCLEAR_POINT, unclear, "meeting", "text", "meeting__title"),
        _part(WaitingKind.DRAFT, drafts.filter(state=VersionState.DRAFT), "product", "title", "title"),
        _part(WaitingKind.AGREEMENT, agreements.open_for(person), "id", "what", "source_title", on="due_on"),
        _part(WaitingKind.TAKEOVER, agreements.offered_to(person), "id", "what", "owner__name", on="due_on"),
        _part(WaitingKind.LEARNED, agreements.to_answer(person, today), "id", "source_title", "source_title"),
        _part(WaitingKind.DIRECTION, direction.unmet_by(person, today), "id", "title", "stated_by__name"),
        _part(WaitingKind.READING, to_read, "thing", "reads", "days_after", on="asked_on"),
    ]
    return parts[0].union(*parts[1:], all=True)


def _part(kind: WaitingKind, rows: QuerySet[Any], *columns: str, on: str = "", at: str = "") -> QuerySet[Any]:
    """The columns of ``Waiting``: what opens, its title, words, and a day or a moment where it has one."""
    day = F(on) if on else Cast(Value(None), DateField())
    moment = F(at) if at else Cast(Value(None), DateTimeField())
    return rows.order_by().values_list(Value(kind), *columns, day, moment)


@composed
def _undecided(person: Person, today: date) -> QuerySet[Any]:
    decides = Exists(WorkingGroup.objects.of(person, today))
    counted = themes.waiting(person).filter(decides).order_by().values("state").annotate(number=Count("id"))
    return counted.values_list("number", flat=True)


@composed
def _goal_of(person: Person) -> QuerySet[LearningGoal]:
    return agreements.goals_of(person).exclude(will_introduce="")[:1]


@composed
def _themes_of(person: Person) -> QuerySet[Theme]:
    return Theme.objects.visible_to(person).filter(proposed_by=person).newest()[:5]


@composed
def _notices_of(person: Person) -> QuerySet[Notice]:
    return Notice.objects.visible_to(person).newest()[:5]


@composed
def _meetings_of(person: Person, now: datetime) -> Any:
    going_on = Q(state__in=(MeetingState.RUNNING, MeetingState.WRITING_UP))
    coming = Q(starts_at__gte=now - timedelta(hours=4)) & ~Q(state__in=(MeetingState.CLOSED, MeetingState.CANCELLED))
    mine = Meeting.objects.visible_to(person).of(person).filter(going_on | coming)
    seat = FilteredRelation("participants", condition=Q(participants__person=person))
    return mine.annotate(seat=seat, invited_at=F("seat__invited_at"), reply=F("seat__reply")).soonest()[:6]


@composed
def _new_guidance(person: Person, today: date) -> QuerySet[Version]:
    new = Version.objects.released_for(person).in_force().filter(valid_from__gte=today - NEW_FOR)
    return new.order_by("-published_at")[:5]


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
