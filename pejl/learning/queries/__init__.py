"""Reading learning meetings, and what lies before a working group."""

from pejl.learning.queries.meetings import (
    duties_like,
    duties_open,
    is_still_planned,
    of_meeting,
    of_theme,
    products_of,
)

__all__ = ["duties_like", "duties_open", "is_still_planned", "of_meeting", "of_theme", "products_of"]
