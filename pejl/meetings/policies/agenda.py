"""What an agenda can hold: lengths, fixed times, steps and groups, roles and seats."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time
from typing import NoReturn

from django.utils.translation import gettext as _

from pejl.foundation.formats import moments, times
from pejl.foundation.refusals import Invalid
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import AgendaItem, ItemPart, Meeting, TemplateItem
from pejl.meetings.names import (
    DEEPEST,
    LONGEST_ITEM,
    MOST_ROLES,
    Behaviour,
    ItemRole,
    lay_out,
    role_of,
)


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


def require_step_length(minutes: int) -> None:
    """Refuse a step that takes less than no time; one without minutes of its own shares its item's."""
    if not 0 <= minutes <= LONGEST_ITEM:
        sentence = _("Write a number of minutes from 0 to %(most)d.") % {"most": LONGEST_ITEM}
        raise Invalid(sentence, field="minutes")


def require_round_fits(minutes: int, round_minutes: int | None) -> None:
    """Refuse a round that is longer than the group work it opens."""
    if round_minutes is not None and not 1 <= round_minutes <= minutes:
        told = {"minutes": minutes}
        sentence = _("The round must fit into the %(minutes)d minutes of the group work.") % told
        raise Invalid(sentence, field="round_minutes")


def require_fits(behaviour: str, parent: AgendaItem | TemplateItem | None) -> None:
    """Refuse a group outside group work, anything else inside it, and steps where there can be none."""
    if (behaviour == Behaviour.GROUP) != (parent is not None and parent.behaviour == Behaviour.GROUPS):
        raise Invalid(_("A group belongs in group work, and nothing else does."), field="behaviour")
    if parent is None:
        return
    if parent.behaviour == Behaviour.BREAK:
        raise Invalid(_("Nothing happens inside a break."), field="behaviour")
    if behaviour == Behaviour.GROUPS:
        raise Invalid(_("Group work is an item of its own, and no step of another."), field="behaviour")
    if depth_of(parent) >= DEEPEST:
        raise Invalid(_("There can be no steps inside this one: it lies deep enough already."), field="behaviour")


def depth_of(item: AgendaItem | TemplateItem) -> int:
    """How deep an item lies: 1 for one of the agenda's own."""
    depth = 1
    while item.parent is not None:
        item, depth = item.parent, depth + 1
    return depth


def require_changeable_into(item: AgendaItem, behaviour: str) -> None:
    """Refuse to make a group of what is none, or the other way round, and group work of what has steps."""
    require_fits(behaviour, item.parent)
    if item.behaviour == behaviour or not item.children.exists():
        return
    if item.behaviour == Behaviour.GROUPS:
        raise Invalid(_("There are groups in this item. Remove them first, then change what it is."), field="behaviour")
    if behaviour in (Behaviour.GROUPS, Behaviour.BREAK):
        raise Invalid(_("There are steps in this item. Remove them first, then change what it is."), field="behaviour")


def require_on_the_clock(meeting: Meeting, items: Sequence[AgendaItem]) -> None:
    """Refuse an agenda that does not keep within the day, or whose fixed times cross."""
    require_within_a_day(meeting.starts_at, items)
    require_locks_in_order(meeting, items)


def require_locks_in_order(meeting: Meeting, items: Iterable[AgendaItem]) -> None:
    """Refuse fixed times that cross: each later than the one before it, from the start to the end of the meeting."""
    before, told = moments.in_denmark(meeting.starts_at).time(), _("the start of the meeting")
    for item in items:
        if item.parent_id is None and item.locked_start is not None:
            _require_shown_once(meeting, item.locked_start, field="locked_start")
            if item.locked_start < before:
                _refuse_crossing(item.locked_start, before, told, field="locked_start")
            before, told = item.locked_start, f"“{item.label}”"
    if meeting.ends_by is not None:
        _require_shown_once(meeting, meeting.ends_by, field="ends_by")
    if meeting.ends_by is not None and meeting.ends_by <= before:
        _refuse_crossing(meeting.ends_by, before, told, field="ends_by")


def _require_shown_once(meeting: Meeting, at: time, *, field: str) -> None:
    """Refuse a time that the clock leaves out that night, and one that it shows twice."""
    shown = moments.times_shown(moments.day_of(meeting.starts_at), at)
    if shown != 1:
        never = _("The clock is put forward that night and never shows %(time)s. Choose another time.")
        twice = _("The clock is put back that night and shows %(time)s twice. Choose another time.")
        raise Invalid((twice if shown else never) % {"time": times.clock(at)}, field=field)


def _refuse_crossing(at: time, before: time, told: str, *, field: str) -> NoReturn:
    said = {"at": times.clock(at), "before": times.clock(before), "what": told}
    raise Invalid(_("%(at)s is before %(before)s, which is fixed for %(what)s.") % said, field=field)


def require_roles(roles: Sequence[str], speakers: Sequence[str], *, known: Iterable[str]) -> None:
    """Refuse too many roles, one named twice, and speakers in a role that neither is here nor around it (``known``)."""
    if len(roles) > MOST_ROLES or len({role.casefold() for role in roles}) < len(roles):
        sentence = _("Name each role once, and at most %(most)d of them.") % {"most": MOST_ROLES}
        raise Invalid(sentence, field="roles")
    strange = [speaker for speaker in speakers if speaker not in {*roles, *known}]
    if strange:
        told = {"role": strange[0]}
        raise Invalid(_("There is no role called “%(role)s” here. Add it to the roles first.") % told, field="speakers")


def require_one_group_each(item: AgendaItem, parts: Mapping[str, Sequence[Person]]) -> None:
    """Refuse somebody who would sit in two groups at the same time; listening from above is no seat."""
    seated = {person.pk for role, people in parts.items() if role != ItemRole.HELICOPTER for person in people}
    for part in seats_beside(item):
        if part.person_id in seated:
            told = {"person": part.person.name, "group": part.item.label}
            sentence = _("%(person)s already sits in “%(group)s”. Take the person out there first.")
            raise Invalid(sentence % told, field="members")


def require_known_roles(item: AgendaItem, parts: Iterable[str]) -> None:
    """Refuse a part that the item does not name."""
    for part in parts:
        role, called = role_of(part)
        if role not in ItemRole.values or (role == ItemRole.OWN and called not in item.roles):
            raise Invalid(_("There is no such part in “%(item)s”.") % {"item": item.label}, field="parts")


def seats_beside(item: AgendaItem) -> list[ItemPart]:
    """Who sits in the groups beside this one; nobody beside what is no group."""
    if item.behaviour != Behaviour.GROUP:
        return []
    beside = ItemPart.objects.filter(item__parent=item.parent_id).exclude(item=item)
    return list(beside.exclude(role=ItemRole.HELICOPTER).select_related("person", "item"))


def spans_of(items: Iterable[AgendaItem]) -> list[tuple[int, time | None]]:
    """Minutes and fixed start of each item that follows another; groups share their item's time."""
    return [(item.minutes, item.locked_start) for item in items if item.parent_id is None]
