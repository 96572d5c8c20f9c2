"""Opening a job centre."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from pejl.foundation.audit import operations as audit
from pejl.foundation.formats.moments import day_of
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy.models import Account, Person
from pejl.organisation import policies
from pejl.organisation.operations.assignments import appoint_administrator
from pejl.organisation.operations.functions import add_function
from pejl.organisation.operations.groups import form_group, seat_in_group
from pejl.organisation.operations.memberships import employ
from pejl.organisation.operations.units import add_unit


@transaction.atomic
def open_job_centre(
    *, unit_name: str, function_name: str, group_name: str, person_name: str, account: Account, now: datetime
) -> Person:
    """The first person of the entered, empty space: in a unit, in a function that approves, in a working group.

    The person looks after Pejl. "job_centre.opened" lets the modules above bring what every job centre starts with.
    """
    today = day_of(now)
    person = tenancy.seat(name=policies.name_of(person_name), account=account)
    unit = add_unit(name=unit_name, since_on=today, now=now)
    function = add_function(name=function_name, may_approve=True, is_management=True, now=now)
    employ(person=person, unit=unit, function=function, since_on=today, now=now)
    group = form_group(name=group_name, since_on=today, now=now)
    seat_in_group(group=group, person=person, since_on=today, now=now)
    appoint_administrator(person=person, now=now)
    audit.record("job_centre.opened", person, by=person, now=now)
    return person
