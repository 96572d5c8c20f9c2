"""Planning a meeting: its title, purposes, place, time and leaders."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.formats.moments import day_of
from pejl.foundation.live import operations as live
from pejl.foundation.refusals import Stale
from pejl.foundation.tenancy.models import Person
from pejl.meetings import permissions, policies, queries
from pejl.meetings.models import Meeting, MeetingRole, Template, topic_of
from pejl.meetings.names import ItemDefinition, Role, State
from pejl.meetings.operations import bundling, following, ground, guests, telling, templates


@transaction.atomic
def plan(
    *,
    kind: str,
    title: str,
    purposes: Sequence[str],
    place: str,
    starts_at: datetime,
    leaders: Sequence[Person],
    template: Template | None,
    by: Person,
    now: datetime,
    chair: Person | None = None,
    ends_by: time | None = None,
    capacity: int | None = None,
    items: Sequence[ItemDefinition] = (),
) -> Meeting:
    """A new meeting that only those who plan it see, with the template's agenda, or ``items`` where there is none.

    Whoever may plan its kind is asked first, by the module of that kind.
    """
    permissions.require_begins(by)
    policies.require_leaders(leaders)
    policies.require_capacity(capacity)
    if template is not None:
        policies.require_startable_from(template, kind, permissions.units_of(by, day_of(now)))
    meeting = Meeting.objects.create(
        kind=kind,
        title=title,
        purposes=list(purposes),
        place=place,
        starts_at=starts_at,
        ends_by=ends_by,
        capacity=capacity,
        template=template,
        template_edition=template.edition if template else None,
        created_by=by,
        created_at=now,
    )
    _set_roles(meeting, leaders, chair)
    if template is not None:
        templates.copy_into(meeting, template)
    elif items:
        templates.write_into(meeting, items)
    policies.require_on_the_clock(meeting, queries.items_of(meeting))
    audit.record("meeting.planned", meeting, by=by, now=now)
    return meeting


@transaction.atomic
def plan_freely(*, kind: str, by: Person, now: datetime, **told: Any) -> Meeting:
    """Plan a meeting of a kind that any colleague may begin, with what ``plan`` takes.

    Raises Invalid for a learning meeting and for coordination: they begin elsewhere.
    """
    policies.require_freely_planned(kind)
    return plan(kind=kind, by=by, now=now, **told)


@transaction.atomic
def change(
    *,
    meeting: Meeting,
    title: str,
    purposes: Sequence[str],
    place: str,
    starts_at: datetime,
    leaders: Sequence[Person],
    expected_version: int,
    by: Person,
    now: datetime,
    chair: Person | None = None,
    ends_by: time | None = None,
    capacity: int | None = None,
) -> Meeting:
    """Change what the meeting is. Once invitations are out, everybody invited is told of a new title, time or place a
    few minutes later (``bundling``), and a new time asks everybody again. Raises Stale when somebody else changed it
    meanwhile.
    """
    row = ground.plannable(meeting, by=by)
    if row.version != expected_version:
        raise Stale(_("Somebody else has changed the meeting in the meantime. Look at both and save once more."))
    policies.require_leaders(leaders)
    policies.require_capacity(capacity)
    is_moved = starts_at != row.starts_at
    is_news = is_moved or title != row.title or place != row.place
    row.title, row.purposes, row.place, row.starts_at = title, list(purposes), place, starts_at
    row.ends_by, row.capacity = ends_by, capacity
    policies.require_on_the_clock(row, queries.items_of(row))
    row.version += 1
    row.save()
    if _set_roles(row, leaders, chair):
        live.append(topic_of(row), "lead.replaced", now=now)
    if is_news:
        bundling.wait(row, is_moved=is_moved, now=now)
    audit.record("meeting.changed", row, by=by, now=now)
    return row


@transaction.atomic
def cancel(*, meeting: Meeting, reason: str, by: Person, now: datetime) -> Meeting:
    """Call the meeting off. Everybody invited is told, and their calendars take it out; the theme's trail says why."""
    row = ground.plannable(meeting, by=by)
    was_told = row.state == State.ANNOUNCED
    bundling.settle(row)
    row.state = State.CANCELLED
    row.sequence += 1
    row.version += 1
    row.save()
    if was_told:
        telling.tell_cancelled(row, reason, now=now)
    following.withdraw_all(row, by=by, now=now)
    guests.revoke_guest_links(meeting=row, now=now)
    live.append(topic_of(row), "meeting.cancelled", now=now)
    audit.record("meeting.cancelled", row, by=by, now=now, reason=reason)
    return row


def _set_roles(meeting: Meeting, leaders: Sequence[Person], chair: Person | None) -> bool:
    """Exactly these roles; a role that stays keeps its row. Returns whether anybody has lost one."""
    wanted = {(person.pk, Role.LEADER) for person in leaders}
    if chair is not None:
        wanted.add((chair.pk, Role.CHAIR))
    held = {(role.person_id, role.role): role for role in MeetingRole.objects.filter(meeting=meeting)}
    gone = [role.pk for key, role in held.items() if key not in wanted]
    MeetingRole.objects.filter(pk__in=gone).delete()
    new = [MeetingRole(meeting=meeting, person_id=person, role=role) for person, role in wanted - set(held)]
    MeetingRole.objects.bulk_create(new)
    return bool(gone)
