"""Telling those who wait for a theme what became of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from pejl.foundation.notices import operations as notices
from pejl.foundation.tenancy.models import Person
from pejl.themes import queries
from pejl.themes.models import Step, Theme
from pejl.themes.names import NEWS_OF_DECISION, NEWS_OF_STEP, StepKind

# A mail tells the reason; what is longer than this is read on the page.
LONGEST_IN_MAIL = 2_000


def tell_of(
    step: Step, themes: Collection[Theme], by: Person | None, now: datetime, *, told_already: Collection[UUID] = ()
) -> set[UUID]:
    """Tell whoever proposed or backs one of these themes, once each, unless they did it themselves or have left.

    Returns everybody who is told now, was already, or need not be.
    """
    told = {*told_already, by.pk if by else None}
    for person, theme, is_proposer in queries.behind(themes):
        if person.pk in told or person.left_on is not None:
            continue
        told.add(person.pk)
        with notices.in_language_of(person):
            subject, text = _news(step, theme, is_proposer=is_proposer)
            path = reverse("themes:show", args=[theme.pk])
            notices.tell(person=person, subject=subject, text=text, path=path, now=now)
    return {one for one in told if one is not None}


def _news(step: Step, theme: Theme, *, is_proposer: bool) -> tuple[str, str]:
    """What became of a theme, in words for who waits for it: the subject, and a text that begins with what and why."""
    decision, about = step.decision, step.about.title if step.about else ""
    news = NEWS_OF_DECISION[decision.outcome] if decision else NEWS_OF_STEP[step.kind]
    told = news.proposer if is_proposer else news.backer
    names = {"title": theme.title, "about": about, "group": decision.group.name if decision else ""}
    line = str(told.line) % names
    if decision:
        paragraphs = [" ".join((line, _("The reason:"), decision.reason))]
    else:
        paragraphs = [line, "" if step.kind == StepKind.JOINED else about, step.words]
    if theme.pk != step.theme_id:
        paragraphs.append(_part_of(step, is_proposer=is_proposer))
    text = "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
    return str(told.subject) % names, Truncator(text).chars(LONGEST_IN_MAIL)


def _part_of(step: Step, *, is_proposer: bool) -> str:
    said = (
        _("Your theme is part of “%(title)s” now.")
        if is_proposer
        else _("The theme you back is part of “%(title)s” now.")
    )
    return said % {"title": step.theme.title}
