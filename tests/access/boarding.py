"""A board in order: a cluster, and a poster that the owner photographed."""

from __future__ import annotations

import struct
import zlib
from typing import Any

from pejl.foundation.files.examining import Examined
from pejl.foundation.files.inspection.kinds import Kind
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import AgendaItem
from pejl.room import operations as room
from tests.people import NOW


def a_point(grey: int) -> bytes:
    """A picture of one point, between black (0) and white (255)."""
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(bytes([0, grey]))),
        (b"IEND", b""),
    )
    told = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(told)


def laid(board: AgendaItem, people: dict[str, Person]) -> dict[str, Any]:
    """What the leader ordered, and what the owner took a picture of."""
    picture = Examined("plakat.png", Kind.PNG, a_point(127))
    return {
        "cluster": room.make_cluster(item=board, title="Kontakt", cards=[], by=people["leader"], now=NOW),
        "poster": room.keep_poster(item=board, file=picture, by=people["owner"], now=NOW),
    }
