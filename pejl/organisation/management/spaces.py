"""Finding the job centre that a command is about."""

from __future__ import annotations

from django.core.management.base import CommandError

from pejl.foundation.tenancy.models import Space


def space_named(name: str) -> Space:
    """The job centre of this name. Raises CommandError for none, or for several."""
    found = list(Space.objects.filter(name=name)[:2])
    if len(found) != 1:
        raise CommandError(f"There is {'more than one' if found else 'no'} job centre called {name}.")
    return found[0]
