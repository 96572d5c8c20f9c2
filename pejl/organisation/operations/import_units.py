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
        self._named: dict[str, list[tuple[Unit, tuple[str, ...]]]] = {}
        for unit in known.standing_units:
            self._remember(unit)

    def resolve(self, cells: Iterable[str]) -> tuple[dict[str, Unit], dict[str, str]]:
        """The unit that each cell names, and for the cells that name none the sentence that says why.

        The longest paths first: "Job > Team Nord" says where Team Nord lies, so that "Team Nord" alone finds it.
        """
        found: dict[str, Unit] = {}
        faults: dict[str, str] = {}
        paths = self._without_what_lies_above({cell: self._parts(cell) for cell in cells})
        for cell, parts in sorted(paths.items(), key=lambda path: -len(path[1])):
            try:
                found[cell] = self._found_or_new(parts)
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
        if search_key(cell) in self._named:
            return [cell]
        separator = next((one for one in (">", "\\", " / ", "/") if one in cell), None)
        parts = [part.strip() for part in cell.split(separator)] if separator else [cell]
        return [part for part in parts if part]

    def _without_what_lies_above(self, paths: dict[str, list[str]]) -> dict[str, list[str]]:
        """A file may begin above the tree: "Nordager Kommune > Jobcenter > Sygedagpenge".

        First names that all paths have, that are no units here and that nobody works in are left out, when what
        follows is a unit here.
        """
        long = [[search_key(part) for part in parts] for parts in paths.values() if len(parts) > 1]
        alone = {search_key(parts[0]) for parts in paths.values() if len(parts) == 1}
        for above, names in enumerate(zip(*long, strict=False)):
            if above and self._named.keys() & set(names):
                return {cell: parts[above:] if len(parts) > 1 else parts for cell, parts in paths.items()}
            if len(set(names)) > 1 or set(names) & (alone | self._named.keys()):
                break
        return paths

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
        """The unit at the end of a path, some of which may be left out. Raises Invalid where it could be several."""
        path = tuple(search_key(part) for part in parts)
        alike = self._named.get(path[-1], [])
        found = [unit for unit, whole in alike if whole == path] or [
            unit for unit, whole in alike if _goes_through(whole, path)
        ]
        if len(found) > 1:
            sentence = _("There are several units called “%(name)s”. Write which one it lies in: A > B.")
            raise Invalid(sentence % {"name": " > ".join(parts)})
        return found[0] if found else None

    def _add(self, parent: Unit | None, names: Sequence[str]) -> Unit:
        unit = parent
        for name in names:
            since_on = max(self._known.today, unit.since_on) if unit else self._known.today
            unit = Unit(name=name, parent=unit, since_on=since_on)
            self.new.append(unit)
            self._made[unit.pk] = unit
            self._remember(unit)
        if unit is None:
            raise Invalid(_("Write where the person works."))
        return unit

    def _remember(self, unit: Unit) -> None:
        whole = tuple(search_key(one.name) for one in self.chain(unit))
        self._named.setdefault(whole[-1], []).append((unit, whole))


def _goes_through(whole: Sequence[str], path: Sequence[str]) -> bool:
    """Whether the names of a path lie on the way from the top, in this order; a file may leave out levels."""
    names = iter(whole)
    return all(name in names for name in path)
