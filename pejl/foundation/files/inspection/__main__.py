"""``python -m pejl.foundation.files.inspection KIND``: the file on standard input, what came of it on standard output.

First a line of JSON, then the content to keep. Before the first byte of the file is read, the process gives up what a
parser that was taken over would want: files, network, other processes, and more than so much memory and time.
"""

from __future__ import annotations

import codecs
import importlib
import json
import os
import pkgutil
import resource
import sys
from typing import Any

import pypdf

from pejl.foundation.files.inspection import limits
from pejl.foundation.files.inspection.faults import Fault
from pejl.foundation.files.inspection.kinds import Kind
from pejl.foundation.files.inspection.looking import look

CODECS = ("ascii", "cp437", "cp1252", "latin-1", "mac-roman", "utf-8-sig", "utf-16", "utf-16-be", "utf-16-le")


def bring() -> None:
    """Load what the libraries would else import while they read."""
    for name in CODECS:
        codecs.lookup(name)
    for module in pkgutil.walk_packages(pypdf.__path__, "pypdf."):
        if "_crypt_providers" not in module.name:
            importlib.import_module(module.name)


def give_up() -> None:
    """From now on no file or connection can be opened, no process begun, and time and memory are counted."""
    for what, most in (
        (resource.RLIMIT_CPU, limits.CPU_SECONDS),
        (resource.RLIMIT_DATA, limits.MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, limits.OUTPUT_BYTES),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 0),
    ):
        resource.setrlimit(what, (most, most))


def main() -> None:
    """One file."""
    kind = Kind(sys.argv[1])
    os.nice(5)
    bring()
    give_up()
    told: dict[str, Any]
    try:
        outcome = look(sys.stdin.buffer.read(), kind)
        told, content = outcome.told(), outcome.content
    except Fault as fault:
        told, content = {"why": fault.why, "part": fault.part[:80]}, b""
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n")
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
