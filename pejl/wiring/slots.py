"""Places on a module's page that other modules fill: ``{{ slot("theme.show", theme) }}``.

Each filler is one function ``(request, subject) -> str`` of the higher module's pages, that renders a fragment or
returns nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from markupsafe import Markup

from pejl.direction import pages as direction
from pejl.foundation.tenancy.rows import SpaceRow
from pejl.guidance import pages as guidance
from pejl.learning import pages as learning
from pejl.meetings.pages import cadence
from pejl.room import pages as room
from pejl.wiring import handing_over

Filler = Callable[[HttpRequest, SpaceRow], str]

SLOTS: dict[str, tuple[Filler, ...]] = {
    "theme.table": (learning.on_table,),
    "theme.show": (learning.on_theme, direction.what_it_follows),
    "group.show": (learning.on_group, cadence.on_group),
    "meeting.begin": (learning.on_begin,),
    "meeting.show": (
        learning.on_meeting,
        direction.what_it_follows,
        room.on_meeting,
        learning.on_coordination,
        learning.on_decided,
    ),
    "meeting.edit": (learning.on_plan, learning.on_coordination_plan, cadence.on_plan),
    "item.edit": (room.on_item, learning.on_item),
    "product.show": (direction.what_it_follows,),
    "agreements.list": (learning.on_agreements,),
    "room.gathering": (learning.on_gathering,),
    "room.summary": (learning.on_summary, learning.on_decided),
    "unit.show": (cadence.on_unit,),
    "person.leaving": (handing_over.on_leaving,),
    "person.mentored": (guidance.on_newcomer,),
}


def fill(request: HttpRequest, name: str, subject: SpaceRow) -> Markup:
    """What the fillers of a slot have to show, in their order. Raises KeyError for an unknown slot."""
    # Fillers return what a template rendered, escaped already.
    return Markup("").join(Markup(filler(request, subject)) for filler in SLOTS[name])  # noqa: S704
