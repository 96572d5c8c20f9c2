"""Two versions beside each other."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pejl.foundation import clock
from pejl.guidance import queries
from pejl.guidance.forms.comparing import Compare
from pejl.guidance.pages.finding import number_of

SIDE_BY_SIDE, INLINE = "side", "inline"


@require_safe
def compare(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """What changed from version ``?before=`` to ``?version=``, in one text or, with ``?view=side``, in two columns.

    Without numbers: the newest version the person may see, and the one before it.
    """
    comparison = queries.comparison(
        product_id,
        person=request.person,
        before=number_of(request, "before"),
        after=number_of(request),
        today=clock.today(),
    )
    if comparison is None:
        raise Http404
    view = SIDE_BY_SIDE if request.GET.get("view") == SIDE_BY_SIDE else INLINE
    form = Compare(versions=comparison.versions, before=comparison.before.number, after=comparison.after.number)
    context = {
        "product": comparison.after.product,
        "form": form,
        "comparison": comparison,
        "view": view,
        "version": comparison.after,
        "confirming": comparison.confirming,
    }
    return render(request, "guidance/compare.html", context)
