"""The minutes, section by section and as files, and how it goes on."""

# No postponed annotations here: ninja reads them where their names would be unknown.
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from pejl.foundation import clock
from pejl.foundation.privacy.schemas import GuardedSchema, OptionalWords, WordsText
from pejl.meetings.models import Meeting
from pejl.meetings.permissions import leads
from pejl.room import operations, papers, permissions, queries
from pejl.room.endpoints.fetching import entered, seen
from pejl.room.models import Proceeding
from pejl.room.names import Section
from pejl.room.papers import Form
from pejl.room.queries.approval import approved_minutes
from pejl.room.queries.snapshots import ReadSection, sections_of

router = Router()
Version = Annotated[int, Field(ge=0)]


class EntryOut(Schema):
    """A line of a list; ``note``: who and when; ``standing``: what became of it since."""

    text: str
    note: str
    standing: str


class PassageOut(Schema):
    """Prose, or a list, perhaps under a heading; ``is_minor``: it belongs under the heading before."""

    heading: str
    text: str
    entries: list[EntryOut]
    is_minor: bool


class StretchOut(Schema):
    """An item of the agenda as planned and as held, in words; ``is_held`` where it has begun."""

    title: str
    planned: str
    actual: str
    is_held: bool


class SectionOut(Schema):
    """A section. ``text`` is what it says; where ``is_written``, the leaders have written it in place of what composes
    itself (``passages`` and ``stretches``). That, its ``digest``, and ``has_news``, which says that it is no longer as
    they saw it, are then told to them alone.
    """

    key: Section
    title: str
    text: str
    is_written: bool
    is_left_out: bool
    passages: list[PassageOut]
    stretches: list[StretchOut]
    version: int
    has_news: bool = False
    digest: str = ""


class MinutesOut(Schema):
    """The minutes. What is left out, or says nothing yet, is told to the leaders only. Others read what is approved
    (``approved_at``) once it is; the leaders go on reading what they write.
    """

    meeting_id: UUID
    approved_at: datetime | None
    sections: list[SectionOut]


class SectionIn(GuardedSchema):
    """A leader's own text. ``expected_version`` is 0 where nothing was done to the section; ``seen_digest`` the
    ``digest`` that was read with it, empty if what composes itself now counts as seen.
    """

    text: WordsText
    expected_version: Version
    seen_digest: Annotated[str, Field(max_length=64, pattern="^[0-9a-f]*$")] = ""


class SectionPress(Schema):
    """A press on a section, over the version that was seen."""

    expected_version: Version


class ProceedingOut(Schema):
    """How it goes on. ``follow_up_on`` is a proposal; ``version`` 0 where nothing was written yet."""

    making: str = ""
    dissemination: str = ""
    has_follow_up: bool | None = None
    follow_up: str = ""
    follow_up_on: date | None = None
    version: int = 0


class ProceedingIn(GuardedSchema):
    """How it goes on, over the version that was seen (0 for none)."""

    making: Annotated[OptionalWords, Field(max_length=2000)] = ""
    dissemination: Annotated[OptionalWords, Field(max_length=2000)] = ""
    has_follow_up: bool | None = None
    follow_up: Annotated[OptionalWords, Field(max_length=2000)] = ""
    follow_up_on: date | None = None
    expected_version: Version


@router.get("/meetings/{meeting_id}/minutes", response=MinutesOut, operation_id="get_minutes")
def minutes(request: HttpRequest, meeting_id: UUID) -> dict[str, Any]:
    """The minutes: for those who took part, and for colleagues when the meeting is closed."""
    return _minutes(request, _readable(request, meeting_id))


@router.put("/meetings/{meeting_id}/minutes/{section}", response=MinutesOut, operation_id="write_minutes_section")
def write(request: HttpRequest, meeting_id: UUID, section: Section, said: SectionIn) -> dict[str, Any]:
    """Write a section in place of what composes itself: the leaders, until the meeting is closed."""
    meeting, by = entered(request, meeting_id), request.auth  # type: ignore[attr-defined]
    operations.write_section(meeting=meeting, key=section, **said.model_dump(), by=by, now=clock.now())
    return _minutes(request, meeting)


@router.post(
    "/meetings/{meeting_id}/minutes/{section}/leave-out", response=MinutesOut, operation_id="leave_out_minutes_section"
)
def leave_out(request: HttpRequest, meeting_id: UUID, section: Section, said: SectionPress) -> dict[str, Any]:
    """Leave a section out of the minutes."""
    return _done(request, meeting_id, section, operations.leave_out_section, said.model_dump())


@router.post(
    "/meetings/{meeting_id}/minutes/{section}/take-in", response=MinutesOut, operation_id="take_in_minutes_section"
)
def take_in(request: HttpRequest, meeting_id: UUID, section: Section, said: SectionPress) -> dict[str, Any]:
    """Take a section in that was left out."""
    return _done(request, meeting_id, section, operations.take_in_section, said.model_dump())


@router.post(
    "/meetings/{meeting_id}/minutes/{section}/compose", response=MinutesOut, operation_id="compose_minutes_section"
)
def compose(request: HttpRequest, meeting_id: UUID, section: Section, said: SectionPress) -> dict[str, Any]:
    """Let go of the leaders' own text: the section composes itself again."""
    return _done(request, meeting_id, section, operations.compose_section_again, said.model_dump())


@router.get("/meetings/{meeting_id}/minutes/papers/{form}", operation_id="print_minutes")
def print_minutes(request: HttpRequest, meeting_id: UUID, form: Form) -> HttpResponse:
    """The minutes as PDF or Word, as readers get them."""
    file = papers.make(_readable(request, meeting_id), form=form, now=clock.now())
    return HttpResponse(file, content_type=papers.CONTENT_TYPES[form])


@router.get("/meetings/{meeting_id}/proceeding", response=ProceedingOut, operation_id="get_proceeding")
def get_proceeding(request: HttpRequest, meeting_id: UUID) -> Proceeding | ProceedingOut:
    """How it goes on: for those who took part, and for colleagues when the meeting is closed."""
    return queries.proceeding_of(_readable(request, meeting_id)) or ProceedingOut()


@router.put("/meetings/{meeting_id}/proceeding", response=ProceedingOut, operation_id="write_proceeding")
def write_proceeding(request: HttpRequest, meeting_id: UUID, said: ProceedingIn) -> Proceeding:
    """Write how it goes on: the leaders, and whoever has taken on a product."""
    by = request.auth  # type: ignore[attr-defined]
    course = operations.Course(**said.model_dump(exclude={"expected_version"}))
    return operations.write_proceeding(
        meeting=entered(request, meeting_id),
        course=course,
        expected_version=said.expected_version,
        by=by,
        now=clock.now(),
    )


def _readable(request: HttpRequest, meeting_id: UUID) -> Meeting:
    meeting = seen(request, meeting_id)
    permissions.require_may_read(request.auth, meeting)  # type: ignore[attr-defined]
    return meeting


def _done(request: HttpRequest, meeting_id: UUID, section: str, operation: Any, said: dict[str, Any]) -> dict[str, Any]:
    meeting, by = entered(request, meeting_id), request.auth  # type: ignore[attr-defined]
    operation(meeting=meeting, key=section, **said, by=by, now=clock.now())
    return _minutes(request, meeting)


def _minutes(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    told, approved = queries.minutes_of(meeting, clock.now()), approved_minutes(meeting)
    if leads(request.auth, meeting):  # type: ignore[attr-defined]
        sections = [_section(one) | {"has_news": one.has_news, "digest": one.digest} for one in told.sections]
    elif approved is not None:
        sections = [_approved(one, approved.version.number) for one in sections_of(approved.version, told)]
    else:
        sections = [_section(one, is_composed=not one.own_text) for one in told.read]
    return {"meeting_id": meeting.pk, "approved_at": approved.at if approved else None, "sections": sections}


def _approved(section: ReadSection, number: int) -> dict[str, Any]:
    return {
        "key": section.key,
        "title": str(section.key.label),
        "text": section.text,
        "is_written": bool(section.own_text),
        "is_left_out": False,
        "passages": section.composed.passages if not section.own_text else (),
        "stretches": section.composed.stretches if not section.own_text else (),
        "version": number,
    }


def _section(section: queries.SectionOfMinutes, *, is_composed: bool = True) -> dict[str, Any]:
    """What the leaders have put a text in place of is for their eyes."""
    return {
        "key": section.key,
        "title": str(section.key.label),
        "text": section.text,
        "is_written": bool(section.own_text),
        "is_left_out": section.is_left_out,
        "passages": section.composed.passages if is_composed else (),
        "stretches": section.composed.stretches if is_composed else (),
        "version": section.version,
    }
