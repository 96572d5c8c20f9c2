"""Guidance for tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from pejl.foundation.files.examining import Examined
from pejl.foundation.files.inspection import kinds
from pejl.foundation.tenancy.models import Person
from pejl.foundation.tenancy.pointers import Pointer
from pejl.guidance import operations, queries
from pejl.guidance.models import ApprovalRequest, Block, Kind, Product, Version
from pejl.guidance.names import STANDARD_COLUMNS, BlockKind, Column, Part, Quote, ReferenceKind
from pejl.themes.models import Theme
from tests.access.boarding import a_point

TITLE = "Hvornår bruger vi virksomhedspraktik?"

MARK = {"text": "Afklar først, om hjælpemidler kan holde borgeren i det job, borgeren har.", "reason": ""}
RULE = {
    "act": "LAB",
    "paragraph": "§ 57, stk. 1",
    "as_of": "2026-01-01",
    "text": "Praktikken skal have et formål, som borger, arbejdsgiver og vi forstår ens.",
}
SITUATION = {
    "name": "Afklaring",
    "use": "Når borgeren ikke kan vende tilbage til sine opgaver.",
    "goal": "At vide, hvad borgeren kan.",
    "support": "Sygedagpenge",
    "administration": "Plan for indsatsen",
}
TOOL = {
    "number": "727-2011-53",
    "title": "Vejledning om virksomhedspraktik til borgeren",
    "use": "must",
    "situation": "",
}
PARAMETER = {"text": "Skånehensyn, som en læge har beskrevet."}
TEXT = {"heading": "Når arbejdsgiveren er i tvivl", "text": "Tag samtalen sammen."}
REFERENCE = {
    "kind": "law_guide",
    "title": "Tilbud om virksomhedspraktik",
    "link": "https://example.org/lovguide",
    "revised_on": "2025-10-01",
}
CONTENTS: dict[str, dict[str, Any]] = {
    BlockKind.MARK: MARK,
    BlockKind.RULE: RULE,
    BlockKind.SITUATION: SITUATION,
    BlockKind.TOOL: TOOL,
    BlockKind.PARAMETER: PARAMETER,
    BlockKind.TEXT: TEXT,
    BlockKind.REFERENCE: REFERENCE,
    BlockKind.QUESTION: {"text": "Hvad skal praktikken bruges til?", "help": "- Retning\n- Udbytte"},
    BlockKind.FIELD: {"name": "Skånehensyn", "guide": "Nedsat tid, pauser, støj?", "is_identifying": False},
    BlockKind.ROLE: {"name": "Observatør", "text": "Siger bagefter, hvad der var relevant."},
    BlockKind.HEADER: {"name": "Til", "text": "Sygedagpengeteamet"},
    BlockKind.NODE: {"text": "Arbejdsgiveren"},
    BlockKind.FILE: {"name": "Plakat fra mødet", "alt": "Tre spalter: sigt, vilkår og opfølgning."},
}

PICTURE = Examined("plakat.png", kinds.Kind.PNG, a_point(200), (1, 1))

_COLUMNS = tuple(Column(key, is_required=key in ("use", "goal")) for key in STANDARD_COLUMNS)
PARTS = {kind: Part(kind.value, kind, columns=_COLUMNS if kind == BlockKind.SITUATION else ()) for kind in BlockKind}


def quotes(*texts: str) -> list[Quote]:
    """Cards of one group at one meeting."""
    meeting = Pointer("meeting", uuid4(), "Læringsmøde om virksomhedspraktik")
    return [Quote(Pointer("card", uuid4(), text), text, meeting, "Gruppe 2") for text in texts]


def a_product(
    by: Person,
    now: datetime,
    *said: str,
    kind: Kind | None = None,
    theme: Theme | None = None,
    authors: Sequence[Person] = (),
) -> Product:
    """A product that somebody has begun from these cards: an action guide, where no other kind is named."""
    return operations.start(
        kind=kind or operations.add_standard_kinds()[0],
        title=TITLE,
        theme=theme,
        source=None,
        authors=authors or [by],
        quotes=quotes(*said),
        by=by,
        now=now,
    )


def of_everything() -> Kind:
    """A kind of product that has a part of every sort; the key of each is its sort."""
    return Kind.objects.create(name="Alt", parts=[part.as_data() for part in PARTS.values()])


def the_draft(product: Product) -> Version:
    """Its version in the making."""
    return product.versions.in_the_making().select_related("product__kind").get()


def a_block(version: Version, kind: str, by: Person, now: datetime, /, **held: Any) -> Block:
    """A block with a content that fits its kind, except for what is said."""
    obligation = held.pop("obligation", "must" if kind in (BlockKind.MARK, BlockKind.RULE) else "")
    file = held.pop("file", PICTURE if kind == BlockKind.FILE else None)
    said = {"content": {**CONTENTS[kind], **held}, "obligation": obligation, "file": file}
    return operations.add_block(version=version, part=kind, by=by, now=now, **said)


def make_ready(version: Version, by: Person, now: datetime) -> Version:
    """Write all that approval asks for, and not more."""
    if not any(block.kind == BlockKind.MARK for block in queries.blocks_of(version)):
        a_block(version, BlockKind.MARK, by, now)
    for block in queries.blocks_of(version):
        if block.is_undecided:
            decided(block, by, now)
    for kind in ReferenceKind:
        if not any(queries.group_of(block) == kind for block in queries.blocks_of(version)):
            none_relevant(version, kind, by, now)
    operations.name_responsible(product=version.product, person=by, deputy=None, by=by, now=now)
    return described(version, by, now)


def decided(block: Block, by: Person, now: datetime, obligation: str = "must") -> Block:
    """The same block, saying must or may."""
    return operations.change_block(
        block=block, content=block.content, obligation=obligation, expected_edit=block.edit, by=by, now=now
    )


def none_relevant(version: Version, kind: str, by: Person, now: datetime) -> Block:
    """It is said outright that no reference of a kind is relevant."""
    content = {"kind": kind, "is_none": True}
    return operations.add_block(version=version, part=BlockKind.REFERENCE, content=content, by=by, now=now)


def described(version: Version, by: Person, now: datetime, **said: Any) -> Version:
    """The version with words of its own."""
    present = version.again()
    words = {
        "title": present.title,
        "purpose": present.purpose or "Bruges, når en sygemeldt overvejer praktik.",
        "changes": present.changes or ("" if present.number == 1 else "Et nyt pejlemærke."),
        "is_significant": True,
        **said,
    }
    return operations.describe(version=version, expected_edit=present.edit, by=by, now=now, **words)


def asked(version: Version, approver: Person, by: Person, now: datetime) -> ApprovalRequest:
    """Somebody is asked to approve it, and nobody else."""
    return operations.ask_for_approval(version=version, approvers=[approver], by=by, now=now)[0]


def answered(request: ApprovalRequest, now: datetime, verdict: str = "approved", note: str = "") -> Version:
    """The one who was asked decides on the text as it was asked for."""
    operations.decide(
        version=request.version, verdict=verdict, note=note, digest=request.digest, by=request.approver, now=now
    )
    return request.version.again()


def published(product: Product, approver: Person, by: Person, now: datetime) -> Version:
    """Its draft, made ready, approved and in force."""
    version = make_ready(the_draft(product), by, now)
    return answered(asked(version, approver, by, now), now)
