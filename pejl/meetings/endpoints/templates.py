"""Agendas to start from."""

# No postponed annotations here: ninja reads them where their names would be unknown.
from collections.abc import Sequence
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Status
from ninja.pagination import paginate

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations, queries
from pejl.meetings.endpoints.routing import Key, meeting_of, router
from pejl.meetings.endpoints.schemas import (
    EditionIn,
    SaveAsTemplateIn,
    TakeOverIn,
    TemplateChangeIn,
    TemplateFullOut,
    TemplateIn,
    TemplateItemIO,
    TemplateOut,
)
from pejl.meetings.models import Template
from pejl.meetings.names import Behaviour, ItemDefinition, Kind, TemplateDefinition
from pejl.meetings.queries import TemplateLine
from pejl.organisation.models import Unit


@router.get("/meeting-templates", response=list[TemplateOut], operation_id="list_meeting_templates")
@paginate
def list_templates(request: HttpRequest, kind: Kind | Literal[""] = "") -> Any:
    """Agendas in use, of all kinds or of one, by name."""
    by = request.auth  # type: ignore[attr-defined]
    return [_template(template) for template in queries.templates(by, kind=kind)]


@router.post("/meeting-templates", response={201: TemplateOut}, operation_id="add_meeting_template")
def add_template(request: HttpRequest, said: TemplateIn, key: Key = None) -> Status[dict[str, Any]]:
    """Add an agenda to start from; the whole house's, or a unit's own."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    items = tuple(_defined(item) for item in said.items)
    definition = TemplateDefinition(name=said.name, kind=said.kind, about=said.about, items=items)
    unit = _unit(said.unit_id, by)
    added = drafts.once(
        lambda: operations.add_template(definition=definition, unit=unit, by=by, now=now),
        client_id=key,
        by=by,
        now=now,
    )
    return Status(201, _template(_found(added, by)))


@router.get("/meeting-templates/{template_id}", response=TemplateFullOut, operation_id="get_meeting_template")
def get_template(request: HttpRequest, template_id: UUID) -> dict[str, Any]:
    """An agenda to start from, with all its editions."""
    template = _found(template_id, request.auth)  # type: ignore[attr-defined]
    return _template(template) | {"editions": queries.editions_of(template)}


@router.put("/meeting-templates/{template_id}", response=TemplateOut, operation_id="change_meeting_template")
def change_template(request: HttpRequest, template_id: UUID, said: TemplateChangeIn) -> dict[str, Any]:
    """Rename it, say what it is for, take it out of use or back into it."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    template = _found(template_id, by)
    as_read = None if said.expected_name is None else (said.expected_name, said.expected_about or "")
    operations.change_template(template=template, name=said.name, about=said.about, as_read=as_read, by=by, now=now)
    if said.is_retired and template.retired_at is None:
        operations.retire_template(template=template, by=by, now=now)
    if not said.is_retired and template.retired_at is not None:
        operations.use_template_again(template=template, by=by, now=now)
    return _template(_found(template_id, by))


@router.post(
    "/meeting-templates/{template_id}/editions", response={201: TemplateOut}, operation_id="add_template_edition"
)
def add_edition(request: HttpRequest, template_id: UUID, said: EditionIn) -> Status[dict[str, Any]]:
    """Make the next edition; meetings that started from an older one stay as they are."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    template = _found(template_id, by)
    told = {"note": said.note, "expected_edition": said.expected_edition, "by": by, "now": now}
    if said.meeting_id is not None:
        operations.save_edition(template=template, meeting=meeting_of(said.meeting_id, by), **told)
    else:
        items = tuple(_defined(item) for item in said.items)
        operations.define_edition(template=template, items=items, **told)
    return Status(201, _template(_found(template_id, by)))


@router.post(
    "/meeting-templates/{template_id}/takings", response={201: TemplateOut}, operation_id="take_over_meeting_template"
)
def take_over(request: HttpRequest, template_id: UUID, said: TakeOverIn, key: Key = None) -> Status[dict[str, Any]]:
    """Take over what another unit made, after talking about it."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    template, unit = _found(template_id, by), _unit(said.unit_id, by)
    told = said.dict(exclude={"unit_id"})
    taken = drafts.once(
        lambda: operations.take_over_template(template=template, unit=unit, **told, by=by, now=now),
        client_id=key,
        by=by,
        now=now,
    )
    return Status(201, _template(_found(taken, by)))


@router.post("/meetings/{meeting_id}/template", response={201: TemplateOut}, operation_id="save_meeting_as_template")
def save_as_template(
    request: HttpRequest, meeting_id: UUID, said: SaveAsTemplateIn, key: Key = None
) -> Status[dict[str, Any]]:
    """Make an agenda to start from of a meeting that one plans, without its people."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    meeting, unit = meeting_of(meeting_id, by), _unit(said.unit_id, by)
    saved = drafts.once(
        lambda: operations.save_as_template(
            meeting=meeting, name=said.name, about=said.about, unit=unit, by=by, now=now
        ),
        client_id=key,
        by=by,
        now=now,
    )
    return Status(201, _template(_found(saved, by)))


def _found(template_id: UUID, by: Person) -> Template:
    seen = Template.objects.visible_to(by).select_related("unit")
    template: Template = get_object_or_404(seen, pk=template_id)
    return template


def _unit(unit_id: UUID | None, by: Person) -> Unit | None:
    return None if unit_id is None else get_object_or_404(Unit.objects.visible_to(by), pk=unit_id)


def _defined(item: TemplateItemIO) -> ItemDefinition:
    lists = {name: tuple(getattr(item, name)) for name in ("groups", "roles", "speakers")}
    return ItemDefinition(**{**item.dict(), **lists, "steps": tuple(_defined(step) for step in item.steps)})


def _template(template: Template) -> dict[str, Any]:
    """A template as TemplateOut reads it."""
    plain = {name: getattr(template, name) for name in ("id", "name", "kind", "about", "edition")}
    return {
        **plain,
        "unit": template.unit_id,
        "is_retired": template.retired_at is not None,
        "taken_from": template.taken_from_id,
        "items": _items(queries.lines_in(template)),
    }


def _items(lines: Sequence[TemplateLine]) -> list[dict[str, Any]]:
    """As they are sent: a group that holds nothing is no more than its label."""
    same = ("behaviour", "label", "purpose", "questions", "roles", "speakers", "may_shrink", "speaking", "authorship")
    return [
        {
            **{name: getattr(line.item, name) for name in same},
            "minutes": line.item.planned_minutes,
            "groups": [one.item.label for one in line.inside if _is_bare(one)],
            "steps": _items([one for one in line.inside if not _is_bare(one)]),
        }
        for line in lines
    ]


def _is_bare(line: TemplateLine) -> bool:
    return line.item.behaviour == Behaviour.GROUP and not line.inside
