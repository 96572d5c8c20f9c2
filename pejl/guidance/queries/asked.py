"""What a person is asked to read, what of it the person has confirmed, and what changed since.

Which entries ask whom is said once, in SQL (``entries_for``): the overview and the reading view put it into a statement
that they send anyway. A version counts as read where no significant one came after it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import CharField, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, UUIDField, Value
from django.db.models.functions import Cast, Coalesce, Greatest, TruncDate
from django.utils.module_loading import import_string

from pejl.foundation.formats.moments import DENMARK
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.rows import SpaceRow
from pejl.guidance.models import Confirmation, Product, ReadingEntry, ReadingList, Version
from pejl.guidance.names import RELEASED, State
from pejl.organisation.models import DatedQuerySet, Membership

# A list for a unit asks those below it too, so many storeys together. Each is a join that PostgreSQL plans: with eight
# of them planning took longer than all the rest of the reading view.
STOREYS = 5


@dataclass(frozen=True)
class Asked:
    """One thing that a person is asked to read, by one list or several; ``due_on`` is the first day that any names.

    ``changes`` are the versions since the one that was read last, latest first, where that one is not enough any more.
    """

    entry: Any
    lists: Sequence[ReadingList]
    title: str
    due_on: date | None
    changes: Sequence[Version] = ()

    @property
    def product(self) -> Product | None:
        """What is read; None for a meeting."""
        product: Product | None = self.entry.product
        return product

    @property
    def is_read(self) -> bool:
        """Whether the person has confirmed what holds now, or nothing significant came since."""
        if self.entry.product_id is None:
            return self.read_at is not None
        return self.entry.read_number is not None and not self.entry.has_news

    @property
    def is_again(self) -> bool:
        """Whether the person has read it once, and it is another now."""
        return self.read_at is not None and not self.is_read

    @property
    def read_at(self) -> datetime | None:
        """When the person last confirmed any of it."""
        at: datetime | None = self.entry.read_at
        return at


@dataclass(frozen=True)
class Confirming:
    """For somebody who is asked to read a product: the version last confirmed, when, and what came after it."""

    version: Version
    read: Version | None
    read_at: datetime | None
    changes: Sequence[Version]

    @property
    def is_read(self) -> bool:
        """Whether nothing significant came since the version that was confirmed."""
        return self.read is not None and not any(one.is_significant for one in self.changes)


def entries_for(person: Person, today: date) -> QuerySet[ReadingEntry]:
    """The entries of all lists that ask this person this day, each with ``since_on``, ``made_on`` and ``got_on``: since
    when the person belongs there, when the list was made, and the later of the two.
    """
    places: Any = _places_of(person)
    made_on = TruncDate("reading_list__created_at", tzinfo=DENMARK)
    rows = ReadingEntry.objects.filter(reading_list__retired_at=None).annotate(
        since_on=Subquery(places.on(today).order_by("since_on").values("since_on")[:1]),
        first_on=Subquery(places.order_by("since_on").values("since_on")[:1]),
        made_on=made_on,
    )
    # Somebody new was never there before the list was made.
    is_new = Q(reading_list__is_for_newcomers=False) | Q(first_on__gte=F("made_on"))
    found: QuerySet[ReadingEntry] = rows.filter(is_new, since_on__isnull=False).annotate(
        got_on=Greatest("since_on", "made_on", output_field=DateField())
    )
    return found.none() if person.is_guest or person.left_on is not None else found


def _places_of(person: Person) -> DatedQuerySet:
    """Where the person belongs and has belonged that an entry's list is for; for a statement about entries."""
    unit = OuterRef("reading_list__unit")
    there = Q(unit=Coalesce(unit, F("unit"), output_field=UUIDField()))
    for storey in range(1, STOREYS):
        there |= Q(**{"unit" + "__parent" * storey: unit})
    function = OuterRef("reading_list__function")
    in_function = Q(function=Coalesce(function, F("function"), output_field=UUIDField()))
    found: DatedQuerySet = Membership.objects.filter(there & in_function, person=person)
    return found


def _with_what_is_read(rows: QuerySet[ReadingEntry], person: Person) -> QuerySet[ReadingEntry]:
    """Each with the version in force, the last one that the person confirmed, and whether it is enough."""
    versions = Version.objects.filter(product=OuterRef("product"))
    in_force = versions.in_force()
    own = Confirmation.objects.visible_to(person)
    of_product = own.filter(version__product=OuterRef("product")).order_by("-version__number")
    of_meeting = own.filter(meeting_id=OuterRef("meeting_id"))
    return rows.annotate(
        number=Subquery(in_force.values("number")[:1]),
        valid_from=Subquery(in_force.values("valid_from")[:1]),
        read_number=Subquery(of_product.values("version__number")[:1]),
        read_at=Coalesce(Subquery(of_product.values("at")[:1]), Subquery(of_meeting.values("at")[:1])),
    ).annotate(
        has_news=Exists(versions.filter(state__in=RELEASED, is_significant=True, number__gt=OuterRef("read_number")))
    )


def _askable(rows: QuerySet[ReadingEntry]) -> QuerySet[ReadingEntry]:
    """What is withdrawn, or not in force yet, is asked of nobody."""
    return rows.filter(Q(product=None) | Q(number__isnull=False))


def waiting_entries(person: Person, today: date) -> QuerySet[ReadingEntry]:
    """What this person is asked to read and has not, for a statement with other things: ``thing`` and ``reads`` are its
    id and title, ``days_after`` how many days (as text) after ``asked_on`` it is due.
    """
    rows = _askable(_with_what_is_read(entries_for(person, today), person))
    unread = Q(product=None, read_at=None) | Q(product__isnull=False, read_number=None) | Q(has_news=True)
    return rows.filter(unread).annotate(
        thing=Coalesce("product", "meeting_id", output_field=UUIDField()),
        reads=Coalesce("product__title", "meeting_title", output_field=CharField()),
        days_after=Coalesce(Cast("days", CharField()), Value("")),
        asked_on=Greatest("got_on", Coalesce("valid_from", "got_on"), output_field=DateField()),
    )


def asked(person: Person, *, by: Person, today: date) -> list[Asked]:
    """All that the person is asked to read, as ``by`` may see it: what waits first, by its day, then what is read.

    Five questions, however much it is. A meeting that is gone is left out.
    """
    rows = _askable(_with_what_is_read(entries_for(person, today), person))
    entries = list(rows.select_related("reading_list", "product__kind").order_by("reading_list__name_sort", "position"))
    titles = {one.pk: str(one) for one in _held_among(entries, by)}
    by_thing: dict[UUID, list[Any]] = {}
    for entry in entries:
        if entry.product_id or entry.meeting_id in titles:
            by_thing.setdefault(entry.product_id or entry.meeting_id, []).append(entry)
    since = _versions_since(some[0] for some in by_thing.values())
    found = [
        Asked(
            entry=some[0],
            lists=[one.reading_list for one in some],
            title=titles.get(thing) or some[0].product.title,
            due_on=_due(some),
            changes=since.get(thing, ()),
        )
        for thing, some in by_thing.items()
    ]
    return sorted(found, key=lambda one: (one.is_read, one.due_on or date.max))


def _due(entries: Iterable[Any]) -> date | None:
    days = (due_on(entry.got_on, entry.valid_from, entry.days) for entry in entries)
    return min((day for day in days if day is not None), default=None)


def due_on(got_on: date, valid_from: date | None, days: int | None) -> date | None:
    """The day by which it is to be read: so many days after one got it, or after the version that asks anew holds."""
    return None if days is None else max(got_on, valid_from or got_on) + timedelta(days=days)


def _versions_since(entries: Iterable[Any]) -> dict[UUID, list[Version]]:
    """Of each product that is to be read again, the versions since the one that was read, latest first."""
    again = {one.product_id: one for one in entries if one.product_id and one.read_number is not None and one.has_news}
    since: dict[UUID, list[Version]] = {}
    for version in Version.objects.filter(product__in=list(again), state__in=RELEASED).newest() if again else ():
        entry = again[version.product_id]
        if entry.read_number < version.number <= entry.number:
            since.setdefault(version.product_id, []).append(version)
    return since


def held_meetings(person: Person) -> QuerySet[Any]:
    """Meetings that were held and that this person may read, latest first; they lie above (``pejl.wiring.held``)."""
    found: QuerySet[Any] = import_string(f"{settings.PEJL_WIRING}.held.held")(person)
    return found


def _held_among(entries: Iterable[Any], person: Person) -> Collection[SpaceRow]:
    ids = {entry.meeting_id for entry in entries if entry.meeting_id}
    return list(held_meetings(person).filter(pk__in=ids)) if ids else []


def is_asked(person: Person, today: date) -> Exists:
    """For annotating versions: whether any list asks this person to read their product."""
    return Exists(entries_for(person, today).filter(product=OuterRef("product")))


def read_at(person: Person) -> Subquery:
    """For annotating versions: when this person confirmed to have read them."""
    own = Confirmation.objects.visible_to(person).filter(version=OuterRef("pk"))
    return Subquery(own.values("at")[:1])


def confirming(versions: Sequence[Any], version: Version) -> Confirming | None:
    """What a reader has confirmed of a product, of its versions (newest first) with ``is_asked`` and ``read_at``; None
    unless the reader is asked, and this version is the one that holds.
    """
    if version.state != State.PUBLISHED or not getattr(version, "is_asked", False):
        return None
    released = [one for one in versions if one.is_released and one.number <= version.number]
    read = next((one for one in released if one.read_at is not None), None)
    changes = [one for one in released if read is not None and one.number > read.number]
    return Confirming(version, read, read.read_at if read is not None else None, changes)
