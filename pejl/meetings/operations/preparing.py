"""What presenters write and bring. It is their own until they share it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.files import operations as files
from pejl.foundation.files.examining import Examined
from pejl.foundation.refusals import Invalid, Stale
from pejl.foundation.tenancy.models import Person
from pejl.meetings import permissions, policies
from pejl.meetings.models import AgendaItem, Preparation, PreparationAnswer, PreparationFile
from pejl.meetings.names import SharedWith
from pejl.meetings.operations import ground

Answers = Sequence[tuple[str, str]]


@transaction.atomic
def prepare(
    *, item: AgendaItem, answers: Answers, shared_with: str, expected_version: int, by: Person, now: datetime
) -> Preparation:
    """Save what ``by`` prepares for an item: each prompt with what is written to it, as a whole, and who may see it.

    ``expected_version`` is 0 where nothing was saved before. Raises Stale where it was saved from elsewhere meanwhile.
    """
    _preparable(item, by)
    if shared_with not in SharedWith.values:
        raise Invalid(_("Choose who may see it."), field="shared_with")
    row = _begun(item, by, now)
    if row.version != expected_version:
        raise Stale(_("You have saved this from another window in the meantime. Look at both and save once more."))
    # What somebody has passed on is shown to nobody, whatever an old page says.
    row.shared_with = shared_with if permissions.presents(by, item) else SharedWith.NOBODY
    row.changed_at, row.version = now, row.version + 1
    row.save(update_fields=["shared_with", "changed_at", "version"])
    PreparationAnswer.objects.filter(preparation=row).delete()
    PreparationAnswer.objects.bulk_create(
        PreparationAnswer(preparation=row, position=position, prompt=prompt, text=text)
        for position, (prompt, text) in enumerate(answers, start=1)
    )
    audit.record("preparation.saved", row, by=by, now=now)
    return row


@transaction.atomic
def bring_file(*, item: AgendaItem, file: Examined, by: Person, now: datetime) -> PreparationFile:
    """Keep a file for the presentation, looked over already. From when the meeting begins those who take part can open
    it; before, whoever the preparation is shared with. Raises Invalid where there are enough, or no room is left.
    """
    _preparable(item, by)
    row = _begun(item, by, now)
    policies.require_room_to_bring(PreparationFile.objects.filter(preparation=row).count())
    kept = files.keep_examined(examined=file, by=by, now=now)
    brought: PreparationFile = PreparationFile.objects.create(preparation=row, file=kept, added_at=now)
    audit.record("preparation.file_brought", row, by=by, now=now)
    return brought


@transaction.atomic
def take_file_away(*, brought: PreparationFile, by: Person, now: datetime) -> None:
    """Delete a file that one brings oneself; also afterwards."""
    permissions.require_own_preparation(by, brought.preparation)
    audit.record("preparation.file_taken_away", brought.preparation, by=by, now=now)
    kept = brought.file
    brought.delete()
    files.let_go(file=kept)


def _preparable(item: AgendaItem, by: Person) -> None:
    """Locks the meeting, so that nobody takes the item out while it is written."""
    meeting = ground.locked(item.meeting)
    permissions.require_prepares(by, item)
    policies.require_preparable(meeting)


def _begun(item: AgendaItem, by: Person, now: datetime) -> Preparation:
    row, _made = Preparation.objects.get_or_create(item=item, person=by, defaults={"changed_at": now, "version": 0})
    return row
