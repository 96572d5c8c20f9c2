"""Writing a draft: its own words, and its blocks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.files.examining import Examined
from pejl.foundation.formats.moments import day_of
from pejl.foundation.refusals import Invalid, Refusal, Stale
from pejl.foundation.tenancy.models import Person
from pejl.guidance import policies, queries
from pejl.guidance.models import Block, Hold, Version
from pejl.guidance.names import BlockKind, ReferenceKind
from pejl.guidance.operations.attaching import put_file
from pejl.guidance.operations.holding import require_free
from pejl.guidance.operations.opening import back_to_draft, opened


@transaction.atomic
def describe(
    *,
    version: Version,
    title: str,
    purpose: str,
    changes: str,
    is_significant: bool,
    valid_from: date | None = None,
    expected_edit: int,
    by: Person,
    now: datetime,
) -> Version:
    """Change a draft's title, what it is for, what it changes and the day it holds from; none means once approved.

    Raises Stale when somebody else did meanwhile, Invalid for a day that has passed.
    """
    draft = opened(version, by=by)
    if not title.strip():
        raise Invalid(_("Give it a title."), field="title")
    if draft.edit != expected_edit:
        raise _somebody_else_changed_it()
    if valid_from is not None and valid_from != draft.valid_from and valid_from < day_of(now):
        raise Invalid(_("Choose a day that has not passed."), field="valid_from")
    draft.valid_from = valid_from
    draft.title, draft.purpose, draft.changes = title.strip(), purpose.strip(), changes.strip()
    draft.is_significant, draft.edit = is_significant, draft.edit + 1
    draft.save()
    _name_the_product_after(draft)
    _changed("version.described", draft, draft, by=by, now=now)
    return draft


@transaction.atomic
def add_block(
    *,
    version: Version,
    part: str,
    content: Mapping[str, Any],
    obligation: str = "",
    file: Examined | None = None,
    by: Person,
    now: datetime,
) -> Block:
    """Add a block at the end of its part. Raises Invalid, naming the field, for content that cannot be kept.

    A reference takes the place of a *none relevant* of its kind; a file was looked over already.
    """
    draft = opened(version, by=by)
    belongs = policies.part_of(draft, part)
    policies.require_room(draft)
    block = Block(version=draft, part=part, kind=belongs.kind, position=_last_position(draft) + 1)
    block.content = policies.content_of(belongs, content)
    block.obligation = policies.obligation_of(block.kind, obligation)
    _require_named(block, draft)
    _make_way_for(block, now=now)
    put_file(block, file, by=by, now=now)
    block.save()
    _changed("block.added", block, draft, by=by, now=now)
    return block


@transaction.atomic
def change_block(
    *,
    block: Block,
    content: Mapping[str, Any],
    obligation: str = "",
    file: Examined | None = None,
    expected_edit: int,
    by: Person,
    now: datetime,
) -> Block:
    """Give a block a new content, and let go of it. Raises Stale when somebody else changed it or took it out
    meanwhile, or holds it. Without a ``file`` it keeps the one that it has.

    Who has seen that it was taken out, and saves, puts it back.
    """
    draft = opened(block.version, by=by)
    present = block.again()
    if present.edit != expected_edit:
        raise _somebody_else_changed_it()
    require_free(block, by=by, now=now)
    Hold.objects.filter(block=block).delete()
    kept, says = (
        policies.content_of(policies.part_of(draft, block.part), content),
        policies.obligation_of(block.kind, obligation),
    )
    before = (present.content, present.obligation, present.removed_at, present.file)
    present.content, present.obligation, present.removed_at = kept, says, None
    put_file(present, file, by=by, now=now)
    if before == (kept, says, None, present.file):
        return present
    present.edit += 1
    _require_named(present, draft)
    _make_way_for(present, now=now)
    present.save()
    _changed("block.changed", present, draft, by=by, now=now)
    return present


@transaction.atomic
def move_block(*, block: Block, up: bool, expected_position: int, by: Person, now: datetime) -> Block:
    """Change places with the block above or below in the same group; at the end of it nothing happens.

    Raises Stale when the block is no longer where it was seen, so that two people moving it do it once.
    """
    draft = opened(block.version, by=by)
    present = block.again()
    if present.position != expected_position or present.removed_at is not None:
        raise _somebody_else_changed_it()
    neighbour = _neighbour(present, up=up)
    if neighbour is None:
        return present
    present.position, neighbour.position = neighbour.position, present.position
    present.save(update_fields=["position"])
    neighbour.save(update_fields=["position"])
    _changed("block.moved", present, draft, by=by, now=now)
    return present


@transaction.atomic
def remove_block(*, block: Block, expected_edit: int, by: Person, now: datetime) -> Block:
    """Take a block out of the draft; ``restore_block`` puts it back. Raises Stale when it was changed meanwhile, or
    while somebody else holds it.
    """
    draft = opened(block.version, by=by)
    require_free(block, by=by, now=now)
    if block.kind == BlockKind.NODE:
        policies.require_nothing_under(block, list(queries.standing_in(draft)))
    taken_out = Block.objects.filter(pk=block.pk, edit=expected_edit, removed_at=None)
    if not taken_out.update(removed_at=now, edit=F("edit") + 1):
        raise _somebody_else_changed_it()
    _changed("block.removed", block, draft, by=by, now=now)
    return block.again()


@transaction.atomic
def restore_block(*, block: Block, by: Person, now: datetime) -> Block:
    """Put a block back where it stood. Doing it twice changes nothing more."""
    draft = opened(block.version, by=by)
    present = block.again()
    if present.removed_at is None:
        return present
    if present.kind == BlockKind.NODE:
        _require_named(present, draft)
    _make_way_for(present, now=now)
    present.removed_at, present.edit = None, present.edit + 1
    present.save()
    _changed("block.restored", present, draft, by=by, now=now)
    return present


def _changed(event: str, subject: Block | Version, draft: Version, *, by: Person, now: datetime) -> None:
    audit.record(event, subject, by=by, now=now)
    back_to_draft(draft, now=now)


def _require_named(block: Block, draft: Version) -> None:
    part = policies.part_of(draft, block.part)
    if any(field.of for field in part.shape):
        policies.require_named(part, block, list(queries.standing_in(draft)))


def _somebody_else_changed_it() -> Stale:
    return Stale(_("Somebody else changed this in the meantime. Compare the two texts, and save what is right."))


def _name_the_product_after(draft: Version) -> None:
    """Until something is published, the product is known by the title of its draft."""
    product = draft.product
    if queries.standing_of(product) is None and product.title != draft.title:
        product.title = draft.title
        product.save()


def _last_position(draft: Version) -> int:
    last: int | None = draft.blocks.aggregate(last=Max("position"))["last"]
    return last or 0


def _neighbour(block: Block, *, up: bool) -> Block | None:
    group = queries.group_of(block)
    row = [
        one
        for one in queries.standing_in(block.version).filter(part=block.part)
        if queries.group_of(one) == group and (one.position < block.position) == up and one.pk != block.pk
    ]
    return (row[-1] if up else row[0]) if row else None


def _make_way_for(block: Block, *, now: datetime) -> None:
    """A kind of reference is answered either by references or by *none relevant*."""
    if block.kind != BlockKind.REFERENCE:
        return
    same_kind = [
        one
        for one in queries.standing_in(block.version).filter(part=block.part).exclude(pk=block.pk)
        if queries.group_of(one) == queries.group_of(block)
    ]
    if block.content["is_none"] and same_kind:
        kind = ReferenceKind(queries.group_of(block)).label
        raise Refusal(_("%(kind)s: this is answered already. Take that out first.") % {"kind": kind})
    nones = [one.pk for one in same_kind if one.content["is_none"]]
    Block.objects.filter(pk__in=nones).update(removed_at=now, edit=F("edit") + 1)
