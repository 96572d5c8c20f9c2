"""Filling in a form on the screen: what is written goes onto the paper that is answered with, and nowhere else."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from pejl.foundation import clock
from pejl.foundation.tenancy import scopes
from pejl.guidance import papers, policies
from pejl.guidance.forms import FillIn
from pejl.guidance.names import BlockKind
from pejl.guidance.pages.finding import reading_of
from pejl.guidance.pages.papers import as_file
from pejl.guidance.papers import Form


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def fill_in(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Write in the fields, and get the paper. Also where something is sent, the database refuses to write."""
    with scopes.scope(scopes.current_space(), read_only=True):
        return _fill_in(request, product_id)


def _fill_in(request: HttpRequest, product_id: UUID) -> HttpResponse:
    reading = reading_of(request, product_id)
    policies.require_fillable(reading.version, reading.blocks)
    form = FillIn(request.POST if request.method == "POST" else None, blocks=reading.blocks)
    paper = request.POST.get("paper", "")
    if paper in list(Form) and form.is_valid():
        made = papers.filled(reading, form.answers, today=clock.today(), form=Form(paper))
        return as_file(made, reading, Form(paper))
    fields = [one for one in reading.blocks if one.kind == BlockKind.FIELD]
    context = {
        "form": form,
        "version": reading.version,
        "by_hand": [one.content.get("name") for one in fields if one.content.get("is_identifying")],
    }
    return render(request, "guidance/fill_in.html", context, status=422 if form.errors else 200)
