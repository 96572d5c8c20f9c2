"""What an agreement must be, whoever makes it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from pejl.agreements.models import Agreement, DecisionStep, LearningGoal, SparringOffer
from pejl.foundation.privacy import tidy
from pejl.foundation.refusals import Invalid, Stale
from pejl.foundation.tenancy.models import Person


def require_here(owner: Person, *, field: str = "owner") -> None:
    """Raise Invalid for somebody who has left: nobody would do it."""
    if owner.left_on is not None:
        raise Invalid(_("%(name)s no longer works here. Choose somebody else.") % {"name": owner.name}, field=field)


def require_reason(reason: str) -> None:
    """Raise Invalid without words: those who waited for it are to understand why."""
    tidy.require_words(reason, field="reason")


def require_another_day(agreement: Agreement, due_on: date | None) -> None:
    """Raise Invalid for the day that stands there already."""
    if agreement.due_on == due_on:
        raise Invalid(_("That is the day it has already."), field="due_on")


def require_successor(agreement: Agreement, to: Person) -> None:
    """Raise Invalid unless it is another colleague who is here."""
    require_here(to, field="to")
    if to.is_guest or to.pk == agreement.owner_id:
        raise Invalid(_("Choose another colleague."), field="to")


def require_ahead(ask_on: date | None, today: date) -> None:
    """Raise Invalid for a day that is not ahead: one is asked later, or not at all."""
    if ask_on is not None and ask_on <= today:
        raise Invalid(_("Choose a day ahead."), field="ask_on")


def require_shared_goal(goal: LearningGoal, is_shared: bool) -> None:
    """Raise Invalid for an answer to be shared of a goal that is not: nobody could understand it."""
    if is_shared and not goal.is_shared:
        raise Invalid(_("Share the learning goal first: the answer stands beside it."), field="is_shared")


def require_standing(offer: SparringOffer, by: Person) -> None:
    """Raise Invalid for an offer that is over, and for one's own."""
    if offer.closed_at is not None or offer.by_id == by.pk:
        raise Invalid(_("This offer no longer stands. Look whether somebody else offers it."))


def require_latest(latest: DecisionStep | None, seen: UUID | None) -> None:
    """Raise Stale where somebody has said something else of a joint decision since it was read."""
    if (latest.pk if latest else None) != seen:
        raise Stale(_("Somebody has said what became of it in the meantime. Read that first, and save once more."))


def require_told(latest: DecisionStep | None, state: str, reason: str) -> None:
    """Raise Invalid without words, except for what is carried out, and what stands again.

    That it still stands is no news by itself.
    """
    stands = DecisionStep.State.STANDS
    is_news = state == DecisionStep.State.CARRIED_OUT or (state == stands and latest and latest.state != stands)
    if not is_news:
        require_reason(reason)
