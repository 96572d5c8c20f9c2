"""Colleagues who do everything by API."""

from __future__ import annotations

from datetime import date

import pytest

from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy.models import Account
from pejl.guidance import operations as guidance
from pejl.meetings import operations as meetings
from pejl.organisation import operations as organisation
from tests.thin_line.calling import Caller


@pytest.fixture
def staff(space, api_as, now) -> dict[str, Caller]:
    """Six colleagues: who proposes, decides, leads, practises, approves and reads."""
    unit = organisation.add_unit(name="Sygedagpenge", since_on=date(2025, 1, 1), now=now)
    caseworker = organisation.add_function(name="Sagsbehandler", now=now)
    coordinator = organisation.add_function(name="Faglig koordinator", may_approve=True, now=now)
    group = organisation.form_group(name="Arbejdsgruppen", since_on=date(2025, 1, 1), now=now)
    callers = {}
    for role in ("proposer", "member", "leader", "practitioner", "approver", "reader"):
        account = Account.objects.create_user(f"{role}@nordager.example", None)
        person = tenancy.seat(name=role.capitalize(), account=account)
        function = coordinator if role == "approver" else caseworker
        organisation.employ(person=person, unit=unit, function=function, since_on=date(2025, 1, 1), now=now)
        if role in ("member", "leader"):
            organisation.seat_in_group(group=group, person=person, since_on=date(2025, 1, 1), now=now)
        callers[role] = Caller(person, api_as(person))
    guidance.add_standard_kinds()
    meetings.add_standard_templates(by=None, now=now)
    return callers
