"""Proposing a theme, deciding on it, and taking it a step further: every step reaches whoever proposed it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.formats.moments import day_of
from pejl.foundation.notices import operations as notices
from pejl.foundation.refusals import Refusal
from pejl.foundation.tenancy import pointers
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import Pointer
from pejl.organisation.models import WorkingGroup
from pejl.themes import permissions, policies, queries
from pejl.themes.models import Area, Decision, Step, Theme
from pejl.themes.names import (
    NEWS_OF_DECISION,
    NEWS_OF_STEP,
    STATE_AFTER,
    Outcome,
    State,
    StepKind,
)

# A mail tells the reason; what is longer than this is read on the page.
LONGEST_IN_MAIL = 2_000


@transaction.atomic
def add_area(*, name: str, now: datetime, by: Person | None = None) -> Area:
    """A field of the work that themes can belong to; ``by`` is None when the job centre is opened."""
    permissions.require_may_add_areas(by, day_of(now))
    policies.require_words(name, field="name")
    if Area.objects.filter(name=name.strip()).exists():
        raise Refusal(_("There is already an area of that name."), field="name")
    area = Area.objects.create(name=name.strip())
    audit.record("area.added", area, by=by, now=now)
    return area


@transaction.atomic
def propose(*, title: str, need: str, why_now: str, area: Area | None, kind: str, by: Person, now: datetime) -> Theme:
    """Say what colleagues need to know. Anybody may, at any time."""
    policies.require_words(title, field="title")
    policies.require_words(need, field="need")
    policies.require_kind(kind)
    theme = Theme.objects.create(
        title=title.strip(),
        need=need.strip(),
        why_now=why_now.strip(),
        area=area,
        kind=kind,
        proposed_by=by,
        proposed_at=now,
    )
    Step.objects.create(theme=theme, kind=StepKind.PROPOSED, at=now)
    audit.record("theme.proposed", theme, by=by, now=now)
    return theme


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
    """A working group decides, and the proposer is told why.

    ``expected_version`` is that of the theme as the person saw it: of two who decide at once the second gets Stale.
    """
    permissions.require_may_decide(by, group, day_of(now))
    policies.require_words(reason, field="reason")
    theme, merge_into = _locked(theme, merge_into)
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
    """Something happened to a theme above: write it on the trail and tell the proposers, except ``by``.

    The step is taken by the theme that a merged one went into. ``state`` None leaves the theme where it is;
    ``words`` are told as they stand, so they hold what people wrote, or nothing.
    """
    theme, _target = _locked(queries.carrier_of(theme), None)
    step = Step(theme=theme, kind=kind, words=words.strip(), at=now)
    step.about = about
    step.save()
    if state is not None:
        _move(theme, state)
    audit.record("theme.moved_on", theme, by=by, now=now)
    _tell_of(step, queries.merged_trail(theme), by, now)
    return step


def _locked(theme: Theme, other: Theme | None) -> tuple[Theme, Theme | None]:
    """Both as they are now, and so until the end of the transaction; in one order, so that nobody waits in a ring."""
    ids = {one.pk for one in (theme, other) if one is not None}
    rows = {row.pk: row for row in Theme.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    return rows[theme.pk], rows[other.pk] if other is not None else None


def _move(theme: Theme, state: State, *, into: Theme | None = None) -> None:
    Theme.objects.filter(pk=theme.pk).update(state=state, merged_into=into, version=F("version") + 1)


def _carry_out(decision: Decision, theme: Theme, target: Theme | None, by: Person, now: datetime) -> None:
    """Move the theme, write the trail of both, tell everybody once."""
    own = queries.merged_trail(theme)
    step = Step(theme=theme, kind=StepKind.DECIDED, decision=decision, at=now)
    step.about = pointers.to(target, title=target.title) if target else None
    step.save()
    _tell_of(step, own, by, now)
    if target is not None:
        joined = Step(theme=target, kind=StepKind.JOINED, at=now)
        joined.about = pointers.to(theme, title=theme.title)
        joined.save()
        told = {one.proposed_by_id for one in own}
        _tell_of(joined, queries.merged_trail(target), by, now, told_already=told)
    _move(theme, STATE_AFTER[Outcome(decision.outcome)], into=target)


def _tell_of(
    step: Step, themes: Collection[Theme], by: Person | None, now: datetime, *, told_already: Collection[UUID] = ()
) -> None:
    """Tell whoever proposed one of these themes, once each, unless they did it themselves or have left."""
    told = {*told_already, by.pk if by else None}
    for theme in themes:
        person = theme.proposed_by
        if person.pk in told or person.left_on is not None:
            continue
        told.add(person.pk)
        with notices.in_language_of(person):
            subject, text = _news(step, theme)
            path = reverse("themes:show", args=[theme.pk])
            notices.tell(person=person, subject=subject, text=text, path=path, now=now)


def _news(step: Step, theme: Theme) -> tuple[str, str]:
    """What became of a theme, in words for who proposed it: the subject, and a text that begins with what and why."""
    decision, about = step.decision, step.about.title if step.about else ""
    news = NEWS_OF_DECISION[decision.outcome] if decision else NEWS_OF_STEP[step.kind]
    names = {"title": theme.title, "about": about, "group": decision.group.name if decision else ""}
    line = str(news.line) % names
    if decision:
        paragraphs = [" ".join((line, _("The reason:"), decision.reason))]
    else:
        paragraphs = [line, "" if step.kind == StepKind.JOINED else about, step.words]
    if theme.pk != step.theme_id:
        paragraphs.append(_("Your theme is part of “%(title)s” now.") % {"title": step.theme.title})
    text = "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
    return str(news.subject) % names, Truncator(text).chars(LONGEST_IN_MAIL)
