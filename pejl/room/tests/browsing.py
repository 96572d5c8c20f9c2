"""Addresses and forms of the room, for tests that walk through it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from pejl.foundation.tenancy.models import Person
from pejl.room.tests.factories import Evening

Browser = Callable[[Person], Client]
HTMX = {"HX-Request": "true"}


def at(page: str, evening: Evening, *args: object, **query: object) -> str:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    return reverse(f"room:{page}", args=[evening.meeting.pk, *args]) + (f"?{asked}" if asked else "")


def card_fields(**changes: object) -> dict[str, object]:
    return {"kind": "question", "text": "Hvem ringer?", "client_id": uuid4(), "authorship": "named", **changes}
