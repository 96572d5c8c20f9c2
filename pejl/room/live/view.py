"""How a meeting is followed: who may, and what its facts change on each view."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.http import HttpRequest
from django.utils import translation

from pejl.foundation import clock
from pejl.foundation.live.models import Fact
from pejl.foundation.live.queries import number_of
from pejl.foundation.live.views import Audience, Patch, Seat
from pejl.foundation.tenancy import scopes
from pejl.meetings.models import Meeting
from pejl.meetings.names import State
from pejl.meetings.permissions import leads, takes_part
from pejl.meetings.queries import with_people
from pejl.room.live import boards, followers
from pejl.room.live.looking import Look
from pejl.room.live.regions import PERSONAL, REGIONS
from pejl.room.live.showing import html_of
from pejl.room.names import ViewName
from pejl.room.queries import meeting_with

# What may end somebody's right to a view. When the meeting has ended, followers may go on to see that it has.
ENDS_WITH: Mapping[ViewName, tuple[str, ...]] = {
    ViewName.LEADER: ("lead.stepped_down", "lead.replaced", "participants.taken_out"),
    ViewName.PARTICIPANT: ("lead.replaced", "participants.taken_out"),
    ViewName.WALL: ("lead.replaced", "participants.taken_out"),
    ViewName.FOLLOWER: ("following.", "meeting.cancelled"),
}


class RoomView:
    """The screens of a meeting: of its leaders, of those who take part, on the wall, and of those who only follow."""

    def admit(self, request: HttpRequest, topic: str, view: str) -> Seat | None:
        """Leaders as leaders, whoever takes part as that and for the wall, and whoever has the code as a follower."""
        if view == ViewName.FOLLOWER:
            return followers.seat_of(request, topic, now=clock.now())
        person = request.person  # type: ignore[attr-defined]
        if person is None or view not in ViewName.values:
            return None
        number = number_of(topic)
        meeting = meeting_with(person, _meeting_id(topic))
        if meeting is None:
            return None
        may = leads if view == ViewName.LEADER else takes_part
        if not may(person, meeting):
            return None
        audience = Audience(view, translation.get_language() or "da")
        return Seat(scopes.current_space(), audience, number, is_there=meeting.state == State.RUNNING)

    def ends_with(self, view: str) -> tuple[str, ...]:
        """As ``View``."""
        return ENDS_WITH[ViewName(view)]

    def patches(
        self, topic: str, facts: Sequence[Fact], audiences: Collection[Audience]
    ) -> Mapping[Audience, Sequence[Patch]]:
        """The regions that these facts change, and the cards."""
        rows = Meeting.objects.filter(pk=_meeting_id(topic))
        meeting = (rows if _are_of_cards(facts) else with_people(rows)).first()
        if meeting is None:
            return {}
        look = Look(meeting, clock.now())
        return {audience: self._shown(look, facts, audience) for audience in audiences}

    def _shown(self, look: Look, facts: Sequence[Fact], audience: Audience) -> list[Patch]:
        view = ViewName(audience.view)
        with translation.override(audience.language):
            changed = [
                Patch(region.id, html_of(region.name, look, view))
                for region in REGIONS
                if view in region.views and any(region.changes_with(fact.kind) for fact in facts)
            ]
            if view in (ViewName.LEADER, ViewName.PARTICIPANT):
                changed += boards.patches(look, facts, view)
                changed += [Patch(one, is_personal=True) for one in _personal(view, facts)]
        return changed


def _personal(view: ViewName, facts: Sequence[Fact]) -> list[str]:
    """The ids of what pages on a view fetch anew after these facts, each once."""
    told = [one for one in PERSONAL if view in one.views and any(one.changes_with(fact.kind) for fact in facts)]
    return list(dict.fromkeys(one.id for one in told))


def _are_of_cards(facts: Sequence[Fact]) -> bool:
    """Whether these facts change single cards and nothing else, as nearly all do while many write: a card says by
    itself all that stands on it.
    """
    return all(boards.is_of_card(fact) for fact in facts) and not any(
        region.changes_with(fact.kind) for region in REGIONS for fact in facts
    )


def _meeting_id(topic: str) -> UUID:
    try:
        return UUID(topic.partition(":")[2])
    except ValueError:
        return UUID(int=0)
