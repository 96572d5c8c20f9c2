"""Learning meetings and coordination in the API: the same questions and the same operations as on the pages."""

from pejl.learning.endpoints import coordinations, meetings  # noqa: F401 -- they add to the router
from pejl.learning.endpoints.routing import router

__all__ = ["router"]
