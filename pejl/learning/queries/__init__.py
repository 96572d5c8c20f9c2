"""Reading learning meetings, and what lies before a working group."""

from pejl.learning.queries.agendas import agenda_for
from pejl.learning.queries.coordination import (
    Coming,
    Points,
    coordination_of,
    coordinations_of,
    points_of,
)
from pejl.learning.queries.decisions import Followed, followed, joint_decisions, open_among
from pejl.learning.queries.framing import Frame, frame_for
from pejl.learning.queries.gathering import Chosen, chosen_at, product_begun
from pejl.learning.queries.meetings import (
    duties_like,
    duties_open,
    is_still_planned,
    of_meeting,
    of_theme,
    products_of,
)

__all__ = [
    "Chosen",
    "Coming",
    "Followed",
    "Frame",
    "Points",
    "agenda_for",
    "chosen_at",
    "coordination_of",
    "coordinations_of",
    "duties_like",
    "duties_open",
    "followed",
    "frame_for",
    "is_still_planned",
    "joint_decisions",
    "of_meeting",
    "of_theme",
    "open_among",
    "points_of",
    "product_begun",
    "products_of",
]
