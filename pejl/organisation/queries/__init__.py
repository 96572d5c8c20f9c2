"""What is asked of the organisation."""

from pejl.organisation.queries.groups import groups, members_of, seats_of
from pejl.organisation.queries.people import (
    approvers,
    choices_of,
    colleagues,
    functions,
    functions_by_person,
    functions_of,
    labels_for,
    listed,
    memberships_of,
    named,
    people_in,
    places_by_person,
    places_in,
)
from pejl.organisation.queries.support import (
    About,
    about,
    administrators,
    had_by,
    leaders_by_unit,
    successor_of,
)
from pejl.organisation.queries.units import Branch, path_to, served, tree, units, with_those_below, within

__all__ = [
    "About",
    "Branch",
    "about",
    "administrators",
    "approvers",
    "choices_of",
    "colleagues",
    "functions",
    "functions_by_person",
    "functions_of",
    "groups",
    "had_by",
    "labels_for",
    "leaders_by_unit",
    "listed",
    "members_of",
    "memberships_of",
    "named",
    "path_to",
    "people_in",
    "places_by_person",
    "places_in",
    "seats_of",
    "served",
    "successor_of",
    "tree",
    "units",
    "with_those_below",
    "within",
]
