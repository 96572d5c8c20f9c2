"""What the leaders have done to a meeting that goes on, who is asked to lead it, and what their presses say."""

from __future__ import annotations

from typing import Any

from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations as meetings
from pejl.meetings.models import Meeting
from pejl.meetings.names import Behaviour
from pejl.meetings.tests.factories import an_item
from pejl.room import operations as room
from pejl.room import queries
from tests.access.pieces import Bodies
from tests.access.situations import Situation
from tests.people import NOW

WON = 4  # minutes


def planned(meeting: Meeting, *, by: Person) -> dict[str, Any]:
    """A break, which is left out later, and something that may be made shorter."""
    an_item(meeting, by=by, now=NOW, behaviour=Behaviour.FREE, label="Løst og fast", minutes=20, may_shrink=True)
    return {"spare": an_item(meeting, by=by, now=NOW, behaviour=Behaviour.BREAK, label="Pause", minutes=10)}


def begun(meeting: Meeting, things: dict[str, Any], people: dict[str, Person]) -> dict[str, Any]:
    """The break is left out and something shorter; the participant is asked to lead, and the owner asks to."""
    leader, owner = people["leader"], people["owner"]
    press = {"expected_running": things["running"].pk, "by": leader, "now": NOW}
    meetings.come(meeting=meeting, person=owner, by=owner, now=NOW)
    room.leave_out(item=things["spare"], **press)
    suggested = queries.new_times(queries.held_items(meeting), WON)
    assert suggested is not None
    room.use_retiming(meeting=meeting, minutes=WON, digest=suggested.digest, **press)
    return {
        "offer": room.offer_lead(meeting=meeting, to=people["participant"], by=leader, now=NOW),
        "lead_ask": room.ask_for_lead(meeting=meeting, by=owner, now=NOW),
    }


def _press(s: Situation) -> dict[str, Any]:
    return {"expected_running": s.running.pk}


def _more(s: Situation) -> dict[str, Any]:
    return _press(s) | {"minutes": 5}


def _new_times(s: Situation) -> dict[str, Any]:
    with scopes.scope(s.space.pk):
        suggested = queries.new_times(queries.held_items(s.meeting.again()), WON)
    assert suggested is not None
    return _press(s) | {"minutes": WON, "digest": suggested.digest}


def _inserted(s: Situation) -> dict[str, Any]:
    return _press(s) | {"label": "Luft", "behaviour": "break", "minutes": 5}


def _answer(s: Situation) -> dict[str, Any]:
    return {"answer": s.deed}


# The pages by their names, and the same in the API by theirs.
BODIES: Bodies = {
    "room:pause": _press,
    "room:resume": _press,
    "room:add_minutes": _more,
    "room:step_back": _press,
    "room:end": _press,
    "room:leave_out": _press,
    "room:take_in_again": _press,
    "room:swap": lambda s: _press(s) | {"other": s.spare.pk, "position": s.work.position},
    "room:insert": _inserted,
    "room:retime": _new_times,
    "room:undo_retiming": _press,
    "room:offer_lead": lambda s: {"to": s.people["owner"].pk},
    "room:answer_lead": _answer,
    "pause_item": _press,
    "resume_item": _press,
    "add_minutes": _more,
    "step_back": _press,
    "end_in_room": _press,
    "leave_item_out": _press,
    "take_item_in_again": _press,
    "swap_items": lambda s: _press(s) | {"other_id": s.spare.pk, "expected_position": s.work.position},
    "insert_item": _inserted,
    "use_new_times": _new_times,
    "undo_new_times": _press,
    "offer_lead": lambda s: {"to_id": s.people["owner"].pk},
}
