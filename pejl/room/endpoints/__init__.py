"""The room in the API: the same questions and the same operations as on the pages."""

from ninja import Router

from pejl.room.endpoints import cards, holding, outcomes, pace

router = Router(tags=["room"])
for part in (holding, cards, outcomes, pace):
    router.add_router("", part.router)

__all__ = ["router"]
