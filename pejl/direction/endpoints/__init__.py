"""Direction in the API: the same questions and the same operations as on the pages."""

from pejl.direction.endpoints import links, statements  # noqa: F401 -- they add to the router
from pejl.direction.endpoints.routing import router

__all__ = ["router"]
