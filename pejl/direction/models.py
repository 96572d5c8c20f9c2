"""Direction: what the job centre is to move towards, dated and by whom; replaced, never overwritten."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from pejl.direction.names import Kind
from pejl.foundation.privacy.declarations import PERSON_REF, STRUCTURE, WORDS, declare
from pejl.foundation.privacy.fields import Line, Words
from pejl.foundation.search.fields import SearchKey, SortKey
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import PointerTo, pointer_columns
from pejl.foundation.tenancy.rows import SpaceManager, SpaceQuerySet, SpaceRow
from pejl.organisation.models import DATES, Dated, DatedQuerySet, Unit


class StatementQuerySet(DatedQuerySet):
    """What can be said of statements of direction."""

    def visible_to(self, person: Person) -> StatementQuerySet:
        """The whole job centre; guests are not led from here."""
        return self.none() if person.is_guest else self

    def for_units(self, units: models.QuerySet[Unit]) -> StatementQuerySet:
        """Those that hold for everybody, and those for one of these units."""
        return self.filter(
            Q(is_for_all=True) | Q(pk__in=StatementUnit.objects.filter(unit__in=units).values("statement"))
        )

    def newest(self) -> StatementQuerySet:
        """Latest first."""
        return self.order_by("-since_on", "-stated_at", "id")


class Statement(Dated):
    """One goal, frame or expectation, in the words it was stated in; only its last day is ever changed.

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
        **DATES,
    )

    objects = SpaceManager.from_queryset(StatementQuerySet)()

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(replaces=None) | ~Q(replaces=F("id")), name="statement_does_not_replace_itself"
            ),
        ]
        indexes = [models.Index(fields=["space", "since_on"], name="statement_by_day")]

    def __str__(self) -> str:
        return self.title

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.since_on <= day and (self.until_on is None or self.until_on >= day)


class StatementUnit(SpaceRow):
    """A unit that a statement is for, where it is not for everybody."""

    append_only = True

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="units")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    data = declare(statement=STRUCTURE, unit=STRUCTURE)

    class Meta(SpaceRow.Meta):
        constraints = [models.UniqueConstraint(fields=["statement", "unit"], name="statement_is_for_a_unit_once")]


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
