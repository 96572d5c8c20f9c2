"""What else there is in a meeting: what is brought to it, the boards, what one takes along, the agenda."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pejl.meetings import queries as meetings
from pejl.meetings.names import ItemRole
from pejl.room.live.looking import Look


def context(look: Look) -> Mapping[str, Any]:
    """The files of whoever presents what is going on; no question where nobody does."""
    current = look.room.current
    is_presented = current is not None and bool(current.timed.people(ItemRole.PRESENTER))
    return {"brought": meetings.files_shown(current.item) if current is not None and is_presented else []}
