"""Keeping files, and letting them go."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import IO, Any

from django.conf import settings
from django.db import models, transaction

from pejl.foundation.files.examining import MEGABYTE, PIECE_BYTES, Examined, examine
from pejl.foundation.files.inspection.faults import Fault, Why
from pejl.foundation.files.models import KeptFile, Piece
from pejl.foundation.files.queries import used_bytes
from pejl.foundation.files.sentences import Unkept
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person, Space

ORPHANED_AFTER = timedelta(hours=24)


def keep(*, upload: IO[bytes], name: str, by: Person, now: datetime) -> KeptFile:
    """Look over what somebody sends, and keep it as it can harm nobody. Not inside a transaction: looking takes time.

    Where a module keeps a file together with rows of its own, it calls ``examine`` first (``forms.UploadField`` does)
    and ``keep_examined`` in its transaction. Raises what either raises.
    """
    return keep_examined(examined=examine(upload=upload, name=name), by=by, now=now)


@transaction.atomic
def keep_examined(*, examined: Examined, by: Person, now: datetime) -> KeptFile:
    """Keep a file that was looked over, in the transaction of what it belongs to: no commit, no file.

    Raises Unkept where the job centre has no more room. Can be called again with the same file.
    """
    if used_bytes() + examined.size > settings.PEJL_FILES_MEGABYTES * MEGABYTE:
        raise Unkept(Fault(Why.FULL), field="file")
    width, height = examined.measures or (None, None)
    kept = KeptFile.objects.create(
        name=examined.name,
        kind=examined.kind,
        size=examined.size,
        digest=examined.digest,
        width=width,
        height=height,
        uploaded_by=by,
        uploaded_at=now,
    )
    for number, start in enumerate(range(0, examined.size, PIECE_BYTES)):
        Piece.objects.create(file=kept, number=number, content=examined.content[start : start + PIECE_BYTES])
    return kept


@transaction.atomic
def let_go(*, file: KeptFile) -> None:
    """Delete a file with its bytes. Raises ProtectedError while a row holds its key: delete that row first."""
    file.delete()


def clear_orphans(*, now: datetime) -> int:
    """Delete files that no row holds the key of, a day after they came; returns how many went.

    Such a one is left when a module deletes its row and not the file.
    """
    cleared = 0
    for space_id in Space.objects.values_list("pk", flat=True):
        with scopes.scope(space_id), transaction.atomic():
            for file in _orphans(now):
                file.delete()
                cleared += 1
    return cleared


def _orphans(now: datetime) -> models.QuerySet[Any]:
    files = KeptFile.objects.filter(uploaded_at__lt=now - ORPHANED_AFTER)
    for holder, column in holders():
        files = files.exclude(models.Exists(holder.objects.filter(**{column: models.OuterRef("pk")})))
    return files


def holders() -> list[tuple[Any, str]]:
    """Every model that holds the key of a file, and in which column."""
    return [
        (relation.related_model, relation.field.name)
        for relation in KeptFile._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ForeignObjectRel) and relation.related_model is not Piece
    ]
