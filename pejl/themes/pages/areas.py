"""The fields of the work that a theme can belong to."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from pejl.foundation import clock
from pejl.themes import forms, operations, permissions, queries
from pejl.themes.models import Area
from pejl.themes.pages.shared import status


@require_http_methods(["GET", "HEAD", "POST"])
def areas(request: HttpRequest) -> HttpResponse:
    """Each area; the working groups add what is missing and close what has ended."""
    form = forms.AddArea(request.POST or None)
    if form.is_bound and form.is_valid():
        with form.refusing():
            operations.add_area(name=form.cleaned_data["name"], by=request.person, now=clock.now())
            return redirect("themes:areas")
    context = {
        "form": form,
        "areas": queries.areas().visible_to(request.person),
        "may_keep": permissions.may_decide(request.person, clock.today()),
    }
    return render(request, "themes/areas.html", context, status=status(form))


@require_POST
def close_area(request: HttpRequest, area_id: UUID) -> HttpResponse:
    """The area gets no new themes."""
    area = get_object_or_404(Area.objects.visible_to(request.person), pk=area_id)
    operations.close_area(area=area, by=request.person, now=clock.now())
    return redirect("themes:areas")


@require_POST
def open_area(request: HttpRequest, area_id: UUID) -> HttpResponse:
    """The area gets new themes again."""
    area = get_object_or_404(Area.objects.visible_to(request.person), pk=area_id)
    operations.open_area(area=area, by=request.person, now=clock.now())
    return redirect("themes:areas")
