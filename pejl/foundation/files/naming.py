"""What a file is called: readable on every system, and what it says about its kind is true."""

from __future__ import annotations

import re

from pejl.foundation.files.inspection.faults import Fault, Why
from pejl.foundation.files.inspection.kinds import EXTENSIONS, Kind
from pejl.foundation.privacy import tidy

LONGEST = 120
_FOLDERS = re.compile(r".*[/\\]", re.DOTALL)
_NOT_IN_NAMES = re.compile(r'[<>:"|?*]+')
_SPACES = re.compile(r"\s+")
# Windows opens a device by these, whatever stands behind the dot.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)", re.IGNORECASE)


def promised(name: str) -> Kind:
    """The kind that the name promises. Raises Fault for one that Pejl does not keep."""
    _stem, dot, ending = _plain(f"x{name}").rpartition(".")
    extension = ending.lower()
    if not dot or extension not in EXTENSIONS:
        raise Fault(Why.UNKNOWN_KIND)
    return EXTENSIONS[extension]


def clean(name: str) -> str:
    """The name without folders, line ends, turned text, devices; at most LONGEST characters, its ending whole."""
    stem, _dot, extension = _plain(name).rpartition(".")
    stem = _NOT_IN_NAMES.sub("-", stem).strip(" .") or "fil"
    if _DEVICES.match(stem):
        stem = f"_{stem}"
    extension = extension.lower()
    return f"{stem[: LONGEST - len(extension) - 1].rstrip(' .')}.{extension}"


def _plain(name: str) -> str:
    """One line of visible characters, after the last folder; Windows drops dots and spaces at the end."""
    own = _FOLDERS.sub("", tidy.line(name).replace("\u200d", ""))
    return _SPACES.sub(" ", own).strip(" .")
