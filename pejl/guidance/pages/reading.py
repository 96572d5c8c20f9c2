"""Finding and reading guidance."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pejl.foundation import clock
from pejl.guidance import permissions, policies, queries
from pejl.guidance.forms import Find, GiveFeedback
from pejl.guidance.names import UNRELEASED, State
from pejl.guidance.pages.finding import reading_of
from pejl.guidance.pages.using import using
from pejl.guidance.pages.words import WORDS

ON_A_PAGE = 25


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What needs me, then all guidance of the job centre."""
    kinds = list(queries.kinds())
    form = Find(request.GET or None, kinds=queries.kinds())
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = queries.catalogue(
        request.person,
        title=asked.get("title", ""),
        kind=asked["kind"].pk if asked.get("kind") else None,
        is_withdrawn_too=asked.get("withdrawn", False),
    )
    context: dict[str, Any] = {
        "form": form,
        "may_start": permissions.may_start(request.person),
        "may_shape_kinds": permissions.may_shape_kinds(request.person, clock.today()),
        "is_filtered": any(asked.values()),
        "query": {name: request.GET[name] for name in form.fields if request.GET.get(name)},
        "kinds": kinds,
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "needs": queries.needs_of(request.person, clock.today()),
        "today": clock.today(),
    }
    return render(request, "guidance/index.html", context, status=422 if form.errors else 200)


@require_safe
def show(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """A version to read beside the citizen."""
    return page_of(request, reading_of(request, product_id))


def page_of(request: HttpRequest, reading: queries.Reading, form: GiveFeedback | None = None) -> HttpResponse:
    """A version as it is read; ``form`` is what was written to the responsible and refused."""
    today = clock.today()
    version, person = reading.version, request.person
    draft = next((one for one in reading.versions if one.is_in_the_making), None)
    answers = reading.people.answers(person)
    may_withdraw = permissions.may_withdraw(person, version.product, today, answers=answers)
    is_author = reading.people.are_authors(person)
    context: dict[str, Any] = WORDS | {
        "reading": reading,
        "version": version,
        "draft": draft,
        "is_author": is_author,
        "coming": next((one for one in reading.versions if one.state == State.SCHEDULED), None),
        "may_withdraw": may_withdraw and version.state == State.PUBLISHED,
        "may_begin_next": not any(one.state in UNRELEASED for one in reading.versions)
        and (may_withdraw or (is_author and permissions.may_start(person))),
        "confirming": reading.confirming,
        "may_fill": policies.is_fillable(version, reading.blocks),
        "today": today,
    }
    if version.state == State.PUBLISHED or form is not None:
        context |= using(request, reading, form)
    return render(request, "guidance/show.html", context, status=422 if form is not None and form.errors else 200)
