"""Agendas to start from: adding them, their editions, and starting from one."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.formats.moments import day_of
from pejl.foundation.refusals import Stale
from pejl.foundation.tenancy.models import Person
from pejl.meetings import permissions, policies
from pejl.meetings.models import AgendaItem, Meeting, Template, TemplateEdition, TemplateItem, TemplateTalk
from pejl.meetings.models.shape import SHAPE
from pejl.meetings.names import Behaviour, ItemDefinition, TemplateDefinition
from pejl.organisation.models import Unit

STANDARD = Path(__file__).parent.parent / "standard_templates.toml"
RowT = TypeVar("RowT", AgendaItem, TemplateItem)


@transaction.atomic
def add_template(
    *, definition: TemplateDefinition, by: Person | None, now: datetime, unit: Unit | None = None
) -> Template:
    """Add an agenda to start from, the whole house's where no ``unit`` is named. ``by`` is None only while a job
    centre is being set up.

    Raises Invalid where one of that name exists, or an item cannot be.
    """
    template = _created(definition.name, definition.kind, definition.about, unit, by=by, now=now)
    TemplateItem.objects.bulk_create(_defined(template, definition))
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


@transaction.atomic
def save_as_template(
    *, meeting: Meeting, name: str, about: str, unit: Unit | None, by: Person, now: datetime
) -> Template:
    """A new agenda to start from, as this meeting's is now, without its people and its leaders' notes."""
    permissions.require_plans(by, meeting)
    template = _created(name, meeting.kind, about, unit, by=by, now=now)
    _copy_edition(meeting, template)
    return template


@transaction.atomic
def save_edition(
    *, template: Template, meeting: Meeting, note: str, expected_edition: int, by: Person, now: datetime
) -> Template:
    """The template's next edition, as this meeting's agenda is now. Raises Stale where there is a newer one already."""
    permissions.require_plans(by, meeting)
    row = _next_edition(template, note, expected_edition, by=by, now=now)
    _copy_edition(meeting, row)
    return row


@transaction.atomic
def define_edition(
    *,
    template: Template,
    items: Sequence[ItemDefinition],
    note: str,
    expected_edition: int,
    by: Person,
    now: datetime,
) -> Template:
    """The template's next edition, as it is defined. Raises Stale where there is a newer one already."""
    policies.require_agenda(items)
    row = _next_edition(template, note, expected_edition, by=by, now=now)
    TemplateItem.objects.bulk_create(_defined(row, TemplateDefinition(row.name, row.kind, row.about, tuple(items))))
    return row


@transaction.atomic
def change_template(
    *,
    template: Template,
    name: str,
    about: str,
    by: Person,
    now: datetime,
    as_read: tuple[str, str] | None = None,
) -> Template:
    """Another name, other words about what it is for.

    Raises Stale where they are no longer ``as_read``: name and words as the person has seen them.
    """
    row = _changeable(template, by=by, now=now)
    if as_read not in (None, (row.name, row.about)):
        raise Stale(_("Somebody else has changed the words in the meantime. Look at both and save once more."))
    policies.require_free_template_name(name, but=row)
    row.name, row.about = policies.template_name_of(name), about
    row.save()
    audit.record("template.changed", row, by=by, now=now)
    return row


@transaction.atomic
def retire_template(*, template: Template, by: Person, now: datetime) -> Template:
    """No new meeting starts from it; those that did are as they were."""
    row = _changeable(template, by=by, now=now)
    row.retired_at = row.retired_at or now
    row.save(update_fields=["retired_at"])
    audit.record("template.retired", row, by=by, now=now)
    return row


@transaction.atomic
def use_template_again(*, template: Template, by: Person, now: datetime) -> Template:
    """New meetings start from it once more."""
    row = _changeable(template, by=by, now=now)
    row.retired_at = None
    row.save(update_fields=["retired_at"])
    audit.record("template.used_again", row, by=by, now=now)
    return row


@transaction.atomic
def take_over_template(
    *,
    template: Template,
    unit: Unit,
    name: str,
    talked_with: str,
    held_on: date,
    differently: str,
    by: Person,
    now: datetime,
) -> Template:
    """A unit's own copy of what another unit made, after they have talked about it (system.md, P4 and D5).

    ``differently`` is what this unit will do in its own way. Raises Invalid without a talk.
    """
    policies.require_takeable(template, unit)
    policies.require_talk(talked_with, held_on, differently, today=day_of(now))
    copy = _created(name, template.kind, template.about, unit, by=by, now=now, taken_from=template)
    inside = _inside(template.items.filter(edition=template.edition))
    TemplateItem.objects.bulk_create(_copies(inside, _template_row(copy)))
    TemplateTalk.objects.create(
        template=copy, talked_with=talked_with, held_on=held_on, differently=differently, by=by, at=now
    )
    audit.record("template.taken_over", copy, by=by, now=now)
    return copy


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
    """Give a new meeting the items of the template's newest edition."""
    _copy_items(template.items.filter(edition=template.edition), meeting)


def write_into(meeting: Meeting, items: Sequence[ItemDefinition]) -> None:
    """Give a new meeting the items as they are defined. Raises Invalid where one cannot be."""
    _copy_items(_defined(Template(), TemplateDefinition("", meeting.kind, "", tuple(items))), meeting)


def _copy_items(items: Iterable[AgendaItem | TemplateItem], meeting: Meeting) -> None:
    def row(item: Any, parent: AgendaItem | None) -> AgendaItem:
        return AgendaItem(meeting=meeting, parent=parent, **_shape(item))

    AgendaItem.objects.bulk_create(_copies(_inside(items), row))


def _created(
    name: str,
    kind: str,
    about: str,
    unit: Unit | None,
    *,
    by: Person | None,
    now: datetime,
    taken_from: Template | None = None,
) -> Template:
    if by is not None:
        permissions.require_keeps_templates(by, unit, day_of(now))
    policies.require_free_template_name(name)
    template: Template = Template.objects.create(
        name=policies.template_name_of(name), kind=kind, about=about, unit=unit, taken_from=taken_from
    )
    TemplateEdition.objects.create(template=template, number=1, by=by, at=now)
    audit.record("template.added", template, by=by, now=now)
    return template


def _changeable(template: Template, *, by: Person, now: datetime) -> Template:
    row: Template = Template.objects.select_for_update().get(pk=template.pk)
    permissions.require_keeps_templates(by, row.unit, day_of(now))
    return row


def _next_edition(template: Template, note: str, expected_edition: int, *, by: Person, now: datetime) -> Template:
    row = _changeable(template, by=by, now=now)
    if row.edition != expected_edition:
        raise Stale(_("Somebody has made a newer edition in the meantime. Look at it before you make another."))
    row.edition += 1
    row.save(update_fields=["edition"])
    TemplateEdition.objects.create(template=row, number=row.edition, note=note, by=by, at=now)
    audit.record("template.new_edition", row, by=by, now=now)
    return row


def _copy_edition(meeting: Meeting, template: Template) -> None:
    items = list(meeting.items.all())
    policies.require_agenda(items)
    TemplateItem.objects.bulk_create(_copies(_inside(items), _template_row(template)))


def _inside(items: Iterable[AgendaItem | TemplateItem]) -> dict[UUID | None, list[AgendaItem | TemplateItem]]:
    inside: dict[UUID | None, list[AgendaItem | TemplateItem]] = defaultdict(list)
    for item in sorted(items, key=lambda item: item.position):
        inside[item.parent_id].append(item)
    return inside


def _copies(
    inside: Mapping[UUID | None, Sequence[Any]],
    row: Callable[[Any, RowT | None], RowT],
    of: UUID | None = None,
    parent: RowT | None = None,
) -> Iterator[RowT]:
    """A new row for each item, and after it those for what lies in it."""
    for item in inside.get(of, ()):
        copy = row(item, parent)
        yield copy
        yield from _copies(inside, row, item.pk, copy)


def _template_row(template: Template) -> Callable[[Any, TemplateItem | None], TemplateItem]:
    def row(item: Any, parent: TemplateItem | None) -> TemplateItem:
        return TemplateItem(template=template, edition=template.edition, parent=parent, **_shape(item))

    return row


def _shape(item: AgendaItem | TemplateItem) -> dict[str, Any]:
    """What every item has; its length is what it takes now, as planned or as adjusted."""
    shape = {name: getattr(item, name) for name in SHAPE}
    return shape | ({"planned_minutes": item.minutes} if isinstance(item, AgendaItem) else {})


def _item(read: dict[str, Any]) -> ItemDefinition:
    lists = {name: tuple(read.get(name, ())) for name in ("groups", "roles", "speakers")}
    return ItemDefinition(**{**read, **lists, "steps": tuple(_item(step) for step in read.get("steps", ()))})


def _defined(template: Template, definition: TemplateDefinition) -> Iterator[TemplateItem]:
    for place, item in enumerate(definition.items, start=1):
        yield from _rows(template, item, place)


def _rows(
    template: Template, item: ItemDefinition, position: int, parent: TemplateItem | None = None
) -> Iterator[TemplateItem]:
    """The item, and after it a row for each group that runs side by side inside it, and for each step."""
    if item.behaviour != Behaviour.GROUP:
        (policies.require_length if parent is None else policies.require_step_length)(item.minutes)
    row = TemplateItem(
        template=template,
        edition=template.edition,
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
    groups = (ItemDefinition(Behaviour.GROUP, label, 0, authorship=item.authorship) for label in item.groups)
    for place, step in enumerate([*groups, *item.steps], start=1):
        yield from _rows(template, step, place, row)
