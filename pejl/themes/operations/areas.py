"""The fields of the work: adding, closing, opening again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.formats.moments import day_of
from pejl.foundation.privacy import tidy
from pejl.foundation.refusals import Refusal
from pejl.foundation.tenancy.models import Person
from pejl.themes import permissions
from pejl.themes.models import Area


@transaction.atomic
def add_area(*, name: str, now: datetime, by: Person | None = None) -> Area:
    """A field of the work that themes can belong to; ``by`` is None when the job centre is opened."""
    permissions.require_may_keep_areas(by, day_of(now))
    tidy.require_words(name, field="name")
    if Area.objects.filter(name=name.strip()).exists():
        raise Refusal(_("There is already an area of that name."), field="name")
    area = Area.objects.create(name=name.strip())
    audit.record("area.added", area, by=by, now=now)
    return area


@transaction.atomic
def close_area(*, area: Area, by: Person, now: datetime) -> Area:
    """A scheme ends: no new theme belongs to the area; those that do keep it. Closing it twice changes nothing."""
    return _set_closed(area, is_closed=True, by=by, now=now)


@transaction.atomic
def open_area(*, area: Area, by: Person, now: datetime) -> Area:
    """New themes can belong to the area again."""
    return _set_closed(area, is_closed=False, by=by, now=now)


def _set_closed(area: Area, *, is_closed: bool, by: Person, now: datetime) -> Area:
    permissions.require_may_keep_areas(by, day_of(now))
    if Area.objects.filter(pk=area.pk, is_closed=not is_closed).update(is_closed=is_closed):
        audit.record("area.closed" if is_closed else "area.opened", area, by=by, now=now)
    return area.again()
