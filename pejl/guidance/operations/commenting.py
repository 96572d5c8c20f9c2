"""What colleagues say in a hearing, and what the authors answer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.formats.moments import day_of
from pejl.foundation.refusals import Invalid, Refusal, Stale
from pejl.foundation.tenancy.models import Person
from pejl.guidance import permissions, queries
from pejl.guidance.models import Comment, CommentAnswer, Hearing
from pejl.guidance.operations.opening import locked


@transaction.atomic
def comment(*, hearing: Hearing, lineage: UUID | None, text: str, by: Person, now: datetime) -> Comment:
    """Say something of one block, or of the whole text. Raises NotAllowed for who is not asked, Refusal when closed."""
    row = _open(hearing, by=by, now=now)
    if lineage is not None and not queries.standing_in(row.version).filter(lineage=lineage).exists():
        raise Invalid(_("There is no such part in this text."), field="lineage")
    said = Comment.objects.create(hearing=row, lineage=lineage, text=_words(text), by=by, at=now)
    audit.record("comment.made", said, by=by, now=now)
    return said


@transaction.atomic
def change_comment(*, comment: Comment, text: str, expected_edit: int, by: Person, now: datetime) -> Comment:
    """Say it otherwise, as long as the hearing is open and nobody has answered. Raises Stale for another's change."""
    row = _own(comment, by=by, now=now)
    if row.edit != expected_edit:
        raise Stale(_("You have changed this comment somewhere else meanwhile. Look at it again."))
    row.text, row.edit = _words(text), row.edit + 1
    row.save(update_fields=["text", "edit"])
    audit.record("comment.changed", row, by=by, now=now)
    return row


@transaction.atomic
def withdraw_comment(*, comment: Comment, by: Person, now: datetime) -> None:
    """Take an own comment back, as long as the hearing is open and nobody has answered."""
    row = _own(comment, by=by, now=now)
    audit.record("comment.withdrawn", row, by=by, now=now)
    row.delete()


@transaction.atomic
def answer_comment(
    *, comment: Comment, text: str, is_followed: bool, expected_edit: int | None, by: Person, now: datetime
) -> CommentAnswer:
    """Say what the authors do with a comment, and why; changeable until the text is approved.

    ``expected_edit`` is that of the answer which was seen, or None for none: two authors answering do not
    overwrite each other. Raises Stale.
    """
    draft = locked(comment.hearing.version)
    permissions.require_author(by, draft.product)
    if not draft.is_in_the_making:
        raise Refusal(_("The text is approved: its answers stay as they are."))
    present = CommentAnswer.objects.filter(comment=comment).first()
    if (present.edit if present else None) != expected_edit:
        raise Stale(_("Another author has answered meanwhile. Read that answer, and change it where it should be."))
    answer = present or CommentAnswer(comment=comment, edit=0)
    answer.text, answer.is_followed, answer.by, answer.at = _words(text), is_followed, by, now
    answer.edit += 1
    answer.save()
    audit.record("comment.answered", comment, by=by, now=now)
    return answer


def _open(hearing: Hearing, *, by: Person, now: datetime) -> Hearing:
    """The hearing, where this person may still say something; closing it queues behind."""
    version = locked(hearing.version)
    row: Hearing = hearing.again()
    row.version = version
    permissions.require_party(by, row)
    if not row.takes_comments(day_of(now)):
        raise Refusal(_("The hearing has ended. Talk to one of the authors."))
    return row


def _own(comment: Comment, *, by: Person, now: datetime) -> Comment:
    permissions.require_own_comment(by, comment)
    _open(comment.hearing, by=by, now=now)
    if CommentAnswer.objects.filter(comment=comment).exists():
        raise Refusal(_("The authors have answered it already. Write one more comment instead."))
    return comment.again()


def _words(text: str) -> str:
    if not text.strip():
        raise Invalid(_("Write a few words."), field="text")
    return text.strip()
