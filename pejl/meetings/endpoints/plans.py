"""Looking up meetings, changing and cancelling them, and agendas to start from."""

# No postponed annotations here: ninja reads them through `paginate`, where their names would be unknown.
from collections.abc import Sequence
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Schema, Status
from ninja.pagination import paginate

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.privacy.schemas import OptionalLine
from pejl.meetings import operations, queries
from pejl.meetings.endpoints.routing import Key, meeting_of, people_of, router
from pejl.meetings.endpoints.schemas import (
    CancelIn,
    MeetingFullOut,
    MeetingIn,
    MeetingOut,
    TemplateIn,
    TemplateItemIO,
    TemplateOut,
    full,
)
from pejl.meetings.models import Template, TemplateItem
from pejl.meetings.names import Behaviour, ItemDefinition, Kind, TemplateDefinition


class Narrowed(Schema):
    """Which meetings to list."""

    show: Literal["upcoming", "mine", "past"] = "upcoming"
    q: OptionalLine = ""


@router.get("/meetings", response=list[MeetingOut], operation_id="list_meetings")
@paginate
def list_meetings(request: HttpRequest, asked: Query[Narrowed]) -> Any:
    """Meetings: coming, mine, or over."""
    by = request.auth  # type: ignore[attr-defined]
    return queries.with_items(queries.listed(asked.show, person=by, now=clock.now(), words=asked.q))


@router.get("/meetings/{meeting_id}", response=MeetingFullOut, operation_id="get_meeting")
def get_meeting(request: HttpRequest, meeting_id: UUID) -> dict[str, Any]:
    """A meeting with its agenda along the clock and its people."""
    by = request.auth  # type: ignore[attr-defined]
    return full(meeting_of(meeting_id, by), by)


@router.put("/meetings/{meeting_id}", response=MeetingFullOut, operation_id="change_meeting")
def change_meeting(request: HttpRequest, meeting_id: UUID, said: MeetingIn) -> dict[str, Any]:
    """Change what the meeting is; whoever is invited is told of a new title, time or place."""
    by = request.auth  # type: ignore[attr-defined]
    meeting = meeting_of(meeting_id, by)
    told = said.dict() | {
        "leaders": people_of(said.leaders, by),
        "chair": people_of([said.chair], by)[0] if said.chair else None,
    }
    operations.change(meeting=meeting, **told, by=by, now=clock.now())
    return full(meeting_of(meeting_id, by), by)


@router.post("/meetings/{meeting_id}/cancellation", response=MeetingFullOut, operation_id="cancel_meeting")
def cancel_meeting(request: HttpRequest, meeting_id: UUID, said: CancelIn) -> dict[str, Any]:
    """Call the meeting off; whoever is invited is told."""
    by = request.auth  # type: ignore[attr-defined]
    operations.cancel(meeting=meeting_of(meeting_id, by), reason=said.reason, by=by, now=clock.now())
    return full(meeting_of(meeting_id, by), by)


@router.get("/meeting-templates", response=list[TemplateOut], operation_id="list_meeting_templates")
@paginate
def list_templates(request: HttpRequest, kind: Kind = Kind.LEARNING) -> Any:
    """Agendas to start from, by name."""
    by = request.auth  # type: ignore[attr-defined]
    return [_template(template) for template in queries.templates(kind, person=by)]


@router.post("/meeting-templates", response={201: TemplateOut}, operation_id="add_meeting_template")
def add_template(request: HttpRequest, said: TemplateIn, key: Key = None) -> Status[dict[str, Any]]:
    """Add an agenda to start from."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    items = tuple(_defined(item) for item in said.items)
    definition = TemplateDefinition(name=said.name, kind=said.kind, about=said.about, items=items)
    template_id = drafts.once(
        lambda: operations.add_template(definition=definition, by=by, now=now), client_id=key, by=by, now=now
    )
    return Status(201, _template(get_object_or_404(Template.objects.visible_to(by), pk=template_id)))


def _defined(item: TemplateItemIO) -> ItemDefinition:
    lists = {name: tuple(getattr(item, name)) for name in ("groups", "roles", "speakers")}
    return ItemDefinition(**{**item.dict(), **lists, "steps": tuple(_defined(step) for step in item.steps)})


def _template(template: Template) -> dict[str, Any]:
    """A template as TemplateOut reads it: groups and steps inside their item."""
    items = sorted(template.items.all(), key=lambda item: (item.position, str(item.pk)))
    plain = {name: getattr(template, name) for name in ("id", "name", "kind", "about")}
    return {**plain, "items": _items_in(None, items)}


def _items_in(parent: UUID | None, items: Sequence[TemplateItem]) -> list[dict[str, Any]]:
    same = ("behaviour", "label", "purpose", "questions", "roles", "speakers", "may_shrink", "speaking", "authorship")
    return [
        {
            **{name: getattr(item, name) for name in same},
            "minutes": item.planned_minutes,
            "groups": [one.label for one in items if one.parent_id == item.pk and one.behaviour == Behaviour.GROUP],
            "steps": _items_in(item.pk, items),
        }
        for item in items
        if item.parent_id == parent and item.behaviour != Behaviour.GROUP
    ]
