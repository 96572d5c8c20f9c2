"""When a meeting may be planned, held and changed, whoever asks."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import NoReturn
from uuid import UUID

from django.utils.translation import gettext as _

from pejl.foundation.formats import moments, times
from pejl.foundation.privacy import tidy
from pejl.foundation.refusals import Invalid, Refusal, Stale
from pejl.foundation.tenancy.models import Person
from pejl.meetings import names
from pejl.meetings.models import AgendaItem, Ask, ItemPart, Meeting, Template, TemplateItem
from pejl.meetings.names import (
    ANSWERS,
    DEEPEST,
    FREELY_PLANNED,
    LARGEST_ROOM,
    LONGEST_ITEM,
    LONGEST_SINCE_TALK,
    MOST_BROUGHT,
    MOST_ROLES,
    PLANNABLE,
    PREPARABLE,
    TURNS,
    AskState,
    Behaviour,
    ItemRole,
    State,
    Turn,
    lay_out,
    role_of,
    roles_in,
)
from pejl.organisation import policies as organisation
from pejl.organisation.models import Dated, Unit


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


def require_agenda(items: Sequence[object]) -> None:
    """Refuse a meeting that nothing is planned for, and to start from nothing."""
    if not items:
        raise Refusal(_("The agenda is empty. Add at least one item first."))


def require_leaders(leaders: Sequence[Person]) -> None:
    """Refuse a meeting that nobody leads, and a leader who has left."""
    if not leaders:
        raise Invalid(_("Choose at least one meeting leader."), field="leaders")
    left = [person.name for person in leaders if person.left_on is not None]
    if left:
        told = {"person": left[0]}
        raise Invalid(_("%(person)s has left. Choose a colleague to lead instead.") % told, field="leaders")


def require_capacity(capacity: int | None) -> None:
    """Refuse a room for nobody, and one that no job centre has."""
    if capacity is not None and not 1 <= capacity <= LARGEST_ROOM:
        sentence = _("Write how many the room holds, from 1 to %(most)d, or nothing.") % {"most": LARGEST_ROOM}
        raise Invalid(sentence, field="capacity")


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


def template_name_of(name: str) -> str:
    """A name as it is kept. Raises Invalid for one without words."""
    tidy.require_words(name, field="name")
    return tidy.line(name).strip()


def require_free_template_name(name: str, *, but: Template | None = None) -> None:
    """Refuse a second agenda template of a name."""
    alike = Template.objects.filter(name=tidy.line(name).strip())
    if (alike if but is None else alike.exclude(pk=but.pk)).exists():
        raise Invalid(_("There already is an agenda template of this name. Choose another."), field="name")


def require_freely_planned(kind: str) -> None:
    """Refuse the kinds that begin elsewhere: a learning meeting with its theme, coordination in its working group."""
    if kind not in FREELY_PLANNED:
        sentence = _("A learning meeting begins with a theme, and coordination in its working group. Begin there.")
        raise Invalid(sentence, field="kind")


def require_startable_from(template: Template, kind: str, unit_ids: Container[UUID]) -> None:
    """Refuse what is for meetings of another kind or out of use, and another unit's: that is taken over by talking."""
    if template.kind != kind:
        sentence = _("This agenda is for meetings of another kind. Choose one of this kind, or an empty one.")
        raise Invalid(sentence, field="template")
    if template.retired_at is not None:
        raise Refusal(_("This agenda template is out of use. Choose another."), field="template")
    if template.unit is not None and template.unit_id not in unit_ids:
        told = {"unit": template.unit.name}
        sentence = _("This is how %(unit)s does it. Talk with them first, and take it over as your own.")
        raise Refusal(sentence % told, field="template")


def require_takeable(template: Template, unit: Unit) -> None:
    """Refuse to take over what is one's own or everybody's already, and what is out of use."""
    if template.unit_id is None or template.unit_id == unit.pk:
        raise Refusal(_("This agenda is yours already: start from it, or save your own as a template."), field="unit")
    if template.retired_at is not None:
        raise Refusal(_("This agenda template is out of use. Choose another."), field="template")


def require_talk(talked_with: str, held_on: date, differently: str, *, today: date) -> None:
    """Refuse to take over an agenda without having talked about it (system.md, P4 and D5)."""
    tidy.require_words(talked_with, field="talked_with")
    tidy.require_words(differently, field="differently")
    if not today - LONGEST_SINCE_TALK <= held_on <= today:
        raise Invalid(_("Write the day you talked: today, or a day in the last year."), field="held_on")


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


def require_rhythm(*, weeks: int, weekday: int, starts_at: time, minutes: int) -> None:
    """Refuse a rhythm that nobody could keep: of more than a year, at the weekend, at night."""
    if not 1 <= weeks <= names.MOST_WEEKS:
        raise Invalid(_("Write a number of weeks from 1 to %(most)d.") % {"most": names.MOST_WEEKS}, field="weeks")
    if weekday not in names.WORKDAYS:
        raise Invalid(_("Choose a day from Monday to Friday."), field="weekday")
    if not names.SHORTEST_MEETING <= minutes <= LONGEST_ITEM:
        length = {"least": names.SHORTEST_MEETING, "most": LONGEST_ITEM}
        raise Invalid(_("Write a number of minutes from %(least)d to %(most)d.") % length, field="minutes")
    ends = starts_at.hour * 60 + starts_at.minute + minutes
    if starts_at < names.DAY_BEGINS or ends > names.DAY_ENDS.hour * 60:
        told = {"first": times.clock(names.DAY_BEGINS), "last": times.clock(names.DAY_ENDS)}
        raise Invalid(_("The meeting must lie between %(first)s and %(last)s.") % told, field="starts_at")


def require_rhythm_as_read(present: Dated | None, expected: UUID | None) -> None:
    """Refuse as stale where the rhythm is another than the one that was read (None: there was none)."""
    if (present.pk if present else None) != expected:
        raise Stale(_("Somebody else has changed the rhythm in the meantime. Look at it, and save once more."))


def require_pause(*, since_on: date, until_on: date, reason: str, today: date) -> None:
    """Refuse a pause without a reason, one that ends before it begins, and days that must be slips of the pen."""
    tidy.require_words(reason, field="reason")
    if not today - names.LONGEST_PAUSE <= since_on <= today + names.LONGEST_PAUSE:
        raise Invalid(_("Look at the year: that day is too far away."), field="since_on")
    organisation.require_order(since_on, until_on)
    if until_on - since_on > names.LONGEST_PAUSE:
        raise Invalid(_("A pause lasts two years at most. Write an earlier day."), field="until_on")


def require_not_over(pause: Dated, today: date) -> None:
    """Refuse to end a pause that has ended already."""
    if pause.until_on is not None and pause.until_on < today:
        raise Refusal(_("This pause is over already."))


def require_closing(*, label: str, first_on: date, last_on: date, today: date) -> None:
    """Refuse closed days without a name, that end before they begin, or that must be slips of the pen."""
    tidy.require_words(label, field="label")
    organisation.require_sensible(first_on, today, field="first_on")
    if last_on < first_on:
        raise Invalid(_("The last day comes before the first. Write a later one."), field="last_on")
    if last_on - first_on > names.LONGEST_CLOSING:
        raise Invalid(_("That is more than a year. Write an earlier last day."), field="last_on")


def spans_of(items: Iterable[AgendaItem]) -> list[tuple[int, time | None]]:
    """Minutes and fixed start of each item that follows another; groups share their item's time."""
    return [(item.minutes, item.locked_start) for item in items if item.parent_id is None]


def require_presented(item: AgendaItem) -> None:
    """Refuse to ask for something that nobody presents: a break, group work."""
    if ItemRole.PRESENTER not in roles_in(item.behaviour):
        raise Invalid(_("Nobody presents in “%(item)s”.") % {"item": item.label}, field="person")


def require_here(person: Person, *, field: str) -> None:
    """Refuse somebody who has left."""
    if person.left_on is not None:
        raise Invalid(_("%(person)s has left. Choose somebody else.") % {"person": person.name}, field=field)


def require_answer(answer: str) -> None:
    """Refuse what is no answer to being asked."""
    if answer not in ANSWERS:
        raise Invalid(_("Choose one of the answers."), field="answer")


def require_as_seen(ask: Ask, expected_version: int) -> None:
    """Refuse an answer to what has changed since it was looked at."""
    if ask.state == AskState.WITHDRAWN:
        raise Stale(_("The meeting leaders have taken this back. You need not do anything."))
    if ask.version != expected_version:
        raise Stale(_("Something has happened here since you opened the page. Look at it, and answer once more."))


def require_passable(ask: Ask, colleague: Person | None) -> Person:
    """Refuse to pass on what was just passed on, to nobody, to oneself, or to somebody who is to present it."""
    require_not_passed_on(ask)
    if colleague is None:
        raise Invalid(_("Choose the colleague whom you have talked with."), field="colleague")
    require_here(colleague, field="colleague")
    if ItemPart.objects.filter(item=ask.item_id, person=colleague, role=ItemRole.PRESENTER).exists():
        told = {"person": colleague.name}
        raise Invalid(_("%(person)s is to present here already. Choose another colleague.") % told, field="colleague")
    if Ask.objects.filter(item=ask.item_id, person=colleague).open().exists():
        told = {"person": colleague.name}
        raise Invalid(_("%(person)s is asked already. Choose another colleague.") % told, field="colleague")
    return colleague


def require_preparable(meeting: Meeting) -> None:
    """Refuse to prepare for a meeting that is over or cancelled."""
    if meeting.state not in PREPARABLE:
        raise Refusal(_("The meeting is over or cancelled. What you wrote is still yours to read."))


def require_room_to_bring(number: int) -> None:
    """Refuse more files than anybody opens in a meeting."""
    if number >= MOST_BROUGHT:
        told = {"most": MOST_BROUGHT}
        raise Invalid(_("There are %(most)d files already. Take one away first.") % told, field="file")


def require_turn_in(turn: str, item: AgendaItem) -> None:
    """Refuse a turn that nobody takes in such an item."""
    if item.behaviour not in TURNS[Turn(turn)]:
        raise Refusal(_("Nobody takes that turn in “%(item)s”.") % {"item": item.label})


def require_live(ask: Ask) -> None:
    """Refuse to answer, or take back, what is over: a no was told on, and what a colleague took over is theirs."""
    if not Ask.objects.filter(pk=ask.pk).live().exists():
        raise Stale(_("This is answered or taken back already. Talk with each other if you want it otherwise."))


def require_not_passed_on(ask: Ask) -> None:
    """Refuse to pass on what a colleague has just passed on: it goes back to that one, who may ask somebody else."""
    if ask.passed_from_id is not None and ask.state == AskState.ASKED:
        raise Refusal(_("A colleague passed this on to you. Say that you cannot, and it goes back."))
