"""Learning meetings and coordination in the API: the same questions and the same operations as on the pages."""

from pejl.learning.endpoints import meetings  # noqa: F401 -- it adds to the router
from pejl.learning.endpoints.routing import router

__all__ = ["router"]
