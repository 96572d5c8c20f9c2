"""A version on paper: A4, with everything a printed copy must say of itself."""

from __future__ import annotations

from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pejl.foundation import papers
from pejl.foundation.formats import dates
from pejl.foundation.papers import sheets
from pejl.guidance.models import Responsibility, Version
from pejl.guidance.names import State
from pejl.guidance.papers.parts import about, written
from pejl.guidance.queries import Reading


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
        about=about(reading.sections),
        sections=_sections(reading),
    )


def _sections(reading: Reading) -> list[sheets.Section]:
    """What it is for, its parts in their order, and its versions last."""
    purpose, history = reading.version.purpose, _history(reading)
    found: list[sheets.Section] = [sheets.Writing(heading=_("What it is for"), text=purpose)] if purpose else []
    found += [one for section in reading.sections for one in written(section, reading.blocks)]
    return [*found, history] if history else found


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
