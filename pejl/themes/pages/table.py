"""The working group's table: what lies there, how the group weighs it, and in which order.

Everybody may see what lies on the table. Weights and order are shown to the members of the group only.
"""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pejl.foundation import clock
from pejl.foundation.refusals import Stale
from pejl.organisation import queries as organisation
from pejl.organisation.models import WorkingGroup
from pejl.themes import forms, operations, permissions, policies, queries
from pejl.themes.models import Weight
from pejl.themes.names import OPEN, Dimension, Sorting, State
from pejl.themes.pages.lists import ON_PAPER
from pejl.themes.pages.shared import PAGE, dimensions, page_of, sits_in, status, theme_of

# Nothing but titles: more of them at a time.
LONG_PAGE = 25
# What a row says of its theme; the rest is not read.
SHOWN = ("title", "origin", "backers", "proposed_at", "area", "area__name")


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, and what was decided but has no meeting yet."""
    seen = _seen(request)
    on_paper = "print" in request.GET
    rows = queries.on_the_table(request.person, state=seen["state"], group=seen["ordering"], sorting=seen["sorting"])
    page = page_of(request, rows.only(*SHOWN), ON_PAPER if on_paper else PAGE, number=_number(seen)[0])
    context = {
        **seen,
        "page": page,
        "areas": [(area, list(found)) for area, found in groupby(page.object_list, key=attrgetter("area"))],
        "counts": [(one, seen["counted"].get(one, (0, 0))[0]) for one in OPEN],
        "today": clock.today(),
        **_weighed(request, seen, page.object_list),
    }
    return render(request, "themes/table_on_paper.html" if on_paper else "themes/table.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def order(request: HttpRequest) -> HttpResponse:
    """The order that the group makes: by dragging, by pressing up and down, or by writing numbers."""
    groups = permissions.groups_of(request.person, clock.today())
    if request.method == "POST":
        return _order(request, groups)
    group = _chosen(request, list(groups))
    permissions.require_may_weigh(request.person, group, clock.today())
    state = _state(request)
    context = {
        "group": group,
        "groups": groups,
        "state": state,
        "page": page_of(request, queries.on_the_table(request.person, state=state, group=group), LONG_PAGE),
        "mark": queries.order_of(group, state).mark,
        "moved": request.GET.get("moved", ""),
        "way": request.GET.get("way") if request.GET.get("way") in ("up", "down") else None,
        "mine": {"state": state, "group": group.pk},
    }
    return render(request, "themes/order.html", context)


@require_safe
def weigh_next(request: HttpRequest) -> HttpResponse:
    """Leads to the first theme that the person has not weighed."""
    group, state = _chosen(request, list(permissions.groups_of(request.person, clock.today()))), _state(request)
    permissions.require_may_weigh(request.person, group, clock.today())
    theme_id = queries.next_to_weigh(group, request.person, state=state)
    if theme_id is None:
        return _all_weighed(request, group, state)
    return redirect(_with("themes:weigh", theme_id, group=group.pk))


@require_http_methods(["GET", "HEAD", "POST"])
def weigh(request: HttpRequest, theme_id: UUID) -> HttpResponse:
    """How much a theme matters, as one member sees it, with the next one a press away."""
    theme, today = theme_of(request, theme_id), clock.today()
    groups = permissions.groups_of(request.person, today)
    group = _chosen(request, list(groups))
    permissions.require_may_weigh(request.person, group, today)
    if request.method != "POST":
        policies.require_on_the_table(theme)
    weights = queries.weights_of([theme], group, request.person, today)[theme.pk]
    own = next((weight for weight in weights if weight.person_id == request.person.pk), None)
    form = forms.WeighTheme(request.POST or None, initial=_marks(own, group), groups=groups)
    if form.is_bound and form.is_valid():
        with form.refusing():
            operations.weigh(theme=theme, **form.cleaned_data, by=request.person, now=clock.now())
            return _after_weighing(request, theme, form.cleaned_data["group"])
    context = {
        "theme": theme,
        "form": form,
        "group": group,
        "weights": weights if own else [],
        "dimensions": dimensions(),
        "backings": queries.backings_of(theme),
    }
    return render(request, "themes/weigh.html", context, status=status(form))


def _seen(request: HttpRequest) -> dict[str, Any]:
    """What is asked for, and as whom: ``group`` is the member's own, ``ordering`` the one whose order is shown."""
    groups = list(organisation.groups(clock.today()))
    mine = sits_in(groups, request)
    group = _chosen(request, mine) if mine else None
    asked = request.GET.get("order")
    sorting = asked if asked in Sorting.values else Sorting.NEWEST
    return {
        "state": _state(request),
        "groups": groups,
        "mine": mine,
        "group": group,
        "ordering": None if asked in Sorting.values else group,
        "sorting": sorting,
        "order": asked if asked in Sorting.values else "",
        "counted": queries.counted_by_state(request.person, group),
        "may_decide": bool(mine),
    }


def _number(seen: dict[str, Any]) -> tuple[int, int]:
    """How many themes lie in the state that is shown, and how many of them the person has weighed."""
    found: tuple[int, int] = seen["counted"].get(seen["state"], (0, 0))
    return found


def _weighed(request: HttpRequest, seen: dict[str, Any], themes: Any) -> dict[str, Any]:
    """How the group weighs what is shown, and how much of the state the person has weighed."""
    group = seen["group"]
    if group is None:
        return {"tallied": {}, "spreads": {}, "unweighed": 0, "numbers": [], "dimensions": []}
    seats = {seat.person_id for seat in group.seats}
    tallied = queries.tallied(list(themes), group, request.person, seats)
    number, mine = _number(seen)
    labels, members = dimensions(), len(group.seats)
    return {
        "tallied": tallied,
        "spreads": {key: _spreads(found, labels) for key, found in tallied.items()},
        "unweighed": number - mine,
        "numbers": [_("%(number)s of %(all)s") % {"number": one, "all": members} for one in range(members + 1)],
        "dimensions": labels,
    }


def _spreads(tally: queries.Tally, labels: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """How a theme is weighed, a cell for each dimension."""
    cells = []
    for name, label in labels:
        spread = tally.spreads.get(name)
        marks = {"lowest": spread.lowest, "highest": spread.highest} if spread else {}
        own = tally.own[name] if tally.own else None
        cells.append({"label": label, "middle": spread.said if spread else None, "own": own, **marks})
    return cells


def _order(request: HttpRequest, groups: Any) -> HttpResponse:
    """Move what was asked; whoever comes second is told, and sees the order as it is."""
    form = forms.OrderTable(request.POST, groups=groups)
    if not form.is_valid():
        # Nothing on the page sends this: a group that is not one's own, or no table.
        permissions.require_may_weigh(request.person, form.cleaned_data.get("group"), clock.today())
        return redirect("themes:order")
    said = form.cleaned_data
    placed = queries.order_of(said["group"], said["state"]).placed
    positions = form.positions({theme_id: number for number, theme_id in enumerate(placed, 1)})
    try:
        if positions:
            operations.arrange(
                group=said["group"],
                state=said["state"],
                positions=positions,
                expected_order=said["order"],
                by=request.person,
                now=clock.now(),
            )
    except Stale as refusal:
        messages.warning(request, refusal.message)
    return redirect(_back_to_order(form, positions))


def _back_to_order(form: forms.OrderTable, positions: dict[UUID, int]) -> str:
    """Where the moved theme is, with the focus on the button that moved it."""
    said = form.cleaned_data
    query = {"group": said["group"].pk, "state": said["state"]}
    if len(positions) != 1:
        return _with("themes:order", **query, page=said["page"] or 1)
    (theme_id, position), *_rest = positions.items()
    query |= {"page": (position - 1) // LONG_PAGE + 1, "moved": theme_id, "way": form.way}
    # A fragment would keep the focus from the button; who dragged sees where the theme went.
    return _with("themes:order", **query) + ("" if form.way else f"#theme-{theme_id}")


def _after_weighing(request: HttpRequest, theme: Any, group: WorkingGroup) -> HttpResponse:
    if "next" not in request.POST:
        messages.success(request, _("Your weights are kept. Only the group sees them."))
        return redirect(_with("themes:table", state=theme.state, group=group.pk))
    theme_id = queries.next_to_weigh(group, request.person, state=theme.state, after=theme)
    if theme_id is None:
        return _all_weighed(request, group, theme.state)
    return redirect(_with("themes:weigh", theme_id, group=group.pk))


def _all_weighed(request: HttpRequest, group: WorkingGroup, state: str) -> HttpResponse:
    messages.success(request, _("You have weighed all that lies here."))
    return redirect(_with("themes:table", state=state, group=group.pk))


def _marks(own: Weight | None, group: WorkingGroup) -> dict[str, Any]:
    marks = {name: getattr(own, name) for name in Dimension.values} if own else {}
    return {**marks, "group": group.pk}


def _chosen(request: HttpRequest, groups: list[WorkingGroup]) -> Any:
    """The group that is asked for among one's own, else the first; None for who sits in none."""
    asked = request.POST.get("group") or request.GET.get("group")
    return next((group for group in groups if str(group.pk) == asked), groups[0] if groups else None)


def _state(request: HttpRequest) -> str:
    asked = request.GET.get("state")
    return str(asked if asked in OPEN else State.PROPOSED)


def _with(name: str, *args: Any, **query: Any) -> str:
    return f"{reverse(name, args=args)}?{urlencode(query)}"
