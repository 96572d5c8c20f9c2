"""Looking over what is in force, and what comes of it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.formats.moments import day_of
from pejl.foundation.refusals import Invalid, Refusal
from pejl.foundation.tenancy.models import Person
from pejl.guidance import permissions
from pejl.guidance.models import Review, Version
from pejl.guidance.names import UNRELEASED, Outcome, State
from pejl.guidance.operations.opening import locked
from pejl.guidance.operations.products import begin_next_version, withdraw
from pejl.guidance.operations.reminding import remind_of
from pejl.guidance.operations.scheduling import months_after


@transaction.atomic
def review(
    *, version: Version, outcome: str, note: str, next_on: date | None = None, by: Person, now: datetime
) -> Review:
    """Say that what is in force still holds, is being corrected, or is withdrawn; the history keeps it.

    What still holds is looked over again on ``next_on``, or as often as its kind says. A correction begins the next
    version, unless somebody writes it already. Withdrawing needs a note: it becomes the reason.
    """
    row = locked(version)
    permissions.require_may_review(by, row.product, day_of(now))
    if row.state != State.PUBLISHED:
        raise Refusal(_("Only what is in force is looked over."))
    if outcome not in Outcome.values:
        raise Invalid(_("Say what came of it."), field="outcome")
    made = Review(version=row, due_on=row.review_on, outcome=outcome, note=note.strip(), by=by, at=now)
    if outcome == Outcome.UNCHANGED:
        made.next_on = _next_day(row, next_on, now)
        row.review_on = made.next_on
        row.save(update_fields=["review_on"])
        remind_of(row, now=now)
    elif outcome == Outcome.WITHDRAWN:
        _withdraw(row, made.note, by=by, now=now)
    elif not Version.objects.filter(product=row.product, state__in=UNRELEASED).exists():
        begin_next_version(product=row.product, by=by, now=now)
    made.save()
    audit.record("version.reviewed", row, by=by, now=now)
    return made


def _next_day(row: Version, next_on: date | None, now: datetime) -> date:
    today = day_of(now)
    if next_on is not None and next_on <= today:
        raise Invalid(_("Choose a day that is still to come."), field="next_on")
    return next_on or months_after(today, row.product.kind.review_months)


def _withdraw(row: Version, note: str, *, by: Person, now: datetime) -> None:
    if not note:
        raise Invalid(_("Say why: colleagues who relied on it will want to know."), field="note")
    withdraw(product=row.product, reason=note, by=by, now=now)
