"""Saying to have read something, and telling those who are asked, at most once a week however much it is.

What is new on a list is told on the Monday after, by a piece of work of its own for each list; who has been told this
week already, or has read all of it by then, hears nothing.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.foundation.audit import operations as audit
from pejl.foundation.formats import dates, moments
from pejl.foundation.jobs import operations as jobs
from pejl.foundation.notices import operations as notices
from pejl.foundation.notices.models import Notice
from pejl.foundation.refusals import Refusal, Stale
from pejl.foundation.tenancy import pointers
from pejl.foundation.tenancy.models import Person
from pejl.guidance import permissions, queries
from pejl.guidance.models import Confirmation, Product, ReadingEntry, ReadingList, Version
from pejl.guidance.queries import Asked

TELL = "guidance.tell_readers"
AT = time(7)
WEEK = timedelta(days=7)
# A message that is read: what is left out stands on the page.
MOST = 10


@transaction.atomic
def confirm_version(*, version: Version, by: Person, now: datetime) -> Confirmation:
    """Say to have read exactly this version. However often it is pressed, and where, it is said once.

    Raises NotAllowed for guests, Stale where a newer version holds, Refusal for what nobody asks one to read.
    """
    permissions.require_may_read_lists(by)
    before = Confirmation.objects.visible_to(by).filter(version=version).first()
    if before is not None:
        return before
    today = moments.day_of(now)
    versions = queries.versions_for(by, version.product_id, today=today)
    present = queries.confirming(versions, next((one for one in versions if one.pk == version.pk), version))
    if present is None:
        raise _not_asked(version, versions)
    row, is_new = Confirmation.objects.get_or_create(person=by, version=version, defaults={"at": now})
    return _confirmed(row, is_new, by=by, now=now)


@transaction.atomic
def confirm_meeting(*, meeting_id: UUID, by: Person, now: datetime) -> Confirmation:
    """Say to have read what came of a meeting that was held; once, as ``confirm_version``.

    Raises NotAllowed, and Refusal for what nobody asks the person to read.
    """
    permissions.require_may_read_lists(by)
    before = Confirmation.objects.visible_to(by).filter(meeting_id=meeting_id).first()
    if before is not None:
        return before
    meeting = queries.held_meetings(by).filter(pk=meeting_id).first()
    asks = queries.entries_for(by, moments.day_of(now)).filter(meeting_id=meeting_id)
    if meeting is None or not asks.exists():
        raise Refusal(_("No list asks you to read this."))
    about = pointers.to(meeting, title=str(meeting))
    named = {"meeting_kind": about.kind, "meeting_title": about.title, "at": now}
    row, is_new = Confirmation.objects.get_or_create(person=by, meeting_id=meeting_id, defaults=named)
    return _confirmed(row, is_new, by=by, now=now)


def tell_readers_of(reading_list: ReadingList, *, now: datetime) -> None:
    """Whom this list asks is told on the next Monday what there is to read."""
    today = moments.day_of(now)
    monday = today + timedelta(days=7 - today.weekday())
    key = f"{TELL}:{reading_list.pk}:{monday}"
    jobs.enqueue(TELL, now=now, due_at=moments.local(monday, AT), key=key, reading_list_id=reading_list.pk)


def tell_of_version(product: Product, *, now: datetime) -> None:
    """Another version holds: whom a list asks to read it is told on the next Monday, where it is to be read again."""
    entries = ReadingEntry.objects.filter(product=product, reading_list__retired_at=None)
    for entry in entries.select_related("reading_list"):
        tell_readers_of(entry.reading_list, now=now)


@transaction.atomic
def tell_readers(*, reading_list_id: UUID, now: datetime) -> None:
    """Tell those whom a list asks, and who have something left of it, all that they are to read. Runs as a job."""
    today = moments.day_of(now)
    reading_list = ReadingList.objects.in_use().filter(pk=reading_list_id).first()
    if reading_list is None:
        return
    for person in queries.readers_of(reading_list, today).select_related("account"):
        waiting = [one for one in queries.asked(person, by=person, today=today) if not one.is_read]
        if any(reading_list in one.lists for one in waiting):
            _tell(person, waiting, now=now)


def _tell(person: Person, waiting: list[Asked], *, now: datetime) -> None:
    path = reverse("guidance:lists")
    if Notice.objects.visible_to(person).filter(path=path, created_at__gt=now - WEEK / 2).exists():
        return
    with notices.in_language_of(person):
        count, left = len(waiting), len(waiting) - MOST
        more = [ngettext("and %(num)d more", "and %(num)d more", left) % {"num": left}] if left > 0 else []
        notices.tell(
            person=person,
            subject=ngettext(
                "There is %(num)d thing for you to read", "There are %(num)d things for you to read", count
            )
            % {"num": count},
            text="\n".join([*(_line(one) for one in waiting[:MOST]), *more]),
            path=path,
            now=now,
        )


def _line(one: Asked) -> str:
    if one.due_on is None:
        return f"- {one.title}"
    return "- " + _("%(title)s, by %(day)s") % {"title": one.title, "day": dates.short(one.due_on)}


def _not_asked(version: Version, versions: list[Version]) -> Refusal:
    newest = next((one for one in versions if one.is_released), None)
    if newest is not None and newest.number > version.number:
        return Stale(_("A newer version holds now. See what has changed, and confirm that one."))
    return Refusal(_("No list asks you to read this."))


def _confirmed(row: Confirmation, is_new: bool, *, by: Person, now: datetime) -> Confirmation:
    if is_new:
        audit.record("reading.confirmed", row, by=by, now=now)
    return row
