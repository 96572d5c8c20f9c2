"""What the crowds have heard, as a part of docs/reference/figures.md, and which promises were not kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Told = dict[str, Any]

P50, P95 = 2.5, 5.0
"""Times the bare broadcaster, to the last listener."""
MANY = 3.0
WITH_PAGES_MS, KILOBYTES, IDLE, JOIN_SECONDS = 50, 45, 2.0, 10
PAGES = 57
"""Of 60 asked for each second so many must be served: a server that refuses pages has time for cards."""

INTRODUCTION = """
Two web processes; one process listens on raw sockets, on the same cores. From the return of COMMIT, by the machine's
clock, until the last listener has the card. Beside it, between the cards and in the same minute, a bare broadcaster
writes the same bytes to as many connections: two processes with uvloop's transports and nothing else, woken by a
datagram. Every listener is a session of its own, admitted by the page that admits browsers; cards are written by the
operation that the page calls, 5 a second for a minute.
"""


def report(live: dict[str, Told]) -> list[str]:
    """The part of the page."""
    return [
        "",
        "## The live room",
        "",
        " ".join(INTRODUCTION.split()),
        "",
        f"| {' | '.join(HEAD)} |",
        f"|{'---|' * len(HEAD)}",
        *(f"| {' | '.join(cells)} |" for name, told in live.items() for cells in _crowds(name, told)),
        "",
        "Every card reaches every listener exactly once: "
        + "; ".join(f"{name}: {told_of(one)}" for name, one in live.items())
        + ".",
        "",
        f"| {' | '.join(['promise', *live])} |",
        f"|---|{'---|' * len(live)}",
        *(
            f"| {promise} | {' | '.join(f'{said(told)} ({_kept(kept(told))})' for told in live.values())} |"
            for promise, said, kept in PROMISES
        ),
    ]


def broken(live: dict[str, Told]) -> list[str]:
    """The promises that were not kept, printed."""
    found = [
        f"{name}: {promise}: {said(told)}"
        for name, told in live.items()
        for promise, said, kept in PROMISES
        if not kept(told)
    ]
    for line in found:
        print(f"NOT KEPT: {line}")
    return found


HEAD = ["database", "crowd", "cards", "ms, median", "of bare", "ms, 95 of 100", "of bare", "bare: ms, median and 95"]
CROWDS = {
    "one of 500": "500 in one meeting",
    "with pages": "500, and 60 pages a second",
    "20 of 25": "20 meetings of 25",
    "one beside 20": "500 in one, in turn with those",
    "one of 2,000": "2,000 in one meeting",
}


def _crowds(database: str, told: Told) -> Iterator[list[str]]:
    for crowd, words in CROWDS.items():
        one = told[crowd]
        of = [f"{one[f'{name} of bare']:.2f}" if "bare p50" in one else "" for name in ("p50", "p95")]
        bare = f"{one['bare p50']:.1f}, {one['bare p95']:.1f}" if "bare p50" in one else ""
        yield [database, words, str(one["cards"]), f"{one['p50']:.1f}", of[0], f"{one['p95']:.1f}", of[1], bare]


def told_of(told: Told) -> str:
    """How many were to be heard, and how many were not, or twice."""
    crowds = [told[crowd] for crowd in CROWDS]
    heard, missed, doubled = (sum(one[name] for one in crowds) for name in ("heard", "missed", "doubled"))
    return f"{heard:,} heard, {missed} missed, {doubled} doubled"


def _kept(is_kept: bool) -> str:
    return "kept" if is_kept else "NOT KEPT"


def _is_whole(told: Told) -> bool:
    return not any(told[crowd][name] for crowd in CROWDS for name in ("missed", "doubled"))


def _small(told: Told) -> float:
    return float(told["20 of 25"]["p50"] / told["one beside 20"]["p50"])


Promise = tuple[str, Callable[[Told], str], Callable[[Told], bool]]

PROMISES: tuple[Promise, ...] = (
    ("each card once to everybody", told_of, _is_whole),
    (
        f"500: median at most {P50} times bare",
        lambda told: f"{told['one of 500']['p50 of bare']:.2f}",
        lambda told: told["one of 500"]["p50 of bare"] <= P50,
    ),
    (
        f"500: 95 of 100 at most {P95:.0f} times bare",
        lambda told: f"{told['one of 500']['p95 of bare']:.2f}",
        lambda told: told["one of 500"]["p95 of bare"] <= P95,
    ),
    (
        f"500: 95 of 100 within {WITH_PAGES_MS} ms beside 60 pages a second",
        lambda told: (
            f"{told['with pages']['p95']:.0f} ms; {told['with pages']['pages']['a second']:.0f} pages a second"
        ),
        lambda told: told["with pages"]["p95"] <= WITH_PAGES_MS and told["with pages"]["pages"]["a second"] >= PAGES,
    ),
    (
        f"2,000: median at most {MANY:.0f} times bare",
        lambda told: f"{told['one of 2,000']['p50 of bare']:.2f}",
        lambda told: told["one of 2,000"]["p50 of bare"] <= MANY,
    ),
    (
        "20 meetings of 25 no slower than one of 500",
        lambda told: f"{_small(told):.2f} of it",
        lambda told: _small(told) <= 1,
    ),
    (
        f"at most {KILOBYTES} kB a listener",
        lambda told: f"{told['kB a listener']:.1f} kB",
        lambda told: told["kB a listener"] <= KILOBYTES,
    ),
    (
        f"500 that only listen: at most {IDLE:.0f} % of a core, their coming back every few minutes and all",
        lambda told: f"{told['idle %']:.2f} + {told['coming back %']:.2f} %",
        lambda told: told["idle %"] + told["coming back %"] <= IDLE,
    ),
    (
        f"500 join within {JOIN_SECONDS} s, all at once",
        lambda told: f"{told['join seconds']:.1f} s; {told['join cpu ms']:.1f} ms of a core each",
        lambda told: told["join seconds"] <= JOIN_SECONDS,
    ),
)
