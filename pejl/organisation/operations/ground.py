"""What every change of the organisation begins with."""

from __future__ import annotations

from datetime import date, datetime

from pejl.foundation.formats.moments import day_of
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person, Space
from pejl.organisation import permissions


def begin(by: Person | None, now: datetime) -> date:
    """The day it is, after asking that ``by`` looks after Pejl (None: whoever runs the installation), queued."""
    today = day_of(now)
    permissions.require_looks_after(by, today)
    queue()
    return today


def queue() -> None:
    """Changes of one organisation wait for each other until they are committed.

    Otherwise two administrators at once could move two units into each other, or take away each other's duty and leave
    nobody. On SQLite all writing queues anyway.
    """
    Space.objects.select_for_update(no_key=True).get(pk=scopes.current_space())
