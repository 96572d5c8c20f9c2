"""What happens above when something is recorded below: in the same transaction, in this order."""

from __future__ import annotations

from pejl.agreements import operations as agreements
from pejl.foundation.audit.operations import Reaction
from pejl.guidance import operations as guidance
from pejl.learning import operations as learning
from pejl.meetings import operations as meetings
from pejl.organisation import operations as organisation
from pejl.room import operations as room

REACTIONS: dict[str, tuple[Reaction, ...]] = {
    "job_centre.opened": (meetings.furnish, guidance.furnish),
    "meeting.announced": (learning.tell_announced,),
    "meeting.cancelled": (learning.give_back,),
    "meeting.ended": (room.finish_with_meeting, room.end_rounds),
    "meeting.closed": (room.forget_removed, room.forget_hands, room.forget_turns, learning.conclude),
    "presence.came": (room.take_into_rounds,),
    "presence.back": (room.take_into_rounds,),
    "presence.gone": (room.leave_rounds,),
    "person.left": (
        agreements.hand_over,
        agreements.end_sparring,
        guidance.hand_over,
        meetings.hand_over,
        room.hand_over,
        organisation.tell_successors,
    ),
}
