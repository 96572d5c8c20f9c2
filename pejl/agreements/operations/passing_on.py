"""Passing an agreement on: it changes hands when the new owner says yes, or when its owner leaves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pejl.agreements import permissions, policies, queries
from pejl.agreements.models import Agreement, AgreementStep
from pejl.agreements.operations.agreeing import keep_step
from pejl.foundation.audit import operations as audit
from pejl.foundation.notices import operations as notices
from pejl.foundation.refusals import Stale
from pejl.foundation.tenancy import pointers
from pejl.foundation.tenancy.models import Person
from pejl.organisation import operations as organisation
from pejl.organisation.names import Duty, Handing

What = AgreementStep.What


@transaction.atomic
def offer(*, agreement: Agreement, to: Person, reason: str, by: Person, now: datetime) -> None:
    """Ask a colleague to take it over; until the answer it stays with its owner. One is asked at a time.

    Asking the same one twice is asking once. Raises Stale when it was settled meanwhile.
    """
    permissions.require_owner(by, agreement)
    policies.require_successor(agreement, to)
    if agreement.again().offered_to_id == to.pk:
        return
    if not Agreement.objects.filter(pk=agreement.pk).open().update(offered_to=to):
        raise Stale(_("Somebody has already said what became of this. Look again."))
    audit.record("agreement.offered", agreement, by=by, now=now)
    keep_step(agreement, What.OFFERED, by=by, now=now, to=to, reason=reason.strip())
    what, name, why = agreement.what, by.name, reason.strip()
    _tell(to, agreement, now, lambda: (_("Will you take this over? %s") % what, _("%s asks you.") % name, why))


@transaction.atomic
def withdraw(*, agreement: Agreement, by: Person, now: datetime) -> None:
    """The owner keeps it after all. Raises Stale when the colleague has taken it over meanwhile."""
    permissions.require_owner(by, agreement)
    _let_go(agreement, agreement.offered_to, What.WITHDRAWN, "agreement.kept", "", by, now)


@transaction.atomic
def decline(*, agreement: Agreement, reason: str, by: Person, now: datetime) -> None:
    """Who is asked says no; it stays with its owner, who is told."""
    permissions.require_asked(by, agreement)
    if _let_go(agreement, by, What.DECLINED, "agreement.declined", reason.strip(), by, now):
        _tell_kept(agreement, lambda: _("%s cannot take it over.") % by.name, reason.strip(), now)


@transaction.atomic
def accept(*, agreement: Agreement, by: Person, now: datetime) -> Agreement:
    """Who is asked says yes: their own agreement goes on, by the same day; the owner is told.

    Raises Stale when it is settled, kept or offered to somebody else by now.
    """
    permissions.require_asked(by, agreement)
    taken = _passed_on(agreement, by, by=by, now=now, only=by)
    if taken is None:
        raise Stale(_("Somebody has already said what became of this. Look again."))
    audit.record("agreement.passed_on", agreement, by=by, now=now)
    what, name = agreement.what, by.name
    owner = agreement.owner
    _tell(owner, agreement, now, lambda: (_("Taken over: %s") % what, _("%s has taken it over from you.") % name, ""))
    return taken


@transaction.atomic
def hand_over(of: Person, *, to: Person | None, by: Person | None, now: datetime) -> None:
    """Reaction to "person.left": what the person had not done goes on with the successor, by the same day.

    The person's own agreement stays as passed on, so that it can still be read who took it on. What the person was
    asked to take over stays with its owner, who is told.
    """
    for agreement in queries.offered_to(of):
        _let_go(agreement, of, What.WITHDRAWN, "agreement.kept", "", by, now)
        _tell_kept(agreement, lambda: _("%s no longer works here.") % of.name, "", now)
    if to is None:
        return
    handings = []
    for agreement in queries.open_for(of):
        taken = _passed_on(agreement, to, by=by, now=now)
        if taken is not None:
            handings.append(Handing(Duty.AGREEMENT, pointers.to(taken, title=taken.what), to))
            audit.record("agreement.passed_on", agreement, by=by, now=now)
    organisation.note_handovers(of=of, handings=handings, now=now)


def _let_go(
    agreement: Agreement, asked: Person | None, what: str, event: str, reason: str, by: Person | None, now: datetime
) -> bool:
    """Nobody is asked any longer. False where nobody was; raises Stale when it has been taken over."""
    waiting = Agreement.objects.filter(pk=agreement.pk, offered_to=asked).exclude(offered_to=None)
    if waiting.update(offered_to=None):
        audit.record(event, agreement, by=by, now=now)
        keep_step(agreement, what, by=by, now=now, to=asked, reason=reason)
        return True
    if agreement.again().state == Agreement.State.PASSED_ON:
        raise Stale(_("Somebody has already said what became of this. Look again."))
    return False


def _passed_on(
    agreement: Agreement, to: Person, *, by: Person | None, now: datetime, only: Person | None = None
) -> Agreement | None:
    """The new owner's agreement; who wrote it down first can still say what became of it.

    None when it is no longer open, or no longer offered to ``only``.
    """
    waiting = Agreement.objects.filter(pk=agreement.pk).open()
    if only is not None:
        waiting = waiting.filter(offered_to=only)
    if not waiting.update(state=Agreement.State.PASSED_ON, closed_at=now, offered_to=None):
        return None
    keep_step(agreement, What.PASSED_ON, by=by, now=now, to=to)
    taken = Agreement(
        what=agreement.what,
        owner=to,
        due_on=agreement.due_on,
        came_from=agreement,
        created_by=agreement.created_by,
        created_at=now,
    )
    taken.source = agreement.source
    taken.save()
    return taken


def _tell_kept(agreement: Agreement, why: Callable[[], str], reason: str, now: datetime) -> None:
    what = agreement.what
    _tell(agreement.owner, agreement, now, lambda: (_("It stays with you: %s") % what, why(), reason))


def _tell(person: Person, agreement: Agreement, now: datetime, say: Callable[[], tuple[str, str, str]]) -> None:
    """``say`` gives the subject, a sentence and somebody's own words, in the language of who reads them."""
    with notices.in_language_of(person):
        subject, sentence, words = say()
        path = reverse("agreements:show", args=[agreement.pk])
        text = f"{sentence}\n\n{words}".strip()
        notices.tell(person=person, subject=subject, text=text, path=path, now=now)
