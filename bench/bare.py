"""The least a page can be: the same middleware, the same rows by one query, the same bytes, no template.

``?kind=`` names the rows, ``?bytes=`` how long the answer is made.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from bench.pages import BY_NAME


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The rows of a page as plain text between tags, filled up to the page's size."""
    wanted = BY_NAME[request.GET["page"]]
    rows = wanted.model.objects.order_by("id").values_list("id", wanted.column)[: wanted.rows]
    text = "".join(f"<li><a href='{key}'>{title}</a></li>" for key, title in rows)
    return HttpResponse(text.ljust(int(request.GET["bytes"]), "."))
