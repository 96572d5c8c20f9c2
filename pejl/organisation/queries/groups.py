"""The working groups, and who sits in them."""

from __future__ import annotations

from datetime import date

from django.db.models import Prefetch

from pejl.foundation.tenancy.models import PersonQuerySet
from pejl.foundation.tenancy.rows import SpaceQuerySet
from pejl.organisation.models import DatedQuerySet, GroupMembership, WorkingGroup, WorkingGroupQuerySet
from pejl.organisation.queries.people import colleagues


def groups(today: date) -> WorkingGroupQuerySet:
    """The working groups there are this day, each with its members of the day as ``seats`` (by name)."""
    found: WorkingGroupQuerySet = WorkingGroup.objects.on(today).by_name()
    return found.prefetch_related(Prefetch("memberships", queryset=_seats(today), to_attr="seats"))


def members_of(group: WorkingGroup, today: date) -> PersonQuerySet:
    """Who sits in a working group this day."""
    return colleagues().filter(pk__in=GroupMembership.objects.on(today).filter(group=group).values("person"))


def seats_of(group: WorkingGroup) -> list[GroupMembership]:
    """Every seat there is, was and will be in a group, with its person, by name."""
    rows: SpaceQuerySet[GroupMembership] = GroupMembership.objects.filter(group=group).select_related("person")
    return list(rows.order_by("person__name_sort", "-since_on", "id"))


def _seats(today: date) -> DatedQuerySet:
    rows: DatedQuerySet = GroupMembership.objects.on(today).filter(person__left_on=None).select_related("person")
    return rows.order_by("person__name_sort", "id")
