"""From the meeting's cards to the first draft of a guide."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render, resolve_url
from django.views.decorators.http import require_http_methods

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.guidance import queries as guidance
from pejl.learning import operations, permissions, policies, queries
from pejl.learning.forms import StartGuide
from pejl.learning.models import LearningMeeting
from pejl.meetings.models import Meeting
from pejl.room import queries as room
from pejl.room.models import ProductDuty


@require_http_methods(["GET", "HEAD", "POST"])
def start_guide(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Choose what the guide builds on, and begin it."""
    learning_meeting = _learning_meeting(request, meeting_id)
    meeting, theme = learning_meeting.meeting, learning_meeting.theme
    cards = room.cards_for_product(meeting)
    # A form sent twice still names what its first sending began: the operation tells the two apart.
    duties = room.product_duties_of(meeting) if request.method == "POST" else queries.duties_open(meeting)
    form = StartGuide(
        request.POST if request.method == "POST" else None,
        initial={"title": theme.title, "kind": guidance.kind_for_cards(), "duty": _likely(request, duties)},
        kinds=guidance.offered_kinds(),
        duties=duties,
        cards=cards,
    )
    if form.is_bound and form.is_valid():
        with form.refusing():
            product_id = _started(request, learning_meeting, form)
            return HttpResponse(status=303, headers={"Location": resolve_url("guidance:edit", product_id)})
    context = {"meeting": meeting, "theme": theme, "form": form, "has_cards": bool(cards)}
    return render(request, "learning/start_guide.html", context, status=422 if form.errors else 200)


def _learning_meeting(request: HttpRequest, meeting_id: UUID) -> LearningMeeting:
    """The meeting, if it is a learning meeting, is over, and the person may begin its product."""
    meeting: Meeting = get_object_or_404(Meeting.objects.visible_to(request.person), pk=meeting_id)
    found = queries.of_meeting(meeting)
    if found is None:
        raise Http404
    permissions.require_may_start_guide(request.person, meeting)
    policies.require_begun(meeting)
    return found


def _likely(request: HttpRequest, duties: list[ProductDuty]) -> UUID | None:
    """What the person took on; otherwise the only thing that was taken on."""
    mine = next((duty.pk for duty in duties if duty.person_id == request.person.pk), None)
    return mine or (duties[0].pk if len(duties) == 1 else None)


def _started(request: HttpRequest, learning_meeting: LearningMeeting, form: StartGuide) -> UUID:
    now, chosen = clock.now(), form.cleaned_data
    return drafts.once(
        lambda: operations.start_guide(
            learning_meeting=learning_meeting,
            kind=chosen["kind"],
            title=chosen["title"],
            duty=chosen["duty"],
            cards=list(chosen["cards"]),
            by=request.person,
            now=now,
        ),
        client_id=chosen["client_id"],
        by=request.person,
        now=now,
    )
