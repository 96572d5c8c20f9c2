"""How the job centre of the matrix is built: units, functions, groups, who sits where, and what has ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Any

from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy.models import Person
from pejl.guidance import operations as guidance
from pejl.guidance.models import Kind
from pejl.meetings import operations as meetings
from pejl.meetings.models import Template
from pejl.meetings.names import Behaviour, ItemDefinition, TemplateDefinition
from pejl.meetings.names import Kind as MeetingKind
from pejl.organisation import operations as organisation
from pejl.organisation.models import Assignment, Function, GroupMembership, Membership, ServedMunicipality, Unit
from pejl.organisation.names import AssignmentKind
from pejl.organisation.tests.staff import HEAD, sent
from pejl.themes import operations as themes
from tests.access.roles import FOREIGN, GUESTS, LEFT
from tests.people import NOW

LONG_AGO = date(2025, 1, 1)
TODAY = NOW.date()
YESTERDAY = TODAY - timedelta(days=1)
# Approves guidance too, but was never asked to.
OTHER = "another_approver"
STAFF = HEAD + "77;Ny Medarbejder;ny@nordager.example;Sygedagpenge;Sagsbehandler;01-04-2026;\n"


def build(people: Mapping[str, Person]) -> dict[str, Any]:
    """How the job centre is built, and where everybody sits in it."""
    unit = organisation.add_unit(name="Sygedagpenge", since_on=LONG_AGO, now=NOW)
    elsewhere = organisation.add_unit(name="Virksomhedsservice", since_on=LONG_AGO, now=NOW)
    caseworker = organisation.add_function(name="Sagsbehandler", now=NOW)
    approving = organisation.add_function(name="Faglig koordinator", may_approve=True, now=NOW)
    functions = {
        "approver": approving,
        OTHER: approving,
        "management": Function.objects.create(name="Jobcenterchef", is_management=True),
    }
    for role, person in people.items():
        if role not in (*GUESTS, FOREIGN):
            place = {"unit": unit if role == "unit_member" else elsewhere, "function": functions.get(role, caseworker)}
            organisation.employ(person=person, **place, since_on=LONG_AGO, now=NOW)
    group = organisation.form_group(name="Arbejdsgruppen", since_on=LONG_AGO, now=NOW)
    for role in ("member", "planner"):
        seat = organisation.seat_in_group(group=group, person=people[role], since_on=LONG_AGO, now=NOW)
        if role == "planner":
            type(seat).objects.filter(pk=seat.pk).update(until_on=NOW.date() - timedelta(days=1))
    _assigned(people["unit_leader"], AssignmentKind.LEADER, unit=unit)
    for role in ("administrator", LEFT):
        _assigned(people[role], AssignmentKind.ADMINISTRATOR)
    guidance.add_standard_kinds()
    meetings.add_standard_templates(by=None, now=NOW)
    short = TemplateDefinition("Kort", MeetingKind.LEARNING, "", (ItemDefinition(Behaviour.BREAK, "Pause", 5),))
    return {
        "unit": unit,
        "function": caseworker,
        "group": group,
        "kind_of_product": Kind.objects.get(name="Handlingsanvisning"),
        "template": Template.objects.by_name()[0],
        "unit_template": meetings.add_template(definition=short, unit=unit, by=None, now=NOW),
        "other_unit": elsewhere,
        "area": themes.add_area(name="Sygedagpenge", now=NOW),
        "person": people["participant"],
    }


def records(people: Mapping[str, Person]) -> dict[str, Any]:
    """What an administrator keeps, each both as it holds and as it has ended."""
    keeper, member, now = people["administrator"], people["unit_member"], NOW
    unit, elsewhere = (organisation.add_unit(name=name, since_on=LONG_AGO, now=now) for name in ("Tom", "Lukket"))
    retired = organisation.add_function(name="Udgået", now=now)
    area = themes.add_area(name="Lukket område", now=now)
    visit = {"name": "Gæst", "email": "", "comes_from": "En virksomhed", "welcome_until": None}
    return {
        "empty_unit": unit,
        "closed_unit": organisation.close_unit(unit=elsewhere, on=YESTERDAY, now=now),
        "retired_function": organisation.retire_function(function=retired, now=now),
        "closed_area": themes.close_area(area=area, by=people["member"], now=now),
        "membership": Membership.objects.get(person=member),
        "ended_membership": _ended(Membership, person=member, unit=unit, function=retired),
        "assignment": Assignment.objects.get(kind=AssignmentKind.LEADER),
        "ended_assignment": _ended(Assignment, kind=AssignmentKind.LEADER, person=people["colleague"], unit=unit),
        "mentoring": _assigned(people["colleague"], AssignmentKind.MENTOR, for_person=member),
        "seat": GroupMembership.objects.get(person=people["member"]),
        "ended_seat": GroupMembership.objects.get(person=people["planner"]),
        "served": ServedMunicipality.objects.create(code="101", since_on=LONG_AGO),
        "a_guest": organisation.welcome_guest(**visit, by=keeper, now=now),
        "newcomer": tenancy.seat(name="Ny Kollega", email="ny.kollega@nordager.example"),
        "former": _former(),
    }


def cadence(people: Mapping[str, Person], unit: Unit) -> dict[str, Any]:
    """How the unit meets, a pause to come, and days on which it, or the whole house, is closed."""
    by, keeper = people["unit_member"], people["administrator"]
    days = {"label": "Personaledag", "first_on": TODAY, "last_on": TODAY, "now": NOW}
    pause = {"since_on": date(2026, 6, 1), "until_on": date(2026, 9, 1), "reason": "Vi øver sparring."}
    rhythm = {"weeks": 10, "weekday": 2, "starts_at": time(9), "minutes": 180, "expected": None}
    return {
        "rhythm": meetings.set_rhythm(unit=unit, **rhythm, by=by, now=NOW),
        "pause": meetings.take_pause(unit=unit, **pause, by=by, now=NOW),
        "closed": meetings.add_closed_days(unit=None, **days, by=keeper),
        "unit_closed": meetings.add_closed_days(unit=unit, **days, by=by),
    }


def staff_file(people: Mapping[str, Person]) -> dict[str, Any]:
    """A staff file that an administrator has looked over; the last thing of all, since it is held against the rest."""
    return {"import": sent(STAFF, people["administrator"], NOW)}


def _former() -> Person:
    person = tenancy.seat(name="Fhv. Kollega", email="fhv@nordager.example")
    Person.objects.filter(pk=person.pk).update(left_on=YESTERDAY)
    return person.again()


def _ended(model: Any, **what: Any) -> Any:
    return model.objects.create(**what, since_on=LONG_AGO, until_on=YESTERDAY)


def _assigned(person: Person, kind: AssignmentKind, **what: Any) -> Assignment:
    return Assignment.objects.create(kind=kind, person=person, since_on=LONG_AGO, **what)
