"""A board in order: a cluster, and a poster that the owner photographed."""

from __future__ import annotations

import base64
from typing import Any

from pejl.foundation.files.examining import Examined
from pejl.foundation.files.inspection.kinds import Kind
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import AgendaItem
from pejl.room import operations as room
from tests.people import NOW

# One grey point.
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)


def laid(board: AgendaItem, people: dict[str, Person]) -> dict[str, Any]:
    """What the leader ordered, and what the owner took a picture of."""
    picture = Examined("plakat.png", Kind.PNG, PNG)
    return {
        "cluster": room.make_cluster(item=board, title="Kontakt", cards=[], by=people["leader"], now=NOW),
        "poster": room.keep_poster(item=board, file=picture, by=people["owner"], now=NOW),
    }
