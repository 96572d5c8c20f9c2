"""The leaders approve the minutes, see who is waited for, and whom they have reached."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from pejl.foundation import clock
from pejl.foundation.refusals import NotAllowed, Refusal, Stale
from pejl.meetings.models import Meeting
from pejl.meetings.permissions import require_leads
from pejl.room import forms, operations, policies, queries
from pejl.room.models import MinutesSending
from pejl.room.names import SECTION_SLUGS, SendingState
from pejl.room.pages.fetching import meeting_seen
from pejl.room.queries import approval


@require_http_methods(["GET", "HEAD", "POST"])
def minutes_approval(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """How far the minutes are, and the press that approves them as they were read."""
    meeting, now = meeting_seen(request, meeting_id), clock.now()
    require_leads(request.person, meeting)
    policies.require_approvable(meeting)
    standing = approval.standing_of(meeting, now)
    form = _form(request, standing)
    if request.method == "POST" and form.is_valid():
        try:
            _approve(request, meeting, form)
        except NotAllowed:
            raise
        except Stale as refusal:
            form.read_again(standing.now.digest)
            form.refuse(refusal)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect("room:minutes_approval", meeting.pk)
    context = {
        "meeting": meeting,
        "form": form,
        "standing": standing,
        "has_approved": request.person in standing.given,
        "others": [person for person in standing.missing if person != request.person],
        "may_alone": bool(standing.alone_from and standing.alone_from <= now),
        "minutes": queries.minutes_of(meeting, now),
        "slugs": SECTION_SLUGS,
        "sent": approval.sent(standing.approved.version, now) if standing.approved else None,
        "states": SendingState,
    }
    return render(request, "room/minutes_approval.html", context, status=422 if form.errors else 200)


@require_POST
def send_minutes_again(request: HttpRequest, meeting_id: UUID, sending_id: UUID) -> HttpResponse:
    """Send the minutes once more to somebody who did not get them."""
    meeting = meeting_seen(request, meeting_id)
    require_leads(request.person, meeting)
    rows = MinutesSending.objects.visible_to(request.person).filter(meeting=meeting)
    form = forms.SentAgain(request.POST)
    sending = get_object_or_404(rows, pk=sending_id)
    if form.is_valid():
        attempt = form.cleaned_data["attempt"]
        operations.send_minutes_again(sending=sending, expected_attempt=attempt, by=request.person, now=clock.now())
    return redirect("room:minutes_approval", meeting.pk)


def _form(request: HttpRequest, standing: approval.Standing) -> forms.ApprovedMinutes:
    data = request.POST if request.method == "POST" else None
    form = forms.ApprovedMinutes(data, initial={"seen": standing.now.digest})
    form.fields["note"].required = standing.approved is not None and standing.is_news and standing.waiting is None
    return form


def _approve(request: HttpRequest, meeting: Meeting, form: forms.ApprovedMinutes) -> None:
    said = {"meeting": meeting, "seen_digest": form.cleaned_data["seen"], "by": request.person, "now": clock.now()}
    if "alone" in request.POST:
        operations.approve_minutes_alone(**said)
    else:
        operations.approve_minutes(**said, note=form.cleaned_data["note"])
