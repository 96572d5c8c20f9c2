"""What a staff file will do to the organisation as it is: worked out for the table, and again for carrying it out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from pejl.foundation.formats import dates
from pejl.foundation.refusals import Refusal
from pejl.foundation.search.keys import search_key
from pejl.foundation.tenancy.models import Person
from pejl.organisation import policies
from pejl.organisation.models import Assignment, Function, Membership, Unit
from pejl.organisation.models.staff import Change, ChangeKind, Fault, StaffRow
from pejl.organisation.operations.import_leaders import Leaders
from pejl.organisation.operations.import_people import Lines, People
from pejl.organisation.operations.import_units import Units
from pejl.organisation.queries.known import Known

YESTERDAY = timedelta(days=1)


@dataclass
class Plan:
    """What is to be written, and how it is shown. Units, functions and people may be new: not in the database yet."""

    today: date
    faults: list[Fault] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    functions: list[Function] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    returning: list[Person] = field(default_factory=list)
    names: list[tuple[Person, str]] = field(default_factory=list)
    emails: list[tuple[Person, str, int]] = field(default_factory=list)
    numbers: list[tuple[Person, str]] = field(default_factory=list)
    begun: list[Membership] = field(default_factory=list)
    ended: list[tuple[Membership, date]] = field(default_factory=list)
    leading: list[tuple[Unit, Person]] = field(default_factory=list)
    led: list[tuple[Assignment, date]] = field(default_factory=list)
    leaving: list[tuple[Person, date]] = field(default_factory=list)

    def tell(self, kind: ChangeKind, line: int | None, about: str, text: str = "", person: str = "") -> None:
        """Add a row to the table."""
        self.changes.append(Change(kind, line, about, text, person))


def work_out(rows: Sequence[StaffRow], known: Known, *, end: Collection[UUID] = ()) -> Plan:
    """Hold a file against the organisation. ``end`` are people who are not in the file and are to leave."""
    return _Planner(known, end).plan(rows)


class _Planner:
    def __init__(self, known: Known, end: Collection[UUID]) -> None:
        self._known, self._today, self._end = known, known.today, end
        self._units = Units(known)
        self._done = Plan(known.today)
        self._functions = {search_key(one.name): one for one in reversed(known.functions)}
        self._unchanged = 0
        self._function_names = {one.pk: one.name for one in known.functions}
        self._addresses = {email: people[0] for email, people in known.by_email.items()}

    def plan(self, rows: Sequence[StaffRow]) -> Plan:
        found, faults = self._units.resolve(row.unit for row in rows)
        for row in rows:
            if row.unit in faults:
                self._fault(row, faults[row.unit], _("Unit"))
        people = People(self._known, found)
        everybody = people.match([row for row in rows if row.unit in found])
        for row, sentence in people.faults:
            self._fault(row, sentence, _("Name"))
        self._place = found
        for lines in everybody:
            self._one(lines)
        self._not_listed({lines.person.pk for lines in everybody})
        self._lead(everybody)
        self._new_units(rows)
        if self._unchanged:
            self._done.tell(ChangeKind.UNCHANGED, None, str(self._unchanged))
        rank = {kind: place for place, kind in enumerate(ChangeKind.values)}
        self._done.changes.sort(key=lambda one: (rank[one.kind], one.line or 0))
        self._done.faults.sort(key=lambda one: one.line or 0)
        return self._done

    def _fault(self, row: StaffRow, sentence: str, column: str) -> None:
        self._done.faults.append(Fault(row.line, column, sentence))

    def _one(self, lines: Lines) -> None:
        """All that the file changes for one person."""
        before = len(self._done.changes)
        over = [row.until for row in lines.rows if row.until is not None and row.until <= self._today]
        if len(over) == len(lines.rows):
            self._gone(lines, max(over))
        else:
            self._details(lines)
            self._places(lines)
        self._unchanged += len(self._done.changes) == before

    def _gone(self, lines: Lines, on: date) -> None:
        """Every place in the file is over: the person has left."""
        if lines.is_new:
            self._done.tell(ChangeKind.IGNORED, lines.line, lines.person.name, _("has left, and has not been here"))
        elif lines.person.left_on is None:
            self._leave(lines.person, on, lines.line)

    def _leave(self, person: Person, on: date, line: int | None) -> None:
        try:
            policies.require_sensible(on, self._today, field="on")
            policies.require_an_administrator_beside(person, on)
        except Refusal as refusal:
            self._done.faults.append(Fault(line, "", refusal.message))
            return
        self._done.leaving.append((person, on))
        self._done.tell(ChangeKind.LEAVES, line, person.name, _("on %(day)s") % {"day": dates.long(on)})

    def _details(self, lines: Lines) -> None:
        person, row, done = lines.person, lines.rows[0], self._done
        number = next((one.number for one in lines.rows if one.number), "")
        email = next((one.email for one in lines.rows if one.email), "")
        if lines.is_new:
            done.people.append(person)
            if namesakes := self._known.by_name.get(search_key(person.name)):
                places = self._where(namesakes[0])
                done.tell(
                    ChangeKind.NEW_PERSON, row.line, person.name, _("beside the one %(where)s") % {"where": places}
                )
            else:
                done.tell(ChangeKind.NEW_PERSON, row.line, person.name, email)
        else:
            if person.left_on is not None:
                done.returning.append(person)
                told = {"day": dates.long(person.left_on)}
                done.tell(ChangeKind.RETURNS, row.line, person.name, _("left on %(day)s") % told)
            self._name(person, row)
            self._email(person, email, row)
        if number and self._known.numbers.get(person.pk) != number:
            done.numbers.append((person, number))
            if not lines.is_new:
                done.tell(ChangeKind.DETAILS, row.line, person.name, _("staff number %(number)s") % {"number": number})

    def _name(self, person: Person, row: StaffRow) -> None:
        """A file all in capitals is no new name."""
        is_shouted = row.name.isupper() and row.name.casefold() == person.name.casefold()
        if row.name != person.name and not is_shouted:
            self._done.names.append((person, row.name))
            self._done.tell(ChangeKind.DETAILS, row.line, person.name, _("is called %(name)s") % {"name": row.name})

    def _email(self, person: Person, email: str, row: StaffRow) -> None:
        if not email or email == person.email:
            return
        holder = self._addresses.get(email)
        if holder is not None and holder.pk != person.pk:
            sentence = _("%(name)s has this address. Two people cannot share one.")
            self._fault(row, sentence % {"name": holder.name}, _("E-mail"))
            return
        self._done.emails.append((person, email, row.line))
        text = _("signs in with %(email)s") if person.account_id else _("is reached by %(email)s")
        self._done.tell(ChangeKind.DETAILS, row.line, person.name, text % {"email": email})

    def _places(self, lines: Lines) -> None:
        """Places that begin, that end by their own line, and that end because no line names them."""
        is_back = lines.person.left_on is not None
        live = [] if is_back else self._known.live_of(lines.person)
        named: list[Membership] = []
        fresh: list[tuple[StaffRow, Unit, Function]] = []
        for row in lines.rows:
            unit, function = self._place[row.unit], self._function(row)
            held = next((one for one in live if self._is_at(one, unit, function) and one not in named), None)
            if held is not None:
                named.append(held)
                self._until(held, row)
            elif row.until is None or row.until >= self._today:
                fresh.append((row, unit, function))
        left = [one for one in live if one not in named and one.until_on is None and one.since_on <= self._today]
        begun = [self._begin(lines.person, *place, left, is_back=is_back) for place in fresh]
        days = [membership.since_on for membership in begun if membership is not None]
        for membership in left:
            until = min(days) - YESTERDAY if days else self._today
            self._ended(membership, max(until, membership.since_on), None)

    def _is_at(self, membership: Membership, unit: Unit, function: Function) -> bool:
        return membership.unit_id == unit.pk and membership.function_id == function.pk

    def _until(self, held: Membership, row: StaffRow) -> None:
        """The file says when a known place ends; an empty cell says nothing."""
        if row.until is not None and row.until != held.until_on:
            self._ended(held, max(row.until, held.since_on), row.line)

    def _ended(self, membership: Membership, until: date, line: int | None) -> None:
        self._done.ended.append((membership, until))
        person = self._known.people[membership.person_id]
        told = {"place": self._said(membership), "day": dates.long(until)}
        self._done.tell(ChangeKind.ENDS, line, person.name, _("%(place)s, until %(day)s") % told)

    def _begin(
        self,
        person: Person,
        row: StaffRow,
        unit: Unit,
        function: Function,
        left: Sequence[Membership],
        *,
        is_back: bool,
    ) -> Membership | None:
        """A new place. The day of employment is no day of a move: then it begins today."""
        since = row.since or self._today
        if any(since <= one.since_on for one in left) or (is_back and person.left_on and since <= person.left_on):
            since = self._today
        past = [
            one.until_on for one in self._known.memberships_of.get(person.pk, []) if self._is_at(one, unit, function)
        ]
        since = max([since, *(day + YESTERDAY for day in past if day)])
        self._units.begin_by(unit, since)
        since = max(since, unit.since_on)
        try:
            policies.require_sensible(since, self._today, field="since_on")
            policies.require_holds(unit, since)
            policies.require_in_use(function)
            policies.require_order(since, row.until)
        except Refusal as refusal:
            columns = {"function": _("Function"), "until_on": _("Employed until")}
            self._fault(row, refusal.message, columns.get(refusal.field or "", _("Employed from")))
            return None
        membership = Membership(person=person, unit=unit, function=function, since_on=since, until_on=row.until)
        self._done.begun.append(membership)
        told = {"place": self._said(membership), "day": dates.long(since)}
        self._done.tell(ChangeKind.BEGINS, row.line, row.name, _("%(place)s, from %(day)s") % told)
        return membership

    def _function(self, row: StaffRow) -> Function:
        """The function of that name; one that there is not is made, and shown."""
        key = search_key(row.function)
        if key not in self._functions:
            self._functions[key] = function = Function(name=row.function)
            self._function_names[function.pk] = function.name
            self._done.functions.append(function)
            self._done.tell(ChangeKind.NEW_FUNCTION, row.line, row.function)
        return self._functions[key]

    def _not_listed(self, listed: Collection[UUID]) -> None:
        """Colleagues whom the personnel system knew, and this file does not name."""
        for pk in self._known.numbers:
            person = self._known.people[pk]
            if pk in listed or person.left_on is not None or person.is_guest:
                continue
            if pk in self._end:
                self._leave(person, self._today, None)
            else:
                self._done.tell(ChangeKind.NOT_LISTED, None, person.name, self._where(person), str(pk))

    def _lead(self, everybody: Sequence[Lines]) -> None:
        gone = {person.pk for person, _on in self._done.leaving}
        present = [lines for lines in everybody if lines.person.pk not in gone]
        leaders = Leaders(self._known, present, self._place)
        for unit, person, line in leaders.begun():
            self._done.leading.append((unit, person))
            self._done.tell(ChangeKind.LEADS, line, person.name, self._units.path(unit))
        for assignment in leaders.ended():
            self._done.led.append((assignment, max(self._today - YESTERDAY, assignment.since_on)))
            path = self._units.path(assignment.unit) if assignment.unit else ""
            self._done.tell(ChangeKind.LEADS_NO_MORE, None, assignment.person.name, path)
        for line, name in leaders.unknown():
            self._done.tell(ChangeKind.IGNORED, line, name, _("is named as a leader, and is not known here"))

    def _new_units(self, rows: Sequence[StaffRow]) -> None:
        lines: dict[UUID, int] = {}
        for row in rows:
            for unit in self._units.chain(self._place[row.unit]) if row.unit in self._place else ():
                lines.setdefault(unit.pk, row.line)
        self._done.units = self._units.new
        for unit in self._units.new:
            told = {"day": dates.long(unit.since_on)}
            self._done.tell(ChangeKind.NEW_UNIT, lines.get(unit.pk), self._units.path(unit), _("from %(day)s") % told)

    def _said(self, membership: Membership) -> str:
        """Unit and function; those of a known membership are looked up, not fetched."""
        unit = self._known.units.get(membership.unit_id) or membership.unit
        return f"{self._units.path(unit)}, {self._function_names[membership.function_id]}"

    def _where(self, person: Person) -> str:
        return "; ".join(self._live(person)) or _("without a place")

    def _live(self, person: Person) -> Iterator[str]:
        for membership in self._known.live_of(person):
            yield self._said(membership)
