"""What of guidance needs a person: asked each time somebody looks at what we go by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from pejl.foundation.tenancy.composed import composed
from pejl.foundation.tenancy.models import Person
from pejl.guidance.models import ApprovalRequest, Hearing, Responsibility, Version
from pejl.guidance.queries.deciding import approvals_for, to_confirm
from pejl.guidance.queries.hearing import hearings_for
from pejl.guidance.queries.products import drafts_of
from pejl.guidance.queries.reviews import due_for


@dataclass(frozen=True)
class Needs:
    """What waits for somebody, each in the order in which it is to be done; ``due`` are the products to look over."""

    approvals: list[ApprovalRequest]
    hearings: list[Hearing]
    to_confirm: list[Responsibility]
    due: list[UUID]
    drafts: list[Version]

    def __bool__(self) -> bool:
        return any((self.approvals, self.hearings, self.to_confirm, self.due, self.drafts))


def needs_of(person: Person, today: date) -> Needs:
    """Everything that a person is asked to do about guidance, but for reading it: five queries."""
    return Needs(_approvals(person), _hearings(person, today), _named(person), _due(person, today), _drafts(person))


@composed
def _approvals(person: Person) -> QuerySet[Any]:
    return approvals_for(person)


@composed
def _hearings(person: Person, today: date) -> QuerySet[Any]:
    return hearings_for(person, today).select_related("version", "opened_by")


@composed
def _named(person: Person) -> QuerySet[Any]:
    return to_confirm(person).select_related("product")


@composed
def _due(person: Person, today: date) -> QuerySet[Any]:
    return due_for(person, today).values_list("product", flat=True)


@composed
def _drafts(person: Person) -> QuerySet[Any]:
    return drafts_of(person)
