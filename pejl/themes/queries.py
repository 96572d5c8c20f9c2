"""What is asked of themes."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import F, Q

from pejl.foundation.search.keys import search_key
from pejl.foundation.tenancy import pointers
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import Pointer
from pejl.foundation.tenancy.rows import SpaceQuerySet
from pejl.themes.models import Area, AreaQuerySet, Decision, Step, Theme, ThemeQuerySet
from pejl.themes.names import TAKES_IN, State, StepKind

_ORDER = {kind: place for place, kind in enumerate(StepKind.values)}
SUGGESTIONS = 12


def areas() -> AreaQuerySet:
    """The fields of the work, by name."""
    found: AreaQuerySet = Area.objects.by_name()
    return found


def listed(
    person: Person, *, state: str = "", area: Area | None = None, text: str = "", is_mine: bool = False
) -> ThemeQuerySet:
    """The themes the person may see, newest first, narrowed by what is given."""
    found: ThemeQuerySet = Theme.objects.visible_to(person).select_related("area").newest()
    if state:
        found = found.filter(state=state)
    if area is not None:
        found = found.filter(area=area)
    if text:
        found = found.filter(title_search__contains=search_key(text))
    return found.filter(proposed_by=person) if is_mine else found


def on_the_table(person: Person, *, state: str, is_by_area: bool) -> ThemeQuerySet:
    """What lies before the working group in one state: newest first, or by area (those without one last)."""
    found = listed(person, state=state)
    by_area = F("area__name_sort").asc(nulls_last=True)
    return found.order_by(by_area, "-proposed_at", "id") if is_by_area else found


def waiting(person: Person) -> ThemeQuerySet:
    """What no working group has decided on yet."""
    found: ThemeQuerySet = Theme.objects.visible_to(person).filter(state=State.PROPOSED)
    return found


def taking_in(theme: Theme, person: Person) -> ThemeQuerySet:
    """Every theme this one could be merged into, newest first."""
    others = Theme.objects.visible_to(person).filter(state__in=TAKES_IN).exclude(pk=theme.pk)
    found: ThemeQuerySet = others.select_related("area").newest()
    return found


def suggested_for(theme: Theme, person: Person, *, text: str = "") -> list[Theme]:
    """Some of ``taking_in``, at most SUGGESTIONS: with a text in the title; else what looks alike; else the newest."""
    others = taking_in(theme, person)
    if text:
        return list(others.filter(title_search__contains=search_key(text))[:SUGGESTIONS])
    alike = list(others.filter(_shares_a_word(theme.title_search))[:SUGGESTIONS])
    return alike or list(others[:SUGGESTIONS])


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
    return Step.objects.filter(wanted).select_related("decision__group", "decision__by")


def _shares_a_word(title: str) -> Q:
    """One of the longer words of a title; matches nothing for a title without any."""
    words = sorted({word for word in re.findall(r"\w+", title) if len(word) > 4}, key=len)[-8:]
    return reduce(or_, (Q(title_search__contains=word) for word in words), Q(pk__in=[]))
