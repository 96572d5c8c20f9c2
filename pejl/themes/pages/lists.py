"""Looking through themes, and on paper."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pejl.foundation import clock
from pejl.themes import forms, permissions, queries
from pejl.themes.pages.shared import asked, page_of

NARROWING = ("q", "state", "area", "sort", "kind", "collected", "mine", "backed")
# As many on one print.
ON_PAPER = 500


@require_safe
def list_themes(request: HttpRequest) -> HttpResponse:
    """Every theme, newest first, narrowed by what is asked."""
    form = forms.NarrowThemes(request.GET, person=request.person)
    rows = queries.listed(request.person, **form.chosen())
    today = clock.today()
    query = asked(request, *NARROWING)
    if "print" in request.GET:
        context = {"themes_listed": rows[:ON_PAPER], "today": today, "query": query}
        return render(request, "themes/list_on_paper.html", context)
    may_decide = permissions.may_decide(request.person, today)
    context = {
        "form": form,
        "page": page_of(request, rows),
        "query": query,
        "waiting": queries.waiting(request.person).count() if may_decide else 0,
    }
    return render(request, "themes/list.html", context, status=200 if form.is_valid() else 422)
