"""Planning a learning meeting from a theme."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.drafts import queries as kept
from pejl.foundation.formats.forms import as_typed, day_in
from pejl.foundation.refusals import NotAllowed
from pejl.learning import operations, policies, queries
from pejl.learning.forms import PlanLearningMeeting
from pejl.learning.models import LearningMeeting
from pejl.meetings import queries as meetings
from pejl.meetings.names import Kind
from pejl.meetings.queries import DaysForPlan, Pressed
from pejl.organisation import queries as organisation
from pejl.themes.models import Theme
from pejl.themes.permissions import groups_of

KEPT = ("title", "purposes", "day", "start", "place")


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, theme_id: UUID) -> HttpResponse:
    """When, where, who leads; the agenda comes on the next page."""
    theme: Theme = get_object_or_404(Theme.objects.visible_to(request.person), pk=theme_id)
    place = f"learning:plan:{theme.pk}"
    form, pressed = _form(request, theme, place), meetings.pressed_in(request.POST)
    if pressed is not None:
        form = _form(request, theme, place, typed=as_typed(form) | pressed.filled)
    elif form.is_bound and form.is_valid():
        with form.refusing(otherwise="start"):
            planned_id = _planned(request, theme, place, form)
            planned = LearningMeeting.objects.get(pk=planned_id)
            return HttpResponse(status=303, headers={"Location": resolve_url("meetings:edit", planned.meeting_id)})
    context = {
        "theme": theme,
        "form": form,
        "draft_key": place,
        "warning": policies.theme_warning(theme),
        "others": queries.of_theme(theme, person=request.person),
        "suits": _days(request, pressed),
        "day_warning": meetings.warning_for_plan(day_in(form), person=request.person, today=clock.today()),
    }
    return render(request, "learning/plan.html", context, status=422 if form.errors else 200)


def _days(request: HttpRequest, pressed: Pressed | None) -> DaysForPlan | None:
    """Days that suit, for the unit that was asked for."""
    unit_id = pressed.unit_id if pressed else None
    return meetings.days_for_plan(person=request.person, now=clock.now(), kind=Kind.LEARNING, unit_id=unit_id)


def _form(request: HttpRequest, theme: Theme, place: str, typed: dict[str, Any] | None = None) -> PlanLearningMeeting:
    today = clock.today()
    groups = groups_of(request.person, today)
    if not groups:
        raise NotAllowed(_("Only the members of a working group plan learning meetings."))
    policies.require_plannable_theme(theme)
    people = reduce(or_, (organisation.members_of(group, today) for group in groups))
    templates = meetings.templates(request.person, kind=Kind.LEARNING, today=today)
    initial: dict[str, Any] = {
        "title": theme.title,
        "group": groups[0].pk,
        "leaders": [request.person.pk],
        # The fullest one is easiest to cut down from.
        "template": max(templates, key=lambda one: len(meetings.lines_in(one)), default=None),
    }
    draft = kept.at(place, person=request.person) if request.method != "POST" else None
    if draft is not None:
        initial |= {name: draft.fields[name] for name in KEPT if name in draft.fields}
    data = request.POST if request.method == "POST" and typed is None else None
    initial |= typed or {}
    naming = organisation.naming(today)
    return PlanLearningMeeting(data, initial=initial, groups=groups, people=people, naming=naming, templates=templates)


def _planned(request: HttpRequest, theme: Theme, place: str, form: PlanLearningMeeting) -> UUID:
    now = clock.now()
    return drafts.once(
        lambda: operations.plan(theme=theme, **form.values(), by=request.person, now=now),
        client_id=form.cleaned_data["client_id"],
        by=request.person,
        now=now,
        place=place,
    )
