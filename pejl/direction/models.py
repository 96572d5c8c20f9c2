"""Direction: what the job centre is to move towards, dated and by whom; replaced, never overwritten."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from pejl.direction.names import Kind
from pejl.foundation.privacy.declarations import PERSON_REF, STRUCTURE, WORDS, declare
from pejl.foundation.privacy.fields import Line, Words
from pejl.foundation.search.fields import SearchKey, SortKey
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import PointerTo, pointer_columns
from pejl.foundation.tenancy.rows import AppendOnlyRow, SpaceManager, SpaceQuerySet, SpaceRow
from pejl.organisation.models import DATES, Dated, DatedQuerySet, Unit

# What is written when a statement stops holding; all else stays as it was stated.
ENDING = frozenset({"until_on", "ended_because", "ended_by", "ended_at"})


class StatementQuerySet(DatedQuerySet):
    """What can be said of statements of direction."""

    def visible_to(self, person: Person) -> StatementQuerySet:
        """The whole job centre; guests are not led from here."""
        return self.none() if person.is_guest else self

    def update(self, **changes: Any) -> int:
        """As Django's, for how it ended; raises AppendOnlyRow for anything else of a statement."""
        if not ENDING.issuperset(changes):
            raise AppendOnlyRow("Statement")
        return super().update(**changes)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Raise AppendOnlyRow: what was stated stays."""
        raise AppendOnlyRow("Statement")

    def lasting(self) -> StatementQuerySet:
        """Those that nobody has ended or replaced."""
        return self.filter(until_on=None)

    def not_over(self, day: date) -> StatementQuerySet:
        """Those that hold on a day, and those that will."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=day))

    def for_units(self, units: Collection[UUID]) -> StatementQuerySet:
        """Those for everybody, and those for one of these units, by their ids."""
        return self.filter(
            Q(is_for_all=True) | Q(pk__in=StatementUnit.objects.filter(unit__in=units).values("statement"))
        )

    def newest(self) -> StatementQuerySet:
        """Latest first."""
        return self.order_by("-since_on", "-stated_at", "id")


class Statement(Dated):
    """One goal, frame or expectation, in the words it was stated in; how it ended is added once, nothing is changed.

    A new wording is a new statement that ``replaces`` this one.
    """

    kind = models.CharField(max_length=20, choices=Kind.choices)
    title = Line(max_length=160)
    title_search = SearchKey(of="title")
    title_sort = SortKey(of="title")
    text = Words()
    is_for_all = models.BooleanField(default=True)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    ended_because = Words(blank=True)
    stated_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    stated_at = models.DateTimeField()
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    data = declare(
        kind=STRUCTURE,
        title=WORDS,
        title_search=WORDS,
        title_sort=WORDS,
        text=WORDS,
        is_for_all=STRUCTURE,
        replaces=STRUCTURE,
        ended_because=WORDS,
        stated_by=PERSON_REF,
        stated_at=STRUCTURE,
        ended_by=PERSON_REF,
        ended_at=STRUCTURE,
        **DATES,
    )

    objects = SpaceManager.from_queryset(StatementQuerySet)()

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(replaces=None) | ~Q(replaces=F("id")), name="statement_does_not_replace_itself"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None, ended_by=None, ended_at=None)
                | Q(until_on__isnull=False, ended_by__isnull=False, ended_at__isnull=False),
                name="statement_is_ended_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["space", "since_on"], name="statement_by_day")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As any row's, once; raises AppendOnlyRow for a statement that has been stated."""
        if not self._state.adding:
            raise AppendOnlyRow("Statement")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Raise AppendOnlyRow: what was stated stays."""
        raise AppendOnlyRow("Statement")

    @property
    def newer(self) -> Statement | None:
        """The wording that replaces this one, where there is one."""
        return getattr(self, "replaced_by", None)

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.since_on <= day and not self.is_over(day)

    def is_over(self, day: date) -> bool:
        """Whether its last day has passed."""
        return self.until_on is not None and self.until_on < day


class StatementUnit(SpaceRow):
    """A unit that a statement is for, where it is not for everybody."""

    append_only = True

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="units")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    data = declare(statement=STRUCTURE, unit=STRUCTURE)

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["statement", "unit"], name="statement_is_for_a_unit_once")]


Lines = dict[UUID, set[UUID]]


def above_each(units: Iterable[Unit] | None = None) -> Lines:
    """For each unit its own id and those of all that it is part of: what is said to these holds for it.

    Asks for the units unless all of them are given.
    """
    rows = Unit.objects.values_list("id", "parent_id") if units is None else ((one.pk, one.parent_id) for one in units)
    parents = dict(rows)
    return {unit_id: _line(unit_id, parents) for unit_id in parents}


def _line(unit_id: UUID, parents: dict[UUID, UUID | None]) -> set[UUID]:
    reached: set[UUID] = set()
    at: UUID | None = unit_id
    while at is not None and at not in reached:
        reached.add(at)
        at = parents.get(at)
    return reached


class Restating(SpaceRow):
    """A unit went through the direction together, at a staff meeting say: what is stated later is new to it."""

    append_only = True

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    data = declare(unit=STRUCTURE, by=PERSON_REF, at=STRUCTURE)

    class Meta(SpaceRow.Meta):
        indexes = [models.Index(fields=["unit", "at"], name="restating_by_unit")]


class LinkQuerySet(SpaceQuerySet["Link"]):
    """What can be said of links."""

    def visible_to(self, person: Person) -> LinkQuerySet:
        """As the statement; what is linked is asked for its own reading right (``pointers.resolve_all``)."""
        return self.none() if person.is_guest else self


class Link(SpaceRow):
    """A theme, a meeting or a product that follows a statement."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="links")
    about_kind, about_id, about_title = pointer_columns()
    about = PointerTo("about")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    data = declare(
        statement=STRUCTURE, about_kind=STRUCTURE, about_id=STRUCTURE, about_title=WORDS, by=PERSON_REF, at=STRUCTURE
    )

    objects = SpaceManager.from_queryset(LinkQuerySet)()

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["statement", "about_id"], name="link_is_made_once")]
        indexes = [models.Index(fields=["about_id"], name="link_by_target")]
