"""The places of Pejl, in the order of the navigation (screens.md: at most seven)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Place:
    """A place: its label, the page one enters it by, and the path that everything in it starts with."""

    label: str | Promise
    page: str
    prefix: str

    def is_at(self, path: str) -> bool:
        """Whether a path lies in this place."""
        return path == "/" if self.prefix == "/" else path.startswith(self.prefix)


PLACES = (
    Place(_("My overview"), "overview:home", "/"),
    Place(_("Themes"), "themes:list", "/temaer/"),
    Place(_("Meetings"), "meetings:list", "/moeder/"),
    Place(_("Guidance and tools"), "guidance:list", "/pejlemaerker/"),
)
