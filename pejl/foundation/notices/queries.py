"""What people have been told."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from pejl.foundation.notices.models import Notice


def calendar_files(*, path: str, people: Collection[UUID]) -> dict[UUID, list[bytes]]:
    """The calendar files that these people were sent about one page, by the person's id, oldest first: one query."""
    rows = Notice.objects.filter(path=path, person__in=people, calendar__isnull=False).order_by("created_at", "id")
    files: dict[UUID, list[bytes]] = {}
    for person_id, file in rows.values_list("person_id", "calendar"):
        files.setdefault(person_id, []).append(bytes(file or b""))
    return files
