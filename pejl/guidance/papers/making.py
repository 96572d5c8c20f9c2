"""A version on paper: A4, with everything a printed copy must say of itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pejl.foundation import papers
from pejl.foundation.formats import dates
from pejl.foundation.papers import sheets
from pejl.guidance.names import BlockKind
from pejl.guidance.papers.heading import facts, history, notice
from pejl.guidance.papers.parts import about, blanks, written
from pejl.guidance.queries import Reading


class Form(StrEnum):
    """To print as it is, or to go on with."""

    PDF = "pdf"
    WORD = "docx"


CONTENT_TYPES = {
    Form.PDF: "application/pdf",
    Form.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def guide(reading: Reading, *, today: date, form: Form = Form.PDF) -> bytes:
    """A version on paper, in the language of the screen."""
    return _made(sheet(reading, today=today), form)


def filled(reading: Reading, answers: Mapping[UUID, str], *, today: date, form: Form = Form.PDF) -> bytes:
    """Its form alone, with what was said in the fields by their ids; what is not said there has room to write by hand.

    See ``policies.answers_of`` for what may be said. Nothing is kept.
    """
    return _made(filled_sheet(reading, answers, today=today), form)


def file_name(reading: Reading, form: Form) -> str:
    """What the file is called on the reader's machine."""
    return f"{slugify(reading.version.title)[:60] or 'pejl'}-{reading.version.number}.{form}"


def sheet(reading: Reading, *, today: date) -> sheets.Guide:
    """What stands on the paper."""
    printed = _("Printed on %(day)s. What is in force now stands in Pejl.")
    return _sheet(reading, _sections(reading), printed, today)


def filled_sheet(reading: Reading, answers: Mapping[UUID, str], *, today: date) -> sheets.Guide:
    """What stands on the paper of a form that is filled in."""
    forms = [blanks(section, answers) for section in reading.sections if section.kind == BlockKind.FIELD]
    return _sheet(reading, forms, _("Filled in on %(day)s. Pejl has kept nothing of it."), today)


def _sheet(reading: Reading, sections: Sequence[sheets.Section], printed: str, today: date) -> sheets.Guide:
    version = reading.version
    return sheets.Guide(
        place=version.space.name,
        kind=version.product.kind.name,
        title=version.title,
        notice=notice(reading, today),
        facts=facts(reading),
        printed=printed % {"day": dates.long(today)},
        printed_on=today,
        page=_("Page {page} of {pages}"),
        about=about(reading.sections),
        sections=sections,
    )


def _sections(reading: Reading) -> list[sheets.Section]:
    """What it is for, its parts in their order, and its versions last."""
    purpose, versions = reading.version.purpose, history(reading)
    found: list[sheets.Section] = [sheets.Writing(heading=_("What it is for"), text=purpose)] if purpose else []
    found += [one for section in reading.sections for one in written(section, reading.blocks)]
    return [*found, versions] if versions else found


def _made(told: sheets.Guide, form: Form) -> bytes:
    language = (get_language() or "da")[:2]
    if form == Form.WORD:
        return papers.word(told, language=language)
    return papers.render("guide", told.data(), language=language)
