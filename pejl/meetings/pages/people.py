"""Who is to come."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from pejl.foundation import clock
from pejl.foundation.search.keys import search_key
from pejl.foundation.tenancy.models import Person, PersonQuerySet
from pejl.meetings import operations, queries
from pejl.meetings.forms import BringGuest, ChoosePeople, FindPeople, HandInAnswer, TakeOut
from pejl.meetings.models import Meeting
from pejl.meetings.names import Reply
from pejl.meetings.pages.finding import go, plan_of
from pejl.meetings.pages.telling import waiting_for
from pejl.organisation import queries as organisation

MOST_FOUND = 40


@require_safe
def participants(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Those who are to come, whether somebody is missing, and how to add more."""
    return _list(request, plan_of(request, meeting_id))


@require_POST
def choose(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Add a unit, a function or people."""
    meeting = plan_of(request, meeting_id)
    form = ChoosePeople(request.POST, people=_not_yet(meeting), naming=organisation.naming(clock.today()))
    if not form.is_valid():
        return _list(request, meeting, adding=form)
    number = operations.choose(meeting=meeting, people=_meant(form), by=request.person, now=clock.now())
    told = ngettext("%(count)d person added.", "%(count)d people added.", number) % {"count": number}
    messages.success(request, told if number else _("All of them were on the list already."))
    return go("meetings:participants", meeting.pk)


@require_POST
def bring_guest(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Add somebody from outside whom nobody here knows yet."""
    meeting = plan_of(request, meeting_id)
    form = BringGuest(request.POST)
    if form.is_valid() and _done(form, operations.bring_guest, request, meeting, **form.cleaned_data):
        messages.success(request, _("%(name)s is on the list.") % {"name": form.cleaned_data["name"]})
        return go("meetings:participants", meeting.pk)
    return _list(request, meeting, guest=form)


@require_POST
def take_out(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Take people off the list."""
    meeting = plan_of(request, meeting_id)
    form = TakeOut(request.POST, people=_chosen(meeting))
    if form.is_valid():
        leaving = list(form.cleaned_data["people"])
        if _done(form, operations.take_out, request, meeting, people=leaving):
            return go("meetings:participants", meeting.pk)
    return _list(request, meeting, leaving=form)


@require_POST
def answer_by_file(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Take in an answer that came by mail as a calendar file."""
    meeting = plan_of(request, meeting_id)
    form = HandInAnswer(request.POST, request.FILES)
    if form.is_valid() and _done(form, operations.answer_by_file, request, meeting, file=form.content()):
        messages.success(request, _("The answer is noted."))
        return go("meetings:participants", meeting.pk)
    return _list(request, meeting, answering=form)


def _done(form: Any, operation: Any, request: HttpRequest, meeting: Meeting, **said: Any) -> bool:
    """Whether it was done; otherwise the form says why not."""
    with form.refusing(otherwise=next(iter(form.fields))):
        operation(meeting=meeting, by=request.person, now=clock.now(), **said)  # type: ignore[attr-defined]
        return True
    return False


def _list(request: HttpRequest, meeting: Meeting, **bound: Any) -> HttpResponse:
    """The page; ``bound`` are forms that came back."""
    today, everybody = clock.today(), queries.people_of(meeting)
    finding = FindPeople(request.GET)
    finding.is_valid()
    naming = organisation.naming(today)
    context = {
        "meeting": meeting,
        "everybody": everybody,
        "counts": queries.counts_of(everybody),
        "room_warning": queries.lacks_room(meeting, everybody),
        "missing": queries.missing_functions(everybody, today),
        "finding": finding,
        "found": _found(finding, meeting),
        "searched": finding.is_searching or "people" in bound.get("adding", finding).errors,
        "adding": ChoosePeople(people=_not_yet(meeting), naming=naming),
        "guest": BringGuest(),
        "leaving": TakeOut(people=_chosen(meeting)),
        "answering": HandInAnswer(),
        "chosen": bool(meeting.participants.all()),
        "waiting": sum(1 for one in everybody if not one.is_invited),
        "unsent": waiting_for(meeting),
        **bound,
    }
    context["adding"].show(context["found"])
    context["leaving"].show(_groups(everybody, finding.sorted_by, naming))
    failed = any(form.errors for form in bound.values())
    return render(request, "meetings/participants.html", context, status=422 if failed else 200)


def _found(finding: FindPeople, meeting: Meeting) -> list[Person]:
    """Whoever is looked for, colleagues and guests, as far as they are not on the list."""
    words, function = finding.cleaned_data.get("q", ""), finding.cleaned_data.get("function")
    if not words and function is None:
        return []
    found = _not_yet(meeting).filter(name_search__contains=search_key(words))
    if function is not None:
        found = found.filter(pk__in=organisation.people_in(functions=[function.pk], today=clock.today()).order_by())
    return list(found[:MOST_FOUND])


def _groups(everybody: list[Any], sorted_by: str, naming: Any) -> list[tuple[str, list[tuple[UUID, str]]]]:
    """Those on the list with where they come from and what they answered, under headings where they are sorted."""
    places = queries.places_of(everybody, clock.today())
    groups: dict[str, list[tuple[UUID, str]]] = {}
    for one in everybody:
        if one.participant is None:
            continue
        place = places.get(one.person.pk)
        answer = str(Reply(one.reply).label) if one.is_invited else _("Not invited yet")
        said = [naming(one.person), place.words if place else "", answer]
        heading = {"unit": (place.unit if place else "") or _("From outside"), "answer": answer}.get(sorted_by, "")
        groups.setdefault(heading, []).append((one.person.pk, " · ".join(filter(None, said))))
    return sorted(groups.items())


def _meant(form: ChoosePeople) -> list[Person]:
    """Everybody in the units and functions today, and the people."""
    units, functions = ([row.pk for row in form.cleaned_data[name]] for name in ("units", "functions"))
    inside = organisation.people_in(units=units, functions=functions, today=clock.today()) if units or functions else ()
    return [*inside, *form.cleaned_data["people"]]


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
