"""What the meeting agrees on, part by part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse

from pejl.agreements import queries as agreements_
from pejl.meetings.names import State
from pejl.room import queries
from pejl.room.live.looking import Look
from pejl.room.models import Proceeding, ProductDuty


def products(look: Look) -> Mapping[str, Any]:
    """Each product once, with all who make it."""
    making = defaultdict[str, list[ProductDuty]](list)
    for duty in look.ask(_duties):
        making[duty.what].append(duty)
    return {"making": dict(making), "is_open": is_open(look), "press": _press(look)}


def proceeding(look: Look) -> Mapping[str, Any]:
    """How it goes on, and who may write it besides the leaders."""
    makers = {duty.person_id for duty in look.ask(_duties)}
    return {"said": look.ask(_proceeding), "makers": sorted(makers), "is_open": is_open(look)}


def unclear(look: Look) -> Mapping[str, Any]:
    """What is unclear, and who takes care of it."""
    return {"points": queries.unclear_points_of(look.meeting), "is_open": is_open(look), "press": _press(look)}


def decisions(look: Look) -> Mapping[str, Any]:
    """What was decided together."""
    return {"decisions": queries.decisions_of(look.meeting)}


def agreements(look: Look) -> Mapping[str, Any]:
    """Who does what by when."""
    return {"agreements": agreements_.of_source(look.meeting.pk)}


def is_open(look: Look) -> bool:
    """Whether something can still be written."""
    return look.meeting.state in (State.RUNNING, State.WRITING_UP)


def _duties(look: Look) -> list[ProductDuty]:
    return queries.product_duties_of(look.meeting)


def _proceeding(look: Look) -> Proceeding | None:
    return queries.proceeding_of(look.meeting)


def _press(look: Look) -> Callable[[UUID], Mapping[str, str]]:
    """What a button beside a line carries, so that it does its work without the page being read anew."""

    def attributes(row_id: UUID) -> Mapping[str, str]:
        return {"hx-post": reverse("room:undo", args=[look.meeting.pk, row_id]), "hx-swap": "none"}

    return attributes
