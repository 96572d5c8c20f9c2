"""What it takes to read a guide of ten pages, to compare two versions of it, and to keep what one is writing in it;
prints one JSON object.

Run by ``bench.run`` in a process of its own, with the environment that names the database. Each is asked for in turn
with the bare page (bench/bare.py) that sends as many statements and as many bytes; the raw limit is the statements
alone through the driver's cursor.
"""

from __future__ import annotations

import io
import json
import os
import statistics
import sys
from collections.abc import Callable
from datetime import timedelta
from itertools import count, dropwhile
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
django.setup()

from django.core.management import call_command  # noqa: E402 -- Django comes first
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from pypdf import PdfReader  # noqa: E402

from bench import editor, history, measure  # noqa: E402
from bench.pages import GUIDE, KEPT, Page  # noqa: E402
from pejl.foundation.tenancy import scopes  # noqa: E402
from pejl.guidance.models import Author, Block, Evidence, Kind, Product, Responsibility, Version  # noqa: E402
from pejl.guidance.names import BlockKind, Holds, State  # noqa: E402

ROUNDS, WARM_UP = 60, 5
# Of each sort so many blocks, and of how many words their texts are: ten pages of A4 together.
BLOCKS = {
    BlockKind.MARK: (15, 25),
    BlockKind.RULE: (3, 60),
    BlockKind.PARAMETER: (6, 12),
    BlockKind.SITUATION: (6, 25),
    BlockKind.TEXT: (7, 95),
    BlockKind.TOOL: (8, 0),
    BlockKind.REFERENCE: (6, 0),
}
REWORDED = 3  # every third text is another one in the next version


def main() -> None:
    """Read, compare and keep, each beside the bare page and the raw statements."""
    call_command("migrate", verbosity=0, interactive=False)
    made = history.build(scale=0.02)
    client = measure.browser(made)
    with scopes.scope(made.space.pk):
        product, blocks = written(made)
    words, number = history.Builder(1.0).text(60), count()
    show, compare = (reverse(f"guidance:{name}", args=[product.pk]) for name in ("show", "compare"))

    def keep() -> Any:
        """Each time something else is written, as by somebody who writes."""
        fields = {"heading": "", "text": f"{words} {next(number)}"}
        body = {"place": f"guidance:block:{block.pk}", "fields": fields}
        return client.post(reverse("overview:keep_draft"), json.dumps(body), content_type="application/json")

    paper = client.get(reverse("guidance:pdf", args=[product.pk])).content
    figures = {
        "read": measured(GUIDE, lambda: client.get(show), client, made),
        "compare": measured(GUIDE, lambda: client.get(compare), client, made),
    }
    with scopes.scope(made.space.pk):
        block = being_written(product, blocks)
    figures["keep"] = measured(KEPT, keep, client, made)
    json.dump({"pages": len(PdfReader(io.BytesIO(paper)).pages), "measured": figures}, sys.stdout)


def written(made: history.History) -> tuple[Product, list[Block]]:
    """A guide of ten pages in its second version, which nobody is writing anew, and its blocks."""
    words, kind, me = history.Builder(1.0), Kind.objects.get(name="Handlingsanvisning"), made.person
    product = Product.objects.create(title=words.text(6), kind=kind, created_by=me, created_at=words.now)
    Author.objects.create(product=product, person=me)
    Responsibility.objects.create(product=product, person=me, since_on=words.now.date())
    blocks: list[Block] = []
    for number, state in enumerate((State.REPLACED, State.PUBLISHED), 1):
        blocks = _blocks(_version(product, number, state, words), blocks, words)
    return product, blocks


def being_written(product: Product, before: list[Block]) -> Block:
    """A text of the next version."""
    words = history.Builder(1.0)
    blocks = _blocks(_version(product, 3, State.DRAFT, words), before, words)
    return next(block for block in blocks if block.kind == BlockKind.TEXT)


def _version(product: Product, number: int, state: str, words: history.Builder) -> Version:
    is_out, day = state != State.DRAFT, words.now.date()
    version: Version = Version.objects.create(
        product=product,
        number=number,
        state=state,
        title=product.title,
        purpose=words.text(25),
        changes=words.text(25),
        parts=product.kind.parts,
        created_by=product.created_by,
        created_at=words.now,
        published_at=words.now if is_out else None,
        valid_from=day if is_out else None,
        review_on=day + timedelta(days=300) if is_out else None,
    )
    return version


def _blocks(version: Version, before: list[Block], words: history.Builder) -> list[Block]:
    """Those of the version before with every third worded otherwise; of the first version all anew."""
    rows = [_next(block, words) for block in before] or [
        _new(version, kind, long, words) for kind, (number, long) in BLOCKS.items() for _number in range(number)
    ]
    for position, row in enumerate(rows):
        row |= {"version": version, "position": position}
    blocks: list[Block] = words.save(Block, rows)
    meeting = {"meeting_kind": "meeting", "meeting_id": version.pk, "meeting_title": words.text(4)}
    marks = [block for block in blocks if block.kind == BlockKind.MARK]
    words.save(Evidence, [dict(block=block, quote=words.text(14), **meeting, at=words.now) for block in marks])
    return blocks


def _new(version: Version, kind: str, long: int, words: history.Builder) -> dict[str, Any]:
    part = next(part for part in version.made_of if part.kind == kind)
    texts = (Holds.WORDS, Holds.RICH)
    content = {
        field.name: words.text(long) if field.holds in texts and long else words.held(field) for field in part.shape
    }
    says = "must" if kind in (BlockKind.MARK, BlockKind.RULE) else ""
    return {"part": part.key, "kind": kind, "content": content, "obligation": says}


def _next(block: Block, words: history.Builder) -> dict[str, Any]:
    content = dict(block.content)
    text = str(content.get("text", ""))
    if block.position % REWORDED == 0 and text:
        half = len(text) // 2
        content["text"] = f"{text[:half]} {words.text(8)} {text[half:]}"
    return {
        "part": block.part,
        "kind": block.kind,
        "content": content,
        "obligation": block.obligation,
        "lineage": block.lineage,
    }


def measured(page: Page, do: Callable[[], Any], client: Client, made: history.History) -> dict[str, float]:
    """Median and 95 of 100 in milliseconds, asked for in turn with the bare page."""
    do()  # the first time more is written
    statements = [one["sql"] for one in editor.captured(do)]
    bare = editor.bare_of(page, statements, len(do().content))
    ours, least = [], []
    for _round in range(ROUNDS):
        ours.append(editor.ms(do))
        least.append(editor.ms(lambda: client.get(bare)))
    raw = statistics.median(editor.raw_ms(made, statements) for _round in range(ROUNDS))
    return {
        "queries": len(statements),
        "own queries": len(list(dropwhile(measure.FRAME.search, statements))),
        **_spread("ms", ours[WARM_UP:]),
        **_spread("ms bare", least[WARM_UP:]),
        "ms raw": raw,
    }


def _spread(name: str, taken: list[float]) -> dict[str, float]:
    return {name: statistics.median(taken), f"{name} p95": statistics.quantiles(taken, n=20)[18]}


if __name__ == "__main__":
    main()
