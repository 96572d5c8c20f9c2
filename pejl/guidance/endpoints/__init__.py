"""Guidance in the API: the same questions and the same operations as on the pages."""

from pejl.guidance.endpoints import (
    attaching,
    beginning,
    comparing,
    deciding,
    filling,
    having_read,
    hearing,
    kinds,
    lists,
    reading,
    reviews,
    using,
    writing,
)
from pejl.guidance.endpoints.routing import router

__all__ = [
    "attaching",
    "beginning",
    "comparing",
    "deciding",
    "filling",
    "having_read",
    "hearing",
    "kinds",
    "lists",
    "reading",
    "reviews",
    "router",
    "using",
    "writing",
]
