"""Deciding on a theme, and taking it a step further."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from pejl.foundation.audit import operations as audit
from pejl.foundation.formats.moments import day_of
from pejl.foundation.privacy import tidy
from pejl.foundation.tenancy import pointers
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import Pointer
from pejl.organisation.models import WorkingGroup
from pejl.themes import permissions, policies, queries
from pejl.themes.models import Decision, Step, Theme
from pejl.themes.names import STATE_AFTER, Outcome, State, StepKind
from pejl.themes.operations.moving import held, move
from pejl.themes.operations.telling import tell_of


@transaction.atomic
def decide(
    *,
    theme: Theme,
    group: WorkingGroup,
    outcome: str,
    reason: str,
    expected_version: int,
    by: Person,
    now: datetime,
    merge_into: Theme | None = None,
) -> Decision:
    """A working group decides or takes back what it decided; the proposer and the backers are told why.

    ``expected_version`` is that of the theme as the person saw it: of two who decide at once the second gets Stale.
    """
    permissions.require_may_decide(by, group, day_of(now))
    tidy.require_words(reason, field="reason")
    theme, merge_into = held(theme, merge_into)
    policies.require_as_seen(theme, expected_version)
    policies.require_decidable(theme)
    policies.require_outcome(outcome, theme, merge_into)
    decision = Decision.objects.create(
        theme=theme, group=group, outcome=outcome, reason=reason.strip(), merged_into=merge_into, by=by, at=now
    )
    audit.record("theme.decided", theme, by=by, now=now)
    _carry_out(decision, theme, merge_into, by, now)
    return decision


@transaction.atomic
def take_step(
    *,
    theme: Theme,
    kind: StepKind,
    about: Pointer | None,
    words: str,
    state: State | None,
    now: datetime,
    by: Person | None = None,
) -> Step:
    """Something happened to a theme above: write it on the trail and tell those who wait for it, except ``by``.

    The step is taken by the theme that a merged one went into. ``state`` None leaves the theme where it is;
    ``words`` are told as they stand, so they hold what people wrote, or nothing.
    """
    theme, _none = held(queries.carrier_of(theme))
    step = Step(theme=theme, kind=kind, words=words.strip(), at=now)
    step.about = about
    step.save()
    if state is not None:
        move(theme, state)
    audit.record("theme.moved_on", theme, by=by, now=now)
    tell_of(step, queries.merged_trail(theme), by, now)
    return step


def _carry_out(decision: Decision, theme: Theme, target: Theme | None, by: Person, now: datetime) -> None:
    """Move the theme, write the trail of both, tell everybody once."""
    own = queries.merged_trail(theme)
    step = Step(theme=theme, kind=StepKind.DECIDED, decision=decision, at=now)
    step.about = pointers.to(target, title=target.title) if target else None
    step.save()
    told = tell_of(step, own, by, now)
    if target is not None:
        joined = Step(theme=target, kind=StepKind.JOINED, at=now)
        joined.about = pointers.to(theme, title=theme.title)
        joined.save()
        tell_of(joined, queries.merged_trail(target), by, now, told_already=told)
    move(theme, STATE_AFTER[Outcome(decision.outcome)], into=target)
