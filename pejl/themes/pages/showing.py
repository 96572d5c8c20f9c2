"""One theme, and what those who wait for it can do: back it, withdraw it, take it over."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.drafts import queries as kept
from pejl.foundation.refusals import Refusal, Stale
from pejl.organisation import queries as organisation
from pejl.themes import forms, operations, permissions, policies, queries
from pejl.themes.models import Backing, Theme
from pejl.themes.names import CHOSEN, COMING, DECIDABLE, DECIDED, OPEN, STANDING, TAKES_IN, State, StepKind
from pejl.themes.pages.proposing import PROPOSE
from pejl.themes.pages.shared import sits_in, status, theme_of


@require_safe
def show(request: HttpRequest, theme_id: UUID) -> HttpResponse:
    """One theme: where it stands, what is needed, who needs it too, and what has become of it."""
    theme = theme_of(request, theme_id)
    trail = queries.trail_of(theme, request.person)
    groups = list(organisation.groups(clock.today())) if theme.state in DECIDABLE else []
    context = {
        "theme": theme,
        "standing": STANDING[theme.state],
        "coming": COMING.get(theme.state),
        "trail": trail,
        "goes_on": next((one for one in trail if one.about and one.about.id == theme.merged_into_id), None),
        "decisions": queries.decisions_in(trail),
        "decided": DECIDED,
        "groups": groups,
        "may_decide": bool(sits_in(groups, request)),
        "is_chosen": theme.state in CHOSEN,
        "labels": dict(StepKind.choices),
        **_behind(request, theme),
    }
    return render(request, "themes/show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def back(request: HttpRequest, theme_id: UUID) -> HttpResponse:
    """Need the theme too; said again, what one adds is changed."""
    theme = theme_of(request, theme_id)
    place = f"themes:back:{theme.pk}"
    own = queries.own_backing(theme, request.person)
    form = _back_form(request, own, place)
    if form.is_bound and form.is_valid():
        with form.refusing():
            _back(request, theme, form.cleaned_data, place)
            messages.success(request, _("You back the theme, and get a mail each time something becomes of it."))
            return redirect(f"{reverse('themes:show', args=[theme.pk])}#backing")
    context = {"form": form, "theme": theme, "own": own, "place": place}
    return render(request, "themes/back.html", context, status=status(form))


@require_POST
def stop_backing(request: HttpRequest, theme_id: UUID) -> HttpResponse:
    """Take it back, with what one added."""
    theme = theme_of(request, theme_id)
    operations.stop_backing(theme=theme, by=request.person, now=clock.now())
    messages.success(request, _("You no longer back the theme, and what you added is gone."))
    return redirect("themes:show", theme.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, theme_id: UUID) -> HttpResponse:
    """The proposer says why it is not needed any more."""
    theme = theme_of(request, theme_id)
    place = f"themes:withdraw:{theme.pk}"
    permissions.require_proposed(request.person, theme)
    if request.method != "POST":
        policies.require_withdrawable(theme)
    form = forms.WithdrawTheme(request.POST or None, initial=_kept(request, theme, place))
    if form.is_bound and form.is_valid():
        try:
            _withdraw(request, theme, form.cleaned_data, place)
        except Refusal as refusal:
            form.refuse(refusal)
            if isinstance(refusal, Stale):
                form.data = {**form.data.dict(), "version": str(theme.again().version)}
        else:
            messages.success(request, _("Your theme is withdrawn. Those who back it can take it over."))
            return redirect("themes:show", theme.pk)
    context = {"form": form, "theme": theme, "place": place, "backers": len(queries.backings_of(theme))}
    return render(request, "themes/withdraw.html", context, status=status(form))


@require_POST
def resume(request: HttpRequest, theme_id: UUID) -> HttpResponse:
    """Take over a theme that was withdrawn."""
    theme = theme_of(request, theme_id)
    operations.resume(theme=theme, by=request.person, now=clock.now())
    messages.success(request, _("The theme is yours now, and lies on the group's table again."))
    return redirect("themes:show", theme.pk)


def _behind(request: HttpRequest, theme: Theme) -> dict[str, Any]:
    """Who backs the theme, and what the person may do about it."""
    backings = queries.backings_of(theme)
    own = next((one for one in backings if one.person_id == request.person.pk), None)
    is_withdrawn = theme.state == State.WITHDRAWN
    return {
        "backings": backings,
        "own": own,
        "may_back": theme.state in TAKES_IN and permissions.may_back(request.person, theme),
        "may_withdraw": theme.state in OPEN and theme.proposed_by_id == request.person.pk,
        "may_resume": is_withdrawn and request.person.pk in queries.ids_behind(theme),
    }


def _back_form(request: HttpRequest, own: Backing | None, place: str) -> forms.BackTheme:
    if request.method == "POST":
        return forms.BackTheme(request.POST)
    draft = kept.at(place, person=request.person)
    said = {"kind": own.kind, "words": own.words} if own else {}
    return forms.BackTheme(initial={**said, **(draft.fields if draft else {}), "client_id": uuid4()})


def _back(request: HttpRequest, theme: Theme, said: dict[str, Any], place: str) -> None:
    """Back it once; what was typed as a theme of one's own came along, and its draft goes."""
    now = clock.now()
    drafts.once(
        lambda: operations.back(theme=theme, kind=said["kind"], words=said["words"], by=request.person, now=now),
        client_id=said["client_id"],
        by=request.person,
        now=now,
        place=PROPOSE if "instead" in request.POST else place,
    )


def _withdraw(request: HttpRequest, theme: Theme, said: dict[str, Any], place: str) -> None:
    now = clock.now()
    drafts.once(
        lambda: operations.withdraw(
            theme=theme, reason=said["reason"], expected_version=said["version"], by=request.person, now=now
        ),
        client_id=said["client_id"],
        by=request.person,
        now=now,
        place=place,
    )


def _kept(request: HttpRequest, theme: Theme, place: str) -> dict[str, Any]:
    draft = kept.at(place, person=request.person)
    return {**(draft.fields if draft else {}), "version": theme.version, "client_id": uuid4()}
