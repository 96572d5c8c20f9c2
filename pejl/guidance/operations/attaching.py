"""Keeping the file of a block, in the transaction of the block.

A file is never let go of here: the version before may hold the same one, and what was taken out can be put back. The
worker deletes it a day after the last block that held it is gone.
"""

from __future__ import annotations

from datetime import datetime

from pejl.foundation.files import operations as files
from pejl.foundation.files.examining import Examined
from pejl.foundation.tenancy.models import Person
from pejl.guidance import policies
from pejl.guidance.models import Block
from pejl.guidance.names import BlockKind


def put_file(block: Block, file: Examined | None, *, by: Person, now: datetime) -> None:
    """Give a block that is being written the file that was sent, if one was; the same file again stays the one it has.

    Raises Invalid for what a block of its kind cannot have, or cannot be without.
    """
    present = block.file if block.kind == BlockKind.FILE else None
    policies.require_file(block.kind, block.content, file or present)
    if file is not None and (present is None or present.digest != file.digest):
        block.file = files.keep_examined(examined=file, by=by, now=now)
