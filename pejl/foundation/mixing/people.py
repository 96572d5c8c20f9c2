"""Those who are to be divided, and what of them should be spread."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

Key = TypeVar("Key", bound=Hashable)
Groups: TypeAlias = Sequence[Collection[Key]]
# What kind of thing it is, and which one: ("unit", "north").
Trait: TypeAlias = tuple[str, str]

UNKNOWN = ""


@dataclass(frozen=True, kw_only=True)
class Participant(Generic[Key]):
    """Somebody who is to be in a group.

    ``key`` is the caller's own name for the person: its ``str`` must be another for everyone and the same tomorrow.
    Without function, unit or experience these are unknown, which is a value of its own: the unknown are spread too.
    """

    key: Key
    functions: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    experience: str | None = None
    is_leader: bool = False
    is_guest: bool = False


def traits(person: Participant[Key]) -> set[Trait]:
    """What should be spread over the groups in proportion to its share; leaders are spread by a rule of their own."""
    return {
        *(("function", name) for name in person.functions or {UNKNOWN}),
        *(("unit", name) for name in person.units or {UNKNOWN}),
        ("experience", person.experience or UNKNOWN),
        *([("guest", "")] if person.is_guest else []),
    }
