"""Lists of themes, as a person may see them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery

from pejl.foundation.search.keys import search_key
from pejl.foundation.tenancy.models import Person
from pejl.organisation.models import WorkingGroup
from pejl.themes.models import (
    Area,
    AreaQuerySet,
    Backing,
    Collection,
    CollectionQuerySet,
    Placement,
    Theme,
    ThemeQuerySet,
    Weight,
)
from pejl.themes.names import Sorting, State
from pejl.themes.queries.alike import alike_to

SUGGESTIONS = 12
_BY_AREA = F("area__name_sort").asc(nulls_last=True)
_ORDERS: dict[str, tuple[Any, ...]] = {
    Sorting.NEWEST: ("-proposed_at", "id"),
    Sorting.AREA: (_BY_AREA, "-proposed_at", "id"),
    Sorting.TITLE: ("title_sort", "id"),
}


def areas() -> AreaQuerySet:
    """The fields of the work, by name; closed ones too."""
    found: AreaQuerySet = Area.objects.by_name()
    return found


def collections(person: Person) -> CollectionQuerySet:
    """The department meetings where themes were collected, latest first."""
    found: CollectionQuerySet = Collection.objects.visible_to(person).newest()
    return found


def listed(
    person: Person,
    *,
    state: str = "",
    area: Area | None = None,
    kind: str = "",
    collection: Collection | None = None,
    text: str = "",
    is_mine: bool = False,
    is_backed: bool = False,
    sorting: str = Sorting.NEWEST,
) -> ThemeQuerySet:
    """The themes the person may see, narrowed by what is given; without their longer texts."""
    found: ThemeQuerySet = Theme.objects.visible_to(person).select_related("area").defer("need", "why_now")
    wanted = {"state": state, "area": area, "kind": kind, "collected_at": collection}
    found = found.filter(**{name: value for name, value in wanted.items() if value})
    if text:
        found = found.filter(title_search__contains=search_key(text))
    if is_mine:
        found = found.filter(proposed_by=person)
    if is_backed:
        found = found.filter(pk__in=Backing.objects.standing().filter(person=person).values("theme"))
    return found.order_by(*_ORDERS[sorting])


def at_meeting(collection: Collection, person: Person) -> ThemeQuerySet:
    """What was proposed at a department meeting or got hands there, newest first, with its proposers."""
    raised = Backing.objects.standing().filter(collected_at=collection).values("theme")
    found = Theme.objects.visible_to(person).filter(Q(collected_at=collection) | Q(pk__in=raised))
    said: ThemeQuerySet = found.select_related("area", "proposed_by").newest()
    return said


def on_the_table(
    person: Person, *, state: str, group: WorkingGroup | None = None, sorting: str = Sorting.NEWEST
) -> ThemeQuerySet:
    """What lies before the working groups in one state.

    With a group in the order of its own table (``position`` is empty for what nobody has placed: those come last,
    newest first); else as sorted.
    """
    found = listed(person, state=state, sorting=sorting)
    if group is None:
        return found
    lies = Placement.objects.filter(group=group, theme=OuterRef("pk")).values("position")[:1]
    placed: ThemeQuerySet = found.annotate(position=Subquery(lies))
    return placed.order_by(F("position").asc(nulls_last=True), "-proposed_at", "id")


def waiting(person: Person) -> ThemeQuerySet:
    """What no working group has decided on yet."""
    found: ThemeQuerySet = Theme.objects.visible_to(person).filter(state=State.PROPOSED)
    return found


def counted_by_state(person: Person, group: WorkingGroup | None = None) -> dict[str, tuple[int, int]]:
    """How many themes lie in each state of the table, and how many of them the person weighs for the group."""
    mine = Weight.objects.filter(group=group, person=person).values("theme")
    counted = Theme.objects.visible_to(person).open().order_by().values_list("state")
    rows = counted.annotate(number=Count("pk"), weighed=Count("pk", filter=Q(pk__in=mine)))
    return {state: (number, weighed) for state, number, weighed in rows}


def taking_in(theme: Theme, person: Person) -> ThemeQuerySet:
    """Every theme this one could be merged into, newest first."""
    others = Theme.objects.visible_to(person).taking_in().exclude(pk=theme.pk)
    found: ThemeQuerySet = others.select_related("area").newest()
    return found


def suggested_for(theme: Theme, person: Person, *, text: str = "") -> list[Theme]:
    """Some of ``taking_in``, at most SUGGESTIONS: with a text in the title; else what looks alike; else the newest."""
    others = taking_in(theme, person)
    if text:
        return list(others.filter(title_search__contains=search_key(text))[:SUGGESTIONS])
    return alike_to(theme.title, theme.need, person=person, besides=theme) or list(others[:SUGGESTIONS])
