"""My agreements, and what I set out to learn."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pejl.agreements import forms, operations, queries
from pejl.agreements.models import Agreement, LearningGoal
from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.drafts import queries as kept
from pejl.foundation.refusals import Refusal, Stale
from pejl.foundation.tenancy import pointers

PAGE = 25
SETTLED = 8
GOALS = 12


@require_safe
def list_agreements(request: HttpRequest) -> HttpResponse:
    """What I have taken on, soonest first; then what is settled; then what I set out to learn."""
    page = Paginator(queries.open_for(request.person), PAGE).get_page(request.GET.get("page"))
    settled = list(queries.closed_for(request.person)[:SETTLED])
    goals = list(queries.goals_of(request.person)[:GOALS])
    sources = [row.source for row in (*page, *settled, *goals) if row.source]
    context = {
        "page": page,
        "settled": settled,
        "goals": goals,
        "alive": pointers.resolve_all(sources, person=request.person),
        "today": clock.today(),
    }
    return render(request, "agreements/list.html", context)


@require_POST
def finish(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """It is done."""
    return _settle(request, agreement_id, operations.finish, _("Done."))


@require_POST
def drop(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """It will not be done, and need not be."""
    return _settle(request, agreement_id, operations.drop, _("Dropped."))


@require_POST
def reopen(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """It was settled too soon."""
    return _settle(request, agreement_id, operations.reopen, _("It waits for you again."))


@require_http_methods(["GET", "HEAD", "POST"])
def change_goal(request: HttpRequest, goal_id: UUID) -> HttpResponse:
    """Change the own learning goal, or share it, or keep it to oneself again."""
    goal, place = _own_goal(request, goal_id), f"agreements:goal:{goal_id}"
    form = forms.ChangeGoal.of(goal, request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            _change(request, goal, form)
        except Refusal as refusal:
            form.refuse(refusal)
            if isinstance(refusal, Stale):
                form.see_anew(goal.again())
        else:
            drafts.drop(place=place, by=request.person)
            messages.success(request, _("Saved."))
            return redirect("agreements:list")
    elif not form.is_bound and (draft := kept.at(place, person=request.person)):
        form.initial.update({name: draft.fields[name] for name in form.texts if name in draft.fields})
    context = {"form": form, "goal": goal.again(), "place": place}
    return render(request, "agreements/goal.html", context, status=422 if form.is_bound and form.errors else 200)


@require_POST
def forget_goal(request: HttpRequest, goal_id: UUID) -> HttpResponse:
    """Take the own learning goal away for good."""
    operations.forget(goal=_own_goal(request, goal_id), by=request.person, now=clock.now())
    messages.success(request, _("Your learning goal is gone."))
    return redirect("agreements:list")


def _settle(request: HttpRequest, agreement_id: UUID, operation: Callable[..., None], said: str) -> HttpResponse:
    agreement = get_object_or_404(Agreement.objects.visible_to(request.person), pk=agreement_id)
    operation(agreement=agreement, by=request.person, now=clock.now())
    messages.success(request, said)
    return redirect("agreements:list")


def _own_goal(request: HttpRequest, goal_id: UUID) -> LearningGoal:
    return get_object_or_404(queries.goals_of(request.person), pk=goal_id)


def _change(request: HttpRequest, goal: LearningGoal, form: forms.ChangeGoal) -> None:
    said = dict(form.cleaned_data)
    operations.take_along(
        source=goal.source, expected_version=said.pop("version"), by=request.person, now=clock.now(), **said
    )
