"""Our own files read back: what a calendar was told, and how that differs from what it would be told now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pejl.foundation.calendars.ical import MARK

# What somebody would want to hear of when it changes; the rest is how a file is made, or words about the meeting.
WHEN, ENDS, WHERE, WHAT, OWN = "DTSTART", "DTEND", "LOCATION", "SUMMARY", MARK.upper()
NEWS = (WHEN, ENDS, WHERE, WHAT, OWN)


@dataclass(frozen=True)
class Told:
    """What one file said: ``said`` are the lines of ``NEWS`` as they stand there, absent where there are none."""

    method: str
    sequence: int
    said: Mapping[str, str]

    def differs(self, other: Told) -> tuple[str, ...]:
        """Which of ``NEWS`` the other file says otherwise."""
        return tuple(name for name in NEWS if self.said.get(name) != other.said.get(name))


def read(file: bytes) -> Told:
    """What a file made by ``ical.invitation`` says. Not for files that others made: those go to ``replies``."""
    method, sequence, said, is_event = "", 0, dict[str, str](), False
    for written in file.decode().replace("\r\n ", "").split("\r\n"):
        name, _colon, value = written.partition(":")
        name = name.partition(";")[0]
        if name == "METHOD":
            method = value
        elif written in ("BEGIN:VEVENT", "END:VEVENT"):
            is_event = written == "BEGIN:VEVENT"
        elif is_event and name == "SEQUENCE":
            sequence = int(value)
        elif is_event and name in NEWS:
            said[name] = written
    return Told(method, sequence, said)


def latest(files: Iterable[bytes]) -> Told | None:
    """What the calendar shows that got these files, in the order they were sent: the highest sequence wins."""
    newest: Told | None = None
    for file in files:
        one = read(file)
        if newest is None or one.sequence >= newest.sequence:
            newest = one
    return newest
