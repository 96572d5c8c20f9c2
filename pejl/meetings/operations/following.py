"""What becomes of asks and preparations when what they are about changes or goes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from pejl.foundation.audit import operations as audit
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.drafts import queries as drafts_read
from pejl.foundation.tenancy.models import Person
from pejl.meetings import queries
from pejl.meetings.models import AgendaItem, Ask, ItemPart, Meeting, Preparation
from pejl.meetings.names import AskState, ItemRole, SharedWith, answer_field, preparation_place, roles_in
from pejl.meetings.operations import telling_asks

Asks = Sequence[Ask]


def follow_parts(items: Iterable[AgendaItem], *, by: Person, now: datetime) -> None:
    """After the people of items were set: who is not to present any more is told, where they were asked."""
    asks = list(live_in(items))
    if not asks:
        return
    parts = ItemPart.objects.filter(item__in=[ask.item for ask in asks], role=ItemRole.PRESENTER)
    presenters = set(parts.values_list("item_id", "person_id"))
    withdraw([ask for ask in asks if not _still_presents(ask, presenters)], by=by, now=now)


def _still_presents(ask: Ask, presenters: set[tuple[UUID, UUID]]) -> bool:
    is_presented = ItemRole.PRESENTER in roles_in(ask.item.behaviour)
    return is_presented and (ask.item_id, presented_by(ask).pk) in presenters


def before_removal(item: AgendaItem, *, by: Person, now: datetime) -> None:
    """Before an item goes with all in it: whoever was asked is told, and what presenters wrote is kept for them."""
    items = [item, *_inside(item)]
    withdraw(list(live_in(items)), by=by, now=now, is_gone=True)
    for preparation in Preparation.objects.filter(item__in=items).prefetch_related("answers"):
        keep_for_its_writer(preparation, now=now)


def keep_for_its_writer(preparation: Preparation, *, now: datetime) -> None:
    """Put what was written where its writer's unsent words lie: it is there again when the item comes back."""
    place = preparation_place(preparation.item_id)
    unsent = drafts_read.at(place, person=preparation.person)
    answers = [answer for answer in preparation.answers.all() if answer.text]
    written = {answer_field(queries.key_of(answer.prompt)): answer.text for answer in answers}
    kept = written | (unsent.fields if unsent else {})
    if kept:
        drafts.keep(place=place, fields=kept, by=preparation.person, now=now)


def withdraw_all(meeting: Meeting, *, by: Person, now: datetime) -> None:
    """The meeting is called off. Who is invited hears of that; who was only asked hears it here."""
    invited = set(meeting.participants.filter(invited_at__isnull=False).values_list("person_id", flat=True))
    asks = list(live_in(meeting.items.all()))
    withdraw(asks, by=by, now=now, but=invited)


def forget_leaver(person: Person, *, by: Person | None, now: datetime) -> None:
    """Somebody has left: nothing is asked of them any more, and what was passed on to them goes back."""
    for ask in Ask.objects.filter(person=person).live().filter(passed_from__isnull=False, state=AskState.ASKED):
        give_back(ask.passed_from, now=now)
    withdraw(list(Ask.objects.filter(person=person).live().select_related(*_WITH)), by=by, now=now)


def give_back(ask: Ask, *, now: datetime) -> None:
    """What was passed on is asked of the first again, who is told."""
    ask.state, ask.answered_at, ask.version = AskState.ASKED, None, ask.version + 1
    ask.save(update_fields=["state", "answered_at", "version"])
    telling_asks.tell_given_back(ask, now=now)


def hide_preparation(item: AgendaItem, person: Person) -> None:
    """Who presents no more keeps what they wrote, and nobody else sees it."""
    Preparation.objects.filter(item=item, person=person).update(shared_with=SharedWith.NOBODY)


def withdraw(
    asks: Asks, *, by: Person | None, now: datetime, is_gone: bool = False, but: Iterable[object] = ()
) -> None:
    """Take asks back, with what was passed on from them; tell everybody concerned but ``by`` and the ids in ``but``.

    ``is_gone`` says that the item goes, so that there is nothing to open.
    """
    everything = {ask.pk: ask for ask in (*asks, *_passed_on_from(asks))}.values()
    for ask in everything:
        ask.state, ask.version = AskState.WITHDRAWN, ask.version + 1
        ask.save(update_fields=["state", "version"])
        hide_preparation(ask.item, ask.person)
        audit.record("ask.withdrawn", ask, by=by, now=now)
        silent = {by.pk if by else None, *but}
        if ask.person_id not in silent and ask.person.left_on is None:
            telling_asks.tell_withdrawn(ask, is_gone=is_gone, now=now)


def presented_by(ask: Ask) -> Person:
    """Who is to present while the ask stands so: until a colleague accepts, whoever passed it on."""
    if ask.passed_from is not None and ask.state == AskState.ASKED:
        return ask.passed_from.person
    return ask.person


_WITH = ("person", "person__account", "item__meeting", "passed_from__person", "asked_by")


def live_in(items: Iterable[AgendaItem]) -> Iterable[Ask]:
    """The asks of these items that still mean something, with all that is read of them."""
    asks: Iterable[Ask] = Ask.objects.filter(item__in=list(items)).live().select_related(*_WITH).order_by("asked_at")
    return asks


def _passed_on_from(asks: Asks) -> Iterable[Ask]:
    passed: Iterable[Ask] = Ask.objects.open().filter(passed_from__in=list(asks)).select_related(*_WITH)
    return passed


def _inside(item: AgendaItem) -> list[AgendaItem]:
    children = list(AgendaItem.objects.filter(parent=item))
    return [*children, *(deeper for child in children for deeper in _inside(child))]
