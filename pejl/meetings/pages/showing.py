"""One meeting: what it is, its agenda, who comes, and my answer."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pejl.foundation import clock
from pejl.foundation.refusals import Invalid, Refusal
from pejl.foundation.tenancy.models import Person
from pejl.meetings import ical, operations, papers, permissions, queries
from pejl.meetings.forms import AnswerInvitation
from pejl.meetings.models import AgendaItem, ItemPart
from pejl.meetings.names import ItemRole, Reply, State
from pejl.meetings.pages.finding import go, meeting_of
from pejl.meetings.papers import Form, Paper
from pejl.meetings.queries import TimedItem


@require_safe
def show(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The meeting's one page."""
    meeting, person = meeting_of(request, meeting_id), request.person
    agenda = queries.agenda_of(meeting)
    mine = queries.participant_of(meeting, person)
    context = {
        "meeting": meeting,
        "agenda": agenda,
        "ends_at": agenda[-1].ends_at if agenda else meeting.starts_at,
        "people": queries.people_of(meeting, agenda),
        "leaders": queries.leaders_of(meeting),
        "chair": queries.chair_of(meeting),
        "mine": mine,
        "is_asked": mine is not None and mine.invited_at is not None and meeting.state == State.ANNOUNCED,
        "plans": permissions.plans(person, meeting),
        "leads": permissions.leads(person, meeting),
        "my_presentations": _mine(agenda, person),
        "shown": queries.shown_at(meeting, person),
        "has_groups": papers.has_groups(agenda),
    }
    return render(request, "meetings/show.html", context)


@require_POST
def reply(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """My answer to the invitation."""
    meeting = meeting_of(request, meeting_id)
    form = AnswerInvitation(request.POST)
    if not form.is_valid():
        raise Invalid(_("Answer that you are coming or that you are not."), field="reply")
    answer = form.cleaned_data["reply"]
    operations.reply(meeting=meeting, reply=answer, by=request.person, now=clock.now())
    coming = _("You are coming. It is told to the meeting leaders.")
    staying = _("You are not coming. It is told to the meeting leaders.")
    messages.success(request, coming if answer == Reply.ACCEPTED else staying)
    return go("meetings:show", meeting.pk)


@require_safe
def paper(request: HttpRequest, meeting_id: UUID, paper: Paper, form: Form) -> HttpResponse:
    """The agenda, the leaders' own edition of it, or a page for each group: to print, or to go on with in Word."""
    meeting = meeting_of(request, meeting_id)
    file = papers.make(meeting, paper=paper, form=form, by=request.person, now=clock.now())
    return _file(file, papers.CONTENT_TYPES[form], papers.file_name(paper, form))


@require_safe
def calendar(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The meeting for my own calendar."""
    meeting = meeting_of(request, meeting_id)
    file = ical.file_for(meeting, request.person, method=ical.REQUEST, now=clock.now())
    if file is None:
        raise Refusal(_("A calendar file needs your e-mail address, and Pejl knows none. Ask your administrator."))
    return _file(file, "text/calendar; method=REQUEST; charset=utf-8", _("meeting") + ".ics")


def _mine(agenda: Sequence[TimedItem], person: Person) -> list[AgendaItem]:
    """What the person presents, along the clock."""
    return list(dict.fromkeys(part.item for part in queries.parts_in(agenda) if _presents(part, person)))


def _presents(part: ItemPart, person: Person) -> bool:
    return part.person_id == person.pk and part.role == ItemRole.PRESENTER


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=content_type)
    kind = "inline" if content_type == "application/pdf" else "attachment"
    answer.headers["Content-Disposition"] = f'{kind}; filename="{name}"'
    return answer
