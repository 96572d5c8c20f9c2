"""Who makes and changes kinds of products."""

from __future__ import annotations

from datetime import date

from pejl.foundation.tenancy.models import Person
from pejl.organisation import permissions as organisation


def may_shape_kinds(person: Person, today: date) -> bool:
    """Whoever looks after Pejl here: a kind is for the whole job centre."""
    return organisation.looks_after(person, today)


def require_may_shape_kinds(person: Person, today: date) -> None:
    """Raise NotAllowed unless the person looks after Pejl here."""
    organisation.require_looks_after(person, today)
