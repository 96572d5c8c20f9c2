"""The real browser of the journeys: found, or installed where that is allowed."""

from __future__ import annotations

import os
import shutil

from scripts.parts import Failed, call

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
APPLICATIONS = ["/Applications/Chromium.app/Contents/MacOS/Chromium"]


def find() -> str:
    """The program's path. Raises Failed with what to do where it is missing and may not be installed."""
    found = os.environ.get("PEJL_CHROMIUM") or _on_this_machine()
    if not found and os.geteuid() == 0 and shutil.which("apt-get"):
        print("   No Chromium on this machine: installing Debian's", flush=True)
        _install()
        found = _on_this_machine()
    if not found or not shutil.which(found):
        raise Failed(
            "The journeys need Chromium. Install it (on Debian and Ubuntu: apt-get install chromium) "
            "or name it: PEJL_CHROMIUM=/path/to/chromium make test"
        )
    return found


def _on_this_machine() -> str | None:
    places = [*map(shutil.which, NAMES), *map(shutil.which, APPLICATIONS)]
    return next(filter(None, places), None)


def _install() -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    call("apt-get", "update", "-qq", env=environment)
    call("apt-get", "install", "-qq", "-y", "--no-install-recommends", "chromium", env=environment)
