"""Agendas to start from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pejl.foundation.tenancy.models import Person
from pejl.meetings import permissions
from pejl.meetings.models import (
    Template,
    TemplateEdition,
    TemplateItem,
    TemplateQuerySet,
)


def templates(person: Person, *, kind: str = "", today: date | None = None) -> TemplateQuerySet:
    """The agendas in use that the person sees, by name: of one kind, where one is named, and with ``today`` only those
    that the person can start from as they are.
    """
    found: TemplateQuerySet = Template.objects.visible_to(person).in_use()
    if kind:
        found = found.filter(kind=kind)
    if today is not None:
        found = found.open_to(permissions.units_of(person, today))
    return found.by_name().select_related("unit").prefetch_related("items")


@dataclass(frozen=True)
class TemplateLine:
    """An item of a template with what lies in it."""

    item: TemplateItem
    inside: tuple[TemplateLine, ...] = ()


def lines_in(template: Template, edition: int | None = None) -> list[TemplateLine]:
    """The items of an edition, the newest unless another is named, with what lies in each.

    One query, none where the items are prefetched.
    """
    inside: dict[UUID | None, list[TemplateItem]] = defaultdict(list)
    for item in sorted(template.items.all(), key=lambda item: (item.position, str(item.pk))):
        if item.edition == (edition or template.edition):
            inside[item.parent_id].append(item)
    return _lines(inside, None)


def _lines(inside: Mapping[UUID | None, Sequence[TemplateItem]], of: UUID | None) -> list[TemplateLine]:
    return [TemplateLine(item, tuple(_lines(inside, item.pk))) for item in inside.get(of, ())]


def editions_of(template: Template) -> list[TemplateEdition]:
    """Every edition with who made it, newest first."""
    return list(TemplateEdition.objects.filter(template=template).select_related("by").order_by("-number"))
