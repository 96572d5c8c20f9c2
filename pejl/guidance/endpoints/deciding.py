"""Asking for approval, deciding, the next version, withdrawing."""

# No postponed annotations here: ninja reads them through `paginate`, where their names would be unknown.
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Status
from ninja.pagination import paginate

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.guidance import operations, permissions, queries
from pejl.guidance.endpoints.routing import router
from pejl.guidance.endpoints.schemas import (
    ColleagueOut,
    DecisionIn,
    Key,
    RequestIn,
    RequestOut,
    VerdictOut,
    VersionFullOut,
    WithdrawalIn,
    colleague,
    full,
    product_of,
    version_of,
)
from pejl.guidance.models import Approval, ApprovalRequest

_VERSION = "/products/{product_id}/versions/{number}"


@router.get(_VERSION + "/approvers", response=list[ColleagueOut], operation_id="list_approvers")
@paginate
def list_approvers(request: HttpRequest, product_id: UUID, number: int) -> Any:
    """Who may be asked to approve this version."""
    return permissions.approvers_for(version_of(request, product_id, number), clock.today())


@router.post(_VERSION + "/approval-request", response={201: RequestOut}, operation_id="ask_for_approval")
def ask_for_approval(
    request: HttpRequest, product_id: UUID, number: int, said: RequestIn, key: Key = None
) -> Status[ApprovalRequest]:
    """Ask a colleague to approve the draft as it stands."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    draft, approver = version_of(request, product_id, number), colleague(said.approver)
    request_id = drafts.once(
        lambda: operations.ask_for_approval(version=draft, approver=approver, by=by, now=now),
        client_id=key,
        by=by,
        now=now,
    )
    return Status(201, ApprovalRequest.objects.select_related("approver", "asked_by").get(pk=request_id))


@router.get(_VERSION + "/approval-request", response=RequestOut, operation_id="get_approval_request")
def get_approval_request(request: HttpRequest, product_id: UUID, number: int) -> ApprovalRequest:
    """The request this version waits on."""
    pending = queries.pending_request(version_of(request, product_id, number))
    if pending is None:
        raise Http404
    return pending


@router.delete(_VERSION + "/approval-request", response=VersionFullOut, operation_id="take_back_request")
def take_back(request: HttpRequest, product_id: UUID, number: int) -> dict[str, Any]:
    """Take the request back."""
    draft = version_of(request, product_id, number)
    operations.take_back(version=draft, by=request.auth, now=clock.now())  # type: ignore[attr-defined]
    return full(request, draft.product, number)


@router.post(_VERSION + "/approvals", response={201: VerdictOut}, operation_id="decide_on_version")
def decide(request: HttpRequest, product_id: UUID, number: int, said: DecisionIn, key: Key = None) -> Status[Approval]:
    """Approve and thereby publish, or send back."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    draft = version_of(request, product_id, number)
    approval_id = drafts.once(
        lambda: operations.decide(version=draft, by=by, now=now, **said.dict()), client_id=key, by=by, now=now
    )
    return Status(201, Approval.objects.get(pk=approval_id))


@router.post("/products/{product_id}/versions", response={201: VersionFullOut}, operation_id="begin_next_version")
def begin_next_version(request: HttpRequest, product_id: UUID, key: Key = None) -> Status[dict[str, Any]]:
    """Begin the next version as a copy of the last one."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    product = product_of(request, product_id)
    drafts.once(lambda: operations.begin_next_version(product=product, by=by, now=now), client_id=key, by=by, now=now)
    draft = queries.draft_of(product_id, person=by)
    return Status(201, full(request, product, draft.number if draft else None))


@router.post("/products/{product_id}/withdrawal", response={201: VersionFullOut}, operation_id="withdraw_product")
def withdraw(request: HttpRequest, product_id: UUID, said: WithdrawalIn) -> Status[dict[str, Any]]:
    """Take the version in force out of force."""
    product = product_of(request, product_id)
    operations.withdraw(product=product, reason=said.reason, by=request.auth, now=clock.now())  # type: ignore[attr-defined]
    return Status(201, full(request, product, None))
