"""The organisation in the API: the same questions and the same operations as on the pages."""

from pejl.organisation.endpoints import building, groups, importing, people, reading  # noqa: F401 -- they add to the router
from pejl.organisation.endpoints.routing import router

__all__ = ["router"]
