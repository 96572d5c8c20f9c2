"""The minutes as text that stands still: what a leader vouches for, and reading it again.

What was shared as learning is not kept: whoever shared it may take it back, so it is read as it is shared then.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation

from pejl.meetings.models import Meeting
from pejl.room.models import MinutesVersion
from pejl.room.names import Section
from pejl.room.queries.composing import compose
from pejl.room.queries.composing_parts import Composed, Entry, Passage, Stretch
from pejl.room.queries.minutes import Minutes, SectionOfMinutes, minutes_of

Kept = dict[str, Any]


@dataclass(frozen=True)
class Snapshot:
    """The text to vouch for; another ``digest`` means that it has been changed."""

    text: Kept
    digest: str


@dataclass(frozen=True)
class ReadSection:
    """A section as readers get it: the leaders' own text, or what composed itself."""

    key: Section
    own_text: str
    composed: Composed

    @property
    def text(self) -> str:
        """What it says, as plain text."""
        return self.own_text or self.composed.text


def snapshot(meeting: Meeting, now: datetime) -> Snapshot:
    """The minutes as they read now, in the language of the house: one text for everybody."""
    return snapshot_of(minutes_of(meeting, now))


def snapshot_of(minutes: Minutes) -> Snapshot:
    """The same, of minutes that have been read already."""
    with translation.override(settings.LANGUAGE_CODE):
        sections = [_kept(one) for one in minutes.sections if not one.is_left_out and one.key != Section.LEARNING]
    text = {"sections": [one for one in sections if one is not None], "learning": _learning(minutes)}
    return Snapshot(text, _digest(json.dumps(text, sort_keys=True)))


def sections_of(version: MinutesVersion, live: Minutes | None = None) -> list[ReadSection]:
    """What a version says, section by section; with the minutes as they are ``live`` also what is shared as learning
    at the moment.
    """
    told = [_read(one) for one in version.text["sections"]]
    if live is not None and (learning := _shared_now(version, live)) is not None:
        told.append(learning)
    order = list(Section)
    return sorted(told, key=lambda one: order.index(one.key))


def has_learning(version: MinutesVersion) -> bool:
    """Whether learning may stand in the minutes: the leaders have not left it out."""
    return not version.text["learning"]["is_left_out"]


def changed_sections(before: Kept, after: Kept) -> list[Section]:
    """Which sections read differently in two texts, in their order."""
    old, new = ({one["key"]: one for one in text["sections"]} for text in (before, after))
    changed = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
    if before["learning"] != after["learning"]:
        changed.add(Section.LEARNING)
    return [key for key in Section if key in changed]


def _kept(section: SectionOfMinutes) -> Kept | None:
    if section.own_text:
        return {"key": section.key.value, "own_text": section.own_text, "passages": [], "stretches": []}
    composed = compose(section.key, section.material)
    if composed.is_empty:
        return None
    return {
        "key": section.key.value,
        "own_text": "",
        "passages": [_passage(one) for one in composed.passages],
        "stretches": [list(astuple(one)) for one in composed.stretches],
    }


def _passage(passage: Passage) -> Kept:
    """Without what became of an entry since: the text would go on saying so."""
    entries = [[one.text, one.note] for one in passage.entries]
    return {"heading": passage.heading, "text": passage.text, "entries": entries, "is_minor": passage.is_minor}


def _learning(minutes: Minutes) -> Kept:
    """What the leaders did to the section, told so that none of its words are kept."""
    section = minutes.section(Section.LEARNING)
    return {"is_left_out": section.is_left_out, "own_digest": _digest(section.own_text)}


def _read(kept: Kept) -> ReadSection:
    stretches = tuple(Stretch(*one) for one in kept["stretches"])
    composed = Composed(Section(kept["key"]), tuple(_passages(kept["passages"])), stretches)
    return ReadSection(composed.key, kept["own_text"], composed)


def _passages(kept: Iterable[Kept]) -> Iterable[Passage]:
    for one in kept:
        entries = tuple(Entry(text, note) for text, note in one["entries"])
        yield Passage(one["heading"], one["text"], entries, one["is_minor"])


def _shared_now(version: MinutesVersion, live: Minutes) -> ReadSection | None:
    """The leaders' own words about it only where they are those that were approved."""
    if not has_learning(version):
        return None
    section = live.section(Section.LEARNING)
    is_approved = _digest(section.own_text) == version.text["learning"]["own_digest"]
    read = ReadSection(section.key, section.own_text if is_approved else "", section.composed)
    return read if read.text else None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
