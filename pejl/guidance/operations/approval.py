"""Asking for approval, deciding, and what an approval sets in force."""

from __future__ import annotations

import calendar
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.formats.moments import day_of
from pejl.foundation.notices import operations as notices
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal, Stale
from pejl.foundation.tenancy import pointers
from pejl.foundation.tenancy.models import Person
from pejl.guidance import permissions, policies, queries
from pejl.guidance.models import Approval, ApprovalRequest, Product, Version
from pejl.guidance.names import State, Verdict
from pejl.guidance.operations.opening import back_to_draft, locked, opened
from pejl.themes import operations as themes
from pejl.themes.models import Theme
from pejl.themes.names import State as ThemeState
from pejl.themes.names import StepKind


@transaction.atomic
def ask_for_approval(*, version: Version, approver: Person, by: Person, now: datetime) -> ApprovalRequest:
    """Ask a colleague to approve the draft exactly as it stands.

    Raises Refusal when something is missing or it is asked already, Invalid for somebody who cannot be asked.
    """
    draft = opened(version, by=by)
    if draft.state != State.DRAFT:
        raise Refusal(_("Somebody is asked already."))
    blocks = queries.blocks_of(draft)
    policies.require_no_gaps(queries.gaps_of(draft, blocks, queries.people_of(draft.product)))
    if not permissions.approvers_for(draft, day_of(now)).filter(pk=approver.pk).exists():
        sentence = _(
            "%(name)s cannot approve this: choose somebody whose function approves, and who has not written it."
        )
        raise Invalid(sentence % {"name": approver.name}, field="approver")
    request = ApprovalRequest.objects.create(
        version=draft,
        number=draft.requests.count() + 1,
        approver=approver,
        asked_by=by,
        digest=draft.digest(blocks),
        at=now,
    )
    draft.state = State.AWAITING_APPROVAL
    draft.save(update_fields=["state"])
    _tell_approver(request, now=now)
    audit.record("version.approval_asked", draft, by=by, now=now)
    return request


@transaction.atomic
def take_back(*, version: Version, by: Person, now: datetime) -> Version:
    """Take a request back: the draft is a draft again, and the approver hears that no answer is needed."""
    draft = opened(version, by=by)
    if draft.state != State.AWAITING_APPROVAL:
        raise Refusal(_("Nobody is asked to approve this."))
    back_to_draft(draft, now=now)
    audit.record("version.approval_taken_back", draft, by=by, now=now)
    return locked(draft)


@transaction.atomic
def decide(*, version: Version, verdict: str, note: str, digest: str, by: Person, now: datetime) -> Approval:
    """Approve the text with this digest, and thereby publish it, or send it back with a note.

    Raises NotAllowed for anybody but the asked colleague, Stale when the text is no longer the one that was read, and
    Invalid for sending back without a word.
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
    if verdict == Verdict.APPROVED:
        _publish(draft, by=by, now=now)
    else:
        draft.state = State.DRAFT
        draft.save(update_fields=["state"])
    _tell_authors(approval, draft, now=now)
    audit.record(f"version.{verdict}", draft, by=by, now=now)
    return approval


def _request_to_answer(draft: Version, *, by: Person, now: datetime) -> ApprovalRequest:
    request = queries.pending_request(draft)
    if request is None:
        if draft.requests.filter(approver=by).exists():
            raise Stale(_("This needs no answer from you any more: it is decided, or the authors are changing it."))
        raise NotAllowed(_("Nobody has asked you to approve this."))
    permissions.require_may_decide(by, request, day_of(now))
    return request


def _publish(draft: Version, *, by: Person, now: datetime) -> None:
    """From now on this version is the one in force; the one before it is replaced."""
    product, today = draft.product, day_of(now)
    Version.objects.filter(product=product, state=State.PUBLISHED).update(state=State.REPLACED)
    draft.state, draft.published_at, draft.valid_from = State.PUBLISHED, now, today
    draft.review_on = months_after(today, product.kind.review_months)
    draft.save(update_fields=["state", "published_at", "valid_from", "review_on"])
    product.title = draft.title
    product.save()
    if draft.number == 1 and product.theme is not None:
        _tell_theme(product.theme, product, by=by, now=now)
    audit.record("product.published", product, by=by, now=now)


def _tell_theme(theme: Theme, product: Product, *, by: Person, now: datetime) -> None:
    themes.take_step(
        theme=theme,
        kind=StepKind.PRODUCT_PUBLISHED,
        about=pointers.to(product, title=product.title),
        words="",
        state=ThemeState.ANSWERED,
        by=by,
        now=now,
    )


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, calendar.monthrange(years, month + 1)[1]))


def _tell_approver(request: ApprovalRequest, *, now: datetime) -> None:
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
    """Those who wrote it hear what was decided; those who answer for it hear that it is in force."""
    people = queries.people_of(draft.product)
    told = set(people.authors)
    if approval.verdict == Verdict.APPROVED and people.responsible is not None:
        told.add(people.responsible.person)
    for person in sorted(told - {approval.by}, key=lambda person: person.name_sort):
        with notices.in_language_of(person):
            _tell_verdict(person, approval, draft, now=now)


def _tell_verdict(person: Person, approval: Approval, draft: Version, *, now: datetime) -> None:
    about = {"title": draft.title, "name": approval.by.name, "number": draft.number}
    if approval.verdict == Verdict.APPROVED:
        subject, page = _("“%(title)s” is approved and in force") % about, "guidance:show"
        text = _("%(name)s has approved version %(number)d. Colleagues can read it now.") % about
    else:
        subject, page = _("“%(title)s” is sent back to you") % about, "guidance:edit"
        text = _("%(name)s writes:") % about
    if approval.note:
        text = f"{text}\n\n{approval.note}"
    notices.tell(person=person, subject=subject, text=text, path=reverse(page, args=[draft.product_id]), now=now)
