"""The room in the API: the same questions and the same operations as on the pages."""

from ninja import Router

from pejl.room.endpoints import (
    approval,
    attending,
    cards,
    clusters,
    following,
    holding,
    lead_offers,
    leading,
    minutes,
    outcomes,
    pace,
    posters,
    queue,
    rounds,
)

router = Router(tags=["room"])
for part in (
    holding,
    leading,
    lead_offers,
    cards,
    clusters,
    posters,
    outcomes,
    pace,
    queue,
    following,
    attending,
    rounds,
    minutes,
    approval,
):
    router.add_router("", part.router)

__all__ = ["router"]
