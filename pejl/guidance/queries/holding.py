"""Who is writing in which block now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from pejl.guidance.models import Block, Hold, Version


def hold_on(block: Block, *, now: datetime) -> Hold | None:
    """The hold on a block, with its person; None where nobody writes in it, or nothing was heard any more."""
    return Hold.objects.filter(block=block, until__gt=now).select_related("person").first()


def holds_in(version: Version, *, now: datetime) -> list[Hold]:
    """Every block of a version in which somebody writes now, those held longest first."""
    standing = Hold.objects.filter(block__version=version, block__removed_at=None, until__gt=now)
    return list(standing.select_related("person").order_by("since", "id"))


def holds_on(blocks: Iterable[Block], *, now: datetime) -> dict[UUID, Hold]:
    """Who writes now, by the block, of blocks that come with their holds."""
    holds = (getattr(block, "hold", None) for block in blocks)
    return {held.block_id: held for held in holds if held is not None and held.until > now}
