"""What became of a theme, and which themes it goes on in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from pejl.foundation.tenancy import pointers
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import Pointer
from pejl.foundation.tenancy.rows import SpaceQuerySet
from pejl.themes.models import Decision, Step, Theme
from pejl.themes.names import StepKind

_ORDER = {kind: place for place, kind in enumerate(StepKind.values)}


def carrier_of(theme: Theme) -> Theme:
    """The theme that this one goes on in: itself unless it was merged. Merging makes no circles (``policies``)."""
    while theme.merged_into_id is not None:
        theme = Theme.objects.get(pk=theme.merged_into_id)
    return theme


def merged_trail(theme: Theme) -> list[Theme]:
    """The theme and every theme that went into it, also by way of others, with their proposers."""
    found: list[Theme] = []
    reached: Collection[Theme] = [theme]
    while reached:
        found.extend(reached)
        reached = list(
            Theme.objects.filter(merged_into__in=reached).select_related("proposed_by__account").order_by("id")
        )
    return found


@dataclass(frozen=True)
class TrailStep:
    """A step as a page shows it: ``about`` is what it led to, ``is_alive`` whether the reader may go there."""

    step: Step
    decision: Decision | None
    about: Pointer | None
    is_alive: bool


def trail_of(theme: Theme, person: Person) -> list[TrailStep]:
    """Every step of a theme in order; of a merged one also what happened since in the theme it went into."""
    steps = sorted(_steps_of(theme), key=lambda step: (step.at, _ORDER[step.kind]))
    abouts = [step.about for step in steps if step.about]
    alive = pointers.resolve_all(abouts, person=person)
    return [TrailStep(step, step.decision, step.about, bool(step.about and step.about.id in alive)) for step in steps]


def decisions_in(trail: Collection[TrailStep]) -> list[Decision]:
    """The decisions on a trail, latest first."""
    return [one.decision for one in reversed(list(trail)) if one.decision]


def _steps_of(theme: Theme) -> list[Step]:
    """The theme's own steps, then those of the theme it went into, from the moment it did."""
    steps = list(_with_decisions(Q(theme=theme)))
    while theme.merged_into_id is not None:
        since = max((step.at for step in steps if step.decision), default=theme.proposed_at)
        theme = Theme.objects.get(pk=theme.merged_into_id)
        later = _with_decisions(Q(theme=theme, at__gte=since))
        steps += later.exclude(kind__in=(StepKind.PROPOSED, StepKind.JOINED))
    return steps


def _with_decisions(wanted: Q) -> SpaceQuerySet[Step]:
    return Step.objects.filter(wanted).select_related("decision__group", "decision__by", "by")
