"""What becomes of what a leaver answers for, was asked to approve or to comment on, and writes alone."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from pejl.foundation.audit import operations as audit
from pejl.foundation.formats.moments import day_of
from pejl.foundation.tenancy.models import Person
from pejl.guidance import permissions, queries
from pejl.guidance.models import ApprovalRequest, Author, HearingParty, Product, Responsibility
from pejl.guidance.operations.confirming import end_responsibility
from pejl.guidance.operations.hearing import tell_party
from pejl.guidance.operations.opening import back_to_draft, locked
from pejl.organisation import operations as organisation


@transaction.atomic
def hand_over(of: Person, *, to: Person | None, by: Person | None, now: datetime) -> None:
    """Reaction to "person.left": a product's own deputy answers for it now, else the successor.

    What waits for the leaver's approval waits for the successor's, where that one may give it; otherwise it is a draft
    again, and who asked finds somebody else. A draft that nobody else writes is the successor's, and so is what the
    leaver was asked to comment on.
    """
    today = day_of(now)
    organisation.note_handovers(of=of, handings=queries.to_hand_over(of, to=to, today=today), now=now)
    for left in list(queries.responsibilities_left_by(of)):
        _give_responsibility(left, of, to, today, by=by, now=now)
    for request in list(queries.requests_left_by(of)):
        _ask_again(request, to, today, by=by, now=now)
    for product in list(queries.writing_left_by(of)):
        _give_writing(product, of, queries.writes_after(product, to), by=by, now=now)
    for party in list(queries.open_hearings_left_by(of)):
        _give_hearing(party, to, now=now)


def _give_responsibility(
    left: Responsibility, of: Person, to: Person | None, today: date, *, by: Person | None, now: datetime
) -> None:
    after = queries.answers_after(left, of, to)
    if after is None:
        return
    deputy = left.deputy if left.deputy not in (of, after) else None
    end_responsibility(left, today=today)
    confirmed_at = left.confirmed_at if after.pk == left.person_id else None
    Responsibility.objects.create(
        product=left.product, person=after, deputy=deputy, since_on=today, confirmed_at=confirmed_at
    )
    audit.record("product.responsible_named", left.product, by=by, now=now)


def _ask_again(request: ApprovalRequest, to: Person | None, today: date, *, by: Person | None, now: datetime) -> None:
    draft, approver = locked(request.version), queries.approves_after(request, to, today)
    if approver is None:
        back_to_draft(draft, but=request.approver, now=now)
        audit.record("version.approval_taken_back", draft, by=by, now=now)
        return
    # A new round of those who have not decided: what others approved of this same text stays approved.
    asked = [one.approver for one in queries.pending_requests(draft) if one.approver != request.approver]
    for person in (*asked, approver):
        ApprovalRequest.objects.create(
            version=draft,
            number=request.number + 1,
            approver=person,
            asked_by=request.asked_by,
            digest=request.digest,
            at=now,
        )
    audit.record("version.approval_asked", draft, by=by, now=now)


def _give_writing(product: Product, of: Person, to: Person | None, *, by: Person | None, now: datetime) -> None:
    if to is None:
        return
    Author.objects.filter(product=product, person=of).update(left_at=now)
    Author.objects.update_or_create(product=product, person=to, defaults={"left_at": None})
    audit.record("product.authors_named", product, by=by, now=now)


def _give_hearing(party: HearingParty, to: Person | None, *, now: datetime) -> None:
    """The successor is asked instead, unless asked already or an author; the leaver is asked no more."""
    hearing = party.hearing
    is_known = to is None or permissions.may_read_hearing(to, hearing)
    party.delete()
    if to is not None and not is_known:
        HearingParty.objects.create(hearing=hearing, person=to)
        tell_party(hearing, to, by=hearing.opened_by, now=now)
