"""Holding a theme still while something happens to it, and moving it."""

from __future__ import annotations

from django.db.models import F

from pejl.themes.models import Backing, Placement, Theme
from pejl.themes.names import State


def held(theme: Theme, other: Theme | None = None) -> tuple[Theme, Theme | None]:
    """Both as they are now, and so until the end of the transaction; in one order, so that nobody waits in a ring."""
    ids = {one.pk for one in (theme, other) if one is not None}
    rows = {row.pk: row for row in Theme.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    return rows[theme.pk], rows[other.pk] if other is not None else None


def move(theme: Theme, state: State, *, into: Theme | None = None) -> None:
    """Put a theme into a state; in another state it lies in no place yet."""
    if theme.state != state:
        Placement.objects.filter(theme=theme).delete()
    Theme.objects.filter(pk=theme.pk).update(state=state, merged_into=into, version=F("version") + 1)


def count_backers(theme: Theme) -> None:
    """Note on the theme how many others than its proposer back it; the theme is held."""
    number = Backing.objects.standing().filter(theme=theme).exclude(person=theme.proposed_by_id).count()
    Theme.objects.filter(pk=theme.pk).update(backers=number)
