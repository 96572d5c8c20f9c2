"""Finding the units that a staff file names, and making the ones that there are not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from pejl.foundation.refusals import Invalid
from pejl.foundation.search.keys import search_key
from pejl.organisation.models import Unit
from pejl.organisation.queries.known import Known

_LONGEST = Unit._meta.get_field("name").max_length or 120
_DEEPEST = 8


class Units:
    """The tree as it is, and as the file will make it. ``new`` are units to be added, parents before children."""

    def __init__(self, known: Known) -> None:
        self.new: list[Unit] = []
        self._made: dict[UUID, Unit] = {}
        self._known = known
        self._paths: dict[tuple[str, ...], list[Unit]] = {}
        for unit in known.standing_units:
            self._remember(unit, self._path_of(unit))

    def resolve(self, cells: Iterable[str]) -> tuple[dict[str, Unit], dict[str, str]]:
        """The unit that each cell names, and for the cells that name none the sentence that says why.

        The longest paths first: "Job > Team Nord" says where Team Nord lies, so that "Team Nord" alone finds it.
        """
        found: dict[str, Unit] = {}
        faults: dict[str, str] = {}
        distinct = dict.fromkeys(cells)
        for cell in sorted(distinct, key=lambda cell: -len(self._parts(cell))):
            try:
                found[cell] = self._found_or_new(self._parts(cell))
            except Invalid as refusal:
                faults[cell] = refusal.message
        return found, faults

    def path(self, unit: Unit) -> str:
        """The unit with those it lies in, as it is shown."""
        return " > ".join(one.name for one in self.chain(unit))

    def chain(self, unit: Unit) -> list[Unit]:
        """From the top down to the unit itself."""
        chain = [unit]
        while (above := chain[-1].parent_id) is not None and len(chain) <= 4 * _DEEPEST:
            chain.append(self._known.units.get(above) or self._made[above])
        return chain[::-1]

    def begin_by(self, unit: Unit, day: date) -> None:
        """A new unit begins no later than the first of its people; inside an older one, no earlier than that."""
        chain = self.chain(unit)
        first = max((one.since_on for one in chain if one.pk in self._known.units), default=day)
        for one in chain:
            if one.pk not in self._known.units:
                one.since_on = min(one.since_on, max(day, first))

    def _parts(self, cell: str) -> list[str]:
        """A cell as a path: by > or \\, else by a slash, unless a unit is called so ("Job/Sundhed")."""
        if (search_key(cell),) in self._paths:
            return [cell]
        separator = next((one for one in (">", "\\", " / ", "/") if one in cell), None)
        parts = [part.strip() for part in cell.split(separator)] if separator else [cell]
        return [part for part in parts if part]

    def _found_or_new(self, parts: Sequence[str]) -> Unit:
        if not parts or len(parts) > _DEEPEST or any(len(part) > _LONGEST for part in parts):
            told = {"count": _LONGEST, "deep": _DEEPEST}
            raise Invalid(_("A unit is at most %(count)d characters, and lies at most %(deep)d deep.") % told)
        for known in range(len(parts), 0, -1):
            unit = self._find(parts[:known])
            if unit is not None:
                return self._add(unit, parts[known:])
        return self._add(None, parts)

    def _find(self, parts: Sequence[str]) -> Unit | None:
        """The unit at the end of a path, from the top or from anywhere. Raises Invalid where it could be several."""
        path = tuple(search_key(part) for part in parts)
        found = self._paths.get(path, [])
        if len(found) > 1:
            whole = [unit for unit in found if self._path_of(unit) == path]
            if len(whole) != 1:
                sentence = _("There are several units called “%(name)s”. Write which one it lies in: A > B.")
                raise Invalid(sentence % {"name": " > ".join(parts)})
            found = whole
        return found[0] if found else None

    def _add(self, parent: Unit | None, names: Sequence[str]) -> Unit:
        unit = parent
        for name in names:
            since_on = max(self._known.today, unit.since_on) if unit else self._known.today
            unit = Unit(name=name, parent=unit, since_on=since_on)
            self.new.append(unit)
            self._made[unit.pk] = unit
            self._remember(unit, self._path_of(unit))
        if unit is None:
            raise Invalid(_("Write where the person works."))
        return unit

    def _remember(self, unit: Unit, path: tuple[str, ...]) -> None:
        """Under every end of its path, so that it is found from anywhere."""
        for start in range(len(path)):
            self._paths.setdefault(path[start:], []).append(unit)

    def _path_of(self, unit: Unit) -> tuple[str, ...]:
        return tuple(search_key(one.name) for one in self.chain(unit))
