"""Proposing a theme, withdrawing it, and taking over one that was withdrawn."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from pejl.foundation.audit import operations as audit
from pejl.foundation.formats.moments import day_of
from pejl.foundation.privacy import tidy
from pejl.foundation.tenancy.models import Person
from pejl.themes import permissions, policies, queries
from pejl.themes.models import Area, Collection, Step, Theme
from pejl.themes.names import Origin, State, StepKind
from pejl.themes.operations.moving import count_backers, held, move
from pejl.themes.operations.telling import tell_of


@transaction.atomic
def propose(
    *,
    title: str,
    need: str,
    why_now: str,
    area: Area | None,
    kind: str,
    by: Person,
    now: datetime,
    is_for_management: bool = False,
) -> Theme:
    """Say what colleagues need to know. Anybody may, at any time; those who lead also for the management."""
    if is_for_management:
        permissions.require_speaks_for_management(by, day_of(now))
    origin = Origin.MANAGEMENT if is_for_management else Origin.COLLEAGUE
    theme = _begun(title, need, kind, area, by, now, why_now=why_now.strip(), origin=origin)
    audit.record("theme.proposed", theme, by=by, now=now)
    return theme


@transaction.atomic
def collect(
    *,
    collection: Collection,
    person: Person,
    title: str,
    need: str,
    kind: str,
    by: Person,
    now: datetime,
) -> Theme:
    """Write down at a department meeting what a colleague says is missing, in the colleague's name."""
    permissions.require_may_collect(by, day_of(now))
    collection = Collection.objects.select_for_update().get(pk=collection.pk)
    policies.require_going_on(collection)
    policies.require_colleague(person)
    theme = _begun(title, need, kind, None, person, now, origin=Origin.COLLECTED, collected_at=collection)
    audit.record("theme.proposed", theme, by=by, now=now)
    return theme


@transaction.atomic
def withdraw(*, theme: Theme, reason: str, expected_version: int, by: Person, now: datetime) -> Step:
    """The proposer withdraws the own theme, as long as no meeting is planned; those who back it can take it over."""
    permissions.require_proposed(by, theme)
    tidy.require_words(reason, field="reason")
    theme, _none = held(theme)
    policies.require_as_seen(theme, expected_version)
    policies.require_withdrawable(theme)
    step = Step.objects.create(theme=theme, kind=StepKind.WITHDRAWN, words=reason.strip(), by=by, at=now)
    move(theme, State.WITHDRAWN)
    audit.record("theme.withdrawn", theme, by=by, now=now)
    tell_of(step, queries.merged_trail(theme), by, now)
    return step


@transaction.atomic
def resume(*, theme: Theme, by: Person, now: datetime) -> Step:
    """Whoever backs a withdrawn theme, or withdrew it, takes it over as its proposer; it lies on the table again."""
    theme, _none = held(theme)
    policies.require_withdrawn(theme)
    permissions.require_stands_behind(by, queries.ids_behind(theme))
    step = Step.objects.create(theme=theme, kind=StepKind.RESUMED, by=by, at=now)
    tell_of(step, queries.merged_trail(theme), by, now)
    if theme.origin == Origin.MANAGEMENT and not permissions.speaks_for_management(by, day_of(now)):
        theme.origin = Origin.COLLEAGUE
    Theme.objects.filter(pk=theme.pk).update(proposed_by=by, origin=theme.origin)
    count_backers(theme.again())
    move(theme, State.PROPOSED)
    audit.record("theme.resumed", theme, by=by, now=now)
    return step


def _begun(
    title: str,
    need: str,
    kind: str,
    area: Area | None,
    person: Person,
    now: datetime,
    *,
    origin: Origin,
    why_now: str = "",
    collected_at: Collection | None = None,
) -> Theme:
    """A theme in a person's name, with the first step of its trail."""
    tidy.require_words(title, field="title")
    tidy.require_words(need, field="need")
    policies.require_kind(kind)
    policies.require_open_area(area)
    theme = Theme.objects.create(
        title=title.strip(),
        need=need.strip(),
        why_now=why_now,
        area=area,
        kind=kind,
        origin=origin,
        collected_at=collected_at,
        proposed_by=person,
        proposed_at=now,
    )
    Step.objects.create(theme=theme, kind=StepKind.PROPOSED, by=person, at=now)
    return theme
