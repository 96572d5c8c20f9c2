"""Themes in the API: the same questions and the same operations as on the pages."""

from pejl.themes.endpoints import collecting, table, themes  # noqa: F401 -- they add to the router
from pejl.themes.endpoints.routing import router

__all__ = ["router"]
