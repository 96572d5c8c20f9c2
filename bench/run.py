"""``make bench``: the figures the project promises, each beside its limit in the same run.

Pages are measured on both databases. The limits: a raw ASGI page with the same rows and bytes (bench/raw.py), and a
bare Django page (bench/bare.py) with the same middleware, as many plain statements, and the same rows in a plain
Django template. Sizes are those of the built assets. Writes docs/reference/figures.md.
"""

from __future__ import annotations

import gzip
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.live import report as live
from pejl.foundation import clock

ROOT = Path(__file__).parents[1]
FIRST_LOAD = (
    "pejl.css",
    "htmx.js",
    "pejl.js",
    "icons.svg",
    "logo.svg",
    "favicon.svg",
    "fonts/plex-regular.woff2",
    "fonts/plex-semibold.woff2",
)
LIMITS = {"queries": 12, "of raw": 0.03, "of bare": 2.0, "bytes compressed": 15_000, "first load": 120_000}
IMPORT_SECONDS = 5
PAPERS_MS = {"pdf": 100, "docx": 150}
GUIDES_MS = {"pdf": 150, "docx": 200}
ALIKE_MS = 30
MOVE = {"queries": 12, "of bare": 3.0}
# A guide of ten pages: its page, the comparison with the version before, and what is kept while one writes.
READING = {"own queries": 8, "of bare": 2.0}
COMPARE_MS = 100
KEEP_OF_BARE = 3.0
# So many people confirm the same product; all of it within so many seconds.
CONFIRM_SECONDS = 60
MIXING, MIXING_MS = "90 people in 10 groups", 50
TURNS_APART = 1
# What one part says in the page of figures.
PART = re.compile(r"^<!-- (\w+) -->\n(.*?)(?=\n\n<!-- |\n*\Z)", re.MULTILINE | re.DOTALL)


def main() -> None:
    """Measure, print, write; ends with 1 where a promise is not kept. ``python -m bench.run live`` measures that part
    alone, and writes only it anew.
    """
    parts = parts_of()
    wanted = sys.argv[1:] or list(parts)
    if unknown := set(wanted) - set(parts):
        sys.exit(f"The bench has no part {', '.join(unknown)}: {', '.join(parts)}.")
    if not shutil.which("wrk"):
        sys.exit("The bench needs wrk (Debian: apt-get install wrk).")
    databases = {"SQLite": {}, "PostgreSQL": _postgresql()}
    missed = []
    for name in wanted:
        part = parts[name]
        if part.is_on_both:
            figures = {database: figures_of(f"bench.{name}", variables) for database, variables in databases.items()}
        else:
            figures = figures_of(f"bench.{name}", {})
        text = "\n".join(part.report(figures)).strip()
        print(text, end="\n\n", flush=True)
        write(name, text)
        missed += part.missed(figures)
    sys.exit(1 if missed else 0)


@dataclass(frozen=True)
class Part:
    """A part of the bench: how its figures are reported, and which of them are not as promised."""

    report: Callable[[Any], list[str]]
    missed: Callable[[Any], list[str]]
    is_on_both: bool = True


def parts_of() -> dict[str, Part]:
    """The parts by their modules in this package, in the order in which they are reported."""
    return {
        "measure": Part(report, broken),
        "live": Part(live.report, live.broken),
        "imports": Part(report_imports, too_slow),
        "alike": Part(report_alike, too_slow_while_typing),
        "editor": Part(report_editor, moved_too_slowly),
        "guidance": Part(report_guidance, guidance_too_slow),
        "reading": Part(report_reading, not_confirmed),
        "mixing": Part(report_mixing, badly_mixed, is_on_both=False),
        "turns": Part(report_turns, unfair_turns, is_on_both=False),
        "papers": Part(report_papers, papers_too_slow, is_on_both=False),
        "guides": Part(report_guides, guides_too_slow, is_on_both=False),
    }


def write(name: str, text: str) -> None:
    """Put a part into the page of figures, in the place of what it said before."""
    page = ROOT / "docs/reference/figures.md"
    page.parent.mkdir(parents=True, exist_ok=True)
    said = dict(PART.findall(page.read_text())) if page.exists() else {}
    said[name] = text
    told = [f"<!-- {one} -->\n{said[one]}" for one in parts_of() if one in said]
    page.write_text("\n\n".join(told) + "\n")


def figures_of(part: str, database: dict[str, str]) -> Any:
    """The figures of one part of the bench on one database, from a process of its own."""
    with tempfile.TemporaryDirectory(prefix="pejl-bench-") as folder:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("PEJL_")}
        variables = {**kept, "PEJL_DATA": folder, **database}
        said = subprocess.run([sys.executable, "-m", part], env=variables, cwd=ROOT, stdout=subprocess.PIPE, check=True)
        return json.loads(said.stdout)


def _postgresql() -> dict[str, str]:
    names = ("PEJL_DATABASE_URL", "PEJL_DATABASE_OWNER_URL")
    try:
        return {name: os.environ[name.replace("PEJL_", "PEJL_BENCH_")] for name in names}
    except KeyError as missing:
        sys.exit(f"{missing} is not set: start the bench with make bench.")


def report(results: dict[str, list[dict[str, Any]]]) -> list[str]:
    """The figures as a page of the documentation."""
    lines = [
        "# Figures",
        "",
        f"Measured {clock.today().isoformat()} by `make bench` on {os.cpu_count()} cores ({platform.machine()}, Python "
        f"{platform.python_version()}); one job centre with 60 meetings, 360 themes (300 of them wait on the table), "
        "3,000 cards, 120 products. Two web processes; wrk with 16 connections on the same cores. The machine is "
        "shared: read the ratios.",
    ]
    for database, measured in results.items():
        lines += ["", f"## {database}", "", _HEAD, "|---|---|---|---|---|---|---|---|---|"]
        lines += [_row(page) for page in measured]
    lines += [
        "",
        "## First load",
        "",
        f"{first_load() / 1000:.1f} kB compressed (at most 120): {', '.join(FIRST_LOAD)}.",
    ]
    return lines


_HEAD = (
    "| page | queries (with few rows) | ms in process | ms bare page | of bare (at most 2) | requests/s | raw page | "
    "of raw (at least 3 %) | kB, compressed |"
)


def _row(page: dict[str, Any]) -> str:
    return (
        f"| {page['page']} | {page['queries']} ({page['queries with few rows']}) | {page['ms in process']:.1f} | "
        f"{page['ms bare']:.1f} | {page['of bare']:.2f} | {page['requests a second']:.0f} | "
        f"{page['raw requests a second']:.0f} | {page['of raw']:.1%} | "
        f"{page['bytes'] / 1000:.1f}, {page['bytes compressed'] / 1000:.1f} |"
    )


def report_imports(imports: dict[str, dict[str, float]]) -> list[str]:
    """What the import of a staff file takes, beside the same rows written by the bare driver."""
    return [
        "",
        "## Import of 500 people",
        "",
        f"At most {IMPORT_SECONDS} s from the file's bytes to the last row; how far it has come is told on the way.",
        "",
        "| database | table shown, s | all, s | raw insert, s | times told |",
        "|---|---|---|---|---|",
        *(
            f"| {database} | {one['table seconds']:.2f} | {one['seconds']:.2f} | {one['raw seconds']:.3f} | "
            f"{one['times told how far']:.0f} |"
            for database, one in imports.items()
        ),
    ]


def too_slow(imports: dict[str, dict[str, float]]) -> list[str]:
    """The imports that took too long, or never said how far they were, printed."""
    found = [
        f"{name}: import of 500 people, {one['seconds']:.1f} s"
        for name, one in imports.items()
        if one["seconds"] > IMPORT_SECONDS
    ]
    found += [f"{name}: import without progress" for name, one in imports.items() if one["times told how far"] < 5]
    for line in found:
        print(f"NOT KEPT: {line}")
    return found


def report_alike(alike: dict[str, dict[str, float]]) -> list[str]:
    """What it takes to find the themes that are alike while somebody types, beside reading their texts alone."""
    return [
        "",
        "## Alike themes while one types",
        "",
        f"Among 300 that wait; at most {ALIKE_MS} ms for 95 of 100 asks, the page's frame and all.",
        "",
        "| database | asks | ms, median | ms, 95 of 100 | first ask, ms | ms, the bare statement |",
        "|---|---|---|---|---|---|",
        *(
            f"| {database} | {one['asks']:.0f} | {one['ms median']:.1f} | {one['ms p95']:.1f} | "
            f"{one['ms first']:.1f} | {one['ms bare']:.1f} |"
            for database, one in alike.items()
        ),
    ]


def too_slow_while_typing(alike: dict[str, dict[str, float]]) -> list[str]:
    """The databases on which somebody who types waits for what is alike, printed."""
    found = [f"{name}: alike themes, {one['ms p95']:.1f} ms" for name, one in alike.items() if one["ms p95"] > ALIKE_MS]
    for line in found:
        print(f"NOT KEPT: {line}")
    return found


def report_editor(editor: dict[str, dict[str, dict[str, float]]]) -> list[str]:
    """What a press in the agenda editor takes, beside the bare page and the same statements alone."""
    return [
        "",
        "## The agenda editor with 40 items",
        "",
        "Groups and steps among the items, 30 people with a part each. A move is one press by script with the rows "
        f"that answer it: at most {MOVE['queries']} queries and {MOVE['of bare']:.0f} times the bare page. Undoing is "
        "that press taken back, without the page that is shown afterwards.",
        "",
        "| database | what | queries | ms | ms bare page | of bare | ms, the statements alone | times that |",
        "|---|---|---|---|---|---|---|---|",
        *(
            f"| {database} | {what} | {one['queries']} | {one['ms']:.1f} | {one['ms bare']:.1f} | "
            f"{one['of bare']:.2f} | {one['ms raw']:.2f} | {one['of raw']:.0f} |"
            for database, measured in editor.items()
            for what, one in measured.items()
        ),
    ]


def moved_too_slowly(editor: dict[str, dict[str, dict[str, float]]]) -> list[str]:
    """The databases on which a move asks or takes too much, printed."""
    found = [
        f"{database}: a move in the editor, {name} {measured['move'][name]:.1f}"
        for database, measured in editor.items()
        for name in MOVE
        if measured["move"][name] > MOVE[name]
    ]
    for line in found:
        print(f"NOT KEPT: {line}")
    return found


def report_guidance(guidance: dict[str, dict[str, Any]]) -> list[str]:
    """What a long guide takes to read, to compare and to write in, beside the bare page and the statements alone."""
    names = {"read": "reading it", "compare": "comparing two versions", "keep": "keeping what one writes"}
    pages = " and ".join(str(number) for number in sorted({one["pages"] for one in guidance.values()}))
    return [
        "",
        "## A guide of ten pages",
        "",
        f"On paper it has {pages} pages; every third text of the second version is worded otherwise. Nobody is writing "
        "the next version while it is read: whose business that is would be one query more. Reading asks at most "
        f"{READING['own queries']} queries of its own, beside those of the frame, and takes at most "
        f"{READING['of bare']:.0f} times the bare page; comparing takes at most {COMPARE_MS} ms; keeping what one "
        f"writes takes for 95 of 100 at most {KEEP_OF_BARE:.0f} times the bare page.",
        "",
        "| database | what | queries (own) | ms, median and 95 of 100 | ms bare page, median and 95 of 100 | of bare, "
        "median and 95 of 100 | ms, the statements alone | times that |",
        "|---|---|---|---|---|---|---|---|",
        *(
            f"| {database} | {names[what]} | {one['queries']} ({one['own queries']}) | {one['ms']:.1f}, "
            f"{one['ms p95']:.1f} | {one['ms bare']:.1f}, {one['ms bare p95']:.1f} | {one['ms'] / one['ms bare']:.2f}, "
            f"{one['ms p95'] / one['ms bare p95']:.2f} | {one['ms raw']:.2f} | {one['ms'] / one['ms raw']:.0f} |"
            for database, measured in guidance.items()
            for what, one in measured["measured"].items()
        ),
    ]


def guidance_too_slow(guidance: dict[str, dict[str, Any]]) -> list[str]:
    """Where a long guide asks or takes too much, printed."""
    found = []
    for database, told in guidance.items():
        read, compare, keep = (told["measured"][what] for what in ("read", "compare", "keep"))
        queries, of_bare = read["own queries"], read["ms"] / read["ms bare"]
        kept = keep["ms p95"] / keep["ms bare p95"]
        found += [f"{database}: {queries} queries to read a guide"] * (queries > READING["own queries"])
        found += [f"{database}: reading a guide, {of_bare:.2f} times bare"] * (of_bare > READING["of bare"])
        found += [f"{database}: comparing, {compare['ms']:.0f} ms"] * (compare["ms"] > COMPARE_MS)
        found += [f"{database}: keeping a text, {kept:.1f} times bare"] * (kept > KEEP_OF_BARE)
    for line in found:
        print(f"NOT KEPT: {line}")
    return found


def report_reading(reading: dict[str, dict[str, float]]) -> list[str]:
    """What it takes when many say at once to have read the same product, beside bare rows of the same table."""
    people = " and ".join(f"{number:.0f}" for number in sorted({one["people"] for one in reading.values()}))
    return [
        "",
        "## Having read it, all at once",
        "",
        f"{people} people confirm the same product, 16 at once, each in a session of their own, on two web processes; "
        f"at most {CONFIRM_SECONDS} s, no error, and one row for each. Between the presses the same threads write bare "
        "rows into the same table.",
        "",
        "| database | errors | rows missing | s, all of them | ms a press, median and 95 of 100 | ms a bare row, "
        "median and 95 of 100 | times that |",
        "|---|---|---|---|---|---|---|",
        *(
            f"| {database} | {one['errors']:.0f} | {one['missing']:.0f} | {one['seconds']:.1f} | {one['ms']:.1f}, "
            f"{one['ms p95']:.1f} | {one['ms raw']:.1f}, {one['ms raw p95']:.1f} | {one['ms'] / one['ms raw']:.1f} |"
            for database, one in reading.items()
        ),
    ]


def not_confirmed(reading: dict[str, dict[str, float]]) -> list[str]:
    """The databases on which a press failed or was lost, or all of them took too long, printed."""
    found = []
    for database, one in reading.items():
        found += [f"{database}: {one['errors']:.0f} errors while confirming"] * (one["errors"] > 0)
        found += [f"{database}: {one['missing']:.0f} confirmations missing"] * (one["missing"] != 0)
        found += [f"{database}: confirming took {one['seconds']:.0f} s"] * (one["seconds"] > CONFIRM_SECONDS)
    for line in found:
        print(f"NOT KEPT: {line}")
    return found


def report_mixing(mixing: dict[str, Any]) -> list[str]:
    """What a proposal of groups takes, beside drawing lots and beside counting once how good groups are."""
    return [
        "",
        "## Groups proposed",
        "",
        f"At most {MIXING_MS} ms for {MIXING}, two meetings behind them and a chair in each.",
        "",
        "| meeting | ms, median | ms, 95 of 100 | ms, drawn by lot | ms, penalty counted once | times that |",
        "|---|---|---|---|---|---|",
        *(
            f"| {meeting} | {one['ms median']:.1f} | {one['ms p95']:.1f} | {one['ms draw']:.3f} | "
            f"{one['ms penalty']:.2f} | {one['ms median'] / one['ms penalty']:.0f} |"
            for meeting, one in mixing["times"].items()
        ),
        "",
        f"Better than the mean of 100 draws by lot in {mixing['better']:,} of {mixing['centres']:,} invented job "
        f"centres: {mixing['of mean']:.0%} of the mean penalty in the middle, {mixing['of mean at most']:.0%} at most. "
        "Leaders are left out, who would make it easy. Where all divisions are equally good, none can be better: in "
        f"{mixing['centres'] - mixing['open']} of them.",
    ]


def badly_mixed(mixing: dict[str, Any]) -> list[str]:
    """Where proposed groups took too long, or were no better than lots, printed."""
    taken = mixing["times"][MIXING]["ms p95"]
    found = [f"{MIXING}: proposed in {taken:.0f} ms"] * (taken > MIXING_MS)
    worse = mixing["centres"] - mixing["better"]
    found += [f"groups no better than the mean of draws in {worse} job centres"] * (worse > 0)
    for line in found:
        print(f"NOT KEPT: {line}")
    return found


def report_turns(turns: dict[str, Any]) -> list[str]:
    """How far turns come apart, beside asking by lot in the same job centres."""
    return [
        "",
        "## Turns",
        "",
        f"Among those who were there throughout and declined nothing turns are at most {turns['gap']} apart (promised: "
        f"{TURNS_APART}), after every one of {turns['meetings']} meetings in each of {turns['centres']:,} invented job "
        "centres where people come, leave and say “not this time”. Asked by lot they would be "
        f"{turns['gap by lot']} apart at most, and {turns['gap by lot, mean']:.1f} in the mean.",
    ]


def unfair_turns(turns: dict[str, Any]) -> list[str]:
    """Where turns came further apart than promised, printed."""
    found = [f"turns {turns['gap']} apart"] * (turns["gap"] > TURNS_APART)
    for line in found:
        print(f"NOT KEPT: {line}")
    return found


def report_papers(papers: dict[str, Any]) -> list[str]:
    """What the agenda takes as PDF and as Word, beside the least that the libraries can do."""
    return [
        "",
        "## The agenda on paper",
        "",
        f"Three hours, 15 items, two groups; from the meeting's row to the file (pages: {papers['pages']}), with new "
        f"words each time. At most {PAPERS_MS['pdf']} ms as PDF and {PAPERS_MS['docx']} ms as Word after warm-up.",
        "",
        *_papers(papers, {"pdf": "typst, one line", "docx": "python-docx, an empty document"}),
    ]


def report_guides(guides: dict[str, Any]) -> list[str]:
    """What a long guide takes as PDF and as Word, beside the same words without any look."""
    return [
        "",
        "## A guide on paper",
        "",
        f"{guides['pages']} pages, from the product's id to the file, with new words each time. At most "
        f"{GUIDES_MS['pdf']} ms as PDF and {GUIDES_MS['docx']} ms as Word after warm-up.",
        "",
        *_papers(guides, {"pdf": "typst, the words alone", "docx": "python-docx, the words alone"}),
    ]


def _papers(papers: dict[str, Any], least: dict[str, str]) -> list[str]:
    """A line for each form of a paper; ``least`` says what the limit beside it is."""
    names = {"pdf": "PDF", "docx": "Word"}
    return [
        "| paper | ms, median | ms, 95 of 100 | first, ms | the least | its ms | times that |",
        "|---|---|---|---|---|---|---|",
        *(
            f"| {names[form]} | {one['ms']:.1f} | {one['ms p95']:.1f} | {one['ms first']:.1f} | {told} | "
            f"{raw['ms']:.1f} | {one['ms'] / raw['ms']:.1f} |"
            for form, told in least.items()
            for one, raw in [(papers["made"][form], papers["raw"][form])]
        ),
    ]


def papers_too_slow(papers: dict[str, Any]) -> list[str]:
    """The papers of a meeting that took too long, printed."""
    return _slower_than(PAPERS_MS, "agenda", papers)


def guides_too_slow(guides: dict[str, Any]) -> list[str]:
    """The papers of a guide that took too long, printed."""
    return _slower_than(GUIDES_MS, "guide", guides)


def _slower_than(most: dict[str, int], name: str, papers: dict[str, Any]) -> list[str]:
    made = papers["made"]
    found = [f"{name} as {form}: {made[form]['ms']:.0f} ms" for form in most if made[form]["ms"] > most[form]]
    for line in found:
        print(f"NOT KEPT: {line}")
    return found


def first_load() -> int:
    """Bytes of what a first page brings with it; fonts are compressed already."""
    built = ROOT / "build/static"
    sizes = [(built / name).read_bytes() for name in FIRST_LOAD]
    return sum(
        len(data) if name.endswith("woff2") else len(gzip.compress(data))
        for name, data in zip(FIRST_LOAD, sizes, strict=True)
    )


def broken(results: dict[str, list[dict[str, Any]]]) -> list[str]:
    """The promises that were not kept, printed."""
    found = []
    for database, measured in results.items():
        for page in measured:
            where = f"{database}, {page['page']}"
            found += [f"{where}: {page['queries']} queries"] * (page["queries"] > LIMITS["queries"])
            found += [f"{where}: queries grow with rows"] * (page["queries"] > page["queries with few rows"])
            found += [f"{where}: {page['of raw']:.1%} of raw"] * (page["of raw"] < LIMITS["of raw"])
            found += [f"{where}: {page['of bare']:.2f} times bare"] * (page["of bare"] > LIMITS["of bare"])
            found += [f"{where}: {page['bytes compressed']} bytes of HTML"] * (
                page["bytes compressed"] > LIMITS["bytes compressed"]
            )
    found += ["first load too large"] * (first_load() > LIMITS["first load"])
    for line in found:
        print(f"NOT KEPT: {line}")
    return found


if __name__ == "__main__":
    main()
