"""How a topic is shown to those who follow it: what a higher module brings, and what reaches their screens."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from django.http import HttpRequest

from pejl.foundation.live.models import Fact


class Audience(NamedTuple):
    """Those who see the same: on which of a topic's views, in which language."""

    view: str
    language: str


class Seat(NamedTuple):
    """Where somebody may follow a topic from: in which space, and among whom.

    ``number`` is that of the topic's latest fact, read before the right was looked at: what comes later may end it.
    ``is_there``: who follows this is there as if they did something, so that nobody is signed out for listening.
    """

    space_id: UUID
    audience: Audience
    number: int
    is_there: bool = False


@dataclass(frozen=True)
class Patch:
    """A part of a page as it is now. Putting it twice is as putting it once.

    The element of this id is changed into ``html``, or taken away where there is none. With ``within`` it belongs into
    the element called so, in the order of ``data-sort`` among its siblings; on pages that have no such element it does
    not stand. ``is_personal``: it looks otherwise to everybody, so the page is told to fetch it anew.
    """

    id: str
    html: str = ""
    within: str = ""
    is_personal: bool = False


class View(Protocol):
    """What a module brings for its topics (``pejl.wiring.live.VIEWS``, by the word before the colon)."""

    def admit(self, request: HttpRequest, topic: str, view: str) -> Seat | None:
        """Where whoever asks may follow the topic from; None where there is nothing for them."""
        ...

    def ends_with(self, view: str) -> tuple[str, ...]:
        """The beginnings of the kinds of facts after which whoever follows on a view is asked anew whether they may."""
        ...

    def patches(
        self, topic: str, facts: Sequence[Fact], audiences: Collection[Audience]
    ) -> Mapping[Audience, Sequence[Patch]]:
        """What these facts, in their order, change on the screens of each audience, read from the database as it is
        now. Called in a scope, in a thread, once for all who follow.
        """
        ...


def frame(topic: str, view: str, number: int, patches: Iterable[Patch]) -> bytes:
    """One server-sent event: the patches, and the number up to which the reader then knows the topic."""
    told = {"topic": topic, "view": view, "number": number, "patches": [_told(one) for one in patches]}
    return f"data: {json.dumps(told, ensure_ascii=False, separators=(',', ':'))}\n\n".encode()


def _told(patch: Patch) -> dict[str, Any]:
    if patch.is_personal:
        return {"id": patch.id, "anew": True}
    words = {"id": patch.id, "html": patch.html, "within": patch.within}
    return {name: value for name, value in words.items() if value}
