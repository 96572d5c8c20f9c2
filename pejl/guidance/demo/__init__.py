"""The demo's guidance: what its authors wrote, how it came into force, and how it changed.

What is told of a product is a mapping; a mark names the card it came from, where it came from one. The texts of whole
products of other kinds stand in ``data/demo``, and the story says who wrote them when.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

from pejl.foundation.files.examining import Examined, examine
from pejl.foundation.tenancy.models import Person
from pejl.guidance import operations, queries
from pejl.guidance.demo.drawing import board
from pejl.guidance.models import Block, Kind, Product, ReadingList, Version
from pejl.guidance.names import BlockKind, Verdict
from pejl.organisation.models import Function, Unit

BETWEEN_BLOCKS = timedelta(minutes=4)
ACTION_GUIDE = "Handlingsanvisning"
TEXTS = Path(__file__).parents[1] / "data/demo"

Told = Mapping[str, Any]
People = Mapping[str, Person]


def with_text(told: Told) -> Told:
    """What is told of a product, with the text that it names, if it names one."""
    if "text" not in told:
        return told
    text = tomllib.loads((TEXTS / f"{told['text']}.toml").read_text(encoding="utf-8"))
    following = {"next": {**text["next"], **told["next"]}} if "next" in told else {}
    return {"marks": [], **text, **told, **following}


def cards_of(told: Told) -> list[str]:
    """The cards that its marks are made from, in the order they are read."""
    return [mark["card"] for mark in told["marks"] if "card" in mark]


def start(told: Told, *, people: People, now: datetime) -> Product:
    """Somebody writes down what the colleagues know, without a meeting."""
    return operations.start(
        kind=Kind.objects.get(name=told.get("kind", ACTION_GUIDE)),
        title=told["title"],
        theme=None,
        source=None,
        authors=[people[name] for name in told["authors"]],
        quotes=[],
        by=people[told["started_by"]],
        now=now,
    )


def write(told: Told, *, product: Product, people: People, now: datetime) -> None:
    """Its authors say what it is for, decide what every mark says, and write the rest."""
    version, authors = _draft(product), [people[name] for name in told["authors"]]
    _describe(version, told["title"], told["purpose"], "", by=authors[0], now=now)
    for number, (block, mark) in enumerate(_quoted(version, told)):
        if "obligation" in mark:
            moment = now + number * BETWEEN_BLOCKS
            _decide_mark(block, mark, mark["reason"], by=authors[number % len(authors)], now=moment)
    own = [_as_block(mark) for mark in told["marks"] if "card" not in mark]
    _add(version, [*own, *told.get("blocks", ())], authors, now + len(told["marks"]) * BETWEEN_BLOCKS)


def begin_next(told: Told, *, product: Product, people: People, now: datetime) -> None:
    """One of its authors begins the next version."""
    operations.begin_next_version(product=product, by=people[told["by"]], now=now)


def write_next(told: Told, *, product: Product, people: People, now: datetime) -> None:
    """What is different in the next version, and why."""
    version, by = _draft(product), people[told["by"]]
    _describe(version, version.title, version.purpose, told["changes"], by=by, now=now)
    for number, change in enumerate(told["changed"]):
        block = next(one for one in queries.blocks_of(version) if _begins(one, change["begins"]))
        operations.change_block(
            block=block,
            content=change["content"],
            obligation=block.obligation,
            expected_edit=block.edit,
            by=by,
            now=now + number * BETWEEN_BLOCKS,
        )
    _add(version, told["blocks"], [by], now + len(told["changed"]) * BETWEEN_BLOCKS)


def name_responsible(told: Told, *, product: Product, people: People, now: datetime) -> None:
    """Say who answers for it."""
    operations.name_responsible(
        product=product,
        person=people[told["responsible"]],
        deputy=people[told["deputy"]],
        by=people[told["authors"][0]],
        now=now,
    )
    operations.confirm_responsibility(product=product, by=people[told["responsible"]], now=now)


def take(step: Told, told: Told, *, product: Product, people: People, now: datetime) -> None:
    """One step towards being in force, or out of it."""
    approver, by = people[told["approver"]], people[told["authors"][0]]
    match step["do"]:
        case "ask":
            operations.ask_for_approval(version=_draft(product), approvers=[approver], by=by, now=now)
        case "return":
            _decide(product, Verdict.RETURNED, step["note"], by=approver, now=now)
        case "mend":
            _mend(told, product, by=by, now=now)
        case "approve":
            _decide(product, Verdict.APPROVED, step["note"], by=approver, now=now)
        case "withdraw":
            operations.withdraw(product=product, reason=step["note"], by=people[step["by"]], now=now)


def make_list(
    told: Told, *, function: Function | None, unit: Unit | None, people: People, now: datetime
) -> ReadingList:
    """What somebody asks colleagues to read."""
    return operations.make_list(
        name=told["name"],
        about=told["about"],
        function=function,
        unit=unit,
        is_for_newcomers=told.get("is_for_newcomers", False),
        by=people[told["by"]],
        now=now,
    )


def add_product(told: Told, *, reading_list: ReadingList, product: Product, by: Person, now: datetime) -> None:
    """A product on a list."""
    operations.add_product(reading_list=reading_list, product=product, days=told.get("days"), by=by, now=now)


def add_meeting(told: Told, *, reading_list: ReadingList, meeting_id: UUID, by: Person, now: datetime) -> None:
    """A meeting that was held on a list."""
    operations.add_meeting(reading_list=reading_list, meeting_id=meeting_id, days=told.get("days"), by=by, now=now)


def read_product(product: Product, *, by: Person, now: datetime) -> None:
    """Somebody has read what holds now."""
    operations.confirm_version(version=Version.objects.in_force().get(product=product), by=by, now=now)


def read_meeting(meeting_id: UUID, *, by: Person, now: datetime) -> None:
    """Somebody has read what came of a meeting."""
    operations.confirm_meeting(meeting_id=meeting_id, by=by, now=now)


def _draft(product: Product) -> Version:
    version: Version = Version.objects.in_the_making().get(product=product)
    return version


def _describe(version: Version, title: str, purpose: str, changes: str, *, by: Person, now: datetime) -> None:
    operations.describe(
        version=version,
        title=title,
        purpose=purpose,
        changes=changes,
        is_significant=True,
        expected_edit=version.edit,
        by=by,
        now=now,
    )


def _quoted(version: Version, told: Told) -> Iterator[tuple[Block, Told]]:
    """The draft's marks beside what the story says of each: both stand in the order of the cards."""
    marks = [block for block in queries.blocks_of(version) if block.kind == BlockKind.MARK and block.quotes]
    return zip(marks, (mark for mark in told["marks"] if "card" in mark), strict=True)


def _as_block(mark: Told) -> dict[str, Any]:
    content = {"text": mark["text"], "reason": mark["reason"]}
    return {"kind": BlockKind.MARK, "obligation": mark["obligation"], "content": content}


def _add(version: Version, blocks: list[Any], authors: list[Person], now: datetime) -> None:
    """Write blocks, each in the place of one that the draft begins with while there is one."""
    begun = [block for block in queries.blocks_of(version) if _is_begun(block)]
    for number, told in enumerate(blocks):
        moment, by = now + number * BETWEEN_BLOCKS, authors[number % len(authors)]
        part = told.get("part", told.get("kind"))
        place = next((block for block in begun if block.part == part), None)
        if place is None:
            said = {"content": told["content"], "obligation": told.get("obligation", ""), "file": _drawn(told)}
            operations.add_block(version=version, part=part, by=by, now=moment, **said)
        else:
            begun.remove(place)
            _fill_in(place, told["content"], by=by, now=moment)


def _drawn(told: Told) -> Examined | None:
    """The picture of a block that is one, looked over like any other."""
    return examine(upload=BytesIO(board(told["drawing"])), name="tavlen.png") if "drawing" in told else None


def _is_begun(block: Block) -> bool:
    part = block.version.part(block.part)
    return part is not None and block.is_empty(part.shape)


def _fill_in(block: Block, content: Told, *, by: Person, now: datetime) -> None:
    """What it is called stays as the kind has it, unless something else is said."""
    operations.change_block(block=block, content={**block.content, **content}, expected_edit=block.edit, by=by, now=now)


def _begins(block: Block, words: str) -> bool:
    """Whether a block is called so, or says so at its beginning."""
    return any(str(said).startswith(words) for said in (block.called, block.content.get("text", "")))


def _mend(told: Told, product: Product, *, by: Person, now: datetime) -> None:
    """The authors write what was missing."""
    for block, mark in _quoted(_draft(product), told):
        if "mended" in mark:
            _decide_mark(block, mark, mark["mended"], by=by, now=now)


def _decide_mark(block: Block, mark: Told, reason: str, *, by: Person, now: datetime) -> None:
    operations.change_block(
        block=block,
        content={"text": mark["text"], "reason": reason},
        obligation=mark["obligation"],
        expected_edit=block.edit,
        by=by,
        now=now,
    )


def _decide(product: Product, verdict: str, note: str, *, by: Person, now: datetime) -> None:
    version = _draft(product)
    digest = queries.digest_of(version)
    operations.decide(version=version, verdict=verdict, note=note, digest=digest, by=by, now=now)
