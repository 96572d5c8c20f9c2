"""Who leads, as a staff file says it: by a mark on the leader's own line, or by name on everybody's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from pejl.foundation.search.keys import search_key
from pejl.foundation.tenancy.models import Person
from pejl.organisation.models import Assignment, Unit
from pejl.organisation.models.staff import LEADS, LEADS_NOT, StaffRow
from pejl.organisation.operations.import_people import Lines
from pejl.organisation.queries.known import Known


class Leaders:
    """For the units of which the file says who leads; of all others it says nothing."""

    def __init__(self, known: Known, everybody: Sequence[Lines], units: Mapping[str, Unit]) -> None:
        self._known = known
        self._names = self._by_name(everybody)
        self._unknown: dict[str, int] = {}
        self._wanted: dict[UUID, dict[UUID, tuple[Unit, Person, int]]] = {}
        lines = [(one.person, row) for one in everybody for row in one.rows]
        by_mark = [(person, row) for person, row in lines if row.leader == LEADS]
        for person, row in by_mark:
            self._want(units[row.unit], person, row.line)
        named = [(person, row, leader) for person, row in lines if (leader := self._named(row)) is not None]
        by_others = {(row.unit, leader.pk) for person, row, leader in named if leader.pk != person.pk}
        for person, row, leader in named:
            # Whoever others in the unit name as its leader names somebody above it on the own line.
            if leader.pk == person.pk or (row.unit, person.pk) not in by_others:
                self._want(units[row.unit], leader, row.line)

    def begun(self) -> Iterator[tuple[Unit, Person, int]]:
        """Who does not lead the unit yet, with the line that says so."""
        held = {(one.unit_id, one.person_id) for one in self._known.leaders}
        for unit_id, people in self._wanted.items():
            for person_id, wanted in people.items():
                if (unit_id, person_id) not in held:
                    yield wanted

    def ended(self) -> Iterator[Assignment]:
        """Who leads a unit of which the file names others."""
        for assignment in self._known.leaders:
            wanted = self._wanted.get(assignment.unit_id or UUID(int=0), {})
            if wanted and assignment.person_id not in wanted:
                yield assignment

    def unknown(self) -> Iterator[tuple[int, str]]:
        """Names of leaders that are nobody's, or several people's, each with the first line that has it."""
        return ((line, name) for name, line in self._unknown.items())

    def _want(self, unit: Unit, person: Person, line: int) -> None:
        self._wanted.setdefault(unit.pk, {}).setdefault(person.pk, (unit, person, line))

    def _by_name(self, everybody: Sequence[Lines]) -> dict[str, dict[UUID, Person]]:
        found: dict[str, dict[UUID, Person]] = {}
        for lines in everybody:
            found.setdefault(search_key(lines.rows[0].name), {})[lines.person.pk] = lines.person
        listed = {lines.person.pk for lines in everybody}
        for name, people in self._known.by_name.items():
            found.setdefault(name, {}).update({one.pk: one for one in people if one.pk not in listed})
        return found

    def _named(self, row: StaffRow) -> Person | None:
        if row.leader in ("", LEADS, LEADS_NOT):
            return None
        people = self._names.get(search_key(row.leader), {})
        if len(people) != 1:
            self._unknown.setdefault(row.leader, row.line)
            return None
        return next(iter(people.values()))
