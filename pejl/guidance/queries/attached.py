"""The files of blocks."""

from __future__ import annotations

from uuid import UUID

from pejl.foundation.files.models import KeptFile
from pejl.foundation.files.sentences import sort_and_size
from pejl.foundation.tenancy.models import Person
from pejl.guidance.models import Block


def attached_to(block_id: UUID, *, person: Person) -> KeptFile | None:
    """The file of a block that this person may read; None also for a block that was taken out: it is read nowhere."""
    visible = Block.objects.visible_to(person).standing().filter(pk=block_id)
    block: Block | None = visible.select_related("file").first()
    return block.file if block else None


def told_of(file: KeptFile) -> str:
    """A file in words, to be compared: its name, what it is and how large."""
    return f"{file.name} ({sort_and_size(file)})"
