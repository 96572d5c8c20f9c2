"""The demo's guidance: what its authors made of the cards, and how it came into force."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pejl.foundation.tenancy.models import Person
from pejl.guidance import operations, queries
from pejl.guidance.models import Block, Product, Version
from pejl.guidance.names import BlockKind, Verdict

STORY: dict[str, Any] = tomllib.loads((Path(__file__).parent / "demo.toml").read_text(encoding="utf-8"))
BETWEEN_BLOCKS = timedelta(minutes=4)

People = Mapping[str, Person]


def title_of(key: str) -> str:
    """What the product is called."""
    return str(STORY[key]["title"])


def cards_of(key: str) -> list[str]:
    """The cards that its marks are made from, in the order they are read."""
    return [mark["card"] for mark in STORY[key]["marks"]]


def write(key: str, *, product: Product, people: People, now: datetime) -> None:
    """Its authors decide what every mark says, and write the rest."""
    told, version = STORY[key], _draft(product)
    authors = [people[name] for name in told["authors"]]
    operations.describe(
        version=version,
        title=told["title"],
        purpose=told["purpose"],
        changes="",
        is_significant=True,
        expected_edit=version.edit,
        by=authors[0],
        now=now,
    )
    for number, (block, mark) in enumerate(_marks(version, told)):
        if "obligation" in mark:
            moment = now + number * BETWEEN_BLOCKS
            _decide_mark(block, mark, mark["reason"], by=authors[number % len(authors)], now=moment)
    for number, block in enumerate(told["blocks"], start=len(told["marks"])):
        operations.add_block(
            version=version,
            kind=block["kind"],
            content=block["content"],
            obligation=block.get("obligation", ""),
            by=authors[number % len(authors)],
            now=now + number * BETWEEN_BLOCKS,
        )


def name_responsible(key: str, *, product: Product, people: People, now: datetime) -> None:
    """Say who answers for it."""
    told = STORY[key]
    operations.name_responsible(
        product=product,
        person=people[told["responsible"]],
        deputy=people[told["deputy"]],
        by=people[told["authors"][0]],
        now=now,
    )


def ask(key: str, *, product: Product, people: People, now: datetime) -> None:
    """Ask for approval of the text as it stands."""
    told = STORY[key]
    approver, by = people[told["approver"]], people[told["authors"][0]]
    operations.ask_for_approval(version=_draft(product), approver=approver, by=by, now=now)


def send_back(key: str, *, product: Product, people: People, now: datetime) -> None:
    """The approver misses something."""
    _decide(key, Verdict.RETURNED, STORY[key]["returned"], product=product, people=people, now=now)


def mend(key: str, *, product: Product, people: People, now: datetime) -> None:
    """The authors write what was missing."""
    told = STORY[key]
    by = people[told["authors"][0]]
    for block, mark in _marks(_draft(product), told):
        if "mended" in mark:
            _decide_mark(block, mark, mark["mended"], by=by, now=now)


def approve(key: str, *, product: Product, people: People, now: datetime) -> None:
    """The approver stands by it, and it is in force."""
    _decide(key, Verdict.APPROVED, STORY[key]["approved"], product=product, people=people, now=now)


def _draft(product: Product) -> Version:
    version: Version = Version.objects.in_the_making().get(product=product)
    return version


def _marks(version: Version, told: Mapping[str, Any]) -> Iterator[tuple[Block, Mapping[str, Any]]]:
    """The draft's marks beside what the story says of each: both stand in the order of the cards."""
    marks = [block for block in queries.blocks_of(version) if block.kind == BlockKind.MARK]
    return zip(marks, told["marks"], strict=True)


def _decide_mark(block: Block, mark: Mapping[str, Any], reason: str, *, by: Person, now: datetime) -> None:
    operations.change_block(
        block=block,
        content={"text": mark["text"], "reason": reason},
        obligation=mark["obligation"],
        expected_edit=block.edit,
        by=by,
        now=now,
    )


def _decide(key: str, verdict: str, note: str, *, product: Product, people: People, now: datetime) -> None:
    version, by = _draft(product), people[STORY[key]["approver"]]
    digest = queries.digest_of(version)
    operations.decide(version=version, verdict=verdict, note=note, digest=digest, by=by, now=now)
