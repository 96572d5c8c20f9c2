"""Measures one database: crowds that follow meetings on two server processes while cards are written.

Run by ``bench.run`` in a process of its own, with the environment that names the database; prints one JSON object.
Cards are written here, by the operation that the page calls; the clock starts when its COMMIT has returned.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any
from uuid import uuid4

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
django.setup()

from django.core.management import call_command  # noqa: E402 -- Django comes first
from django.db import transaction  # noqa: E402

from bench import measure  # noqa: E402
from bench.live import places  # noqa: E402
from bench.live.places import House, Place  # noqa: E402
from pejl.foundation import clock  # noqa: E402
from pejl.foundation.live.stream import LIFE_SECONDS  # noqa: E402
from pejl.foundation.tenancy import scopes  # noqa: E402
from pejl.room.operations import write_card  # noqa: E402
from pejl.wiring.management.commands.run import listening  # noqa: E402

LISTENERS, MANY, MEETINGS = 500, 2000, 20
FIRST = 60
"""Who come by the page before anything is measured: processes that have just begun have all to learn yet."""
CARDS_A_SECOND, PAGES_A_SECOND = 5, 60
SECONDS = {"minute": 60.0, "before": 3.0, "with pages": 15.0, "many": 12.0, "idle": 16.0}
PAGES = ["/", "/temaer/", "/temaer/bordet/", "/pejlemaerker/"]
WORDS = "Vi ringer til arbejdsgiveren samme dag, så aftalen om praktik står fast, før planen skrives."
LONGER = float(os.environ.get("BENCH_LONGER", "1"))
"""So many times as long is everything measured."""
FILES = 6000
BEGUN = time.monotonic()


class Ears:
    """The process that listens. Asked from several threads, each gets its own answer."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "bench.live.ears"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._answers: dict[int, Any] = {}
        self._has_come = threading.Condition()
        self._number = 0
        threading.Thread(target=self._read, daemon=True).start()

    def do(self, deed: str, **told: Any) -> Any:
        """Have something done, and wait for what comes of it."""
        with self._has_come:
            self._number += 1
            number = self._number
            self.process.stdin.write(json.dumps({"do": deed, "number": number, **told}) + "\n")  # type: ignore[union-attr]
            self.process.stdin.flush()  # type: ignore[union-attr]
            self._has_come.wait_for(lambda: number in self._answers or self.process.poll() is not None, timeout=120)
            if number not in self._answers:
                raise SystemExit(f"The listeners did not answer: {deed}")
            if deed != "frame":
                say(deed, told.get("hall", ""))
            return self._answers.pop(number)

    def _read(self) -> None:
        for line in self.process.stdout:  # type: ignore[union-attr]
            with self._has_come:
                told = json.loads(line)
                self._answers[told["number"]] = told["said"]
                self._has_come.notify_all()
        with self._has_come:
            self._has_come.notify_all()


class Bare:
    """The bare broadcaster, on as many processes as Pejl."""

    def __init__(self, port: int, mouths: Sequence[Path]) -> None:
        self.port, self._mouths = port, mouths
        self._mouth = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._mouth.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 512 * 1024)

    def say(self, frame: bytes) -> float:
        """Let it be written to all; the moment before."""
        begun = time.monotonic()
        for mouth in self._mouths:
            self._mouth.sendto(frame, str(mouth))
        return begun


def main() -> None:
    """Everything, as JSON on standard output."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(FILES, hard)), hard))
    call_command("migrate", verbosity=0, interactive=False)
    house = places.furnish(LISTENERS, MEETINGS)
    say("furnished")
    with measure.served() as (port, servers), bare_served() as bare, listening_process() as ears:
        json.dump(Bench(house, port, servers, bare, ears).figures(), sys.stdout)


class Bench:
    """One run. Halls: "large", "small" and "bare"."""

    def __init__(self, house: House, port: int, servers: Sequence[int], bare: Bare, ears: Ears) -> None:
        self.house, self.port, self.servers, self.bare, self.ears = house, port, servers, bare, ears
        self.crowd = house.large.browsers(LISTENERS)

    def figures(self) -> dict[str, Any]:
        """In this order: what the boards hold grows."""
        self.join("large", count=FIRST, pages=True)
        self.ears.do("leave", hall="large")
        before = self.memory()
        used = cpu_seconds(self.servers)
        joined = self.join("large")
        each = (cpu_seconds(self.servers) - used) / LISTENERS
        found: dict[str, Any] = {"join seconds": joined["seconds"], "join refused": joined["refused"]}
        found |= {"join cpu ms": each * 1000, "coming back %": each * LISTENERS / LIFE_SECONDS * 100}
        with_some = self.memory()
        found["idle %"] = self.idle()
        self.ears.do("join", hall="bare", port=self.bare.port, browsers=[{}] * LISTENERS)
        found["one of 500"] = self.compared([self.house.large], LISTENERS, SECONDS["minute"] * LONGER)
        found["with pages"] = self.beside_pages()
        small = [one for place in self.house.small for one in place.browsers(LISTENERS // MEETINGS)]
        self.ears.do("leave", hall="bare")
        self.ears.do("join", hall="small", port=self.port, browsers=small)
        found["20 of 25"], found["one beside 20"] = self.turn_about()
        for hall in ("large", "small"):
            self.ears.do("leave", hall=hall)
        found["join of 2,000 seconds"] = self.join("large", count=MANY)["seconds"]
        # The first ones may find room that pages have left behind; those who come after them do not.
        further = (self.memory() - with_some) / (MANY - LISTENERS)
        found["kB a listener"] = max((with_some - before) / LISTENERS, further) / 1000
        self.ears.do("join", hall="bare", port=self.bare.port, browsers=[{}] * MANY)
        found["one of 2,000"] = self.compared([self.house.large], MANY, SECONDS["many"] * LONGER, rate=2.5)
        return found

    def join(self, hall: str, *, count: int = LISTENERS, pages: bool = False) -> Any:
        """A crowd comes into the large meeting, all at the same moment."""
        return self.ears.do("join", hall=hall, port=self.port, browsers=self.house.large.browsers(count), pages=pages)

    def memory(self) -> float:
        """Bytes that belong to the server's processes alone."""
        time.sleep(1)
        return sum(unique_bytes(pid) for pid in self.servers)

    def idle(self) -> float:
        """What the server's processes do while nothing happens, of one core."""
        before, begun = cpu_seconds(self.servers), time.monotonic()
        time.sleep(SECONDS["idle"])
        return (cpu_seconds(self.servers) - before) / (time.monotonic() - begun) * 100

    def write(self, place: Place) -> tuple[str, float]:
        """One card, committed; its id, and the moment when COMMIT had returned."""
        done: list[float] = []
        said: dict[str, Any] = {"item": place.board, "kind": "consideration", "text": WORDS, "client_id": uuid4()}
        with scopes.scope(self.house.space.pk), transaction.atomic():
            transaction.on_commit(lambda: done.append(time.monotonic()))
            card = write_card(**said, by=place.people[0], now=clock.now())
        return str(card.pk), done[0]

    def compared(self, where: Sequence[Place], listeners: int, seconds: float, rate: float = CARDS_A_SECOND) -> Any:
        """Cards, and between them the same bytes by the bare broadcaster: a slow moment hits both."""
        before, begun = cpu_seconds(self.servers), time.monotonic()
        cards, bare = {}, {}
        for place, wait in zip(cycle(where), beats(seconds, rate), strict=False):
            wait(0.0)
            card, at = self.write(place)
            cards[card] = at
            wait(0.5)
            bare[card] = self.bare.say(self.ears.do("frame", hall="large", card=card).encode("latin-1"))
        spent = (cpu_seconds(self.servers) - before) / (time.monotonic() - begun) * 100
        ours, least = self.heard("large", cards, listeners), self.heard("bare", bare, listeners)
        of = {f"{name} of bare": ours[name] / least[name] for name in ("p50", "p95")}
        return ours | of | {"bare p50": least["p50"], "bare p95": least["p95"], "cpu %": spent}

    def beside_pages(self) -> Any:
        """Cards while pages are served at a steady rate, and have been for a moment: not as after a start."""
        seconds, said = SECONDS["with pages"] * LONGER, {}
        load = {"port": self.port, "paths": PAGES, "cookie": self.crowd[0]["cookie"]}
        self.ears.do("pages", **load, rate=PAGES_A_SECOND, seconds=SECONDS["before"])
        asking = threading.Thread(
            target=lambda: said.update(self.ears.do("pages", **load, rate=PAGES_A_SECOND, seconds=seconds))
        )
        asking.start()
        cards = {}
        for wait in beats(seconds, CARDS_A_SECOND):
            wait(0.0)
            card, at = self.write(self.house.large)
            cards[card] = at
        asking.join()
        return self.heard("large", cards, LISTENERS) | {"pages": said}

    def turn_about(self) -> tuple[Any, Any]:
        """A card in one of the small meetings, then one in the large one."""
        small: dict[str, float] = {}
        large: dict[str, float] = {}
        moments = beats(SECONDS["with pages"] * LONGER, CARDS_A_SECOND)
        for place, wait in zip(cycle(self.house.small), moments, strict=False):
            for share, where, into in ((0.0, place, small), (0.5, self.house.large, large)):
                wait(share)
                card, at = self.write(where)
                into[card] = at
        return self.heard("small", small, LISTENERS // MEETINGS), self.heard("large", large, LISTENERS)

    def heard(self, hall: str, cards: dict[str, float], listeners: int) -> dict[str, Any]:
        """Milliseconds to the last listener, and whether every one heard every card once."""
        time.sleep(1)
        told = self.ears.do("count", hall=hall)
        missed = sum(listeners - told["by"].get(card, 0) for card in cards)
        taken = [(told["last"][card] - at) * 1000 for card, at in cards.items() if card in told["last"]]
        return {
            "cards": len(cards),
            "heard": sum(told["by"].get(card, 0) for card in cards),
            "p50": statistics.median(taken),
            "p95": statistics.quantiles(taken, n=20)[18],
            "missed": missed,
            "doubled": told["doubled"],
            "came back": told["back"],
        }


def beats(seconds: float, rate: float) -> Iterator[Any]:
    """Moments at a steady rate; each can wait for a share of the time until the next."""
    begun = time.monotonic()
    for number in range(int(seconds * rate)):
        yield lambda share, number=number: time.sleep(max(0.0, begun + (number + share) / rate - time.monotonic()))


@contextlib.contextmanager
def bare_served() -> Iterator[Bare]:
    """The bare broadcaster."""
    with tempfile.TemporaryDirectory() as folder, listening("127.0.0.1", 0, measure.PROCESSES) as listeners:
        mouths = [Path(folder) / f"{number}.sock" for number, _one in enumerate(listeners)]
        started = [
            subprocess.Popen(
                [sys.executable, "-m", "bench.live.bare", str(one.fileno()), str(mouth)], pass_fds=[one.fileno()]
            )
            for one, mouth in zip(listeners, mouths, strict=True)
        ]
        with measure.ended(started):
            while not all(mouth.exists() for mouth in mouths):
                time.sleep(0.05)
            yield Bare(listeners[0].getsockname()[1], mouths)


@contextlib.contextmanager
def listening_process() -> Iterator[Ears]:
    """The listeners."""
    ears = Ears()
    with measure.ended([ears.process]):
        yield ears


def say(*words: str) -> None:
    """How far it is, for whoever waits."""
    print(f"   live, {time.monotonic() - BEGUN:.0f}: {' '.join(words)}", file=sys.stderr, flush=True)


def cpu_seconds(pids: Sequence[int]) -> float:
    """What the processes have used of the processors."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def unique_bytes(pid: int) -> int:
    """The memory that goes when the process ends."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(("Private_Clean", "Private_Dirty")))


if __name__ == "__main__":
    main()
