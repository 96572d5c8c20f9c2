"""Holding a block while one writes in it, so that two do not write the same.

A hold is presence, not a right: it lapses by itself, anybody who writes the draft may take it over, and what the other
had typed stays where it was typed. None of it is put into the audit: who sat over which words, and for how long, is
nobody's business afterwards.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from pejl.foundation.refusals import Stale
from pejl.foundation.tenancy.models import Person
from pejl.guidance import queries
from pejl.guidance.models import Block, Hold
from pejl.guidance.operations.opening import opened

LASTS = timedelta(seconds=90)  # an open editor renews every twenty seconds: it may miss a few


@transaction.atomic
def hold(*, block: Block, by: Person, now: datetime) -> Hold:
    """Begin to write in a block, or say that one still does. Raises Stale, naming who, while somebody else holds it."""
    opened(block.version, by=by)
    require_free(block, by=by, now=now)
    return _held_by(by, block, now=now)


@transaction.atomic
def take_over(*, block: Block, holder_id: UUID, by: Person, now: datetime) -> Hold:
    """Hold a block in place of the one who was seen to. Raises Stale when it is held by yet another by now.

    The former holder can save no more before having seen what stands there then.
    """
    opened(block.version, by=by)
    present = queries.hold_on(block, now=now)
    if present is not None and present.person_id not in (holder_id, by.pk):
        raise _is_held(present)
    return _held_by(by, block, now=now)


@transaction.atomic
def let_go(*, block: Block, by: Person) -> None:
    """Write in it no more. Somebody else's hold stays, and doing it twice changes nothing."""
    opened(block.version, by=by)
    Hold.objects.filter(block=block, person=by).delete()


def require_free(block: Block, *, by: Person, now: datetime) -> None:
    """Raise Stale, naming who, while somebody else holds the block. Asked with the version locked."""
    present = queries.hold_on(block, now=now)
    if present is not None and present.person_id != by.pk:
        raise _is_held(present)


def _held_by(by: Person, block: Block, *, now: datetime) -> Hold:
    """The one row of the block; ``since`` stays while the same person goes on."""
    held, is_new = Hold.objects.get_or_create(block=block, defaults={"person": by, "since": now, "until": now + LASTS})
    if is_new:
        return held
    if held.person_id != by.pk or held.until <= now:
        held.person, held.since = by, now
    held.until = now + LASTS
    held.save()
    return held


def _is_held(present: Hold) -> Stale:
    said = _("%(name)s is writing here now. Wait a little, or take over.")
    return Stale(said % {"name": present.person.name})
