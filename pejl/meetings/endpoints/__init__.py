"""Meetings in the API: the same questions and the same operations as on the pages."""

from pejl.meetings.endpoints import (  # noqa: F401 -- they add to the router
    agenda,
    asking,
    cadence,
    grouping,
    holding,
    links,
    papers,
    people,
    plans,
    preparing,
    templates,
)
from pejl.meetings.endpoints.routing import router

__all__ = ["router"]
