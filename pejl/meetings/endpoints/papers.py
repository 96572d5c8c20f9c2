"""The meeting's papers."""

# No postponed annotations here: ninja reads them where their names would be unknown.
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from pejl.foundation import clock
from pejl.meetings import papers
from pejl.meetings.endpoints.routing import meeting_of, router
from pejl.meetings.papers import Form, Paper


@router.get("/meetings/{meeting_id}/papers/{paper}/{form}", operation_id="print_meeting_paper")
def print_paper(request: HttpRequest, meeting_id: UUID, paper: Paper, form: Form) -> HttpResponse:
    """The agenda, the leaders' own edition of it with their notes, or a page for each group; as PDF or Word."""
    by = request.auth  # type: ignore[attr-defined]
    file = papers.make(meeting_of(meeting_id, by), paper=paper, form=form, by=by, now=clock.now())
    return HttpResponse(file, content_type=papers.CONTENT_TYPES[form])
