"""One function a page, and what direction shows on the pages of others."""

from pejl.direction.pages.following import follow, unfollow, what_it_follows
from pejl.direction.pages.reading import everything, list_direction, screen, show, unit
from pejl.direction.pages.stating import end, go_through, replace, state

__all__ = [
    "end",
    "everything",
    "follow",
    "go_through",
    "list_direction",
    "replace",
    "screen",
    "show",
    "state",
    "unfollow",
    "unit",
    "what_it_follows",
]
