"""`make lock`: the newest versions that requirements/*.in and package.json allow, into the locks.

Hashes are those of the public index alone, whatever this machine's pip is set up to look at beside it; the locks name
no index, so they install from whichever a place uses. A version must be a week old: most that are withdrawn are
withdrawn sooner.
"""

from __future__ import annotations

import os

from scripts.parts import call, main, part
from scripts.setup import ENVIRONMENT, REQUIREMENTS, npm

# In this order: later ones keep to what earlier ones chose.
LOCKS = ["run", "build", "dev", "endure", "postgres", "lock"]
OPTIONS = [
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--only-binary=:all:",
    "--exclude-newer=7 days",
    "--no-emit-index-url",
    "--no-annotate",
    "--no-header",
    "--no-config",
    "--upgrade",
    "--quiet",
]


def lock() -> None:
    """Write requirements/*.txt and package-lock.json anew."""
    with part("Python packages"):
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "UV_"))}
        for name in LOCKS:
            output = f"--output-file={REQUIREMENTS / name}.txt"
            call(
                ENVIRONMENT / "bin/uv",
                "pip",
                "compile",
                *OPTIONS,
                f"{name}.in",
                output,
                env=environment,
                folder=REQUIREMENTS,
            )
    with part("Node packages"):
        npm("update", "--package-lock-only", "--ignore-scripts")


if __name__ == "__main__":
    main(lock)
