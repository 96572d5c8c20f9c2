"""Who stands behind a theme."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from pejl.foundation.tenancy.models import Person
from pejl.themes.models import Backing, Theme
from pejl.themes.queries.trail import merged_trail


def backings_of(theme: Theme) -> list[Backing]:
    """What others than the proposer add to a theme, the first first, each with its person."""
    found = Backing.objects.standing().filter(theme=theme).exclude(person=theme.proposed_by_id)
    return list(found.select_related("person").order_by("at", "id"))


def own_backing(theme: Theme, person: Person) -> Backing | None:
    """What the person added to the theme, or None."""
    found: Backing | None = Backing.objects.standing().filter(theme=theme, person=person).first()
    return found


def behind(themes: Collection[Theme]) -> list[tuple[Person, Theme, bool]]:
    """Everybody who waits for one of these themes, by which of them, and whether they proposed it; proposers first."""
    proposers = [(theme.proposed_by, theme, True) for theme in themes]
    by_id = {theme.pk: theme for theme in themes}
    backings = Backing.objects.standing().filter(theme__in=themes).select_related("person__account")
    return proposers + [(one.person, by_id[one.theme_id], False) for one in backings.order_by("at", "id")]


def ids_behind(theme: Theme) -> set[UUID]:
    """Whoever proposed or backs the theme, or one that went into it."""
    return {person.pk for person, _theme, _is_proposer in behind(merged_trail(theme))}
