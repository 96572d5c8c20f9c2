"""Reading lists: made, changed, filled, put away and brought back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.formats.moments import day_of
from pejl.foundation.refusals import Invalid, Stale
from pejl.foundation.tenancy import pointers
from pejl.foundation.tenancy.models import Person
from pejl.guidance import permissions, policies, queries
from pejl.guidance.models import Product, ReadingEntry, ReadingList, Version
from pejl.guidance.operations.reading import tell_readers_of
from pejl.organisation.models import Function, Unit


@transaction.atomic
def make_list(
    *,
    name: str,
    about: str = "",
    function: Function | None = None,
    unit: Unit | None = None,
    is_for_newcomers: bool = False,
    by: Person,
    now: datetime,
) -> ReadingList:
    """A new list, empty, for a function in a unit (with those below it), for one of the two, or for everybody.

    ``is_for_newcomers``: only for those who come after today. Raises NotAllowed, and Invalid for a name in use.
    """
    permissions.require_may_keep(by, unit.pk if unit else None, day_of(now))
    policies.require_there(function, unit, day_of(now))
    made = ReadingList(
        name=policies.list_name_of(name),
        about=policies.list_about_of(about),
        function=function,
        unit=unit,
        is_for_newcomers=is_for_newcomers,
        created_by=by,
        created_at=now,
    )
    _save(made)
    audit.record("reading_list.made", made, by=by, now=now)
    return made


@transaction.atomic
def describe_list(
    *,
    reading_list: ReadingList,
    name: str,
    about: str = "",
    function: Function | None = None,
    unit: Unit | None = None,
    is_for_newcomers: bool = False,
    expected_edit: int,
    by: Person,
    now: datetime,
) -> ReadingList:
    """Say what a list is called and for whom it is. Raises Stale where somebody else changed it meanwhile."""
    row = _opened(reading_list, by=by, now=now)
    if row.edit != expected_edit:
        raise Stale(_("Somebody else changed this in the meantime. Compare the two texts, and save what is right."))
    permissions.require_may_keep(by, unit.pk if unit else None, day_of(now))
    policies.require_there(
        function if function != row.function else None, unit if unit != row.unit else None, day_of(now)
    )
    row.name, row.about = policies.list_name_of(name), policies.list_about_of(about)
    row.function, row.unit, row.is_for_newcomers = function, unit, is_for_newcomers
    row.edit += 1
    _save(row)
    audit.record("reading_list.described", row, by=by, now=now)
    tell_readers_of(row, now=now)
    return row


@transaction.atomic
def retire_list(*, reading_list: ReadingList, by: Person, now: datetime) -> ReadingList:
    """Nobody is asked by this list any more; what was confirmed stays confirmed."""
    row = _opened(reading_list, by=by, now=now)
    if row.retired_at is None:
        row.retired_at = now
        row.save(update_fields=["retired_at"])
        audit.record("reading_list.retired", row, by=by, now=now)
    return row


@transaction.atomic
def take_up_list(*, reading_list: ReadingList, by: Person, now: datetime) -> ReadingList:
    """It asks again whom it asked before."""
    row = _opened(reading_list, by=by, now=now)
    if row.retired_at is not None:
        row.retired_at = None
        row.save(update_fields=["retired_at"])
        audit.record("reading_list.taken_up", row, by=by, now=now)
        tell_readers_of(row, now=now)
    return row


@transaction.atomic
def add_product(
    *, reading_list: ReadingList, product: Product, days: int | None = None, by: Person, now: datetime
) -> ReadingEntry:
    """Put a product at the end of a list. Raises Invalid for what is not in force, or stands there already."""
    if not Version.objects.in_force().filter(product=product).exists():
        raise Invalid(_("Only what is in force can be put on a list."), field="what")
    return _add(ReadingEntry(product=product, days=days), reading_list, by=by, now=now)


@transaction.atomic
def add_meeting(
    *, reading_list: ReadingList, meeting_id: UUID, days: int | None = None, by: Person, now: datetime
) -> ReadingEntry:
    """Put a meeting that was held at the end of a list. Raises Invalid for another one, or one that stands there."""
    meeting = queries.held_meetings(by).filter(pk=meeting_id).first()
    if meeting is None:
        raise Invalid(_("Only a meeting that was held can be put on a list."), field="what")
    entry = ReadingEntry(days=days)
    entry.meeting = pointers.to(meeting, title=str(meeting))
    return _add(entry, reading_list, by=by, now=now)


@transaction.atomic
def move_entry(*, entry: ReadingEntry, up: bool, expected_position: int, by: Person, now: datetime) -> None:
    """Change places with the one above or below; at the end nothing happens. Raises Stale where it stands elsewhere."""
    row = _opened(entry.reading_list, by=by, now=now)
    rows = list(row.entries.order_by("position", "id"))
    here = next((number for number, one in enumerate(rows) if one.pk == entry.pk), None)
    if here is None or rows[here].position != expected_position:
        raise Stale(_("Somebody else changed this list. Look at it as it is now."))
    there = here - 1 if up else here + 1
    if not 0 <= there < len(rows):
        return
    rows[here], rows[there] = rows[there], rows[here]
    for position, one in enumerate(rows, start=1):
        one.position = position
    ReadingEntry.objects.bulk_update(rows, ["position"])
    audit.record("reading_entry.moved", entry, by=by, now=now)


@transaction.atomic
def remove_entry(*, entry: ReadingEntry, by: Person, now: datetime) -> None:
    """Take it off the list; who has confirmed it has confirmed it. Doing it twice changes nothing more."""
    _opened(entry.reading_list, by=by, now=now)
    gone = ReadingEntry.objects.filter(pk=entry.pk).first()
    if gone is not None:
        audit.record("reading_entry.removed", gone, by=by, now=now)
        gone.delete()


def _add(entry: ReadingEntry, reading_list: ReadingList, *, by: Person, now: datetime) -> ReadingEntry:
    row = _opened(reading_list, by=by, now=now)
    policies.require_list_in_use(row)
    policies.require_days(entry.days)
    positions = list(row.entries.order_by("position").values_list("position", flat=True))
    policies.require_room_on_list(len(positions))
    entry.reading_list, entry.position = row, positions[-1] + 1 if positions else 1
    try:
        with transaction.atomic():
            entry.save()
    except IntegrityError:
        raise Invalid(_("It stands on the list already."), field="what") from None
    audit.record("reading_entry.added", entry, by=by, now=now)
    tell_readers_of(row, now=now)
    return entry


def _opened(reading_list: ReadingList, *, by: Person, now: datetime) -> ReadingList:
    """The list as it is now, locked until the commit: who changes it queue here. Raises NotAllowed."""
    row: ReadingList = ReadingList.objects.select_for_update().get(pk=reading_list.pk)
    permissions.require_may_keep(by, row.unit_id, day_of(now))
    return row


def _save(row: ReadingList) -> None:
    """Save. Raises Invalid where the name is in use, also by a list that nobody is asked by any more."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        other = ReadingList.objects.filter(name=row.name).exclude(pk=row.pk).first()
        if other is not None and other.retired_at is not None:
            said = _("A list that is no longer used has this name. Bring it back, or choose another name.")
            raise Invalid(said, field="name") from None
        raise Invalid(_("There is a list with this name already."), field="name") from None
