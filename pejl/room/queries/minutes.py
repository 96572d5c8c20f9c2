"""The minutes of a meeting: composed from what was written in it, but for what its leaders have written instead."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils import translation

from pejl.agreements import queries as agreements
from pejl.agreements.models import Agreement
from pejl.meetings.models import Meeting
from pejl.meetings.names import Reply
from pejl.meetings.queries import people_of
from pejl.room.models import Cluster, Contribution, MinutesSection, Proceeding
from pejl.room.names import Section
from pejl.room.queries.composing import compose
from pejl.room.queries.composing_parts import Composed, Material
from pejl.room.queries.looking import Room, state_of
from pejl.room.queries.outcomes import decisions_of, product_duties_of, unclear_points_of

# What somebody gave up or another took over is not among what the meeting agreed on.
NO_LONGER = (Agreement.State.DROPPED, Agreement.State.PASSED_ON)
# Two leaders may read in two languages; whether something came since must not depend on it.
TOLD_IN = "da"


@dataclass(frozen=True)
class SectionOfMinutes:
    """A section: as it composes itself, and what the leaders have done to it."""

    key: Section
    material: Material
    edited: MinutesSection | None

    @cached_property
    def composed(self) -> Composed:
        """As it composes itself, in the language of whoever reads."""
        return compose(self.key, self.material)

    @cached_property
    def digest(self) -> str:
        """Of what composes itself: another one means that something came, or went."""
        with translation.override(TOLD_IN):
            return hashlib.sha256(compose(self.key, self.material).text.encode()).hexdigest()

    @property
    def version(self) -> int:
        """0 where the leaders have done nothing to it."""
        return self.edited.version if self.edited else 0

    @property
    def is_left_out(self) -> bool:
        """Whether readers do not get it."""
        return self.edited is not None and self.edited.is_left_out

    @property
    def own_text(self) -> str:
        """What the leaders have written instead; empty where it composes itself."""
        return self.edited.text if self.edited else ""

    @property
    def text(self) -> str:
        """What it says, as plain text."""
        return self.own_text or self.composed.text

    @property
    def has_news(self) -> bool:
        """Whether other things were written in the meeting since the leaders wrote their own text."""
        return bool(self.own_text) and self.edited is not None and self.edited.composed_digest != self.digest


@dataclass(frozen=True)
class Minutes:
    """All sections in their order, also those that are left out or have nothing to say yet."""

    meeting: Meeting
    sections: tuple[SectionOfMinutes, ...]

    @property
    def read(self) -> tuple[SectionOfMinutes, ...]:
        """What readers get."""
        return tuple(one for one in self.sections if not one.is_left_out and one.text)

    def section(self, key: str) -> SectionOfMinutes:
        """The section of a key of ``names.Section``."""
        return next(one for one in self.sections if one.key == key)


def minutes_of(meeting: Meeting, now: datetime) -> Minutes:
    """The minutes as they are now; ask ``permissions.may_read`` first.

    They read the same for everybody, except that what is left out is to be shown to leaders only.
    """
    material = material_of(meeting, state_of(meeting, None, now))
    edited = {row.key: row for row in MinutesSection.objects.filter(meeting=meeting)}
    return Minutes(meeting, tuple(SectionOfMinutes(key, material, edited.get(key)) for key in Section))


def digest_now(meeting: Meeting, key: str, now: datetime) -> str:
    """Of what composes itself at this moment in a section."""
    return minutes_of(meeting, now).section(key).digest


def material_of(meeting: Meeting, room: Room) -> Material:
    """What may stand in the minutes. What was not shared, notes, turns and raised hands are never read."""
    involved = people_of(meeting, [held.timed for held in room.items])
    decided = decisions_of(meeting)
    present = (one for one in involved if one.participant and one.participant.came_at)
    return Material(
        meeting=meeting,
        present=tuple(one.person for one in present),
        expected=tuple(one.person for one in involved if one.reply != Reply.DECLINED),
        items=room.items,
        boards=room.boards,
        clusters=tuple(Cluster.objects.filter(meeting=meeting).order_by("position", "id")),
        goals=tuple(agreements.shared_goals_of(meeting.pk)),
        contributions=shared_contributions_of(meeting),
        decisions=tuple(decided),
        became=agreements.latest_steps([one.pk for one in decided]),
        agreements=tuple(agreements.of_source(meeting.pk).exclude(state__in=NO_LONGER)),
        duties=tuple(product_duties_of(meeting)),
        proceeding=proceeding_of(meeting),
        points=tuple(unclear_points_of(meeting)),
    )


def shared_contributions_of(meeting: Meeting) -> tuple[Contribution, ...]:
    """What people wrote to rounds and chose to share: item by item along the agenda, and there by name."""
    shared = Contribution.objects.filter(meeting=meeting, is_shared=True).select_related("item", "person")
    return tuple(shared.order_by("item__position", "item_id", "person__name_sort", "id"))


def proceeding_of(meeting: Meeting) -> Proceeding | None:
    """How it goes on, once somebody has written it."""
    written: Proceeding | None = Proceeding.objects.filter(meeting=meeting).first()
    return written
