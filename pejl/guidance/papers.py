"""A version on paper: A4, with everything a printed copy must say of itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from pejl.foundation import papers
from pejl.foundation.formats import dates
from pejl.foundation.papers import sheets
from pejl.guidance.models import Block, Responsibility, Version
from pejl.guidance.names import BlockKind, State
from pejl.guidance.queries import Reading, Section


def guide(reading: Reading, *, today: date) -> bytes:
    """The PDF of a version, in the language of the screen."""
    return papers.render("guide", sheet(reading, today=today).data(), language=get_language() or "da")


def sheet(reading: Reading, *, today: date) -> sheets.Guide:
    """What stands on the paper."""
    version = reading.version
    return sheets.Guide(
        place=version.space.name,
        kind=version.product.kind.name,
        title=version.title,
        notice=_notice(version, today),
        facts=_facts(reading),
        printed=_("Printed on %(day)s. What is in force now stands in Pejl.") % {"day": dates.long(today)},
        printed_on=today,
        page=_("Page {page} of {pages}"),
        purpose=sheets.Text(heading=_("What it is for"), text=version.purpose) if version.purpose else None,
        marks=_instructions(_section(reading, BlockKind.MARK)),
        rules=_instructions(_section(reading, BlockKind.RULE)),
        parameters=_parameters(_section(reading, BlockKind.PARAMETER)),
        situations=_situations(_section(reading, BlockKind.SITUATION)),
        texts=_texts(_section(reading, BlockKind.TEXT)),
        tools=_tools(_section(reading, BlockKind.TOOL)),
        references=_references(_section(reading, BlockKind.REFERENCE)),
        history=_history(reading),
    )


def citation_of(block: Block) -> str:
    """The rule that a block is about, and as of when."""
    if block.kind != BlockKind.RULE:
        return ""
    as_of = block.day("as_of")
    said = {"act": block.content["act"], "paragraph": block.content["paragraph"], "day": dates.long(as_of or date.min)}
    return _("%(act)s %(paragraph)s, as it stood on %(day)s") % said


def _section(reading: Reading, kind: str) -> Section | None:
    return next((section for section in reading.sections if section.kind == kind), None)


def _notice(version: Version, today: date) -> str:
    if version.state == State.WITHDRAWN:
        return _("Withdrawn on %(day)s: do not use it any more") % {"day": dates.long(version.withdrawal.at)}
    if version.state == State.REPLACED:
        return _("This is an older version")
    if version.is_in_the_making:
        return _("This is a draft")
    if version.is_past_review(today) and version.review_on:
        return _("Should have been looked over by %(day)s") % {"day": dates.long(version.review_on)}
    return ""


def _facts(reading: Reading) -> list[sheets.Fact]:
    version, responsible = reading.version, reading.responsible
    found = [
        (_("Version"), str(version.number)),
        (_("Answers for it"), _names(responsible) or _("Nobody")),
        (_("Valid from"), dates.long(version.valid_from) if version.valid_from else ""),
        (_("Next review"), dates.long(version.review_on) if version.review_on else ""),
    ]
    return [sheets.Fact(label=label, value=value) for label, value in found if value]


def _names(responsible: Responsibility | None) -> str:
    return responsible.person.name if responsible else ""


def _instructions(section: Section | None) -> sheets.Instructions | None:
    if section is None:
        return None
    return sheets.Instructions(heading=str(section.heading), entries=[_instruction(block) for block in section.blocks])


def _instruction(block: Block) -> sheets.Instruction:
    text = str(block.content["text"])
    if block.content.get("reason"):
        text += "\n\n" + _("Why: %(reason)s") % {"reason": block.content["reason"]}
    return sheets.Instruction(
        force=sheets.Force(block.obligation or sheets.Force.MAY),
        word=block.get_obligation_display() or pgettext("instruction", "Open"),
        text=text,
        citation=citation_of(block),
        evidence=[
            sheets.Evidence(quote=one.quote, source=" · ".join(filter(None, [one.meeting_title, one.group])))
            for one in block.quotes
        ],
    )


def _parameters(section: Section | None) -> sheets.Entries | None:
    if section is None:
        return None
    return sheets.Entries(heading=str(section.heading), entries=[block.content["text"] for block in section.blocks])


def _situations(section: Section | None) -> sheets.Situations | None:
    if section is None:
        return None
    names = ("use", "goal", "support", "administration")
    return sheets.Situations(
        heading=str(section.heading),
        columns=(
            _("Use and professional basis"),
            _("Goal of the measure"),
            _("Support basis"),
            _("Administrative requirements"),
        ),
        rows=[
            sheets.Situation(name=block.content["name"], cells=_four(block.content.get(name) or "" for name in names))
            for block in section.blocks
        ],
    )


def _four(cells: Iterable[str]) -> tuple[str, str, str, str]:
    use, goal, support, administration = cells
    return use, goal, support, administration


def _texts(section: Section | None) -> list[sheets.Text]:
    if section is None:
        return []
    return [
        sheets.Text(heading=block.content.get("heading") or str(section.heading), text=block.content["text"])
        for block in section.blocks
    ]


def _tools(section: Section | None) -> sheets.Tools | None:
    if section is None:
        return None
    return sheets.Tools(
        heading=str(section.heading),
        groups=[
            sheets.ToolGroup(heading=str(group.label), tools=[_tool(block) for block in group.blocks])
            for group in section.groups
        ],
    )


def _tool(block: Block) -> sheets.Tool:
    held = block.content
    return sheets.Tool(number=held.get("number") or "", title=held["title"], note=held.get("situation") or "")


def _references(section: Section | None) -> sheets.References | None:
    if section is None:
        return None
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
    revised = block.day("revised_on")
    return sheets.Reference(
        title=block.content["title"],
        detail=_("Last revised %(day)s") % {"day": dates.long(revised)} if revised else "",
        address=block.content.get("link") or "",
    )


def _history(reading: Reading) -> sheets.History | None:
    released = [version for version in reading.versions if not version.is_in_the_making]
    if len(released) < 2:
        return None  # the only one stands in the head
    return sheets.History(
        heading=_("Versions"),
        columns=(_("Version"), _("Published"), _("Answered for it"), _("What has changed")),
        versions=[
            sheets.Version(
                number=str(version.number),
                published=dates.long(version.valid_from or date.min),
                responsible=_names(reading.people.responsible_on(version.valid_from)),
                changes=version.changes or (_("First version") if version.number == 1 else ""),
            )
            for version in released
        ],
    )
