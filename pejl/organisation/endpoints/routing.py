"""The router that the endpoints of the organisation add to."""

from __future__ import annotations

from ninja import Router

router = Router(tags=["organisation"])
