"""Saying to have read something, and what a mentor sees of a newcomer's reading."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pejl.foundation import clock
from pejl.foundation.refusals import Stale
from pejl.foundation.tenancy.models import Person
from pejl.guidance import operations, permissions, queries
from pejl.guidance.models import Version
from pejl.guidance.pages.finding import product_of


@require_POST
def confirm_product(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """I have read the version that was shown; back to the own list, or to the text."""
    product, number = product_of(request, product_id), request.POST.get("version", "")
    if not (number.isascii() and number.isdigit() and len(number) < 6):
        raise Http404
    version = get_object_or_404(Version.objects.visible_to(request.person), product=product, number=int(number))
    try:
        operations.confirm_version(version=version, by=request.person, now=clock.now())
        messages.success(request, _("Noted: you have read “%(title)s”.") % {"title": version.title})
    except Stale as refusal:
        messages.error(request, refusal.message)
    if "text" in request.POST:
        return redirect(reverse("guidance:show", args=[product_id]) + "#read")
    return redirect("guidance:lists")


@require_POST
def confirm_meeting(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """I have read what came of a meeting."""
    permissions.require_may_read_lists(request.person)
    meeting = get_object_or_404(queries.held_meetings(request.person), pk=meeting_id)
    operations.confirm_meeting(meeting_id=meeting_id, by=request.person, now=clock.now())
    messages.success(request, _("Noted: you have read “%(title)s”.") % {"title": meeting.title})
    return redirect("guidance:lists")


@require_safe
def reading_of_person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """What a newcomer has read and what not, for the mentor and the person."""
    today = clock.today()
    permissions.require_may_read_lists(request.person)
    one = get_object_or_404(Person.objects.visible_to(request.person), pk=person_id)
    permissions.require_may_see_what_is_read(request.person, one, today)
    if one == request.person:
        return redirect("guidance:lists")
    context = {"one": one, "asked": queries.asked(one, by=request.person, today=today), "today": today}
    return render(request, "guidance/lists/of_person.html", context)


def on_newcomer(request: HttpRequest, person: Person) -> str:
    """Fills ``person.mentored``: a mentor's way to what the newcomer is to read."""
    return render_to_string("guidance/lists/_on_newcomer.html", {"one": person}, request)
