"""Reading lists: which there are, whom they ask, and how much is read, in sums that tell of nobody (P1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.crypto import salted_hmac

from pejl.foundation.formats import moments
from pejl.foundation.tenancy.models import Person, PersonQuerySet
from pejl.guidance.models import Confirmation, ReadingEntry, ReadingList, ReadingListQuerySet, Version
from pejl.guidance.names import RELEASED, State
from pejl.guidance.queries.asked import held_meetings
from pejl.guidance.queries.using import FEWEST, unless_few
from pejl.organisation import queries as organisation
from pejl.organisation.models import Assignment, Membership
from pejl.organisation.names import AssignmentKind


@dataclass(frozen=True)
class Read:
    """About how many of how many have read something, in steps of five. None where that could tell of somebody."""

    people: int | None
    of: int | None


@dataclass(frozen=True)
class Line:
    """One entry of a list as the list shows it: what it is called, where it stands, and how much it is read.

    ``is_asked`` is False for what is withdrawn or was never in force, and for a meeting that is gone.
    """

    entry: ReadingEntry
    title: str
    is_asked: bool
    read: Read


def reading_lists(person: Person) -> ReadingListQuerySet:
    """Every list that this person may see, by name, with how much stands on each as ``number``."""
    found: ReadingListQuerySet = ReadingList.objects.visible_to(person).annotate(number=Count("entries"))
    return found.select_related("function", "unit").order_by("name_sort", "id")


def readers_of(reading_list: ReadingList, today: date) -> PersonQuerySet:
    """Whom a list asks this day: as ``asked.entries_for`` says of one person."""
    places = Membership.objects.all()
    if reading_list.function_id:
        places = places.filter(function=reading_list.function_id)
    if reading_list.unit_id:
        places = places.filter(unit__in=organisation.with_those_below([reading_list.unit_id]))
    found = organisation.colleagues().filter(pk__in=places.on(today).values("person"))
    if reading_list.is_for_newcomers:
        made_on = moments.day_of(reading_list.created_at)
        found = found.exclude(pk__in=places.filter(since_on__lt=made_on).values("person"))
    return found


def lines_of(reading_list: ReadingList, person: Person, today: date, *, with_sums: bool) -> list[Line]:
    """What stands on a list, in its order; how much it is read only where that is asked for."""
    entries = list(reading_list.entries.select_related("product__kind").order_by("position", "id"))
    standing, enough = _standing(entries)
    meetings = {entry.meeting_id for entry in entries if entry.meeting_id}
    held = {one.pk: str(one) for one in held_meetings(person).filter(pk__in=meetings)} if meetings else {}
    sums = _sums(reading_list, entries, enough, today) if with_sums else {}
    return [
        Line(
            entry=entry,
            title=str(entry.product) if entry.product else held.get(entry.meeting_id, entry.meeting_title),
            is_asked=entry.product_id in standing or entry.meeting_id in held,
            read=sums.get(entry.pk, Read(None, None)),
        )
        for entry in entries
    ]


def _standing(entries: Sequence[ReadingEntry]) -> tuple[set[UUID], dict[UUID, int]]:
    """The products in force, and from which number on a version counts as read: that of the last significant one."""
    enough: dict[UUID, int] = defaultdict(int)
    standing = set()
    products = [entry.product_id for entry in entries if entry.product_id]
    released = Version.objects.filter(product__in=products, state__in=RELEASED)
    for product_id, number, state, is_significant in released.values_list(
        "product", "number", "state", "is_significant"
    ):
        if state == State.PUBLISHED:
            standing.add(product_id)
        if is_significant:
            enough[product_id] = max(enough[product_id], number)
    return standing, enough


def _sums(
    reading_list: ReadingList, entries: Sequence[ReadingEntry], enough: dict[UUID, int], today: date
) -> dict[UUID, Read]:
    """As of last night: who looks before and after a colleague's press sees no difference."""
    readers = readers_of(reading_list, today)
    asked = readers.count()
    if asked < FEWEST:
        return {}
    own = Confirmation.objects.filter(person__in=readers.order_by().values("pk"), at__lt=moments.local(today, time()))
    things = [entry.product_id or entry.meeting_id for entry in entries]
    found = own.filter(Q(version__product__in=things) | Q(meeting_id__in=things))
    read: dict[Any, set[UUID]] = defaultdict(set)
    for person_id, product_id, number, meeting_id in found.values_list(
        "person", "version__product", "version__number", "meeting_id"
    ):
        if product_id is None or number >= enough[product_id]:
            read[product_id or meeting_id].add(person_id)
    return {
        entry.pk: _told(len(read[entry.product_id or entry.meeting_id]), asked, _turn(reading_list, entry))
        for entry in entries
    }


def _told(people: int, asked: int, turn: int) -> Read:
    of = unless_few(asked)
    about = unless_few(people + turn)
    return Read(min(about, of) if about and of else None, of)


def _turn(reading_list: ReadingList, entry: ReadingEntry) -> int:
    """Where the steps of five begin, from 0 to 4: another place for every thing and every circle of readers.

    The same for the same, so that nothing is learnt by making the list anew; and unknown, so that from two lists whose
    readers differ by one colleague, or from a sum that equals all of them, nobody's reading follows.
    """
    whom = (reading_list.function_id, reading_list.unit_id, reading_list.is_for_newcomers)
    what = entry.product_id or entry.meeting_id
    return int.from_bytes(salted_hmac("guidance.reading", f"{what}:{whom}").digest()[:4]) % FEWEST


def newcomers_of(mentor: Person, today: date) -> list[Person]:
    """Those whose mentor the person is this day, by name."""
    held = Assignment.objects.current(AssignmentKind.MENTOR, today).filter(person=mentor)
    return list(organisation.colleagues().filter(pk__in=held.values("for_person")))


def addable_products(reading_list: ReadingList, *, with_those_there: bool = False) -> QuerySet[Version]:
    """The versions in force whose products do not stand on the list, or of all products, by title."""
    there = reading_list.entries.exclude(product=None).values("product")
    found = Version.objects.in_force().select_related("product__kind").order_by("product__title_sort", "id")
    return found if with_those_there else found.exclude(product__in=there)


def addable_meetings(reading_list: ReadingList, person: Person, *, with_those_there: bool = False) -> QuerySet[Any]:
    """Meetings that were held, that the person may read and that do not stand on the list, or all; latest first."""
    there = reading_list.entries.exclude(meeting_id=None).values("meeting_id")
    found = held_meetings(person)
    return found if with_those_there else found.exclude(pk__in=there)
