"""A file's bytes, and how much room files take."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from uuid import UUID

from django.db.models import Sum

from pejl.foundation.files.models import KeptFile, Piece
from pejl.foundation.tenancy import scopes


class DamagedFile(RuntimeError):
    """The bytes are not those that were kept: the database is damaged."""


def used_bytes() -> int:
    """How much the files of the entered space take."""
    return KeptFile.objects.aggregate(sum=Sum("size"))["sum"] or 0


def content(file: KeptFile) -> Iterator[bytes]:
    """The bytes, a piece at a time, so that a large file never lies in memory whole.

    An answer is sent after the request has left its space, so each piece is fetched in a scope of its own. Raises
    ForeignSpace for a file of another space, and DamagedFile, at the end, where the bytes are not those that were kept.
    """
    file.check_space()
    return _pieces(file, scopes.current_space())


def whole(file: KeptFile) -> bytes:
    """All its bytes, for what has to hold it in memory. Raises as ``content``."""
    return b"".join(content(file))


def _pieces(file: KeptFile, space_id: UUID) -> Iterator[bytes]:
    digest, sent, number = hashlib.sha256(), 0, 0
    while sent < file.size:
        piece = _piece(file, number, space_id)
        digest.update(piece)
        sent, number = sent + len(piece), number + 1
        yield piece
    if digest.hexdigest() != file.digest:
        raise DamagedFile(f"File {file.pk}")


# The space is asked for by name as well: bytes are not given out where only one of the walls stands.
def _piece(file: KeptFile, number: int, space_id: UUID) -> bytes:
    with scopes.scope(space_id):
        piece = (
            Piece.objects.filter(file=file, number=number, space_id=space_id).values_list("content", flat=True).first()
        )
    if not piece:
        raise DamagedFile(f"File {file.pk}, piece {number}")
    return bytes(piece)
