"""The pages of themes: propose, look through, follow one, decide."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.drafts import queries as kept
from pejl.foundation.refusals import NotAllowed, Refusal, Stale
from pejl.organisation import queries as organisation
from pejl.organisation.models import WorkingGroup
from pejl.themes import forms, operations, permissions, policies, queries
from pejl.themes.models import Theme
from pejl.themes.names import COMING, DECIDABLE, DECIDED, OPEN, STANDING, State, StepKind

# A page of as many rows with long titles stays under 15 kB.
PAGE = 18
PROPOSE = "themes:propose"


@require_safe
def list_themes(request: HttpRequest) -> HttpResponse:
    """Every theme, newest first, narrowed by what is asked."""
    form = forms.NarrowThemes(request.GET)
    page = _page(request, queries.listed(request.person, **form.chosen()))
    may_decide = permissions.may_decide(request.person, clock.today())
    context = {
        "form": form,
        "page": page,
        "query": _query(request, "q", "state", "area", "mine"),
        "waiting": queries.waiting(request.person).count() if may_decide else 0,
    }
    return render(request, "themes/list.html", context, status=200 if form.is_valid() else 422)


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """Say what colleagues need to know, in under a minute; unsent words wait here."""
    form = forms.ProposeTheme(request.POST) if request.method == "POST" else _kept_proposal(request)
    if form.is_bound and form.is_valid():
        try:
            theme_id = _propose(form.cleaned_data, request)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            messages.success(request, _("Your theme is proposed. You get a mail each time something becomes of it."))
            return redirect("themes:show", theme_id)
    return render(request, "themes/propose.html", {"form": form, "place": PROPOSE}, status=_status(form))


@require_safe
def show(request: HttpRequest, theme_id: UUID) -> HttpResponse:
    """One theme: where it stands, what is needed, and what has become of it."""
    theme = get_object_or_404(
        Theme.objects.visible_to(request.person).select_related("area", "proposed_by"), pk=theme_id
    )
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
        "may_decide": _sits_in(groups, request),
        "labels": dict(StepKind.choices),
    }
    return render(request, "themes/show.html", context)


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """The working group's table: what waits for a decision, and what was decided but has no meeting yet."""
    state = request.GET.get("state") if request.GET.get("state") in OPEN else State.PROPOSED
    is_by_area = request.GET.get("order") == "area"
    counts = dict(Theme.objects.visible_to(request.person).open().values_list("state").annotate(Count("pk")))
    groups = list(organisation.groups(clock.today()))
    page = _page(request, queries.on_the_table(request.person, state=str(state), sorting="area" if is_by_area else "newest"))
    context = {
        "page": page,
        "areas": [(area, list(found)) for area, found in groupby(page.object_list, key=attrgetter("area"))],
        "state": state,
        "order": {"order": "area"} if is_by_area else {},
        "counts": [(one, counts.get(one, 0)) for one in OPEN],
        "groups": groups,
        "may_decide": _sits_in(groups, request),
    }
    return render(request, "themes/table.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, theme_id: UUID) -> HttpResponse:
    """Next, later or decline, with the reason that the proposer reads."""
    theme, groups = _to_decide(request, theme_id)
    if not groups:
        return _who_decides(request, theme)
    form = forms.DecideOnTheme(request.POST or None, initial=_kept_decision(request, theme), groups=groups)
    if form.is_bound and form.is_valid():
        done = _decide(request, form, theme, outcome=form.cleaned_data["outcome"])
        if done is not None:
            return done
    context = {"form": form, "theme": theme.again(), "place": _place(theme)}
    return render(request, "themes/decide.html", context, status=_status(form))


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
    context = {"form": form, "theme": theme.again(), "look": look, "shown": shown, "q": text, "place": _place(theme)}
    return render(request, "themes/merge.html", context, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
def areas(request: HttpRequest) -> HttpResponse:
    """The fields of the work that a theme can belong to; the working groups add to them."""
    form = forms.AddArea(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            operations.add_area(name=form.cleaned_data["name"], by=request.person, now=clock.now())
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            return redirect("themes:areas")
    context = {
        "form": form,
        "areas": queries.areas().visible_to(request.person),
        "may_add": permissions.may_decide(request.person, clock.today()),
    }
    return render(request, "themes/areas.html", context, status=_status(form))


def _propose(said: dict[str, Any], request: HttpRequest) -> UUID:
    now = clock.now()
    client_id = said.pop("client_id")
    return drafts.once(
        lambda: operations.propose(**said, by=request.person, now=now),
        client_id=client_id,
        by=request.person,
        now=now,
        place=PROPOSE,
    )


def _kept_proposal(request: HttpRequest) -> forms.ProposeTheme:
    draft = kept.at(PROPOSE, person=request.person)
    return forms.ProposeTheme(initial={**(draft.fields if draft else {}), "client_id": uuid4()})


def _to_decide(request: HttpRequest, theme_id: UUID) -> tuple[Theme, Any]:
    """The theme, and the groups in whose name this person may decide on it.

    What is sent is judged by the operation alone: pressed twice, the second press finds the theme already merged.
    """
    theme = get_object_or_404(Theme.objects.visible_to(request.person).select_related("area"), pk=theme_id)
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
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        if isinstance(refusal, Stale):
            form.see_anew(theme.again())
        return None
    messages.success(request, _("Decided. Whoever proposed the theme is told, with your reason."))
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


def _sits_in(groups: list[WorkingGroup], request: HttpRequest) -> bool:
    return any(seat.person_id == request.person.pk for group in groups for seat in group.seats)


def _page(request: HttpRequest, rows: Any) -> Any:
    return Paginator(rows, PAGE).get_page(request.GET.get("page"))


def _query(request: HttpRequest, *names: str) -> dict[str, str]:
    """What narrows the list, for the links to its other pages."""
    return {name: request.GET[name] for name in names if request.GET.get(name)}


def _status(form: Any) -> int:
    return 422 if form.is_bound and form.errors else 200
