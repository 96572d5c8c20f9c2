"""Who presents, whom the leaders have asked, and what they answered. Whose asks somebody sees, ``visible_to`` says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.foundation.tenancy.models import Person
from pejl.meetings import policies
from pejl.meetings.models import AgendaItem, Ask, Meeting
from pejl.meetings.names import ANSWERABLE, PLANNABLE, AskState, ItemRole, Role, Speaking, roles_in
from pejl.meetings.queries.agenda import STILL_TODAY, TimedItem, agenda_of

NAMED = 2


@dataclass(frozen=True)
class Presenter:
    """Somebody who is to present an item: the ask that stands, and to whom it was passed on, if so."""

    person: Person
    ask: Ask | None = None
    passed_to: Ask | None = None
    is_leader: bool = False

    @property
    def is_settled_outside(self) -> bool:
        """Whether the leaders talk with them by other ways: the leaders themselves, and guests who cannot sign in."""
        return self.is_leader or policies.has_no_way_in(self.person)

    @property
    def has_said_yes(self) -> bool:
        """Whether it is settled."""
        return self.is_settled_outside or (self.ask is not None and self.ask.state == AskState.ACCEPTED)

    @property
    def standing(self) -> str:
        """How it stands, in words."""
        if self.ask is not None:
            return str(AskState(self.ask.state).label)
        if self.is_leader:
            return _("leads the meeting")
        return _("is talked with outside Pejl") if self.is_settled_outside else _("not asked yet")

    @property
    def is_asked(self) -> bool:
        """Whether there is something to wait for or to take back."""
        return self.ask is not None


@dataclass(frozen=True)
class Presentation:
    """An item that somebody presents, or should: who does, and who was asked and cannot this time."""

    timed: TimedItem
    presenters: tuple[Presenter, ...]
    not_now: tuple[Ask, ...] = ()

    @property
    def item(self) -> AgendaItem:
        """The item itself."""
        return self.timed.item


def presentations_in(meeting: Meeting, agenda: Sequence[TimedItem], *, with_no: bool = True) -> list[Presentation]:
    """What is presented at the meeting, along the clock, steps too. For its leaders: it says what people answered.

    One query, none where ``agenda`` was asked before; none either where nobody presents yet, and who said no before
    need not be shown (``with_no``).
    """
    everything = [timed for timed in _flat(agenda) if _is_presented(timed)]
    if not with_no:
        everything = [timed for timed in everything if timed.people(ItemRole.PRESENTER)]
    _read_asks(timed.item for timed in everything)
    leaders = {role.person_id for role in meeting.roles.all() if role.role == Role.LEADER}
    return [_presentation(timed, leaders) for timed in everything]


def read_asks(meetings: Iterable[Meeting]) -> None:
    """The asks in several agendas at once, that were read ``with_agenda``: ``lacks_yes`` then asks for none of them."""
    _read_asks(item for meeting in meetings for item in meeting.items.all())


def not_asked(meeting: Meeting, agenda: Sequence[TimedItem]) -> list[tuple[AgendaItem, Person]]:
    """Who is to present what, and was not asked; the leaders need not be."""
    return [
        (one.item, presenter.person)
        for one in presentations_in(meeting, agenda, with_no=False)
        for presenter in one.presenters
        if not presenter.is_asked and not presenter.is_settled_outside
    ]


def lacks_yes(meeting: Meeting, agenda: Sequence[TimedItem]) -> str:
    """A warning where somebody who is to present has not said yes; it names items, so that all who plan can read it.

    One query, none where the agenda was asked before or nobody presents yet.
    """
    labels = awaiting_yes(meeting, agenda)
    if not labels:
        return ""
    named = ", ".join(f"“{label}”" for label in labels[:NAMED])
    more = len(labels) - NAMED
    if more > 0:
        named += " " + ngettext("and %(num)d more", "and %(num)d more", more) % {"num": more}
    told = {"items": named}
    return _("Not everybody who presents has said yes yet: %(items)s. Ask them under “Who presents”.") % told


def awaiting_yes(meeting: Meeting, agenda: Sequence[TimedItem]) -> list[str]:
    """The items, by label, of which a presenter has not said yes: for a warning that names nobody."""
    return [
        one.item.label
        for one in presentations_in(meeting, agenda, with_no=False)
        if not all(presenter.has_said_yes for presenter in one.presenters)
    ]


def asks_waiting_for(person: Person, now: datetime) -> QuerySet[Ask]:
    """What the person is asked to present and has not answered, at meetings that did not start long ago, drafts too;
    soonest first.
    """
    found: QuerySet[Ask] = Ask.objects.filter(person=person).open()
    coming = found.filter(item__meeting__state__in=PLANNABLE, item__meeting__starts_at__gte=now - STILL_TODAY)
    return coming.order_by("item__meeting__starts_at", "item__position", "id")


def asks_of(meeting: Meeting, person: Person) -> list[Ask]:
    """The asks of the meeting that the person may see, in the order they were made: leaders all, others their own."""
    seen = Ask.objects.visible_to(person).filter(item__meeting=meeting)
    return list(seen.select_related("person", "item", "asked_by", "passed_from").order_by("asked_at", "id"))


def timed(item: AgendaItem) -> TimedItem:
    """One item along the clock, wherever in the agenda it lies."""
    return next(one for one in _flat(agenda_of(item.meeting)) if one.item.pk == item.pk)


def _read_asks(items: Iterable[AgendaItem]) -> None:
    asks = Ask.objects.select_related("person", "passed_from").order_by("asked_at", "id")
    prefetch_related_objects(list(items), Prefetch("asks", asks))


def _flat(agenda: Iterable[TimedItem]) -> Iterator[TimedItem]:
    for one in agenda:
        yield one
        yield from _flat(one.children)


def _is_presented(timed: TimedItem) -> bool:
    """Somebody presents it, or it is meant to be presented."""
    if ItemRole.PRESENTER not in roles_in(timed.item.behaviour):
        return False
    return bool(timed.people(ItemRole.PRESENTER)) or timed.item.speaking == Speaking.PRESENTER


def _presentation(timed: TimedItem, leaders: set[UUID]) -> Presentation:
    asks = list(timed.item.asks.all())
    passed = {ask.passed_from_id: ask for ask in asks if ask.passed_from_id and ask.state == AskState.ASKED}
    standing = {ask.person_id: ask for ask in asks if _stands(ask, passed)}
    people = timed.people(ItemRole.PRESENTER)
    presenters = tuple(
        Presenter(one, ask, passed.get(ask.pk) if ask else None, is_leader=one.pk in leaders)
        for one, ask in ((one, standing.get(one.pk)) for one in people)
    )
    here = {one.pk for one in people}
    no = {ask.person_id: ask for ask in asks if ask.state == AskState.NOT_NOW and ask.passed_from_id is None}
    return Presentation(timed, presenters, tuple(ask for ask in no.values() if ask.person_id not in here))


def _stands(ask: Ask, passed: dict[UUID, Ask]) -> bool:
    """Whether the ask says how it stands with somebody who presents."""
    if ask.state == AskState.PASSED_ON:
        return ask.pk in passed
    is_colleagues = ask.passed_from_id is not None and ask.state == AskState.ASKED
    return ask.state in ANSWERABLE and not is_colleagues
