"""Agendas to start from."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.refusals import Invalid
from pejl.foundation.tenancy.models import Person
from pejl.meetings import permissions, policies
from pejl.meetings.models import AgendaItem, Meeting, Template, TemplateItem
from pejl.meetings.models.shape import SHAPE
from pejl.meetings.names import Behaviour, ItemDefinition, TemplateDefinition

STANDARD = Path(__file__).parent.parent / "standard_templates.toml"
COPIED = tuple(SHAPE)


@transaction.atomic
def add_template(*, definition: TemplateDefinition, by: Person | None, now: datetime) -> Template:
    """Add an agenda to start from. ``by`` is None only while a job centre is being set up.

    Raises Invalid where one of that name exists, or an item cannot be.
    """
    if by is not None:
        permissions.require_keeps_templates(by)
    if Template.objects.filter(name=definition.name).exists():
        raise Invalid(_("There already is an agenda template of this name. Choose another."), field="name")
    template = Template.objects.create(name=definition.name, kind=definition.kind, about=definition.about)
    TemplateItem.objects.bulk_create(
        row for place, item in enumerate(definition.items, start=1) for row in _rows(template, item, place)
    )
    audit.record("template.added", template, by=by, now=now)
    return template


@transaction.atomic
def add_standard_templates(*, by: Person | None, now: datetime) -> list[Template]:
    """Add the agendas that come with Pejl, those that are not there yet; returns the new ones."""
    present = set(Template.objects.values_list("name", flat=True))
    missing = [definition for definition in standard_templates() if definition.name not in present]
    return [add_template(definition=definition, by=by, now=now) for definition in missing]


def furnish(first: Person, *, by: Person | None, now: datetime) -> None:
    """Reaction to ``job_centre.opened``: there is an agenda to start from on the first day."""
    add_standard_templates(by=by, now=now)


@lru_cache(maxsize=1)
def standard_templates() -> tuple[TemplateDefinition, ...]:
    """The definitions that come with Pejl, from a data file: labels are Danish, as all content is."""
    with STANDARD.open("rb") as file:
        read = tomllib.load(file)
    return tuple(
        TemplateDefinition(**{**template, "items": tuple(_item(item) for item in template["items"])})
        for template in read["templates"]
    )


def copy_into(meeting: Meeting, template: Template) -> None:
    """Give a new meeting the template's items."""
    inside: dict[UUID | None, list[TemplateItem]] = defaultdict(list)
    for item in template.items.order_by("position"):
        inside[item.parent_id].append(item)
    AgendaItem.objects.bulk_create(_copies(meeting, inside, None, None))


def _copies(
    meeting: Meeting,
    inside: Mapping[UUID | None, Sequence[TemplateItem]],
    of: UUID | None,
    parent: AgendaItem | None,
) -> Iterator[AgendaItem]:
    """Each item, and after it what lies in it."""
    for item in inside.get(of, ()):
        shape = {name: getattr(item, name) for name in COPIED}
        copy = AgendaItem(meeting=meeting, parent=parent, **shape)
        yield copy
        yield from _copies(meeting, inside, item.pk, copy)


def _item(read: dict[str, object]) -> ItemDefinition:
    lists: dict[str, tuple[str, ...]] = {name: tuple(read.get(name, ())) for name in ("groups", "roles", "speakers")}  # type: ignore[arg-type]
    steps = tuple(_item(step) for step in read.get("steps", ()))  # type: ignore[attr-defined]
    return ItemDefinition(**{**read, **lists, "steps": steps})  # type: ignore[arg-type]


def _rows(
    template: Template, item: ItemDefinition, position: int, parent: TemplateItem | None = None
) -> Iterator[TemplateItem]:
    """The item, and after it a row for each group that runs side by side inside it, and for each step."""
    (policies.require_length if parent is None else policies.require_step_length)(item.minutes)
    row = TemplateItem(
        template=template,
        parent=parent,
        position=position,
        behaviour=Behaviour(item.behaviour),
        label=item.label,
        purpose=item.purpose,
        questions=item.questions,
        roles=list(item.roles),
        speakers=list(item.speakers),
        planned_minutes=item.minutes,
        may_shrink=item.may_shrink,
        speaking=item.speaking,
        authorship=item.authorship,
    )
    policies.require_fits(row.behaviour, parent)
    policies.require_roles(item.roles, item.speakers, known=parent.roles if parent else ())
    yield row
    for place, label in enumerate(item.groups, start=1):
        yield _group(row, label, place)
    for place, step in enumerate(item.steps, start=1):
        yield from _rows(template, step, place, row)


def _group(parent: TemplateItem, label: str, position: int) -> TemplateItem:
    return TemplateItem(
        template=parent.template,
        parent=parent,
        position=position,
        behaviour=Behaviour.GROUP,
        label=label,
        planned_minutes=0,
        authorship=parent.authorship,
    )
