"""What an address is asked about: things in some state, and who asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.db import models

from pejl.foundation.tenancy.models import Person, Space
from tests.access.roles import ANONYMOUS

# The states that things stand in, in words.
SITUATIONS: dict[str, str] = {
    "proposed": "a theme that waits for a decision",
    "next": "a theme that is chosen",
    "withdrawn": "a theme that was withdrawn",
    "planning": "a meeting that is being planned",
    "announced": "a meeting to which people are invited",
    "running": "a meeting that is going on",
    "over": "a meeting that is over and being written up",
    "closed": "a meeting whose book is closed",
    "approved": "a meeting whose minutes are approved and sent",
    "coordination": "a working group's own meeting between two learning meetings",
    "draft": "guidance that is being written",
    "asked": "guidance that waits for approval",
    "asked_elsewhere": "guidance that another approver was asked to approve",
    "heard": "guidance that the approver was asked to comment on, and has commented on",
    "scheduled": "guidance that is approved and in force from a later day",
    "published": "guidance in force",
    "settled": "an agreement that is settled",
    "offered": "an agreement that the participant is asked to take over",
}

# What a parameter of an address is where it is no id.
PLAIN: dict[str, Any] = {
    "number": 1,
    "place": "themes:propose",
    "part": "uklarhed",
    "key": "mark",
    "state": "proposed",
    "paper": "agenda",
    "form": "pdf",
    "slug": "aftaler",
    "section": "agreements",
}
# Parameters that are named otherwise than the thing they stand for.
NAMED = {"row_id": "point", "request_id": "asking", "kind_id": "kind_of_product", "list_id": "reading_list"}


@dataclass
class Situation:
    """Things in one state, by name; and who asks."""

    things: Mapping[str, Any]
    me: UUID = field(default_factory=uuid4)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.things[name]
        except KeyError:
            raise AttributeError(f"tests/access/world.py has no {name} in this situation") from None

    def parameter(self, name: str) -> Any:
        """What stands in an address for a parameter: an id, or a plain value."""
        value = self.things.get(name, PLAIN.get(name))
        if value is None:
            value = getattr(self, NAMED.get(name, name.removesuffix("_id")))
        return value.pk if isinstance(value, models.Model) else value


@dataclass
class World:
    """The people by role, and the situations by name."""

    space: Space
    people: dict[str, Person]
    situations: dict[str, dict[str, Any]]

    def situation(self, on: str, role: str = ANONYMOUS) -> Situation:
        """What an address is about: the name of a situation, then ``name=thing`` or ``name=value`` where it differs."""
        things = dict(self.situations[""])
        for word in on.split():
            name, is_special, value = word.partition("=")
            named = things.get(value) or self.people.get(value, value)
            things |= {name: named} if is_special else self.situations[name]
        person = self.people.get(role)
        return Situation({**things, "people": self.people, "space": self.space}, me=person.pk if person else uuid4())
