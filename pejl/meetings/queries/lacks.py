"""What the plan of any meeting still lacks, and why it matters. It warns, and never blocks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import Meeting
from pejl.meetings.names import LONGEST_WITHOUT_BREAK, Behaviour, Reply, State
from pejl.meetings.queries.agenda import TimedItem
from pejl.meetings.queries.asks import lacks_yes
from pejl.meetings.queries.people import Involved, people_of


def warnings_of(
    meeting: Meeting, agenda: Sequence[TimedItem], *, leaders: Collection[Person], now: datetime
) -> list[str]:
    """What any meeting should have, whatever its kind; a kind's own module may ask for more. At most one query."""
    found = (
        lacks_time_to_come(meeting, now),
        lacks_leader(leaders),
        lacks_break(agenda),
        lacks_yes(meeting, agenda),
        lacks_room(meeting, people_of(meeting, agenda)),
    )
    return [warning for warning in found if warning]


def lacks_time_to_come(meeting: Meeting, now: datetime) -> str:
    """A start that has passed before the meeting is held."""
    is_past = meeting.starts_at < now and meeting.state in (State.DRAFT, State.ANNOUNCED)
    return _("The meeting starts in the past. Check day and time.") if is_past else ""


def lacks_leader(leaders: Collection[Person]) -> str:
    """Nobody who is still here leads it."""
    if any(leader.left_on is None for leader in leaders):
        return ""
    return _("Nobody leads the meeting: those who were to have left. Choose somebody who opens and ends it.")


def lacks_room(meeting: Meeting, everybody: Sequence[Involved]) -> str:
    """More on the list than the room holds; whoever has said no needs no chair."""
    expected = sum(1 for one in everybody if one.reply != Reply.DECLINED)
    if meeting.capacity is None or expected <= meeting.capacity:
        return ""
    told = {"capacity": meeting.capacity, "people": expected}
    return _("The room holds %(capacity)d, and %(people)d are to come. Find a larger one, or ask fewer.") % told


def lacks_break(agenda: Sequence[TimedItem]) -> str:
    """More than two hours in one go. A break, or time left over before a fixed start, lets people stand up."""
    since = agenda[0].starts_at if agenda else None
    for timed in agenda:
        if timed.item.behaviour == Behaviour.BREAK:
            since = timed.ends_at
        elif timed.slack:
            since = timed.starts_at
        elif since is not None and timed.ends_at - since > LONGEST_WITHOUT_BREAK:
            told = {"item": timed.item.label}
            return _("There is no break in two hours, up to “%(item)s”: people need to stand up.") % told
    return ""
