"""A version on paper."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from pejl.foundation import clock
from pejl.guidance import papers, queries
from pejl.guidance.pages.finding import reading_of
from pejl.guidance.papers import Form


@require_safe
def paper(request: HttpRequest, product_id: UUID, form: Form) -> HttpResponse:
    """The version that is in force, or the one that is asked for: to print, or to go on with in Word."""
    reading = reading_of(request, product_id)
    return as_file(papers.guide(reading, today=clock.today(), form=form), reading, form)


def as_file(made: bytes, reading: queries.Reading, form: Form) -> HttpResponse:
    """A paper as an answer: a PDF opens where it is, a Word file is put on the machine."""
    kind = "inline" if form == Form.PDF else "attachment"
    headers = {"Content-Disposition": f'{kind}; filename="{papers.file_name(reading, form)}"'}
    return HttpResponse(made, content_type=papers.CONTENT_TYPES[form], headers=headers)
