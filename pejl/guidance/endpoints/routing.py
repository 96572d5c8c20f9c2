"""The one router of guidance: an address answers for all its methods, so its parts must share it."""

from ninja import Router

router = Router(tags=["guidance"])
