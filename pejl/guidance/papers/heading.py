"""What a printed version says of itself: how it stands, who vouches for it, and what each version changed."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pejl.foundation.formats import dates, moments
from pejl.foundation.papers import sheets
from pejl.foundation.tenancy.models import Person
from pejl.guidance import queries
from pejl.guidance.models import Approval, Version
from pejl.guidance.names import State
from pejl.guidance.queries import Reading
from pejl.organisation import queries as organisation


def notice(reading: Reading, today: date) -> str:
    """The warning on top of what is not in force, or past its review; empty for what can be relied on."""
    version = reading.version
    if version.state == State.WITHDRAWN:
        return _("Withdrawn on %(day)s: do not use it any more") % {"day": dates.long(version.withdrawal.at)}
    if version.state == State.REPLACED:
        return _replaced(reading)
    if version.state == State.SCHEDULED and version.valid_from:
        return _("Approved, and in force from %(day)s: do not use it before") % {"day": dates.long(version.valid_from)}
    if version.is_past_review(today) and version.review_on:
        return _("Should have been looked over by %(day)s") % {"day": dates.long(version.review_on)}
    return _IN_THE_MAKING[State(version.state)]() if version.is_in_the_making else ""


_IN_THE_MAKING = {
    State.DRAFT: lambda: _("This is a draft: it is not in force"),
    State.HEARING: lambda: _("This is a draft in hearing: it is not in force"),
    State.AWAITING_APPROVAL: lambda: _("This is a draft that waits for approval: it is not in force"),
}


def _replaced(reading: Reading) -> str:
    later = [one for one in reading.versions if one.is_released and one.number > reading.version.number]
    if not later:
        return _("This is an older version")
    said = {"number": later[-1].number, "day": dates.long(later[-1].valid_from or date.min)}
    return _("This is an older version: version %(number)d replaced it on %(day)s") % said


def facts(reading: Reading) -> list[sheets.Fact]:
    """Which version it is, who answers for it and stands in, who approved it, and for how long it holds."""
    version, responsible = reading.version, reading.responsible
    deputy = responsible.deputy if responsible else None
    found = [
        (_("Version"), str(version.number)),
        (_("Answers for it"), responsible.person.name if responsible else _("Nobody")),
        (_("Deputy"), deputy.name if deputy else ""),
        (pgettext("on paper", "Approved by"), _approved_by(version)),
        (_("Valid from"), dates.long(version.valid_from) if version.valid_from else ""),
        (_("Next review"), dates.long(version.review_on) if version.review_on else ""),
    ]
    return [sheets.Fact(label=label, value=value) for label, value in found if value]


def _approved_by(version: Version) -> str:
    """Those who approved it, each with the function held by then; empty as long as nobody has to the end."""
    if version.is_in_the_making:
        return ""
    approvals: list[Approval] = [one.approval for one in queries.round_of(version) if hasattr(one, "approval")]
    return ", ".join(_with_function(one.request.approver, moments.day_of(one.at)) for one in approvals)


def _with_function(person: Person, day: date) -> str:
    functions = organisation.functions_of(person, day)
    return f"{person.name} ({functions[0]})" if functions else person.name


def history(reading: Reading) -> sheets.History | None:
    """The approved versions and the one that is read, newest first, with what each changed; None for the very first
    alone, which has no more to say than the head.
    """
    told = [one for one in reading.versions if not one.is_in_the_making or one == reading.version]
    if len(told) < 2 and not reading.version.changes:
        return None
    return sheets.History(
        heading=_("Versions"),
        columns=(_("Version"), _("Valid from"), _("Answered for it"), _("What has changed")),
        versions=[_told(version, reading) for version in told],
    )


def _told(version: Version, reading: Reading) -> sheets.Version:
    held = reading.people.responsible_on(version.valid_from) if version.is_released else reading.people.responsible
    valid_from = dates.long(version.valid_from) if version.valid_from else str(version.get_state_display())
    return sheets.Version(
        number=str(version.number),
        published=valid_from,
        responsible=held.person.name if held else "",
        changes=_changes(version),
    )


def _changes(version: Version) -> str:
    if not version.changes:
        return _("First version") if version.number == 1 else ""
    return version.changes + ("" if version.is_significant else "\n\n" + _("Not a significant change"))
