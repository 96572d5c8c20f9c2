"""The wall, and what those see who follow without signing in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from pejl.foundation.formats.squares import square
from pejl.meetings.names import Behaviour, Speaking
from pejl.room import queries
from pejl.room.live.looking import Look
from pejl.room.live.parts import now, queue, rounds
from pejl.room.models import FollowCode, Round
from pejl.room.queries import HeldItem

# Up to so many characters the questions are set in the largest type, and up to so many in the middle one.
SHORT, LONG = 130, 280
LONG_TITLE = 36
NEARBY = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Segment:
    """An item on the scale of the meeting, in thousandths of it."""

    x: int
    width: int
    phase: str


@dataclass(frozen=True)
class WayIn:
    """A code as it is shown: the square and its points, the code in two halves, and where it is typed."""

    code: FollowCode
    path: str
    points: int
    spoken: str
    address: str
    typed_at: str

    @property
    def is_only_here(self) -> bool:
        """Whether the address leads nowhere but to this very machine."""
        return urlsplit(self.address).hostname in NEARBY


def context(look: Look) -> Mapping[str, Any]:
    """Where we are, what is asked, how long is left, who and what comes next."""
    told = now.context(look)
    current: HeldItem | None = told["current"]
    return {
        **told,
        **rounds.plenary(look),
        "scale": scale(look.room.items),
        "type": size_of(current),
        "has_long_title": current is not None and len(current.item.label) > LONG_TITLE,
        "line": speakers(look, current),
        "is_break": current is not None and current.item.behaviour == Behaviour.BREAK,
        "begins_again": look.now + look.room.left if current else None,
        "way_in": way_in(look),
    }


def followed(look: Look) -> Mapping[str, Any]:
    """Where the meeting is, without anybody's name: not even whose turn it is."""
    current = look.room.current
    held = current is not None and Round.objects.going_on().filter(item=current.item).exists()
    return {**now.context(look), "presenters": [], "has_round": held, "scale": scale(look.room.items)}


def following(look: Look) -> Mapping[str, Any]:
    """What the leaders need to let others follow."""
    return {"way_in": way_in(look), "may_open": look.meeting.state in ("announced", "running")}


def way_in(look: Look) -> WayIn | None:
    """The code that holds, while the meeting can be followed; asked once a look."""
    return look.ask(_way_in)


def _way_in(look: Look) -> WayIn | None:
    code = None if look.is_over else queries.follow_code_of(look.meeting)
    if code is None:
        return None
    address = queries.address_of(code)
    path, points = square(address)
    typed_at = settings.PEJL_ADDRESS.partition("://")[2] + "/f"
    return WayIn(code, path, points, queries.in_groups(code), address, typed_at)


def scale(items: tuple[HeldItem, ...]) -> list[Segment]:
    """The meeting as a line, each item as long as it is planned to take."""
    minutes = [max(1, held.timed.minutes) for held in items]
    whole, passed, found = sum(minutes), 0, []
    for held, own in zip(items, minutes, strict=True):
        start, end = 1000 * passed // whole, 1000 * (passed + own) // whole
        found.append(Segment(start, max(2, end - start - 3), held.phase))
        passed += own
    return found


def size_of(current: HeldItem | None) -> str:
    """How large the questions can be set: ``none`` where there are none, else large, medium or small."""
    questions = current.item.question_lines if current else []
    if not questions:
        return "none"
    # A line that is begun is a line that is filled.
    amount = sum(max(40, len(one)) for one in questions) + 80 * len(current.timed.groups if current else ())
    return "large" if amount <= SHORT else "medium" if amount <= LONG else "small"


def speakers(look: Look, current: HeldItem | None) -> queue.Line | None:
    """The queue, where whoever wants may speak; nobody is shown while others have the word, or while all are apart."""
    if current is None or current.item.speaking not in (Speaking.ALL, Speaking.NAMED):
        return None
    if current.item.behaviour in (Behaviour.BREAK, Behaviour.GROUPS):
        return None
    line = queue.lines(look)[0]
    return None if line.is_empty else line
