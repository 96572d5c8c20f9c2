"""Many people who are to come, for tests of groups."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations, queries
from pejl.meetings.models import AgendaItem, Meeting, Participant
from pejl.meetings.names import Behaviour, ItemRole, Reply
from pejl.meetings.queries import Table
from pejl.meetings.tests.factories import a_meeting, an_item
from pejl.organisation import operations as organisation
from pejl.organisation.tests.factories import a_function, a_unit
from tests.people import person_in

FUNCTIONS = ("Sagsbehandler", "Jobkonsulent", "Koordinator")
UNITS = ("Sygedagpenge", "Unge")


def a_crowd(leader: Person, count: int, *, now: datetime) -> list[Person]:
    """People of three functions in two units, in turn; every third began this spring."""
    functions = [a_function(now, name) for name in FUNCTIONS]
    units = [a_unit(now - timedelta(days=9000), name) for name in UNITS]
    people = []
    for number in range(count):
        person = person_in(leader.space, f"Person {number:02}", f"p{number}@nordager.example")
        since = now - timedelta(days=30 if number % 3 == 0 else 4000)
        function = functions[number % len(functions)]
        unit = units[number // len(functions) % len(units)]
        organisation.employ(person=person, unit=unit, function=function, since_on=since.date(), now=now)
        people.append(person)
    return people


def a_group_work(leader: Person, people: Sequence[Person], *, now: datetime) -> AgendaItem:
    """Group work of 40 minutes without groups, in a meeting to which these people and the leader are to come."""
    meeting = a_meeting(leader, now=now)
    work = an_item(meeting, by=leader, now=now, behaviour=Behaviour.GROUPS, label="Grupper", minutes=40)
    operations.choose(meeting=meeting, people=people, by=leader, now=now)
    return work


def a_group_in(work: AgendaItem, by: Person, now: datetime, label: str, **said: object) -> AgendaItem:
    """One more group."""
    return an_item(work.meeting, by=by, now=now, behaviour=Behaviour.GROUP, label=label, minutes=0, parent=work, **said)


def the_table(work: AgendaItem) -> Table:
    """The group work as the database has it."""
    meeting = queries.with_agenda(queries.with_people(Meeting.objects.all())).get(pk=work.meeting_id)
    return queries.table_of(meeting, work)


def divided(work: AgendaItem, by: Person, now: datetime, number: int, seed: int = 1) -> Table:
    """The group work after a proposal is used."""
    seen = queries.propose(the_table(work), seed=seed, number=number).seen
    operations.use_proposal(work=work, seed=seed, number=number, seen=seen, by=by, now=now)
    return the_table(work)


def sitting(table: Table) -> dict[str, set[str]]:
    """Names by group."""
    return {group.item.label: {one.person.name for one in table.sitting(group)} for group in table.groups}


def declines(person: Person, meeting: Meeting) -> None:
    """The person has said no."""
    Participant.objects.filter(meeting=meeting, person=person).update(reply=Reply.DECLINED)


def chairs(person: Person, group: AgendaItem, *, by: Person, now: datetime) -> None:
    """The person chairs the group."""
    operations.set_parts(item=group, parts={ItemRole.CHAIR: [person]}, by=by, now=now)
