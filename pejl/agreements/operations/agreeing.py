"""Agreeing, and saying what became of it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pejl.agreements import permissions, policies
from pejl.agreements.models import Agreement, AgreementStep
from pejl.agreements.operations import weekly
from pejl.foundation.audit import operations as audit
from pejl.foundation.formats import dates
from pejl.foundation.notices import operations as notices
from pejl.foundation.privacy import tidy
from pejl.foundation.refusals import Stale
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import Pointer

What = AgreementStep.What


@transaction.atomic
def agree(
    *, what: str, owner: Person, due_on: date | None, source: Pointer | None, by: Person, now: datetime
) -> Agreement:
    """Somebody takes something on, perhaps by a day; told by mail when somebody else wrote it down."""
    tidy.require_words(what, field="what")
    policies.require_here(owner)
    agreement = Agreement(what=what.strip(), owner=owner, due_on=due_on, created_by=by, created_at=now)
    agreement.source = source
    agreement.save()
    audit.record("agreement.made", agreement, by=by, now=now)
    weekly.see_to(now=now)
    if owner.pk != by.pk:
        _tell_owner(agreement, by, now)
    return agreement


@transaction.atomic
def finish(*, agreement: Agreement, by: Person, now: datetime) -> None:
    """It is done. Saying so twice is saying it once."""
    _settle(agreement, Agreement.State.DONE, "agreement.finished", "", by, now)


@transaction.atomic
def drop(*, agreement: Agreement, reason: str, by: Person, now: datetime) -> None:
    """It will not be done, and need not be; why is kept. Saying so twice is saying it once."""
    policies.require_reason(reason)
    _settle(agreement, Agreement.State.DROPPED, "agreement.dropped", reason.strip(), by, now)


@transaction.atomic
def reopen(*, agreement: Agreement, by: Person, now: datetime) -> None:
    """It was settled too soon: it waits again."""
    permissions.require_may_settle(by, agreement)
    settled = (Agreement.State.DONE, Agreement.State.DROPPED)
    closed = Agreement.objects.filter(pk=agreement.pk, state__in=settled)
    if closed.update(state=Agreement.State.OPEN, closed_at=None):
        audit.record("agreement.reopened", agreement, by=by, now=now)
        keep_step(agreement, What.REOPENED, by=by, now=now)
        weekly.see_to(now=now)


@transaction.atomic
def move(*, agreement: Agreement, due_on: date | None, reason: str, by: Person, now: datetime) -> None:
    """Another day, or none; why is kept. The owner is told when somebody else says it.

    Raises Stale when it was settled or moved in the same moment.
    """
    permissions.require_may_settle(by, agreement)
    policies.require_reason(reason)
    policies.require_another_day(agreement, due_on)
    before = agreement.due_on
    as_read = Agreement.objects.filter(pk=agreement.pk, due_on=before)
    if not as_read.open().update(due_on=due_on):
        raise Stale(_("Somebody has already said what became of this. Look again."))
    audit.record("agreement.moved", agreement, by=by, now=now)
    keep_step(agreement, What.MOVED, by=by, now=now, reason=reason.strip(), day_before=before, day_after=due_on)
    if agreement.owner_id != by.pk:
        _tell_moved(agreement, due_on, reason, by, now)


def keep_step(
    agreement: Agreement,
    what: str,
    *,
    by: Person | None,
    now: datetime,
    reason: str = "",
    to: Person | None = None,
    day_before: date | None = None,
    day_after: date | None = None,
) -> None:
    """Write down what became of it."""
    AgreementStep.objects.create(
        agreement=agreement,
        what=what,
        reason=reason,
        to=to,
        day_before=day_before,
        day_after=day_after,
        by=by,
        at=now,
    )


def _settle(agreement: Agreement, state: str, event: str, reason: str, by: Person, now: datetime) -> None:
    permissions.require_may_settle(by, agreement)
    waiting = Agreement.objects.filter(pk=agreement.pk, state=Agreement.State.OPEN)
    if waiting.update(state=state, closed_at=now, offered_to=None):
        audit.record(event, agreement, by=by, now=now)
        keep_step(agreement, state, by=by, now=now, reason=reason)
    elif agreement.again().state != state:
        raise Stale(_("Somebody has already said what became of this. Look again."))


def _tell_owner(agreement: Agreement, by: Person, now: datetime) -> None:
    """Subject says what is wanted, the first line by when."""
    with notices.in_language_of(agreement.owner):
        notices.tell(
            person=agreement.owner,
            subject=_("You have taken this on: %(what)s") % {"what": agreement.what},
            text=_sentences(agreement, by),
            path=reverse("agreements:show", args=[agreement.pk]),
            now=now,
        )


def _sentences(agreement: Agreement, by: Person) -> str:
    told = {"name": by.name, "place": agreement.source_title}
    where = _("%(name)s wrote it down in “%(place)s”.") if agreement.source_title else _("%(name)s wrote it down.")
    return f"{_by_when(agreement.due_on)}\n\n{where % told}"


def _tell_moved(agreement: Agreement, due_on: date | None, reason: str, by: Person, now: datetime) -> None:
    with notices.in_language_of(agreement.owner):
        said = _("%(name)s changed the day: %(reason)s") % {"name": by.name, "reason": reason.strip()}
        notices.tell(
            person=agreement.owner,
            subject=_("Another day: %(what)s") % {"what": agreement.what},
            text=f"{_by_when(due_on)}\n\n{said}",
            path=reverse("agreements:show", args=[agreement.pk]),
            now=now,
        )


def _by_when(day: date | None) -> str:
    return _("By %(day)s.") % {"day": dates.with_weekday(day)} if day else _("No day is set.")
