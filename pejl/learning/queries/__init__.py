"""Reading learning meetings, and what lies before a working group."""

from pejl.learning.queries.agendas import agenda_for
from pejl.learning.queries.coordination import (
    Coming,
    Points,
    coordination_of,
    coordinations_of,
    points_of,
)
from pejl.learning.queries.framing import Frame, frame_for
from pejl.learning.queries.meetings import (
    duties_like,
    duties_open,
    is_still_planned,
    of_meeting,
    of_theme,
    products_of,
)

__all__ = [
    "Coming",
    "Frame",
    "Points",
    "agenda_for",
    "coordination_of",
    "coordinations_of",
    "duties_like",
    "duties_open",
    "frame_for",
    "is_still_planned",
    "of_meeting",
    "of_theme",
    "points_of",
    "products_of",
]
