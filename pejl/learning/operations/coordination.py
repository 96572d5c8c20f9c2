"""A working group meets between two learning meetings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from pejl.foundation.audit import operations as audit
from pejl.foundation.formats.moments import day_of
from pejl.foundation.tenancy.models import Person
from pejl.learning import permissions, queries
from pejl.learning.models import Coordination
from pejl.meetings import operations as meetings
from pejl.meetings.models import Template
from pejl.meetings.names import Kind
from pejl.organisation.models import WorkingGroup


@transaction.atomic
def plan_coordination(
    *,
    group: WorkingGroup,
    title: str,
    purposes: Sequence[str],
    place: str,
    starts_at: datetime,
    leaders: Sequence[Person],
    by: Person,
    now: datetime,
    template: Template | None = None,
    chair: Person | None = None,
) -> Coordination:
    """Plan a group's coordination: a draft that its leaders go on with.

    Its agenda is made from what lies before the group now (``queries.agenda_for``), as far as ``by`` may see it, unless
    a ``template`` is named.
    """
    permissions.require_may_coordinate(by, group, day_of(now))
    items = [] if template else queries.agenda_for(queries.points_of(group, person=by, now=now))
    meeting = meetings.plan(
        kind=Kind.COORDINATION,
        title=title,
        purposes=purposes,
        place=place,
        starts_at=starts_at,
        leaders=leaders,
        chair=chair,
        template=template,
        items=items,
        by=by,
        now=now,
    )
    planned: Coordination = Coordination.objects.create(meeting=meeting, group=group)
    audit.record("coordination.planned", planned, by=by, now=now)
    return planned
