"""Meetings in the API: the same questions and the same operations as on the pages."""

from pejl.meetings.endpoints import agenda, holding, papers, people, plans, templates  # noqa: F401 -- they add to the router
from pejl.meetings.endpoints.routing import router

__all__ = ["router"]
