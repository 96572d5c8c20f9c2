"""The presses on a round: of who leads it, and of whoever speaks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from pejl.foundation import clock
from pejl.foundation.refusals import Invalid, Refusal
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import AgendaItem, Meeting
from pejl.room import forms, operations
from pejl.room.models import Round
from pejl.room.names import NotYetHeard
from pejl.room.pages.fetching import back, meeting_entered, retarget
from pejl.room.pages.showing import pressed, refused, view_of

# What the buttons do, by their names; of some the value says to whom.
DEEDS: dict[str, Callable[..., Any]] = {
    "next": operations.next_turn,
    "pass": operations.pass_turn,
    "skip": operations.skip_phase,
    "pause": operations.pause_turn,
    "resume": operations.resume_turn,
    "extend": operations.extend_turn,
    "give": operations.give_turn,
    "away": operations.mark_away,
    "back": operations.mark_back,
    "end": operations.end_round,
}
WHOM = {"give": "to", "away": "person", "back": "person"}


@require_POST
def begin_round(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Begin a round in an item, or in a group."""
    meeting = meeting_entered(request, meeting_id)
    item: AgendaItem = get_object_or_404(
        AgendaItem.objects.select_related("parent__parent"), meeting=meeting, pk=item_id
    )
    form = forms.BeginRound(request.POST)

    def press() -> None:
        if not form.is_valid():
            raise Invalid(str(next(iter(form.errors.values()))[0]))
        lengths = form.cleaned_data | {"turn_seconds": form.cleaned_data["turn_seconds"] or None}
        operations.begin_round(item=item, **lengths, by=request.person, now=clock.now())  # type: ignore[attr-defined]

    return pressed(request, meeting.pk, press)


@require_POST
def move_round(request: HttpRequest, meeting_id: UUID, round_id: UUID) -> HttpResponse:
    """One press: the next, pass, give, away, back, pause, resume, extend, skip or end. Ending asks first, who has not
    spoken, and is confirmed by ``end`` with the value ``confirmed``.
    """
    meeting = meeting_entered(request, meeting_id)
    row = get_object_or_404(Round.objects.visible_to(request.person), meeting=meeting, pk=round_id)  # type: ignore[attr-defined]
    deed = next((name for name in DEEDS if name in request.POST), None)
    form = forms.MoveRound({"version": request.POST.get("version"), **_about(request, deed)})
    if deed is None or not form.is_valid():
        raise Http404
    try:
        said = {"round_": row, "expected_version": form.cleaned_data["version"], **_meant(request, deed, form)}
        DEEDS[deed](**said, by=request.person, now=clock.now())  # type: ignore[attr-defined]
    except NotYetHeard as refusal:
        return _asked(request, meeting, row, form.cleaned_data["version"], refusal)
    except Refusal as refusal:
        return refused(request, meeting.pk, refusal)
    return back(request, meeting.pk)


def _about(request: HttpRequest, deed: str | None) -> dict[str, Any]:
    """A button can carry its value, and a select beside it too: ``give`` with ``person``."""
    if deed == "extend":
        return {"seconds": request.POST["extend"]}
    if deed in WHOM:
        return {"person": request.POST[deed] or request.POST.get("person")}
    return {}


def _meant(request: HttpRequest, deed: str, form: forms.MoveRound) -> dict[str, Any]:
    if deed == "extend":
        return {"seconds": form.cleaned_data["seconds"] or 0}
    if deed == "end":
        return {"is_confirmed": request.POST["end"] == "confirmed"}
    if deed in WHOM:
        people = Person.objects.visible_to(request.person)  # type: ignore[attr-defined]
        return {WHOM[deed]: get_object_or_404(people, pk=form.cleaned_data["person"])}
    return {}


def _asked(request: HttpRequest, meeting: Meeting, row: Round, version: int, refusal: NotYetHeard) -> HttpResponse:
    """Who has not spoken, and the button that ends the round all the same."""
    context = {
        "meeting": meeting,
        "round": row,
        "version": version,
        "refusal": refusal,
        "view": view_of(request, meeting),
    }
    if "HX-Request" in request.headers:
        answer = retarget(render(request, "room/_end_round.html", context))
        answer["HX-Retarget"] = f"#round-notice-{row.pk}"
        return answer
    return render(request, "room/end_round.html", context, status=refusal.http_status)
