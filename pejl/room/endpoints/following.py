"""The short code by which those who are invited follow without signing in."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from pejl.foundation import clock
from pejl.foundation.privacy.schemas import GuardedSchema, OptionalLine
from pejl.meetings.permissions import require_leads
from pejl.room import operations, queries
from pejl.room.endpoints.fetching import entered
from pejl.room.models import FollowCode
from pejl.room.names import CODE_LENGTH

router = Router()


class FollowingOut(Schema):
    """The code and the address that it makes; null where nobody can follow."""

    code: str | None
    address: str | None


class CodeSeen(GuardedSchema):
    """The code that the leader believes holds; empty for whichever."""

    expected_code: Annotated[OptionalLine, Field(max_length=CODE_LENGTH)] = ""


@router.get("/meetings/{meeting_id}/following", response=FollowingOut, operation_id="get_following")
def get_following(request: HttpRequest, meeting_id: UUID) -> dict[str, Any]:
    """By which code the meeting can be followed; for its leaders."""
    meeting = entered(request, meeting_id)
    require_leads(request.auth, meeting)  # type: ignore[attr-defined]
    return _told(queries.follow_code_of(meeting))


@router.put("/meetings/{meeting_id}/following", response=FollowingOut, operation_id="open_following")
def open_following(request: HttpRequest, meeting_id: UUID) -> dict[str, Any]:
    """Let the meeting be followed; where it can be already, by the same code."""
    by = request.auth  # type: ignore[attr-defined]
    return _told(operations.open_following(meeting=entered(request, meeting_id), by=by, now=clock.now()))


@router.post("/meetings/{meeting_id}/following/renew", response=FollowingOut, operation_id="renew_following")
def renew_following(request: HttpRequest, meeting_id: UUID, said: CodeSeen) -> dict[str, Any]:
    """Another code; the old one opens nothing from now on."""
    meeting, by = entered(request, meeting_id), request.auth  # type: ignore[attr-defined]
    code = operations.renew_following(meeting=meeting, expected_code=said.expected_code or None, by=by, now=clock.now())
    return _told(code)


@router.delete("/meetings/{meeting_id}/following", response={204: None}, operation_id="close_following")
def close_following(request: HttpRequest, meeting_id: UUID, expected_code: OptionalLine = "") -> Status[None]:
    """No code opens the meeting any more."""
    meeting, by = entered(request, meeting_id), request.auth  # type: ignore[attr-defined]
    operations.close_following(meeting=meeting, expected_code=expected_code or None, by=by, now=clock.now())
    return Status(204, None)


def _told(code: FollowCode | None) -> dict[str, Any]:
    return {"code": code.code if code else None, "address": queries.address_of(code) if code else None}
