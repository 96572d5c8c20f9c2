"""What follows a statement, and what a thing follows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from pejl.direction.models import (
    Link,
    Statement,
    StatementQuerySet,
)
from pejl.direction.queries.statements import ORDER
from pejl.foundation.tenancy import pointers
from pejl.foundation.tenancy.composed import composed
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import Pointer
from pejl.foundation.tenancy.rows import SpaceRow


def links_of(about_id: UUID, person: Person) -> list[Link]:
    """What a thing follows, in the order it was said. Ask only after asking whether the reader may see the thing."""
    return _links_of(about_id, person)


@composed
def _links_of(about_id: UUID, person: Person) -> QuerySet[Link]:
    found = Link.objects.visible_to(person).filter(about_id=about_id)
    return found.select_related("statement__replaced_by").order_by("at", "id")


def choosable_for(about_id: UUID, person: Person, today: date) -> StatementQuerySet:
    """What a thing could follow, and does not yet: goals first, newest first."""
    taken = Link.objects.filter(about_id=about_id).values("statement")
    found: StatementQuerySet = Statement.objects.visible_to(person).not_over(today).exclude(pk__in=taken)
    return found.order_by(*ORDER)


@dataclass(frozen=True)
class Follower:
    """What follows a statement, as it was called; ``thing`` is None where it is there no more."""

    about: Pointer
    thing: SpaceRow | None


def followers_of(statement: Statement, person: Person) -> list[Follower]:
    """What follows a statement, latest first: what the person may see, and what is gone, by what it was called."""
    links = list(Link.objects.filter(statement=statement).order_by("-at", "id"))
    seen = pointers.resolve_all([one.about for one in links], person=person)
    hidden = _still_there([one.about for one in links if one.about_id not in seen])
    return [Follower(one.about, seen.get(one.about_id)) for one in links if one.about_id not in hidden]


def _still_there(wanted: Iterable[Pointer]) -> set[UUID]:
    """The ids of those that exist, whoever may see them: what one may not see is not named either."""
    kinds: dict[str, type[SpaceRow]] = import_string(f"{settings.PEJL_WIRING}.kinds.KINDS")
    there = set()
    for kind, some in groupby(sorted(wanted, key=attrgetter("kind")), key=attrgetter("kind")):
        if kind in kinds:
            ids = [one.id for one in some]
            there |= set(kinds[kind].objects.filter(pk__in=ids).values_list("pk", flat=True))
    return there
