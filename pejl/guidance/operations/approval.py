"""Asking for approval, and deciding."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pejl.foundation.audit import operations as audit
from pejl.foundation.formats import dates
from pejl.foundation.formats.moments import day_of
from pejl.foundation.notices import operations as notices
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal, Stale
from pejl.foundation.tenancy.models import Person
from pejl.guidance import permissions, policies, queries
from pejl.guidance.models import Approval, ApprovalRequest, Version
from pejl.guidance.names import State, Verdict
from pejl.guidance.operations.hearing import tell_commenters
from pejl.guidance.operations.opening import back_to_draft, locked, opened, tell_that_it_is_void
from pejl.guidance.operations.scheduling import release


@transaction.atomic
def ask_for_approval(
    *, version: Version, approvers: Collection[Person], by: Person, now: datetime
) -> list[ApprovalRequest]:
    """Ask colleagues to approve the draft exactly as it stands: one round, in which each decides once and all must
    approve.

    Raises Refusal when something is missing or it is asked already, Invalid for too few and for somebody who cannot
    be asked.
    """
    draft = opened(version, by=by)
    if draft.state != State.DRAFT:
        raise Refusal(_("Somebody is asked already."))
    blocks = queries.blocks_of(draft)
    policies.require_no_gaps(queries.gaps_of(draft, blocks, queries.people_of(draft.product)))
    _require_who_may(draft, approvers, now)
    tell_commenters(draft, now=now)
    number, digest = _next_round(draft), draft.digest(blocks)
    requests = [
        ApprovalRequest.objects.create(
            version=draft, number=number, approver=approver, asked_by=by, digest=digest, at=now
        )
        for approver in sorted(set(approvers), key=lambda person: person.name_sort)
    ]
    draft.state = State.AWAITING_APPROVAL
    draft.save(update_fields=["state"])
    for request in requests:
        tell_approver(request, now=now)
    audit.record("version.approval_asked", draft, by=by, now=now)
    return requests


@transaction.atomic
def take_back(*, version: Version, by: Person, now: datetime) -> Version:
    """Take the requests back: the draft is a draft again, and who was asked hears that no answer is needed."""
    draft = opened(version, by=by)
    if draft.state != State.AWAITING_APPROVAL:
        raise Refusal(_("Nobody is asked to approve this."))
    back_to_draft(draft, now=now)
    audit.record("version.approval_taken_back", draft, by=by, now=now)
    return locked(draft)


@transaction.atomic
def decide(*, version: Version, verdict: str, note: str, digest: str, by: Person, now: datetime) -> Approval:
    """Approve the text with this digest, or send it back with a note, which ends the round.

    When all who were asked have approved, it is in force: at once, or from the day its authors have chosen. Raises
    NotAllowed for anybody but an asked colleague, Stale when the text is no longer the one that was read, and Invalid
    for sending back without a word.
    """
    draft = locked(version)
    request = _request_to_answer(draft, by=by, now=now)
    if not digest == request.digest == queries.digest_of(draft):
        raise Stale(_("The text has changed since you opened it. Read it again before you decide."))
    if verdict not in Verdict.values:
        raise Invalid(_("Approve it, or send it back."), field="verdict")
    if verdict == Verdict.RETURNED and not note.strip():
        raise Invalid(_("Tell the authors what you miss."), field="note")
    approval = Approval.objects.create(
        request=request, version=draft, verdict=verdict, note=note.strip(), by=by, digest=digest, at=now
    )
    audit.record(f"version.{verdict}", draft, by=by, now=now)
    _follow(approval, draft, queries.pending_requests(draft), now=now)
    return approval


def _follow(approval: Approval, draft: Version, waiting: list[ApprovalRequest], *, now: datetime) -> None:
    """What a decision sets going: nothing while others have still to approve."""
    if approval.verdict == Verdict.RETURNED:
        draft.state = State.DRAFT
        draft.save(update_fields=["state"])
        for request in waiting:
            tell_that_it_is_void(request, draft.product, now=now)
    elif waiting:
        return
    else:
        release(draft, by=approval.by, now=now)
    _tell_authors(approval, draft, now=now)


def _require_who_may(draft: Version, approvers: Collection[Person], now: datetime) -> None:
    needed = draft.product.kind.approvals
    if len(set(approvers)) < max(needed, 1):
        sentence = ngettext("Ask at least %(num)d colleague.", "Ask at least %(num)d colleagues.", max(needed, 1))
        raise Invalid(sentence % {"num": max(needed, 1)}, field="approvers")
    may = set(permissions.approvers_for(draft, day_of(now)).values_list("pk", flat=True))
    for approver in approvers:
        if approver.pk not in may:
            sentence = _("%(name)s cannot approve this: choose somebody who may, and who has not written it.")
            raise Invalid(sentence % {"name": approver.name}, field="approvers")


def _next_round(draft: Version) -> int:
    last: int | None = draft.requests.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _request_to_answer(draft: Version, *, by: Person, now: datetime) -> ApprovalRequest:
    waiting = queries.pending_requests(draft)
    request = next((one for one in waiting if one.approver_id == by.pk), None)
    if request is None:
        asked = draft.requests.filter(approver=by)
        if (asked.filter(number=waiting[0].number) if waiting else asked).exists():
            raise Stale(_("This needs no answer from you any more: it is decided, or the authors are changing it."))
        raise NotAllowed(_("Nobody has asked you to approve this."))
    permissions.require_may_decide(by, request, day_of(now))
    return request


def tell_approver(request: ApprovalRequest, *, now: datetime) -> None:
    """Whoever is asked hears of it."""
    product = request.version.product
    with notices.in_language_of(request.approver):
        notices.tell(
            person=request.approver,
            subject=_("Approve “%(title)s”, or send it back") % {"title": product.title},
            text=_("%(name)s asks you to read version %(number)d and decide.")
            % {"name": request.asked_by.name, "number": request.version.number},
            path=reverse("guidance:approve", args=[product.pk]),
            now=now,
        )


def _tell_authors(approval: Approval, draft: Version, *, now: datetime) -> None:
    """Those who wrote it hear what was decided; those who answer for it hear that it is approved."""
    people = queries.people_of(draft.product)
    told = set(people.authors)
    if approval.verdict == Verdict.APPROVED and people.responsible is not None:
        told.add(people.responsible.person)
    for person in sorted(told - {approval.by}, key=lambda person: person.name_sort):
        with notices.in_language_of(person):
            _tell_verdict(person, approval, draft, now=now)


def _tell_verdict(person: Person, approval: Approval, draft: Version, *, now: datetime) -> None:
    about = {"title": draft.title, "name": approval.by.name, "number": draft.number}
    if approval.verdict == Verdict.RETURNED:
        subject, page = _("“%(title)s” is sent back to you") % about, "guidance:edit"
        text = _("%(name)s writes:") % about
    elif draft.state == State.SCHEDULED:
        about["day"] = dates.long(draft.valid_from or day_of(now))
        subject, page = _("“%(title)s” is approved, and in force from %(day)s") % about, "guidance:show"
        text = _("%(name)s has approved version %(number)d.") % about
    else:
        subject, page = _("“%(title)s” is approved and in force") % about, "guidance:show"
        text = _("%(name)s has approved version %(number)d. Colleagues can read it now.") % about
    if approval.note:
        text = f"{text}\n\n{approval.note}"
    notices.tell(person=person, subject=subject, text=text, path=reverse(page, args=[draft.product_id]), now=now)
