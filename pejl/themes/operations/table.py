"""What a working group does with its table: weigh, and put in order. Neither is a step on a theme's way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from pejl.foundation.audit import operations as audit
from pejl.foundation.formats.moments import day_of
from pejl.foundation.refusals import Stale
from pejl.foundation.tenancy.models import Person
from pejl.organisation.models import WorkingGroup
from pejl.themes import permissions, policies, queries
from pejl.themes.models import Placement, Theme, Weight
from pejl.themes.names import Dimension


@transaction.atomic
def weigh(
    *,
    theme: Theme,
    group: WorkingGroup,
    practice: int | None,
    strategy: int | None,
    urgency: int | None,
    by: Person,
    now: datetime,
) -> None:
    """How a member weighs a theme, each from 1 (little) to 5 (much); all empty takes the own weight away.

    The theme's version stays as it is: nobody outside the group learns that it was weighed.
    """
    permissions.require_may_weigh(by, group, day_of(now))
    marks = {Dimension.PRACTICE.value: practice, Dimension.STRATEGY.value: strategy, Dimension.URGENCY.value: urgency}
    for name, mark in marks.items():
        policies.require_mark(mark, field=name)
    policies.require_on_the_table(theme.again())
    if any(mark is not None for mark in marks.values()):
        Weight.objects.update_or_create(theme=theme, group=group, person=by, defaults={**marks, "at": now})
    else:
        Weight.objects.filter(theme=theme, group=group, person=by).delete()
    audit.record("table.weighed", group, by=by, now=now)


@transaction.atomic
def arrange(
    *, group: WorkingGroup, state: str, positions: Mapping[UUID, int], expected_order: str, by: Person, now: datetime
) -> None:
    """Move themes of one state to positions, from 1, on the group's table; those between them close up.

    ``expected_order`` is the mark of the order as the person saw it (``queries.order_of``): of two who order at once
    the second gets Stale, and the first one's order stands.
    """
    permissions.require_may_weigh(by, group, day_of(now))
    policies.require_table(state)
    group = WorkingGroup.objects.select_for_update().get(pk=group.pk)
    order = queries.whole_order_of(group, state)
    if order.mark != expected_order or not set(positions) <= {*order.placed, *order.unplaced}:
        raise Stale(_("Somebody else in the group has changed the order meanwhile. Here it is; move it again."))
    _lay(group, state, order.with_moved(positions))
    audit.record("table.arranged", group, by=by, now=now)


def _lay(group: WorkingGroup, state: str, themes: tuple[UUID, ...]) -> None:
    Placement.objects.filter(group=group, theme__state=state).delete()
    Placement.objects.bulk_create(
        [Placement(group=group, theme_id=theme_id, position=number) for number, theme_id in enumerate(themes, 1)]
    )
