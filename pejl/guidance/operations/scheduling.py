"""From when a version is in force: at once when it is approved, or from a day its authors have chosen.

A version that waits for its day is put in force as the day begins in Denmark, by a job that bears being done late and
twice: it looks at the version, not at what was asked for. Until it has run, ``queries.reading`` shows the version as
in force all the same.
"""

from __future__ import annotations

import calendar
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.formats import moments
from pejl.foundation.jobs import operations as jobs
from pejl.foundation.refusals import Refusal
from pejl.foundation.tenancy import pointers
from pejl.foundation.tenancy.models import Person
from pejl.guidance import permissions
from pejl.guidance.models import Product, Version
from pejl.guidance.names import State
from pejl.guidance.operations.opening import locked
from pejl.guidance.operations.reading import tell_of_version
from pejl.guidance.operations.reminding import remind_of
from pejl.themes import operations as themes
from pejl.themes.models import Theme
from pejl.themes.names import State as ThemeState
from pejl.themes.names import StepKind

PUT_IN_FORCE = "guidance.put_in_force"


def release(draft: Version, *, by: Person, now: datetime) -> None:
    """An approved draft is in force from now on, or waits for its day. The caller has locked it."""
    today = moments.day_of(now)
    if draft.valid_from is None or draft.valid_from <= today:
        draft.valid_from = today
        _put_in_force(draft, by=by, now=now)
        return
    draft.state = State.SCHEDULED
    draft.save(update_fields=["state"])
    jobs.enqueue(PUT_IN_FORCE, now=now, due_at=moments.local(draft.valid_from, time(0)), version_id=draft.pk)
    audit.record("version.scheduled", draft, by=by, now=now)


@transaction.atomic
def put_in_force(*, version_id: UUID, now: datetime) -> None:
    """The day has come. Runs as a job; a version that was called back, or got another day, is left alone."""
    found = Version.objects.filter(pk=version_id).first()
    version = locked(found) if found else None
    if version is None or version.state != State.SCHEDULED or version.valid_from is None:
        return
    if version.valid_from <= moments.day_of(now):
        _put_in_force(version, by=version.approvals.select_related("by").latest("at").by, now=now)


@transaction.atomic
def call_back(*, version: Version, by: Person, now: datetime) -> Version:
    """Make an approved version that is not in force yet a draft again; it needs approval anew."""
    row = locked(version)
    permissions.require_author(by, row.product)
    if row.state != State.SCHEDULED:
        raise Refusal(_("Only what is approved and not in force yet can be called back."))
    row.state = State.DRAFT
    row.save(update_fields=["state"])
    audit.record("version.called_back", row, by=by, now=now)
    return row


def _put_in_force(draft: Version, *, by: Person, now: datetime) -> None:
    """From now on this version is the one in force; the one before it is replaced."""
    product, since = draft.product, draft.valid_from or moments.day_of(now)
    Version.objects.filter(product=product, state=State.PUBLISHED).update(state=State.REPLACED)
    draft.state, draft.published_at = State.PUBLISHED, now
    draft.review_on = months_after(since, product.kind.review_months)
    draft.save(update_fields=["state", "published_at", "valid_from", "review_on"])
    product.title = draft.title
    product.save()
    if draft.number == 1 and product.theme is not None:
        _tell_theme(product.theme, product, by=by, now=now)
    remind_of(draft, now=now)
    tell_of_version(product, now=now)
    audit.record("product.published", product, by=by, now=now)


def _tell_theme(theme: Theme, product: Product, *, by: Person, now: datetime) -> None:
    themes.take_step(
        theme=theme,
        kind=StepKind.PRODUCT_PUBLISHED,
        about=pointers.to(product, title=product.title),
        words="",
        state=ThemeState.ANSWERED,
        by=by,
        now=now,
    )


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, calendar.monthrange(years, month + 1)[1]))
