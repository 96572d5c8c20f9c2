"""What I set out to learn, how it went, and what colleagues share of theirs."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pejl.agreements import forms, operations, queries
from pejl.agreements.models import GoalAnswer, LearningGoal
from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.drafts import queries as kept
from pejl.foundation.refusals import Refusal, Stale

PAGE = 12


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
    context = {
        "form": form,
        "goal": goal.again(),
        "place": place,
        "asking": forms.AskAbout.of(goal),
        "answers": list(queries.answers_of(goal)),
    }
    return render(request, "agreements/goal.html", context, status=422 if form.is_bound and form.errors else 200)


@require_POST
def forget_goal(request: HttpRequest, goal_id: UUID) -> HttpResponse:
    """Take the own learning goal away for good."""
    operations.forget(goal=_own_goal(request, goal_id), by=request.person, now=clock.now())
    messages.success(request, _("Your learning goal is gone."))
    return redirect("agreements:list")


@require_POST
def ask_about(request: HttpRequest, goal_id: UUID) -> HttpResponse:
    """When I want to be asked how it went."""
    goal = _own_goal(request, goal_id)
    form = forms.AskAbout.of(goal, request.POST)
    if form.is_valid():
        with form.refusing():
            ask_on = form.day(clock.today())
            operations.ask_about(goal=goal, ask_on=ask_on, by=request.person, now=clock.now())
            messages.success(request, _("Saved."))
            return redirect("agreements:goal", goal.pk)
    context = {
        "form": forms.ChangeGoal.of(goal),
        "goal": goal,
        "place": f"agreements:goal:{goal_id}",
        "asking": form,
        "answers": list(queries.answers_of(goal)),
    }
    return render(request, "agreements/goal.html", context, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, goal_id: UUID) -> HttpResponse:
    """How it went with what I set out to learn, for my own eyes unless I share it."""
    goal, place = _own_goal(request, goal_id), f"agreements:answer:{goal_id}"
    form = forms.Answer(request.POST or None)
    if form.is_bound and form.is_valid():
        with form.refusing():
            _answered(request, goal, form, place)
            messages.success(request, _("Kept."))
            return redirect("agreements:goal", goal.pk)
    elif not form.is_bound and (draft := kept.at(place, person=request.person)):
        form.initial.update({name: draft.fields[name] for name in form.texts if name in draft.fields})
    context = {"form": form, "goal": goal, "place": place}
    return render(request, "agreements/answer.html", context, status=422 if form.is_bound and form.errors else 200)


@require_POST
def share_answer(request: HttpRequest, answer_id: UUID) -> HttpResponse:
    """Let colleagues read an answer, or keep it to myself again."""
    said, is_shared = _own_answer(request, answer_id), request.POST.get("shared") == "1"
    operations.share_answer(answer=said, is_shared=is_shared, by=request.person, now=clock.now())
    messages.success(request, _("Your colleagues can read it now.") if is_shared else _("Only you can read it now."))
    return redirect("agreements:goal", said.goal_id)


@require_POST
def forget_answer(request: HttpRequest, answer_id: UUID) -> HttpResponse:
    """Take an answer away for good."""
    said = _own_answer(request, answer_id)
    operations.forget_answer(answer=said, by=request.person, now=clock.now())
    messages.success(request, _("Your answer is gone."))
    return redirect("agreements:goal", said.goal_id)


@require_safe
def shared(request: HttpRequest) -> HttpResponse:
    """What colleagues chose to share of what they learn, and how it went."""
    page = Paginator(queries.shared_learning(request.person), PAGE).get_page(request.GET.get("page"))
    return render(request, "agreements/shared.html", {"page": page})


def _own_goal(request: HttpRequest, goal_id: UUID) -> LearningGoal:
    return get_object_or_404(queries.goals_of(request.person), pk=goal_id)


def _change(request: HttpRequest, goal: LearningGoal, form: forms.ChangeGoal) -> None:
    said = dict(form.cleaned_data)
    operations.take_along(
        source=goal.source, expected_version=said.pop("version"), by=request.person, now=clock.now(), **said
    )


def _own_answer(request: HttpRequest, answer_id: UUID) -> GoalAnswer:
    own = GoalAnswer.objects.visible_to(request.person).filter(goal__person=request.person)
    return get_object_or_404(own.select_related("goal"), pk=answer_id)


def _answered(request: HttpRequest, goal: LearningGoal, form: forms.Answer, place: str) -> None:
    """Once for each form that was sent."""
    said = {name: form.cleaned_data[name] for name in (*form.texts, "is_shared")}
    by, now, ask_on = request.person, clock.now(), form.day(clock.today())
    drafts.once(
        lambda: operations.answer(goal=goal, ask_on=ask_on, by=by, now=now, **said),
        client_id=form.cleaned_data["client_id"],
        by=by,
        now=now,
        place=place,
    )
