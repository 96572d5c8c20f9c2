"""The parts of a product as sections of a paper: for each kind of block how it stands there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pejl.foundation.files.printing import printed
from pejl.foundation.files.sentences import sort_and_size
from pejl.foundation.formats import dates, richtext
from pejl.foundation.papers import sheets
from pejl.guidance.models import Block
from pejl.guidance.names import BlockKind
from pejl.guidance.queries import Section

# As deep as a list in lists can be read on paper; what is deeper stands at this depth.
DEEPEST = 6


def written(section: Section, blocks: Iterable[Block]) -> Sequence[sheets.Section]:
    """How a part stands on paper; ``blocks`` are all of the version, among them what a block refers to.

    A heading of the sheet stands at its top instead (``about``).
    """
    if section.kind == BlockKind.HEADER:
        return []
    if section.kind == BlockKind.TEXT:
        return [_chapter(section)] if section.part.name else [_text(section, block) for block in section.blocks]
    if section.kind == BlockKind.MARK:
        rules = {str(block.lineage): block for block in blocks if block.kind == BlockKind.RULE}
        return [_instructions(section, rules)]
    return [_WRITTEN[section.kind](section)]


def about(sections: Iterable[Section]) -> list[sheets.Definition]:
    """What the sheet says of itself, at its top."""
    return [_definition(block) for section in sections if section.kind == BlockKind.HEADER for block in section.blocks]


def citation_of(block: Block) -> str:
    """The rule that a block is about, and as of when."""
    if block.kind != BlockKind.RULE:
        return ""
    as_of = block.day("as_of")
    said = {"act": _held(block, "act"), "paragraph": _held(block, "paragraph"), "day": dates.long(as_of or date.min)}
    return _("%(act)s %(paragraph)s, as it stood on %(day)s") % said if as_of else ""


def _held(block: Block, name: str) -> str:
    """What a block says in a field; a draft may still say nothing."""
    return str(block.content.get(name) or "")


def _rich(block: Block, name: str) -> sheets.Rich:
    return richtext.pieces(_held(block, name))


def _text(section: Section, block: Block) -> sheets.Writing:
    return sheets.Writing(heading=_held(block, "heading") or str(section.heading), text=_rich(block, "text"))


def _chapter(section: Section) -> sheets.Writing:
    """All texts under the heading that the kind gives them, each below its own."""
    text = [piece for block in section.blocks for piece in (*_named(block), *richtext.pieces(_held(block, "text")))]
    return sheets.Writing(heading=str(section.heading), text=text)


def _named(block: Block) -> list[richtext.Heading]:
    heading = _held(block, "heading")
    return [richtext.Heading((richtext.Run(heading),), level=1)] if heading else []


def _instructions(section: Section, rules: dict[str, Block]) -> sheets.Instructions:
    entries = [_instruction(block, rules) for block in section.blocks]
    return sheets.Instructions(heading=str(section.heading), entries=entries)


def _instruction(block: Block, rules: dict[str, Block]) -> sheets.Instruction:
    rests_on = rules.get(_held(block, "rule"), block)
    return sheets.Instruction(
        force=sheets.Force(block.obligation or sheets.Force.MAY),
        word=block.get_obligation_display() or pgettext("instruction", "Open"),
        text=_rich(block, "text") if block.kind == BlockKind.RULE else _with_reason(block),
        citation=citation_of(rests_on),
        evidence=[
            sheets.Evidence(quote=one.quote, source=" · ".join(filter(None, [one.meeting_title, one.group])))
            for one in block.quotes
        ],
    )


def _with_reason(block: Block) -> str:
    reason = _held(block, "reason")
    return _held(block, "text") + ("\n\n" + _("Why: %(reason)s") % {"reason": reason} if reason else "")


def _rules(section: Section) -> sheets.Section:
    return _instructions(section, {})


def _parameters(section: Section) -> sheets.Section:
    return sheets.Entries(heading=str(section.heading), entries=[_held(block, "text") for block in section.blocks])


def _situations(section: Section) -> sheets.Section:
    columns = section.part.columns
    rows = [
        sheets.Situation(name=_held(block, "name"), cells=[_rich(block, one.key) for one in columns])
        for block in section.blocks
    ]
    return sheets.Situations(heading=str(section.heading), columns=[str(one.label) for one in columns], rows=rows)


def _tools(section: Section) -> sheets.Section:
    groups = [
        sheets.ToolGroup(heading=str(group.label), tools=[_tool(block) for block in group.blocks])
        for group in section.groups
    ]
    return sheets.Tools(heading=str(section.heading), groups=groups)


def _tool(block: Block) -> sheets.Tool:
    return sheets.Tool(number=_held(block, "number"), title=_held(block, "title"), note=_held(block, "situation"))


def _references(section: Section) -> sheets.Section:
    groups = [
        sheets.ReferenceGroup(
            heading=str(group.label),
            references=[_reference(block) for block in group.blocks if not block.content.get("is_none")],
            none=_("None relevant"),
        )
        for group in section.groups
    ]
    return sheets.References(heading=str(section.heading), groups=groups)


def _reference(block: Block) -> sheets.Reference:
    revised: date | None = block.day("revised_on")
    return sheets.Reference(
        title=_held(block, "title"),
        detail=_("Last revised %(day)s") % {"day": dates.long(revised)} if revised else "",
        address=_held(block, "link"),
    )


def _questions(section: Section) -> sheets.Section:
    entries = [sheets.Question(text=_held(block, "text"), help=_rich(block, "help")) for block in section.blocks]
    return sheets.Questions(heading=str(section.heading), entries=entries)


def blanks(section: Section, answers: Mapping[UUID, str]) -> sheets.Blanks:
    """A form with what was said in its fields by their ids; one that says who the citizen is has a line to write on."""
    return sheets.Blanks(
        heading=str(section.heading),
        columns=(_("Field"), _("Write here")),
        entries=[_blank(block, answers.get(block.pk, "")) for block in section.blocks],
    )


def _blank(block: Block, answer: str) -> sheets.Blank:
    is_identifying = bool(block.content.get("is_identifying"))
    return sheets.Blank(
        name=_held(block, "name"),
        guide=_rich(block, "guide"),
        note=_("Only on paper and in the case system") if is_identifying else "",
        answer="" if is_identifying else answer,
        is_short=is_identifying or not _held(block, "guide"),
    )


def _form(section: Section) -> sheets.Section:
    return blanks(section, {})


def _roles(section: Section) -> sheets.Section:
    return sheets.Definitions(heading=str(section.heading), entries=[_definition(block) for block in section.blocks])


def _definition(block: Block) -> sheets.Definition:
    return sheets.Definition(name=_held(block, "name"), text=_rich(block, "text"))


def _outline(section: Section) -> sheets.Section:
    """The mind map from those points that are under none; one whose point above is gone stands at the top."""
    known = {str(block.lineage) for block in section.blocks}
    below: dict[str, list[Block]] = {}
    for block in section.blocks:
        above = _held(block, "under")
        below.setdefault(above if above in known else "", []).append(block)
    return sheets.Outline(heading=str(section.heading), points=_points("", below))


def _points(above: str, below: dict[str, list[Block]], depth: int = 1) -> list[sheets.Point]:
    """Each is taken once, so that points under each other in a circle come to an end; the deepest stand together."""
    found: list[sheets.Point] = []
    for block in below.pop(above, []):
        under = _points(str(block.lineage), below, depth + 1) if depth < DEEPEST else []
        found.append(sheets.Point(text=_held(block, "text"), under=under))
        found += _points(str(block.lineage), below, depth) if depth == DEEPEST else []
    return found


def _files(section: Section) -> sheets.Section:
    """Pictures themselves; others by their name: what they hold is read in Pejl."""
    return sheets.Files(heading=str(section.heading), entries=[_attached(block) for block in section.blocks])


def _attached(block: Block) -> sheets.Attached:
    file, name = block.file, _held(block, "name")
    if file is None:
        return sheets.Attached(name=name, detail=_("no file yet"))
    if not file.is_picture:
        return sheets.Attached(name=name, detail=sort_and_size(file))
    made = printed(file)
    picture = sheets.Picture(
        content=made.content,
        extension=made.kind.value,
        width=made.width,
        height=made.height,
        alt=_held(block, "alt") or name,
    )
    return sheets.Attached(name=name, picture=picture)


_WRITTEN: dict[str, Callable[[Section], sheets.Section]] = {
    BlockKind.RULE: _rules,
    BlockKind.PARAMETER: _parameters,
    BlockKind.SITUATION: _situations,
    BlockKind.TOOL: _tools,
    BlockKind.REFERENCE: _references,
    BlockKind.QUESTION: _questions,
    BlockKind.FIELD: _form,
    BlockKind.ROLE: _roles,
    BlockKind.NODE: _outline,
    BlockKind.FILE: _files,
}
