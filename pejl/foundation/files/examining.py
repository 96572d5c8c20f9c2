"""A file on its way in: looked over in a process of its own, its words read by the CPR guard."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext as _

from pejl.foundation.files import naming, sentences
from pejl.foundation.files.inspection import limits
from pejl.foundation.files.inspection.faults import Fault, Why
from pejl.foundation.files.inspection.kinds import Kind
from pejl.foundation.files.inspection.outcome import APART, COUNTED_BY_LINE, Place
from pejl.foundation.privacy import cpr
from pejl.foundation.refusals import Refusal

PROJECT = Path(__file__).resolve().parents[3]
PIECE_BYTES = 256 * 1024
MEGABYTE = 1_000_000
_WITHIN_SLIDES = (Place.NOTES, Place.COMMENTS)
_places = BoundedSemaphore(limits.AT_ONCE)


class CprInFile(Refusal):
    """A CPR number in the text of a file; the sentence says where, never the number."""

    code = "cpr-in-file"
    http_status = 422


@dataclass(frozen=True)
class Examined:
    """A file that may be kept: its cleaned name, its kind, and its content, disarmed. It lies in memory only.

    ``measures`` are a picture's width and height in pixels, where they are known.
    """

    name: str
    kind: Kind
    content: bytes
    measures: tuple[int, int] | None = None

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.content)

    @property
    def digest(self) -> str:
        """What tells the same file from another."""
        return hashlib.sha256(self.content).hexdigest()


def examine(*, upload: IO[bytes], name: str) -> Examined:
    """Look over a file that somebody sends, before and outside any transaction: it takes up to some seconds.

    ``upload`` is read from where it stands. Raises Unkept, CprInFile or CprFound (for the name) with a sentence
    that says what to do; nothing of a refused file is left anywhere.
    """
    cpr.refuse(name, field="file")
    try:
        kind = naming.promised(name)
        told, content = _looked_over(upload, kind)
    except Fault as fault:
        raise sentences.Unkept(fault, field="file") from None
    _require_no_cpr(told["passages"])
    return Examined(naming.clean(name), kind, content, _measures(told))


def _measures(told: dict[str, Any]) -> tuple[int, int] | None:
    """Whole numbers, whatever the other process said."""
    if told["measures"] is None:
        return None
    width, height = told["measures"]
    return int(width), int(height)


def _looked_over(upload: IO[bytes], kind: Kind) -> tuple[dict[str, Any], bytes]:
    """What is told of the file, its words among that, and what may be kept of it. Raises Fault."""
    if not _places.acquire(timeout=limits.SECONDS):
        raise Fault(Why.BUSY)
    try:
        told, content = _asked(upload, kind)
    finally:
        _places.release()
    if "why" in told:
        raise Fault(Why(told["why"]), told["part"])
    return told, content


def _asked(upload: IO[bytes], kind: Kind) -> tuple[dict[str, Any], bytes]:
    """What the other process says of the file, and what it would keep. Raises Fault.

    Both lie in files without a name, so that they are gone whatever happens, and the other process can write no more
    than its limit.
    """
    with tempfile.TemporaryFile() as copy, tempfile.TemporaryFile() as result:
        _copy(upload, copy)
        if _run(kind, copy, result):
            raise Fault(Why.TOO_MUCH)
        result.seek(0)
        return json.loads(result.readline()), result.read()


def _copy(upload: IO[bytes], copy: IO[bytes]) -> None:
    """Never more than a file may weigh."""
    size = 0
    while piece := upload.read(PIECE_BYTES):
        size += len(piece)
        if size > settings.PEJL_FILE_MEGABYTES * MEGABYTE:
            raise Fault(Why.TOO_LARGE)
        copy.write(piece)
    copy.seek(0)


def _run(kind: Kind, copy: IO[bytes], result: IO[bytes]) -> int:
    """The status the other process ends with; below 0 where it had to be stopped. It is told nothing of this one."""
    command = [sys.executable, "-m", "pejl.foundation.files.inspection", kind.value]
    try:
        return subprocess.run(  # noqa: S603 -- our own module
            command,
            stdin=copy,
            stdout=result,
            stderr=subprocess.DEVNULL,
            cwd=PROJECT,
            env={"PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"},
            timeout=limits.SECONDS,
            check=False,
        ).returncode
    except subprocess.TimeoutExpired:
        return -1


def _require_no_cpr(passages: list[dict[str, Any]]) -> None:
    for passage in passages:
        text = passage["text"]
        if found := cpr.find(text):
            where = _where(Place(passage["place"]), passage["number"], text, found[0])
            said = cpr.sentence(_without_marks(found[0]), len(found))
            again = _("Take it out of the file, and choose the file again.")
            raise CprInFile(f"{where} {said} {again}", field="file")


def _where(place: Place, number: int, text: str, found: cpr.Found) -> str:
    if place in COUNTED_BY_LINE:
        number = _line(text[: found.start])
    if number and place in _WITHIN_SLIDES:
        return sentences.notes_of_slide(number)
    return sentences.whereabouts(place, number)


def _line(before: str) -> int:
    """The number of the line that a text ends in; what stands beside the running text is no line of it."""
    lines = before.split("\n")
    marks = lines[:-1].count(APART)
    # A text beside the running one has a mark on either side: three lines that do not count.
    return len(lines) - marks - marks // 2


def _without_marks(found: cpr.Found) -> cpr.Found:
    """The words around, as far as they belong to the same text."""
    before, after = found.before.rpartition(APART)[2], found.after.partition(APART)[0]
    return cpr.Found(found.start, found.end, before.strip(), after.strip())
