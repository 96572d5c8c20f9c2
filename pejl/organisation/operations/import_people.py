"""Which person each line of a staff file is about: by staff number, else by e-mail, else by a name in the unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from pejl.foundation.refusals import Invalid
from pejl.foundation.search.keys import search_key
from pejl.foundation.tenancy.models import Person
from pejl.organisation.models import Unit
from pejl.organisation.models.staff import StaffRow
from pejl.organisation.queries.known import Known


@dataclass
class Lines:
    """All that the file says of one person. ``is_new``: nobody here is that yet."""

    person: Person
    is_new: bool
    rows: list[StaffRow] = field(default_factory=list)

    @property
    def line(self) -> int:
        """The first of the lines."""
        return self.rows[0].line


class People:
    """Who is who. ``faults`` are the lines that could be about several, with the sentence that says so."""

    def __init__(self, known: Known, units: Mapping[str, Unit]) -> None:
        self.faults: list[tuple[StaffRow, str]] = []
        self._known, self._units = known, units
        self._found: dict[object, Lines] = {}

    def match(self, rows: Sequence[StaffRow]) -> list[Lines]:
        """Everybody in the file once, in its order. Sure signs first, so that a name finds who is left."""
        matched: dict[int, Person | None] = {}
        for row in rows:
            matched[row.line] = self._checked(row, self._by_sign)
        taken = {person.pk for person in matched.values() if person is not None}
        names = Counter(self._place(row) for row in rows if matched[row.line] is None)
        for row in rows:
            if matched[row.line] is None:
                matched[row.line] = self._checked(row, lambda row: self._by_name(row, taken, names))
        bad = {row.line for row, _sentence in self.faults}
        for row in rows:
            if row.line not in bad:
                self._lines_of(row, matched[row.line]).rows.append(row)
        return list(self._found.values())

    def _checked(self, row: StaffRow, find: Callable[[StaffRow], Person | None]) -> Person | None:
        try:
            return find(row)
        except Invalid as refusal:
            self.faults.append((row, refusal.message))
            return None

    def _by_sign(self, row: StaffRow) -> Person | None:
        """By staff number, else by e-mail."""
        numbered = self._known.by_number.get(row.number) if row.number else None
        addressed = self._known.by_email.get(row.email, []) if row.email else []
        if len(addressed) > 1:
            raise Invalid(_("Several people here have this e-mail address. Give each their own first."))
        person = numbered or (addressed[0] if addressed else None)
        if numbered and addressed and addressed[0].pk != numbered.pk:
            told = {"one": numbered.name, "other": addressed[0].name}
            raise Invalid(_("The staff number is that of %(one)s, the e-mail address that of %(other)s.") % told)
        if person is not None and person.is_guest:
            raise Invalid(_("%(name)s is a guest here. Close that door first.") % {"name": person.name})
        if person is not None and not numbered and not self._is_same(row, person):
            raise Invalid(_("%(name)s has this e-mail address, and another staff number.") % {"name": person.name})
        return person

    def _is_same(self, row: StaffRow, person: Person) -> bool:
        """A new staff number for an old address: the same person only when the name is the same too."""
        held = self._known.numbers.get(person.pk)
        return not row.number or held in (None, row.number) or search_key(person.name) == search_key(row.name)

    def _by_name(self, row: StaffRow, taken: set[UUID], names: Counter[tuple[str, str]]) -> Person | None:
        """By a name that nobody else in the unit has."""
        alike = [one for one in self._known.by_name.get(search_key(row.name), []) if self._is_free(one, row, taken)]
        unit = self._units[row.unit]
        here = [one for one in alike if any(place.unit_id == unit.pk for place in self._known.live_of(one))]
        told = {"name": row.name, "unit": unit.name}
        has_sign = bool(row.number or row.email)
        if len(here) > 1 or (here and names[self._place(row)] > 1 and has_sign):
            raise Invalid(_("Several in “%(unit)s” are called %(name)s. Write the staff number or e-mail.") % told)
        if not here and not has_sign and (alike or self._is_twice_new(row, names)):
            sentence = _("There is another %(name)s. Write the staff number or e-mail, so that we know who it is.")
            raise Invalid(sentence % told)
        return here[0] if here else None

    def _is_free(self, person: Person, row: StaffRow, taken: set[UUID]) -> bool:
        held = self._known.numbers.get(person.pk, "")
        return person.pk not in taken and (not row.number or held in ("", row.number))

    def _is_twice_new(self, row: StaffRow, names: Counter[tuple[str, str]]) -> bool:
        """Two new lines of one name and without any sign: one person or two?"""
        return sum(count for (name, _unit), count in names.items() if name == search_key(row.name)) > 1

    def _place(self, row: StaffRow) -> tuple[str, str]:
        return search_key(row.name), str(self._units[row.unit].pk)

    def _lines_of(self, row: StaffRow, person: Person | None) -> Lines:
        key: object = person.pk if person else (row.number or row.email or search_key(row.name))
        if key not in self._found:
            new = person or Person(name=row.name, email=row.email)
            self._found[key] = Lines(new, is_new=person is None)
        return self._found[key]
