"""Units, functions, dated memberships and assignments, working groups and imports of one job centre."""

from pejl.organisation.models.dated import DATES, Dated, DatedQuerySet
from pejl.organisation.models.groups import GroupMembership, WorkingGroup, WorkingGroupQuerySet
from pejl.organisation.models.imports import Import, ImportQuerySet
from pejl.organisation.models.people import Assignment, AssignmentQuerySet, Guest, Membership, StaffNumber
from pejl.organisation.models.structure import (
    Function,
    FunctionQuerySet,
    ServedMunicipality,
    Unit,
    UnitQuerySet,
)

__all__ = [
    "DATES",
    "Assignment",
    "AssignmentQuerySet",
    "Dated",
    "DatedQuerySet",
    "Function",
    "FunctionQuerySet",
    "GroupMembership",
    "Guest",
    "Import",
    "ImportQuerySet",
    "Membership",
    "ServedMunicipality",
    "StaffNumber",
    "Unit",
    "UnitQuerySet",
    "WorkingGroup",
    "WorkingGroupQuerySet",
]
