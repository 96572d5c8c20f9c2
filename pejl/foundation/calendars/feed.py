"""The calendar somebody subscribes to: many meetings in one file, fetched anew by the calendar program."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from pejl.foundation.calendars import ical
from pejl.foundation.calendars.ical import Event

# A program that was off for a while still learns that a meeting is cancelled, and its owner sees it struck out.
CANCELLED_ARE_KEPT = timedelta(days=30)
REFRESH = timedelta(hours=4)


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A meeting in a feed: the same ``event``, with the same ``uid``, as in its invitation.

    Its ``stamped_at`` should be when it was last changed: then the file stays the same byte for byte until something
    changes, and a program that asks whether it did is answered in a few bytes.
    """

    event: Event
    cancelled_at: datetime | None = None


def feed(listed: Sequence[Listed], *, name: str, now: datetime) -> bytes:
    """The file for a subscription called ``name``, in the active language.

    It names nobody who is invited, asks for no answer, and leaves out what was cancelled long ago. Raises
    ``ValueError`` as ``ical.invitation`` does.
    """
    file = ical.calendar()
    for key in ("name", "x-wr-calname"):
        file.add(key, ical.line(name))
    file.add("x-wr-timezone", ical.TIMEZONE)
    # The standard's word, and the older one that Outlook knows.
    file.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    file.add("x-published-ttl", f"PT{REFRESH // timedelta(hours=1)}H")
    for one in listed:
        if one.cancelled_at is None:
            file.add_component(ical.entry_for(one.event, is_cancelled=False))
        elif now - one.cancelled_at < CANCELLED_ARE_KEPT:
            file.add_component(ical.entry_for(_struck_out(one.event), is_cancelled=True))
    return bytes(file.to_ical())


def _struck_out(event: Event) -> Event:
    """Several programs show a cancelled meeting as any other: the title says so too."""
    return dataclasses.replace(event, summary=_("Cancelled: %(title)s") % {"title": event.summary})
