"""Who is to come, the invitations and the answers."""

# No postponed annotations here: ninja reads them where their names would be unknown.
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Status

from pejl.foundation import clock
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations
from pejl.meetings.endpoints.routing import meeting_of, people_of, router
from pejl.meetings.endpoints.schemas import ChoiceIn, MeetingFullOut, ReplyIn, full
from pejl.organisation import queries as organisation
from pejl.organisation.models import Function, Unit


@router.post("/meetings/{meeting_id}/participants", response=MeetingFullOut, operation_id="choose_participants")
def choose(request: HttpRequest, meeting_id: UUID, said: ChoiceIn) -> dict[str, Any]:
    """Put people on the list; nobody is told yet."""
    by = request.auth  # type: ignore[attr-defined]
    meeting = meeting_of(meeting_id, by)
    operations.choose(meeting=meeting, people=_meant(said, by), by=by, now=clock.now())
    return full(meeting_of(meeting_id, by), by)


@router.delete(
    "/meetings/{meeting_id}/participants/{person_id}", response={204: None}, operation_id="take_out_participant"
)
def take_out(request: HttpRequest, meeting_id: UUID, person_id: UUID) -> Status[None]:
    """Take somebody off the list; whoever is invited already is told."""
    by = request.auth  # type: ignore[attr-defined]
    meeting = meeting_of(meeting_id, by)
    if person_id not in {one.person_id for one in meeting.participants.all()}:
        raise Http404
    people = list(Person.objects.visible_to(by).filter(pk=person_id))
    operations.take_out(meeting=meeting, people=people, by=by, now=clock.now())
    return Status(204, None)


@router.post("/meetings/{meeting_id}/invitations", response=MeetingFullOut, operation_id="send_invitations")
def invite(request: HttpRequest, meeting_id: UUID) -> dict[str, Any]:
    """Invite everybody on the list who has no invitation yet; the first time the meeting becomes visible to all."""
    by = request.auth  # type: ignore[attr-defined]
    operations.invite(meeting=meeting_of(meeting_id, by), by=by, now=clock.now())
    return full(meeting_of(meeting_id, by), by)


@router.post("/meetings/{meeting_id}/invitations/update", response=MeetingFullOut, operation_id="tell_new_end")
def tell_again(request: HttpRequest, meeting_id: UUID) -> dict[str, Any]:
    """Send at once what was changed after the invitations; otherwise it goes out at ``tells_at``."""
    by = request.auth  # type: ignore[attr-defined]
    operations.tell_again(meeting=meeting_of(meeting_id, by), by=by, now=clock.now())
    return full(meeting_of(meeting_id, by), by)


@router.put("/meetings/{meeting_id}/reply", response=MeetingFullOut, operation_id="answer_invitation")
def reply(request: HttpRequest, meeting_id: UUID, said: ReplyIn) -> dict[str, Any]:
    """Say that one comes, or does not."""
    by = request.auth  # type: ignore[attr-defined]
    operations.reply(meeting=meeting_of(meeting_id, by), reply=said.reply, by=by, now=clock.now())
    return full(meeting_of(meeting_id, by), by)


def _meant(said: ChoiceIn, by: Person) -> list[Person]:
    """Everybody asked for; an unknown unit, function or person is nothing that is here."""
    for rows, ids in ((Unit.objects.visible_to(by), said.units), (Function.objects.all(), said.functions)):
        if rows.filter(pk__in=ids).count() != len(set(ids)):
            raise Http404
    inside = organisation.people_in(units=said.units, functions=said.functions, today=clock.today())
    return [*inside, *people_of(said.people, by)]
