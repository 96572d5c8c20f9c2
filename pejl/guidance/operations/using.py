"""Counting that a product was used, and never by whom."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from pejl.foundation.formats.moments import day_of
from pejl.foundation.refusals import Refusal
from pejl.guidance.models import UseDay, Version
from pejl.guidance.names import State


@transaction.atomic
def use(*, version: Version, on_device: date | None, now: datetime) -> bool:
    """One more use today; whether it was counted.

    ``on_device`` is the day that this person's device remembers having counted this product, or None: once a day is
    enough, and no table knows of it. Nobody is named and nothing is audited, so that nobody's use can be counted (P1).
    Raises Refusal for what is not in force.
    """
    if version.state != State.PUBLISHED:
        raise Refusal(_("Only what is in force is counted as used. Look at what holds now."))
    today = day_of(now)
    if on_device == today:
        return False
    row, _made = UseDay.objects.get_or_create(version=version, on=today)
    UseDay.objects.filter(pk=row.pk).update(times=F("times") + 1)
    return True
