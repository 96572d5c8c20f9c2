"""What is asked of kinds of products."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from pejl.foundation.tenancy.models import Person
from pejl.guidance.models import Kind, KindApprover, KindQuerySet
from pejl.guidance.names import BlockKind, Part, removed_parts_of
from pejl.organisation.models import Function


@dataclass(frozen=True)
class Approving:
    """Who is named to approve products of a kind; nobody named is everybody whose function approves guidance."""

    named: tuple[KindApprover, ...]

    @property
    def functions(self) -> list[Function]:
        """Everybody who holds one of them."""
        return [one.function for one in self.named if one.function is not None]

    @property
    def people(self) -> list[Person]:
        """Those named themselves."""
        return [one.person for one in self.named if one.person is not None]

    @property
    def names(self) -> list[str]:
        """All of them in words, functions first."""
        return [str(one) for one in (*self.functions, *self.people)]


def offered_kinds() -> KindQuerySet:
    """The kinds of which a product can be begun, by name."""
    found: KindQuerySet = Kind.objects.offered().by_name()
    return found


def counted_kinds() -> QuerySet[Kind]:
    """All kinds by name, each with ``number``: how many products there are of it."""
    return Kind.objects.by_name().annotate(number=Count("products"))


def kind_for_cards() -> Kind | None:
    """The kind to begin when cards are handed over and nobody chose: the first that has guiding marks, by name.

    Where none has, the first that is offered.
    """
    kinds = list(offered_kinds())
    marked = (kind for kind in kinds if any(part.kind == BlockKind.MARK for part in kind.made_of))
    guides = (kind for kind in kinds if kind.made_of and kind.made_of[0].kind == BlockKind.MARK)
    return next(guides, None) or next(marked, None) or next(iter(kinds), None)


def approving(kind: Kind) -> Approving:
    """Who is named to approve products of a kind."""
    named = KindApprover.objects.filter(kind=kind).select_related("function", "person")
    return Approving(tuple(named.order_by("function__name_sort", "person__name_sort", "id")))


def removed_parts(kind: Kind) -> tuple[Part, ...]:
    """The parts that were taken out of a kind and can be put back."""
    return removed_parts_of(kind.parts)
