"""Asking colleagues to present, and what they answer. Asking tells only whoever is asked, also in a draft."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from pejl.foundation.audit import operations as audit
from pejl.foundation.tenancy.models import Person
from pejl.meetings import permissions, policies, queries
from pejl.meetings.models import AgendaItem, Ask, ItemPart, Meeting, Participant
from pejl.meetings.names import AskState, ItemRole
from pejl.meetings.operations import agenda, following, ground, telling_asks


@transaction.atomic
def ask_to_present(*, item: AgendaItem, person: Person, words: str, by: Person, now: datetime) -> Ask:
    """Ask somebody to present an item, in the leaders' own words; whoever is no presenter of it yet becomes one.

    Who is asked already, or has said yes, is not asked again: the answer is the ask that stands. A leader who puts
    themself needs no answer.
    """
    meeting = _led(item.meeting, by)
    present: AgendaItem = AgendaItem.objects.get(pk=item.pk)
    policies.require_presented(present)
    policies.require_here(person, field="person")
    policies.require_way_in(person, field="person")
    _put_in(present, person, by=by, now=now)
    return _asked(meeting, present, person, words, by=by, now=now)


@transaction.atomic
def ask_all_presenters(*, meeting: Meeting, words: str, by: Person, now: datetime) -> list[Ask]:
    """Ask, in one go, everybody who is to present something and was not asked; the leaders need not be."""
    row = _led(meeting, by)
    asks = [
        _asked(row, item, person, words, by=by, now=now)
        for item, person in queries.not_asked(row, queries.agenda_of(row))
    ]
    audit.record("asks.sent", row, by=by, now=now)
    return asks


@transaction.atomic
def take_back_ask(*, ask: Ask, expected_version: int, by: Person, now: datetime) -> None:
    """Ask no more: whoever was to present does not, and is told; what was passed on goes with it."""
    _led(ask.item.meeting, by)
    row = _again(ask)
    policies.require_as_seen(row, expected_version)
    policies.require_live(row)
    gone = following.presented_by(row)
    held = ItemPart.objects.filter(item=row.item, role=ItemRole.PRESENTER).exclude(person=gone).select_related("person")
    parts = {ItemRole.PRESENTER.value: [part.person for part in held]}
    agenda.set_parts(item=row.item, parts=parts, by=by, now=now)


@transaction.atomic
def answer_ask(
    *,
    ask: Ask,
    answer: str,
    words: str,
    expected_version: int,
    by: Person,
    now: datetime,
    colleague: Person | None = None,
) -> Ask:
    """Say yes, pass it on to a ``colleague``, "find another with me", or not this time. It can be said anew until the
    meeting begins. The same answer sent twice is one. Raises Stale where it was taken back or answered meanwhile.
    """
    policies.require_answer(answer)
    policies.require_plannable(ground.locked(ask.item.meeting))
    row = _again(ask)
    permissions.require_asked(by, row)
    if row.state == answer and row.version == expected_version + 1:
        return row
    policies.require_as_seen(row, expected_version)
    policies.require_live(row)
    _withdraw_passings(row, now)
    _ANSWERS[answer](row, words, colleague, now)
    audit.record("ask.answered", row, by=by, now=now)
    return row


def _yes(row: Ask, words: str, colleague: Person | None, now: datetime) -> None:
    was_passed_on = _waits_for_colleague(row)
    _say(row, AskState.ACCEPTED, words, now)
    if was_passed_on and row.passed_from is not None:
        _present_instead(row.item, row.passed_from.person, row.person)
    telling_asks.tell_accepted(row, now=now)


def _pass_on(row: Ask, words: str, colleague: Person | None, now: datetime) -> None:
    to = policies.require_passable(row, colleague)
    _say(row, AskState.PASSED_ON, "", now)
    passed = Ask.objects.create(
        item=row.item, person=to, words=words, passed_from=row, asked_by=row.person, asked_at=now
    )
    telling_asks.tell_asked(passed, now=now)


def _find_another(row: Ask, words: str, colleague: Person | None, now: datetime) -> None:
    policies.require_not_passed_on(row)
    _say(row, AskState.FIND_ANOTHER, words, now)
    telling_asks.tell_no(row, wants_help=True, now=now)


def _not_now(row: Ask, words: str, colleague: Person | None, now: datetime) -> None:
    was_passed_on = _waits_for_colleague(row)
    _say(row, AskState.NOT_NOW, words, now)
    if was_passed_on and row.passed_from is not None:
        following.give_back(row.passed_from, now=now)
        return
    _present_instead(row.item, row.person, None)
    telling_asks.tell_no(row, wants_help=False, now=now)


_ANSWERS = {
    AskState.ACCEPTED.value: _yes,
    AskState.PASSED_ON.value: _pass_on,
    AskState.FIND_ANOTHER.value: _find_another,
    AskState.NOT_NOW.value: _not_now,
}


def _led(meeting: Meeting, by: Person) -> Meeting:
    """The locked meeting, after asking that ``by`` leads it and that it can still be planned."""
    row = ground.locked(meeting)
    permissions.require_leads(by, row)
    policies.require_plannable(row)
    return row


def _again(ask: Ask) -> Ask:
    found = Ask.objects.select_related(
        "person", "person__account", "item__meeting", "passed_from__person__account", "asked_by__account"
    )
    row: Ask = found.get(pk=ask.pk)
    return row


def _put_in(item: AgendaItem, person: Person, *, by: Person, now: datetime) -> None:
    """Make somebody a presenter, as the agenda's own operation does it, so that it can be undone."""
    held = [part.person for part in item.parts.filter(role=ItemRole.PRESENTER).select_related("person")]
    if person.pk not in {one.pk for one in held}:
        agenda.set_parts(item=item, parts={ItemRole.PRESENTER.value: [*held, person]}, by=by, now=now)


def _asked(meeting: Meeting, item: AgendaItem, person: Person, words: str, *, by: Person, now: datetime) -> Ask:
    standing = Ask.objects.filter(item=item, person=person).live().exclude(state=AskState.FIND_ANOTHER).first()
    if standing is not None:
        return standing
    # Who wanted to find another is asked anew by this; the old answer has been talked about.
    Ask.objects.filter(item=item, person=person, state=AskState.FIND_ANOTHER).update(
        state=AskState.WITHDRAWN, version=F("version") + 1
    )
    is_own = person.pk == by.pk
    state = AskState.ACCEPTED if is_own else AskState.ASKED
    row = Ask.objects.create(
        item=item,
        person=person,
        words=words,
        state=state,
        asked_by=by,
        asked_at=now,
        answered_at=now if is_own else None,
    )
    row.item.meeting = meeting
    if not is_own:
        telling_asks.tell_asked(row, now=now)
    audit.record("ask.sent", row, by=by, now=now)
    return row


def _say(row: Ask, state: AskState, words: str, now: datetime) -> None:
    row.state, row.answer, row.answered_at, row.version = state, words, now, row.version + 1
    row.save(update_fields=["state", "answer", "answered_at", "version"])


def _waits_for_colleague(row: Ask) -> bool:
    """Whether it was passed on to the person, who has not answered: until then the first is to present."""
    return row.passed_from_id is not None and row.state == AskState.ASKED


def _withdraw_passings(row: Ask, now: datetime) -> None:
    """Who passed it on says something else by now: the colleague need not answer any more."""
    passed = Ask.objects.open().filter(passed_from=row).select_related("item__meeting", "person__account")
    following.withdraw(list(passed), by=row.person, now=now)


def _present_instead(item: AgendaItem, before: Person, after: Person | None) -> None:
    """One presenter less and, where somebody takes it over, one more. Who has the item open finds that out."""
    ItemPart.objects.filter(item=item, person=before, role=ItemRole.PRESENTER).delete()
    following.hide_preparation(item, before)
    if after is not None:
        ItemPart.objects.get_or_create(item=item, person=after, role=ItemRole.PRESENTER)
        Participant.objects.get_or_create(meeting=item.meeting, person=after)
    AgendaItem.objects.filter(pk=item.pk).update(version=F("version") + 1)
