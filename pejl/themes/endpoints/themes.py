"""Themes in the API: the same questions and the same operations as on the pages."""

# No postponed annotations here: ninja reads them through `paginate`, where their names would be unknown.
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Status
from ninja.pagination import paginate

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.themes import operations, queries
from pejl.themes.endpoints.routing import router
from pejl.themes.endpoints.schemas import (
    AlikeIn,
    AreaIn,
    AreaOut,
    BackingIn,
    BackingOut,
    DecisionIn,
    DecisionOut,
    Key,
    Narrowed,
    ThemeFullOut,
    ThemeIn,
    ThemeOut,
    WithdrawalIn,
)
from pejl.themes.endpoints.showing import full, group_of, theme_of
from pejl.themes.models import Area, Backing, Collection, Decision


@router.get("/areas", response=list[AreaOut], operation_id="list_areas")
@paginate
def list_areas(request: HttpRequest) -> Any:
    """The fields of the work, by name."""
    return queries.areas().visible_to(request.auth)  # type: ignore[attr-defined]


@router.post("/areas", response={201: AreaOut}, operation_id="add_area")
def add_area(request: HttpRequest, said: AreaIn) -> Status[Area]:
    """Add a field of the work; the working groups may."""
    added = operations.add_area(name=said.name, by=request.auth, now=clock.now())  # type: ignore[attr-defined]
    return Status(201, added)


@router.put("/areas/{area_id}/closing", response=AreaOut, operation_id="close_area")
def close_area(request: HttpRequest, area_id: UUID) -> Area:
    """Close an area: it gets no new themes."""
    by = request.auth  # type: ignore[attr-defined]
    return operations.close_area(area=_area(area_id, by), by=by, now=clock.now())


@router.delete("/areas/{area_id}/closing", response=AreaOut, operation_id="open_area")
def open_area(request: HttpRequest, area_id: UUID) -> Area:
    """Open a closed area again."""
    by = request.auth  # type: ignore[attr-defined]
    return operations.open_area(area=_area(area_id, by), by=by, now=clock.now())


@router.get("/themes", response=list[ThemeOut], operation_id="list_themes")
@paginate
def list_themes(request: HttpRequest, asked: Query[Narrowed]) -> Any:
    """Themes, newest first, narrowed and sorted as on the page; nothing sorts by how many back them."""
    person = request.auth  # type: ignore[attr-defined]
    collections = Collection.objects.visible_to(person)
    return queries.listed(
        person,
        state=asked.state or "",
        area=_area(asked.area, person) if asked.area else None,
        kind=asked.kind or "",
        collection=get_object_or_404(collections, pk=asked.collection) if asked.collection else None,
        text=asked.q,
        is_mine=asked.mine,
        is_backed=asked.backed,
        sorting=asked.sort,
    )


@router.post("/themes", response={201: ThemeFullOut}, operation_id="propose_theme")
def propose(request: HttpRequest, said: ThemeIn, key: Key = None) -> Status[dict[str, Any]]:
    """Propose a theme. Sent again with the same key, the same theme is answered."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    area = _area(said.area_id, by) if said.area_id else None
    theme_id = drafts.once(
        lambda: operations.propose(**said.dict(exclude={"area_id"}), area=area, by=by, now=now),
        client_id=key,
        by=by,
        now=now,
    )
    return Status(201, full(theme_of(theme_id, by), by))


@router.post("/themes/alike", response=list[ThemeOut], operation_id="find_alike_themes")
def alike(request: HttpRequest, said: AlikeIn) -> Any:
    """The themes still on their way that ask for much the same, the most alike first. Nothing is kept."""
    return queries.alike_to(said.title, said.need, person=request.auth)  # type: ignore[attr-defined]


@router.get("/themes/{theme_id}", response=ThemeFullOut, operation_id="get_theme")
def get_theme(request: HttpRequest, theme_id: UUID) -> dict[str, Any]:
    """A theme, who stands behind it, and its trail."""
    by = request.auth  # type: ignore[attr-defined]
    return full(theme_of(theme_id, by), by)


@router.put("/themes/{theme_id}/backing", response=BackingOut, operation_id="back_theme")
def back(request: HttpRequest, theme_id: UUID, said: BackingIn) -> Backing:
    """Need the theme too, with an own question or example; sent again, what one adds is changed."""
    by = request.auth  # type: ignore[attr-defined]
    theme = theme_of(theme_id, by)
    return operations.back(theme=theme, kind=said.kind, words=said.words, by=by, now=clock.now())


@router.delete("/themes/{theme_id}/backing", response={204: None}, operation_id="stop_backing_theme")
def stop_backing(request: HttpRequest, theme_id: UUID) -> Status[None]:
    """Take it back, with what one added."""
    by = request.auth  # type: ignore[attr-defined]
    operations.stop_backing(theme=theme_of(theme_id, by), by=by, now=clock.now())
    return Status(204, None)


@router.post("/themes/{theme_id}/withdrawal", response=ThemeFullOut, operation_id="withdraw_theme")
def withdraw(request: HttpRequest, theme_id: UUID, said: WithdrawalIn) -> dict[str, Any]:
    """Withdraw the own theme, with a reason; those who back it can take it over."""
    by = request.auth  # type: ignore[attr-defined]
    theme = theme_of(theme_id, by)
    operations.withdraw(theme=theme, reason=said.reason, expected_version=said.expected_version, by=by, now=clock.now())
    return full(theme_of(theme_id, by), by)


@router.post("/themes/{theme_id}/resumption", response=ThemeFullOut, operation_id="resume_theme")
def resume(request: HttpRequest, theme_id: UUID) -> dict[str, Any]:
    """Take over a withdrawn theme that one backs or has proposed."""
    by = request.auth  # type: ignore[attr-defined]
    operations.resume(theme=theme_of(theme_id, by), by=by, now=clock.now())
    return full(theme_of(theme_id, by), by)


@router.post("/themes/{theme_id}/decisions", response={201: DecisionOut}, operation_id="decide_on_theme")
def decide(request: HttpRequest, theme_id: UUID, said: DecisionIn, key: Key = None) -> Status[Decision]:
    """Decide in the name of a working group, or take back what was decided; those who wait for it are told why."""
    by, now = request.auth, clock.now()  # type: ignore[attr-defined]
    theme, group = theme_of(theme_id, by), group_of(said.group_id, by)
    target = theme_of(said.merge_into, by) if said.merge_into else None
    decision_id = drafts.once(
        lambda: operations.decide(
            theme=theme,
            group=group,
            outcome=said.outcome,
            reason=said.reason,
            merge_into=target,
            expected_version=said.expected_version,
            by=by,
            now=now,
        ),
        client_id=key,
        by=by,
        now=now,
    )
    made = Decision.objects.visible_to(by).select_related("group", "by").get(pk=decision_id)
    return Status(201, made)


def _area(area_id: UUID, person: Any) -> Area:
    found: Area = get_object_or_404(Area.objects.visible_to(person), pk=area_id)
    return found
