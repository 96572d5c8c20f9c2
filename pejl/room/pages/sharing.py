"""A shared template, decided on the spot."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.meetings.permissions import require_leads
from pejl.meetings.queries import people_of
from pejl.organisation import queries as organisation
from pejl.room import forms, operations, queries
from pejl.room.pages.fetching import meeting_entered


@require_http_methods(["GET", "HEAD", "POST"])
def shared_template(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """What the template is called, and who makes it; for leaders, once the meeting has agreed aloud."""
    meeting = meeting_entered(request, meeting_id)
    require_leads(request.person, meeting)
    cards = queries.cards_for_product(meeting)
    people, naming = [one.person for one in people_of(meeting)], organisation.naming(clock.today())
    form = forms.SharedTemplate(request.POST if request.method == "POST" else None, people=people, naming=naming)
    if request.method == "POST" and form.is_valid():
        said, by, now = form.cleaned_data, request.person, clock.now()
        what = {"meeting": meeting, "title": said["title"], "person": said["person"], "cards": cards}
        with form.refusing():
            drafts.once(
                lambda: operations.decide_on_template(**what, by=by, now=now).decision,
                client_id=said["client_id"], by=by, now=now,
            )  # fmt: skip
            return redirect("room:outcomes", meeting.pk)
    context = {"meeting": meeting, "form": form, "cards": cards}
    return render(request, "room/shared_template.html", context, status=422 if form.errors else 200)
