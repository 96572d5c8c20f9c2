"""When somebody can be asked to present, answer, prepare and bring something."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pejl.foundation.refusals import Invalid, Refusal, Stale
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import AgendaItem, Ask, ItemPart, Meeting
from pejl.meetings.names import (
    ANSWERS,
    MOST_BROUGHT,
    PREPARABLE,
    TURNS,
    AskState,
    ItemRole,
    Turn,
    roles_in,
)


def require_presented(item: AgendaItem) -> None:
    """Refuse to ask for something that nobody presents: a break, group work."""
    if ItemRole.PRESENTER not in roles_in(item.behaviour):
        raise Invalid(_("Nobody presents in “%(item)s”.") % {"item": item.label}, field="person")


def require_here(person: Person, *, field: str) -> None:
    """Refuse somebody who has left."""
    if person.left_on is not None:
        raise Invalid(_("%(person)s has left. Choose somebody else.") % {"person": person.name}, field=field)


def has_no_way_in(person: Person) -> bool:
    """Whether the person is a guest who cannot sign in, and so could not answer."""
    return person.is_guest and person.account_id is None


def require_way_in(person: Person, *, field: str) -> None:
    """Refuse to ask somebody who could not answer."""
    if has_no_way_in(person):
        told = {"person": person.name}
        sentence = _("%(person)s cannot sign in and answer. Talk together, and name %(person)s on the agenda's item.")
        raise Invalid(sentence % told, field=field)


def require_answer(answer: str) -> None:
    """Refuse what is no answer to being asked."""
    if answer not in ANSWERS:
        raise Invalid(_("Choose one of the answers."), field="answer")


def require_as_seen(ask: Ask, expected_version: int) -> None:
    """Refuse an answer to what has changed since it was looked at."""
    if ask.state == AskState.WITHDRAWN:
        raise Stale(_("The meeting leaders have taken this back. You need not do anything."))
    if ask.version != expected_version:
        raise Stale(_("Something has happened here since you opened the page. Look at it, and answer once more."))


def require_passable(ask: Ask, colleague: Person | None) -> Person:
    """Refuse to pass on what was just passed on, to nobody, to oneself, or to somebody who is to present it."""
    require_not_passed_on(ask)
    if colleague is None:
        raise Invalid(_("Choose the colleague whom you have talked with."), field="colleague")
    require_here(colleague, field="colleague")
    if ItemPart.objects.filter(item=ask.item_id, person=colleague, role=ItemRole.PRESENTER).exists():
        told = {"person": colleague.name}
        raise Invalid(_("%(person)s is to present here already. Choose another colleague.") % told, field="colleague")
    if Ask.objects.filter(item=ask.item_id, person=colleague).open().exists():
        told = {"person": colleague.name}
        raise Invalid(_("%(person)s is asked already. Choose another colleague.") % told, field="colleague")
    return colleague


def require_preparable(meeting: Meeting) -> None:
    """Refuse to prepare for a meeting that is over or cancelled."""
    if meeting.state not in PREPARABLE:
        raise Refusal(_("The meeting is over or cancelled. What you wrote is still yours to read."))


def require_room_to_bring(number: int) -> None:
    """Refuse more files than anybody opens in a meeting."""
    if number >= MOST_BROUGHT:
        told = {"most": MOST_BROUGHT}
        raise Invalid(_("There are %(most)d files already. Take one away first.") % told, field="file")


def require_turn_in(turn: str, item: AgendaItem) -> None:
    """Refuse a turn that nobody takes in such an item."""
    if item.behaviour not in TURNS[Turn(turn)]:
        raise Refusal(_("Nobody takes that turn in “%(item)s”.") % {"item": item.label})


def require_live(ask: Ask) -> None:
    """Refuse to answer, or take back, what is over: a no was told on, and what a colleague took over is theirs."""
    if not Ask.objects.filter(pk=ask.pk).live().exists():
        raise Stale(_("This is answered or taken back already. Talk with each other if you want it otherwise."))


def require_not_passed_on(ask: Ask) -> None:
    """Refuse to pass on what a colleague has just passed on: it goes back to that one, who may ask somebody else."""
    if ask.passed_from_id is not None and ask.state == AskState.ASKED:
        raise Refusal(_("A colleague passed this on to you. Say that you cannot, and it goes back."))
