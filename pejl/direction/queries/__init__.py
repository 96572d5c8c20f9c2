"""What is asked of direction."""

from pejl.direction.queries.links import Follower, choosable_for, followers_of, links_of
from pejl.direction.queries.news import (
    Change,
    Direction,
    News,
    changed_since,
    direction_of,
    directions_of,
    holding_in,
    new_for,
)
from pejl.direction.queries.statements import (
    for_everybody,
    history_of,
    in_kinds,
    listed,
    units_by_name,
    units_of,
    unmet_by,
    whole,
)

__all__ = [
    "Change",
    "Direction",
    "Follower",
    "News",
    "changed_since",
    "choosable_for",
    "direction_of",
    "directions_of",
    "followers_of",
    "for_everybody",
    "history_of",
    "holding_in",
    "in_kinds",
    "links_of",
    "listed",
    "new_for",
    "units_by_name",
    "units_of",
    "unmet_by",
    "whole",
]
