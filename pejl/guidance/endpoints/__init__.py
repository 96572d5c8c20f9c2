"""Guidance in the API: the same questions and the same operations as on the pages."""

from pejl.guidance.endpoints import comparing, deciding, hearing, reading, reviews, writing
from pejl.guidance.endpoints.routing import router

__all__ = ["comparing", "deciding", "hearing", "reading", "reviews", "router", "writing"]
