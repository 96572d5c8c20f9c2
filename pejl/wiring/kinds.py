"""The kinds of things a pointer can point at, and thereby whose reading rights it follows."""

from __future__ import annotations

from pejl.agreements.models import Agreement
from pejl.foundation.tenancy.rows import SpaceRow
from pejl.guidance.models import Product
from pejl.meetings.models import Meeting
from pejl.room.models import Card, JointDecision
from pejl.themes.models import Theme

KINDS: dict[str, type[SpaceRow]] = {
    "agreement": Agreement,
    "card": Card,
    "jointdecision": JointDecision,
    "meeting": Meeting,
    "product": Product,
    "theme": Theme,
}

# The page of each kind that has one.
PAGES: dict[str, str] = {
    "jointdecision": "learning:decision",
    "meeting": "meetings:show",
    "product": "guidance:show",
    "theme": "themes:show",
}
