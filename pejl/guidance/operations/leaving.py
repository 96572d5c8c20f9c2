"""What becomes of what a leaver answers for and was asked to approve."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from pejl.foundation.audit import operations as audit
from pejl.foundation.formats.moments import day_of
from pejl.foundation.tenancy.models import Person
from pejl.guidance import queries
from pejl.guidance.models import ApprovalRequest, Responsibility
from pejl.guidance.names import State
from pejl.guidance.operations.opening import locked
from pejl.guidance.operations.people import end_responsibility
from pejl.organisation import operations as organisation


@transaction.atomic
def hand_over(of: Person, *, to: Person | None, by: Person | None, now: datetime) -> None:
    """Reaction to "person.left": a product's own deputy answers for it now, else the successor.

    What waits for the leaver's approval waits for the successor's, where that one may give it; otherwise it is a draft
    again, and who asked finds somebody else.
    """
    today = day_of(now)
    organisation.note_handovers(of=of, handings=queries.to_hand_over(of, to=to, today=today), now=now)
    for left in list(queries.responsibilities_left_by(of)):
        _give_responsibility(left, of, to, today, by=by, now=now)
    for request in list(queries.requests_left_by(of)):
        _ask_again(request, to, today, by=by, now=now)


def _give_responsibility(
    left: Responsibility, of: Person, to: Person | None, today: date, *, by: Person | None, now: datetime
) -> None:
    after = queries.answers_after(left, of, to)
    if after is None:
        return
    deputy = left.deputy if left.deputy not in (of, after) else None
    end_responsibility(left, today=today)
    Responsibility.objects.create(product=left.product, person=after, deputy=deputy, since_on=today)
    audit.record("product.responsible_named", left.product, by=by, now=now)


def _ask_again(request: ApprovalRequest, to: Person | None, today: date, *, by: Person | None, now: datetime) -> None:
    draft, approver = locked(request.version), queries.approves_after(request, to, today)
    if approver is None:
        draft.state = State.DRAFT
        draft.save(update_fields=["state"])
        audit.record("version.approval_taken_back", draft, by=by, now=now)
        return
    ApprovalRequest.objects.create(
        version=draft,
        number=draft.requests.count() + 1,
        approver=approver,
        asked_by=request.asked_by,
        digest=request.digest,
        at=now,
    )
    audit.record("version.approval_asked", draft, by=by, now=now)
