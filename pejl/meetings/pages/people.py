"""Who is to come, and the invitations."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pejl.foundation import clock
from pejl.foundation.refusals import Invalid
from pejl.foundation.tenancy.models import Person, PersonQuerySet
from pejl.meetings import operations, queries
from pejl.meetings.forms import ChoosePeople, TakeOut
from pejl.meetings.models import Meeting
from pejl.meetings.pages.finding import METHODS, go, plan_of
from pejl.organisation import queries as organisation


@require_safe
def participants(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Those who are to come, and how to add more."""
    return _list(request, plan_of(request, meeting_id))


@require_POST
def choose(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Add a unit, a function or a person."""
    meeting = plan_of(request, meeting_id)
    form = ChoosePeople(request.POST, people=_not_yet(meeting), naming=organisation.naming(clock.today()))
    if not form.is_valid():
        return _list(request, meeting, adding=form)
    number = operations.choose(meeting=meeting, people=_meant(form), by=request.person, now=clock.now())
    told = ngettext("%(count)d person added.", "%(count)d people added.", number) % {"count": number}
    messages.success(request, told if number else _("All of them were on the list already."))
    return go("meetings:participants", meeting.pk)


@require_POST
def take_out(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Take people off the list."""
    meeting = plan_of(request, meeting_id)
    form = TakeOut(request.POST, people=_chosen(meeting), naming=organisation.naming(clock.today()))
    if form.is_valid():
        leaving = list(form.cleaned_data["people"])
        try:
            operations.take_out(meeting=meeting, people=leaving, by=request.person, now=clock.now())
        except Invalid as refusal:
            form.add_error("people", refusal.message)
        else:
            return go("meetings:participants", meeting.pk)
    return _list(request, meeting, leaving=form)


@require_http_methods(METHODS)
def invite(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Says what will happen to whom; then does it."""
    meeting = plan_of(request, meeting_id)
    if request.method == "POST":
        operations.invite(meeting=meeting, by=request.person, now=clock.now())
        messages.success(request, _("The invitations are on their way."))
        return go("meetings:show", meeting.pk)
    agenda = queries.agenda_of(meeting)
    ends_at = agenda[-1].ends_at if agenda else meeting.starts_at
    everybody = queries.people_of(meeting, agenda)
    asked = [one for one in everybody if one.is_invited]
    context = {
        "meeting": meeting,
        "ends_at": ends_at,
        "mailed": [one.person for one in everybody if not one.is_invited and one.person.email],
        "unreachable": [one.person for one in everybody if not one.person.email],
        "asked": asked,
        "has_agenda": bool(agenda),
        "has_new_end": meeting.announced_until not in (None, ends_at),
    }
    return render(request, "meetings/invite.html", context)


@require_POST
def tell_again(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Send everybody the new end."""
    meeting = plan_of(request, meeting_id)
    operations.tell_again(meeting=meeting, by=request.person, now=clock.now())
    messages.success(request, _("Everybody invited gets the new time."))
    return go("meetings:invite", meeting.pk)


def _list(
    request: HttpRequest, meeting: Meeting, *, adding: ChoosePeople | None = None, leaving: TakeOut | None = None
) -> HttpResponse:
    everybody = queries.people_of(meeting)
    naming = organisation.naming(clock.today())
    context = {
        "meeting": meeting,
        "everybody": everybody,
        "adding": adding or ChoosePeople(people=_not_yet(meeting), naming=naming),
        "leaving": leaving or TakeOut(people=_chosen(meeting), naming=naming),
        "chosen": bool(meeting.participants.all()),
        "waiting": sum(1 for one in everybody if not one.is_invited),
    }
    failed = (adding and adding.errors) or (leaving and leaving.errors)
    return render(request, "meetings/participants.html", context, status=422 if failed else 200)


def _meant(form: ChoosePeople) -> list[Person]:
    """Everybody in the units and functions today, and the one person."""
    units, functions = ([row.pk for row in form.cleaned_data[name]] for name in ("units", "functions"))
    people = organisation.people_in(units=units, functions=functions, today=clock.today()) if units or functions else ()
    single = form.cleaned_data["person"]
    return [*people, *([single] if single else [])]


def _not_yet(meeting: Meeting) -> PersonQuerySet:
    """Everybody here, guests too, who is not on the list."""
    there = [one.person_id for one in meeting.participants.all()]
    people: PersonQuerySet = Person.objects.present().exclude(pk__in=there).by_name()
    return people


def _chosen(meeting: Meeting) -> PersonQuerySet:
    people: PersonQuerySet = Person.objects.filter(
        pk__in=[one.person_id for one in meeting.participants.all()]
    ).by_name()
    return people
