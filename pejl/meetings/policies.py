"""When a meeting may be planned, held and changed, whoever asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time

from django.utils.translation import gettext as _

from pejl.foundation.formats import moments
from pejl.foundation.refusals import Invalid, Refusal, Stale
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import AgendaItem, ItemPart, Meeting
from pejl.meetings.names import LONGEST_ITEM, PLANNABLE, Behaviour, ItemRole, State, lay_out


def require_plannable(meeting: Meeting) -> None:
    """Refuse once the meeting has begun or is cancelled."""
    if meeting.state not in PLANNABLE:
        raise Refusal(_("The plan can no longer be changed: the meeting has begun, is over or is cancelled."))


def require_running(meeting: Meeting) -> None:
    """Refuse unless the meeting is going on."""
    if meeting.state != State.RUNNING:
        raise Refusal(_("This can only be done while the meeting is going on."))


def require_announced(meeting: Meeting) -> None:
    """Refuse unless invitations are out and the meeting has not begun."""
    if meeting.state != State.ANNOUNCED:
        raise Refusal(_("This can only be done from when the invitations are sent until the meeting begins."))


def require_state(meeting: Meeting, expected: str) -> None:
    """Refuse as stale when the meeting is not where the person believes it is."""
    if meeting.state != expected:
        raise Stale(_("The meeting has moved on: it is now “%(state)s”.") % {"state": meeting.get_state_display()})


def require_agenda(items: Sequence[AgendaItem]) -> None:
    """Refuse a meeting that nothing is planned for."""
    if not items:
        raise Refusal(_("The agenda is empty. Add at least one item first."))


def require_leaders(leaders: Sequence[Person]) -> None:
    """Refuse a meeting that nobody leads."""
    if not leaders:
        raise Invalid(_("Choose at least one meeting leader."), field="leaders")


def require_within_a_day(starts_at: datetime, items: Iterable[AgendaItem]) -> None:
    """Refuse a plan that runs past midnight."""
    stretches = lay_out(starts_at, spans_of(items))
    midnight = moments.local(moments.day_of(starts_at), time.max)
    if any(stretch.ends_at > midnight for stretch in stretches):
        raise Invalid(_("The meeting would run past midnight. Start earlier or make it shorter."), field="starts_at")


def require_length(minutes: int) -> None:
    """Refuse an item that takes no time, or a working day and more."""
    if not 1 <= minutes <= LONGEST_ITEM:
        sentence = _("Write a number of minutes from 1 to %(most)d.") % {"most": LONGEST_ITEM}
        raise Invalid(sentence, field="minutes")


def require_fits(behaviour: str, parent: AgendaItem | None) -> None:
    """Refuse a group outside group work, and anything else inside it."""
    if (behaviour == Behaviour.GROUP) != (parent is not None):
        raise Invalid(_("A group belongs in group work, and nothing else does."), field="behaviour")
    if parent is not None and parent.behaviour != Behaviour.GROUPS:
        raise Invalid(_("Only group work can have groups."), field="behaviour")


def require_changeable_into(item: AgendaItem, behaviour: str) -> None:
    """Refuse to make a group of what is none, or the other way round."""
    require_fits(behaviour, item.parent)
    if item.behaviour == Behaviour.GROUPS != behaviour and item.children.exists():
        raise Invalid(_("There are groups in this item. Remove them first, then change what it is."), field="behaviour")


def require_one_group_each(item: AgendaItem, parts: Mapping[str, Sequence[Person]]) -> None:
    """Refuse somebody who would sit in two groups at the same time; listening from above is no seat."""
    seated = {person.pk for role, people in parts.items() if role != ItemRole.HELICOPTER for person in people}
    for part in seats_beside(item):
        if part.person_id in seated:
            told = {"person": part.person.name, "group": part.item.label}
            sentence = _("%(person)s already sits in “%(group)s”. Take the person out there first.")
            raise Invalid(sentence % told, field="members")


def seats_beside(item: AgendaItem) -> list[ItemPart]:
    """Who sits in the groups beside this one; nobody beside what is no group."""
    if item.parent_id is None:
        return []
    beside = ItemPart.objects.filter(item__parent=item.parent_id).exclude(item=item)
    return list(beside.exclude(role=ItemRole.HELICOPTER).select_related("person", "item"))


def spans_of(items: Iterable[AgendaItem]) -> list[tuple[int, time | None]]:
    """Minutes and fixed start of each item that follows another; groups share their item's time."""
    return [(item.minutes, item.locked_start) for item in items if item.parent_id is None]
