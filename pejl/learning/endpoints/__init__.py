"""Learning meetings, coordination and joint decisions in the API: the same operations as on the pages."""

from pejl.learning.endpoints import coordinations, decisions, meetings  # noqa: F401 -- they add to the router
from pejl.learning.endpoints.routing import router

__all__ = ["router"]
