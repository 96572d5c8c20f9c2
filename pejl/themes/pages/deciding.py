"""Deciding on a theme in the name of a working group, and taking it back."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.drafts import queries as kept
from pejl.foundation.refusals import Refusal, Stale
from pejl.organisation import queries as organisation
from pejl.themes import forms, operations, permissions, policies, queries
from pejl.themes.models import Theme
from pejl.themes.pages.shared import dimensions, status, theme_of


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, theme_id: UUID) -> HttpResponse:
    """Next, later, decline or back on the table, with the reason that those who wait for it read."""
    theme, groups = _to_decide(request, theme_id)
    if not groups:
        return _who_decides(request, theme)
    form = forms.DecideOnTheme(request.POST or None, initial=_kept_decision(request, theme), groups=groups, theme=theme)
    if form.is_bound and form.is_valid():
        done = _decide(request, form, theme, outcome=form.cleaned_data["outcome"])
        if done is not None:
            return done
    context = {"form": form, "place": _place(theme), **_looked_at(request, theme.again(), groups)}
    return render(request, "themes/decide.html", context, status=status(form))


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, theme_id: UUID) -> HttpResponse:
    """Let a theme go on in another that asks for the same."""
    theme, groups = _to_decide(request, theme_id)
    if not groups:
        return _who_decides(request, theme)
    look = forms.FindTheme(request.GET)
    text = look.cleaned_data["q"] if look.is_valid() else ""
    shown = queries.suggested_for(theme, request.person, text=text)
    form = forms.MergeTheme(
        request.POST or None,
        initial=_kept_decision(request, theme),
        groups=groups,
        themes=queries.taking_in(theme, request.person),
        shown=shown,
    )
    if form.is_bound and form.is_valid():
        done = _decide(request, form, theme, outcome="merge", merge_into=form.cleaned_data["merge_into"])
        if done is not None:
            return done
    looked_at = _looked_at(request, theme.again(), groups)
    context = {"form": form, "look": look, "shown": shown, "q": text, "place": _place(theme), **looked_at}
    return render(request, "themes/merge.html", context, status=status(form))


def _to_decide(request: HttpRequest, theme_id: UUID) -> tuple[Theme, Any]:
    """The theme, and the groups in whose name this person may decide on it.

    What is sent is judged by the operation alone: pressed twice, the second press finds the theme already merged.
    """
    theme = theme_of(request, theme_id)
    if request.method != "POST":
        policies.require_decidable(theme)
    return theme, permissions.groups_of(request.person, clock.today())


def _decide(
    request: HttpRequest, form: Any, theme: Theme, *, outcome: str, merge_into: Theme | None = None
) -> HttpResponse | None:
    """Decide once, however often the button was pressed; None when refused, with the refusal in the form."""
    said, now = form.cleaned_data, clock.now()
    try:
        drafts.once(
            lambda: operations.decide(
                theme=theme,
                group=said["group"],
                outcome=outcome,
                reason=said["reason"],
                merge_into=merge_into,
                expected_version=said["version"],
                by=request.person,
                now=now,
            ),
            client_id=said["client_id"],
            by=request.person,
            now=now,
            place=_place(theme),
        )
    except Refusal as refusal:
        form.refuse(refusal)
        if isinstance(refusal, Stale):
            form.see_anew(theme.again())
        return None
    messages.success(request, _("Decided. Whoever proposed or backs the theme is told, with your reason."))
    if "table" in request.GET:
        return redirect("themes:table")
    return redirect("themes:show", theme.pk)


def _who_decides(request: HttpRequest, theme: Theme) -> HttpResponse:
    """For a colleague outside the groups: who does decide."""
    context = {"theme": theme, "groups": organisation.groups(clock.today())}
    return render(request, "themes/who_decides.html", context, status=403)


def _place(theme: Theme) -> str:
    """Where a reason waits that is not sent yet, whether one decides or merges."""
    return f"themes:decide:{theme.pk}"


def _kept_decision(request: HttpRequest, theme: Theme) -> dict[str, Any]:
    draft = kept.at(_place(theme), person=request.person)
    return {**(draft.fields if draft else {}), "version": theme.version, "client_id": uuid4()}


def _looked_at(request: HttpRequest, theme: Theme, groups: Any) -> dict[str, Any]:
    """What the group looks at while it decides: the theme, who backs it, and how its own members weigh it."""
    today = clock.today()
    return {
        "theme": theme,
        "backings": queries.backings_of(theme),
        "weighed": [(group, queries.weights_of([theme], group, request.person, today)[theme.pk]) for group in groups],
        "dimensions": dimensions(),
        "from_table": {"table": "1"} if "table" in request.GET else {},
    }
