"""The one router of this module's endpoints."""

from __future__ import annotations

from ninja import Router

router = Router(tags=["themes"])
