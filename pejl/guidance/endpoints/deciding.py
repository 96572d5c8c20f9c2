"""Asking for approval, deciding, the next version, withdrawing."""

# No postponed annotations here: ninja reads them through `paginate`, where their names would be unknown.
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Status
from ninja.pagination import paginate

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.guidance import operations, permissions, queries
from pejl.guidance.endpoints.routing import router
from pejl.guidance.endpoints.schemas import (
    CitingOut,
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
from pejl.guidance.names import State

_VERSION = "/products/{product_id}/versions/{number}"


@router.get(_VERSION + "/approvers", response=list[ColleagueOut], operation_id="list_approvers")
@paginate
def list_approvers(request: HttpRequest, product_id: UUID, number: int) -> Any:
    """Who may be asked to approve this version."""
    return permissions.approvers_for(version_of(request, product_id, number), clock.today())


@router.post(_VERSION + "/approval-requests", response={201: list[RequestOut]}, operation_id="ask_for_approval")
def ask_for_approval(
    request: HttpRequest, product_id: UUID, number: int, said: RequestIn, key: Key = None
) -> Status[list[ApprovalRequest]]:
    """Ask colleagues, all in one round, to approve the draft as it stands."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    draft, approvers = version_of(request, product_id, number), [colleague(one) for one in said.approvers]
    drafts.once(
        lambda: operations.ask_for_approval(version=draft, approvers=approvers, by=by, now=now)[0],
        client_id=key,
        by=by,
        now=now,
    )
    return Status(201, queries.round_of(draft))


@router.get(_VERSION + "/approval-requests", response=list[RequestOut], operation_id="list_approval_requests")
@paginate
def list_approval_requests(request: HttpRequest, product_id: UUID, number: int) -> Any:
    """The round that this version waits on: who was asked, and who has decided; empty where it waits on nobody."""
    version = version_of(request, product_id, number)
    return queries.round_of(version) if version.state == State.AWAITING_APPROVAL else []


@router.delete(_VERSION + "/approval-requests", response=VersionFullOut, operation_id="take_back_request")
def take_back(request: HttpRequest, product_id: UUID, number: int) -> dict[str, Any]:
    """Take the requests back."""
    draft = version_of(request, product_id, number)
    operations.take_back(version=draft, by=request.auth, now=clock.now())  # type: ignore[attr-defined]
    return full(request, draft.product, number)


@router.post(_VERSION + "/approvals", response={201: VerdictOut}, operation_id="decide_on_version")
def decide(request: HttpRequest, product_id: UUID, number: int, said: DecisionIn, key: Key = None) -> Status[Approval]:
    """Approve, or send back; it is in force when all who were asked have approved."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    draft = version_of(request, product_id, number)
    approval_id = drafts.once(
        lambda: operations.decide(version=draft, by=by, now=now, **said.dict()), client_id=key, by=by, now=now
    )
    return Status(201, Approval.objects.get(pk=approval_id))


@router.post(_VERSION + "/call-back", response=VersionFullOut, operation_id="call_back_version")
def call_back(request: HttpRequest, product_id: UUID, number: int) -> dict[str, Any]:
    """Make what is approved and not in force yet a draft again."""
    version = version_of(request, product_id, number)
    operations.call_back(version=version, by=request.auth, now=clock.now())  # type: ignore[attr-defined]
    return full(request, version.product, number)


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


@router.get("/products/{product_id}/citing", response=list[CitingOut], operation_id="list_citing")
@paginate
def list_citing(request: HttpRequest, product_id: UUID) -> Any:
    """What refers to a product, and would lead to something withdrawn."""
    return queries.citing(product_of(request, product_id), person=request.auth)  # type: ignore[attr-defined]
