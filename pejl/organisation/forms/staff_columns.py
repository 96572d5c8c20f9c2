"""Which heading of a staff file means what. Personnel systems call the same thing by many names."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

_MOST_LEVELS = 8
_PLAIN = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


class Column(StrEnum):
    """What a column says of a person."""

    NUMBER = "number"
    NAME = "name"
    FIRST = "first"
    LAST = "last"
    EMAIL = "email"
    UNIT = "unit"
    FUNCTION = "function"
    SINCE = "since"
    UNTIL = "until"
    LEADER = "leader"
    CPR = "cpr"


# The most telling heading first: where two columns mean the same, it is the one that is read.
_HEADINGS = {
    Column.NUMBER: (
        "medarbejdernummer medarbejdernr medarbejder-id tjenestenummer tjenestenr lønnummer lønnr lonnr personalenummer"
        " personalenr ansættelsesnummer ansættelsesnr ansnr staffnumber staffno employeenumber employeeid"
    ),
    Column.NAME: "fuldenavn fuldtnavn medarbejdernavn navn visningsnavn medarbejder fullname displayname name",
    Column.FIRST: "fornavn fornavne firstname givenname",
    Column.LAST: "efternavn efternavne lastname surname",
    Column.EMAIL: (
        "arbejdsmail arbejdsmailadresse arbejdsemail e-mailarbejde mailarbejde e-mail e-mailadresse mail mailadresse "
        "e-post e-postadresse e-mailaddress workemail"
    ),
    Column.UNIT: (
        "afdeling afdelingsnavn enhed enhedsnavn organisatoriskenhed organisationsenhed orgenhed sektion team teamnavn "
        "tjenestested arbejdssted unit department section"
    ),
    Column.FUNCTION: (
        "funktion jobfunktion stilling stillingsbetegnelse stillingsnavn stillingstekst titel jobtitel function"
        " position title jobtitle"
    ),
    Column.SINCE: (
        "ansatfra ansatfradato ansættelsesdato ansatdato ansatden startdato start tiltrådt tiltrådtden "
        "tiltrædelsesdato tiltrædelse fra fradato gyldigfra startdate from since"
    ),
    Column.UNTIL: (
        "ansattil ansattildato slutdato slut fratrådt fratrådtden fratrædelsesdato fratrædelse ophørsdato ophør til "
        "tildato gyldigtil enddate to until"
    ),
    Column.LEADER: "leder erleder ledernavn nærmesteleder enhedsleder leader manager",
    Column.CPR: "cpr cpr-nr cprnummer personnr personnummer fødselsnummer",
}


def _key(text: str) -> str:
    """What spellings of one heading have in common: no case, spaces, points or dashes, and oe for ø."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_PLAIN)
    return "".join(char for char in folded if char.isalnum())


_MEANINGS = {
    _key(word): (column, rank) for column, words in _HEADINGS.items() for rank, word in enumerate(words.split())
}


@lru_cache(maxsize=1024)
def meaning(heading: str) -> Column | None:
    """What a heading means, or None for one that is not known."""
    found = _MEANINGS.get(_key(heading[:80]))
    return found[0] if found else None


@dataclass(frozen=True)
class Headings:
    """The headings of a file: where each column stands, and what is not read."""

    titles: tuple[str, ...]
    places: dict[Column, tuple[int, ...]]

    @classmethod
    def of(cls, titles: Sequence[str]) -> Headings:
        """Read a line of headings. Several columns for the unit are levels of the tree; else one of them is read."""
        found: dict[Column, list[int]] = {}
        for place, title in enumerate(titles):
            if column := meaning(title):
                found.setdefault(column, []).append(place)
        rank = {place: _MEANINGS[_key(titles[place][:80])][1] for places in found.values() for place in places}
        kept = {
            column: tuple(places[:_MOST_LEVELS])
            if column in (Column.UNIT, Column.CPR)
            else (min(places, key=rank.__getitem__),)
            for column, places in found.items()
        }
        return cls(tuple(titles), kept)

    def title(self, column: Column) -> str:
        """What the file calls a column; empty where it has none."""
        return self.titles[self.places[column][0]] if column in self.places else ""

    @property
    def unused(self) -> list[str]:
        """The headings of columns that are not read."""
        used = {place for places in self.places.values() for place in places}
        return [title for place, title in enumerate(self.titles) if title and place not in used]
