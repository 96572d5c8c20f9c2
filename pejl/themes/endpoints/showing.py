"""A theme as the API shows it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404

from pejl.foundation.tenancy.models import Person
from pejl.organisation.models import WorkingGroup
from pejl.themes import queries
from pejl.themes.models import Theme

PLAIN = (
    *("id", "title", "state", "kind", "origin", "area", "proposed_at", "backers", "version", "need", "why_now"),
    *("merged_into_id", "collected_at_id", "proposed_by_id"),
)


def theme_of(theme_id: UUID, person: Person) -> Theme:
    """The theme as the person may see it; 404 for any other."""
    seen = Theme.objects.visible_to(person).select_related("area", "proposed_by")
    found: Theme = get_object_or_404(seen, pk=theme_id)
    return found


def group_of(group_id: UUID, person: Person) -> WorkingGroup:
    """The working group, which everybody may know of; 404 for any other."""
    found: WorkingGroup = get_object_or_404(WorkingGroup.objects.visible_to(person), pk=group_id)
    return found


def full(theme: Theme, person: Person) -> dict[str, Any]:
    """A theme as ThemeFullOut reads it."""
    return {
        **{name: getattr(theme, name) for name in PLAIN},
        "proposed_by": theme.proposed_by.name,
        "backings": queries.backings_of(theme),
        "trail": [
            {
                "kind": one.step.kind,
                "at": one.step.at,
                "words": one.step.words,
                "by": one.step.by.name if one.step.by else None,
                "about": {**vars(one.about), "is_alive": one.is_alive} if one.about else None,
                "decision": one.decision,
            }
            for one in queries.trail_of(theme, person)
        ],
    }
