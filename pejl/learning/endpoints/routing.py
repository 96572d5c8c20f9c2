"""The router, and what every part of it reads."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import Header, Router
from pydantic import Field

from pejl.foundation.privacy.schemas import LineText, OptionalLine
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import Template
from pejl.meetings.policies import require_here

router = Router(tags=["learning"])

# Made by the program that sends: the same key does the same work once.
Key = Annotated[UUID | None, Header(alias="Idempotency-Key")]

# Limits stand inside the type: beside it the type's own, wider one would win.
Title = Annotated[LineText, Field(max_length=160)]
Place = Annotated[OptionalLine, Field(max_length=160)]


def person_of(person_id: UUID, person: Person) -> Person:
    """Somebody who is here. Raises Invalid for somebody who has left."""
    found: Person = get_object_or_404(Person.objects.visible_to(person), pk=person_id)
    require_here(found, field="leaders")
    return found


def template_of(template_id: UUID | None, person: Person) -> Template | None:
    """An agenda to start from, where one is named."""
    return get_object_or_404(Template.objects.visible_to(person), pk=template_id) if template_id else None
