"""A working group's table in the API, for its members only."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Status

from pejl.foundation import clock
from pejl.organisation import queries as organisation
from pejl.themes import operations, permissions, policies, queries
from pejl.themes.endpoints.routing import router
from pejl.themes.endpoints.schemas import MarksIn, OrderIn, TableOut
from pejl.themes.endpoints.showing import group_of, theme_of
from pejl.themes.models import Weight
from pejl.themes.names import Dimension, State


@router.get("/tables/{group_id}/{state}", response=TableOut, operation_id="get_table")
def get_table(request: HttpRequest, group_id: UUID, state: State) -> dict[str, Any]:
    """What lies on the group's table in one state, in its order, with how the members weigh it."""
    return _table(request, group_id, state)


@router.patch("/tables/{group_id}/{state}", response=TableOut, operation_id="order_table")
def order(request: HttpRequest, group_id: UUID, state: State, said: OrderIn) -> dict[str, Any]:
    """Move themes on the table. Of two who order at once the second is refused as stale."""
    by = request.auth  # type: ignore[attr-defined]
    operations.arrange(
        group=group_of(group_id, by),
        state=state,
        positions={move.theme_id: move.position for move in said.moves},
        expected_order=said.expected_order,
        by=by,
        now=clock.now(),
    )
    return _table(request, group_id, state)


@router.put("/themes/{theme_id}/weight", response={204: None}, operation_id="weigh_theme")
def weigh(request: HttpRequest, theme_id: UUID, said: MarksIn) -> Status[None]:
    """How one weighs a theme as a member of a working group."""
    by = request.auth  # type: ignore[attr-defined]
    group = group_of(said.group_id, by)
    marks = said.dict(exclude={"group_id"})
    operations.weigh(theme=theme_of(theme_id, by), group=group, **marks, by=by, now=clock.now())
    return Status(204, None)


def _table(request: HttpRequest, group_id: UUID, state: State) -> dict[str, Any]:
    person, today = request.auth, clock.today()  # type: ignore[attr-defined]
    group = group_of(group_id, person)
    permissions.require_may_weigh(person, group, today)
    policies.require_table(state)
    themes = list(queries.on_the_table(person, state=state, group=group))
    seats = set(organisation.members_of(group, today).values_list("pk", flat=True))
    tallied = queries.tallied(themes, group, person, seats)
    weights = queries.weights_of(themes, group, person, today)
    return {
        "group_id": group.pk,
        "state": state,
        "order": queries.order_of(group, state).mark,
        "themes": [
            {
                "theme": theme,
                "position": theme.position,
                **{name: tallied[theme.pk].spreads.get(name) for name in Dimension.values},
                "weights": [_marks(weight) for weight in weights[theme.pk]],
            }
            for theme in themes
        ],
    }


def _marks(weight: Weight) -> dict[str, Any]:
    named = {"person_id": weight.person_id, "person": weight.person.name}
    return named | {name: getattr(weight, name) for name in Dimension.values}
