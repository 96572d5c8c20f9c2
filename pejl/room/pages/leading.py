"""The leaders' presses on what goes on and what still comes, and the lead that is offered and asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from pejl.foundation import clock
from pejl.foundation.drafts import operations as drafts
from pejl.foundation.refusals import Invalid
from pejl.meetings.models import AgendaItem, Meeting
from pejl.meetings.permissions import require_leads
from pejl.meetings.queries import people_of
from pejl.room import forms, operations
from pejl.room.live import Look
from pejl.room.live.parts import course as course_part
from pejl.room.models import LeadOffer
from pejl.room.pages.fetching import meeting_entered
from pejl.room.pages.showing import pressed

# What the buttons at an offer do.
ANSWERS: dict[str, Callable[..., LeadOffer]] = {
    "ja": operations.accept_lead,
    "nej": operations.decline_lead,
    "fortryd": operations.withdraw_lead,
}


@require_POST
def pause(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The clock stands still."""
    return _pressed(request, meeting_id, forms.Press, operations.pause_item)


@require_POST
def resume(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The clock goes on."""
    return _pressed(request, meeting_id, forms.Press, operations.resume_item)


@require_POST
def add_minutes(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Some minutes more, or fewer."""
    return _pressed(request, meeting_id, forms.MoreMinutes, operations.add_minutes)


@require_POST
def step_back(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """As it was before the last "next"."""
    return _pressed(request, meeting_id, forms.Press, operations.step_back)


@require_POST
def leave_out(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Skip an item that still comes."""
    return _pressed(request, meeting_id, forms.Press, operations.leave_out, item_id)


@require_POST
def take_in_again(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Hold an item after all."""
    return _pressed(request, meeting_id, forms.Press, operations.take_in_again, item_id)


@require_POST
def swap(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """An item in the place of another that still comes."""

    def swapped(*, item: AgendaItem, other: UUID, position: int, **press: Any) -> None:
        second = get_object_or_404(AgendaItem, meeting=item.meeting_id, pk=other)
        operations.swap_items(item=item, other=second, expected_position=position, **press)

    return _pressed(request, meeting_id, forms.Swap, swapped, item_id)


@require_POST
def insert(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Something that nobody had planned, next or now; sent twice it comes once."""

    def inserted(*, client_id: UUID | None, **told: Any) -> None:
        drafts.once(lambda: operations.insert_item(**told), client_id=client_id, by=request.person, now=told["now"])

    return _pressed(request, meeting_id, forms.Insertion, inserted)


@require_POST
def retime(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Use the new times that are suggested."""
    return _pressed(request, meeting_id, forms.NewTimes, operations.use_retiming)


@require_POST
def undo_retiming(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The times as they were."""
    return _pressed(request, meeting_id, forms.Press, operations.undo_retiming)


@require_safe
def suggestion(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The new times that are suggested by now: nothing (204) where these are the ``?seen=`` ones.

    A meeting falls behind without anybody pressing anything, so the leaders' page asks now and then.
    """
    meeting = meeting_entered(request, meeting_id)
    require_leads(request.person, meeting)
    look = Look(meeting, clock.now())
    context = course_part.suggestion(look)
    if request.GET.get("seen") == context["seen"]:
        return HttpResponse(status=204)
    return render(request, "room/live/_new_times.html", {"meeting": meeting, "look": look, **context})


@require_POST
def offer_lead(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Ask somebody to lead on."""
    meeting = meeting_entered(request, meeting_id)
    form = forms.Successor(request.POST, people=[one.person for one in people_of(meeting)])
    return _sent(request, meeting, form, operations.offer_lead, meeting=meeting)


@require_POST
def ask_for_lead(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Ask to lead on."""
    meeting = meeting_entered(request, meeting_id)
    return _sent(request, meeting, None, operations.ask_for_lead, meeting=meeting)


@require_POST
def answer_lead(request: HttpRequest, meeting_id: UUID, offer_id: UUID) -> HttpResponse:
    """Say yes or no to an offer or to somebody who asks, or take it back."""
    meeting = meeting_entered(request, meeting_id)
    offer = get_object_or_404(LeadOffer, meeting=meeting, pk=offer_id)
    answer = ANSWERS.get(request.POST.get("answer", ""), operations.accept_lead)
    return _sent(request, meeting, None, answer, offer=offer)


@require_POST
def step_down(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Lead no longer."""
    meeting = meeting_entered(request, meeting_id)
    return _sent(request, meeting, None, operations.step_down, meeting=meeting)


def _pressed(
    request: HttpRequest,
    meeting_id: UUID,
    form_class: type[forms.Press],
    operation: Callable[..., Any],
    item_id: UUID | None = None,
) -> HttpResponse:
    """A command with what its form says, on the meeting or on one of its items."""
    meeting = meeting_entered(request, meeting_id)
    if item_id is None:
        return _sent(request, meeting, form_class(request.POST), operation, meeting=meeting)
    item = get_object_or_404(AgendaItem, meeting=meeting, pk=item_id)
    return _sent(request, meeting, form_class(request.POST), operation, item=item)


def _sent(
    request: HttpRequest,
    meeting: Meeting,
    form: django_forms.Form | None,
    operation: Callable[..., Any],
    /,
    **what: Any,
) -> HttpResponse:
    """A command with what its form says, by whoever sent it."""

    def press() -> None:
        operation(**what, **(_said(form) if form else {}), by=request.person, now=clock.now())  # type: ignore[attr-defined]

    return pressed(request, meeting.pk, press)


def _said(form: django_forms.Form) -> dict[str, Any]:
    """What the form says. Raises Invalid with the first thing that is wrong in it."""
    if form.is_valid():
        return form.cleaned_data
    field, errors = next(iter(form.errors.items()))
    label = form.fields[field].label if field in form.fields else None
    raise Invalid(f"{label}: {errors[0]}" if label else str(errors[0]), field=field)
