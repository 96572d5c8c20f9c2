"""Units, functions, dated memberships and assignments, working groups and imports of one job centre."""

from pejl.organisation.models.dated import DATES, Dated, DatedQuerySet
from pejl.organisation.models.groups import GroupMembership, WorkingGroup, WorkingGroupQuerySet
from pejl.organisation.models.handovers import Handover, HandoverQuerySet
from pejl.organisation.models.imports import Import, ImportQuerySet
from pejl.organisation.models.people import Assignment, AssignmentQuerySet, Guest, Membership, Place, StaffNumber
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
    "Handover",
    "HandoverQuerySet",
    "Import",
    "ImportQuerySet",
    "Membership",
    "Place",
    "ServedMunicipality",
    "StaffNumber",
    "Unit",
    "UnitQuerySet",
    "WorkingGroup",
    "WorkingGroupQuerySet",
]
