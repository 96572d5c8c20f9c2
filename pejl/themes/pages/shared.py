"""What several pages of themes do alike."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from pejl.organisation.models import WorkingGroup
from pejl.themes.models import Theme
from pejl.themes.names import Dimension

# A page of as many rows with long titles stays under 15 kB.
PAGE = 18


def theme_of(request: HttpRequest, theme_id: Any) -> Theme:
    """The theme as the person may see it; 404 for any other."""
    seen = Theme.objects.visible_to(request.person).select_related("area", "proposed_by", "collected_at")  # type: ignore[attr-defined]
    found: Theme = get_object_or_404(seen, pk=theme_id)
    return found


def sits_in(groups: list[WorkingGroup], request: HttpRequest) -> list[WorkingGroup]:
    """Those of the groups in which the person sits."""
    mine = request.person.pk  # type: ignore[attr-defined]
    return [group for group in groups if any(seat.person_id == mine for seat in group.seats)]


def dimensions() -> list[tuple[str, str]]:
    """What the group weighs by, in the reader's language."""
    return [(name, str(label)) for name, label in Dimension.choices]


def page_of(request: HttpRequest, rows: Any, size: int = PAGE, *, number: int | None = None) -> Any:
    """The page that is asked for, or the first or last where there is none such. ``number`` saves counting the rows."""
    paginator = Paginator(rows, size)
    if number is not None:
        paginator.count = number
    return paginator.get_page(request.GET.get("page"))


def asked(request: HttpRequest, *names: str) -> dict[str, str]:
    """What narrows a list, for the links to its other pages."""
    return {name: request.GET[name] for name in names if request.GET.get(name)}


def status(form: Any) -> int:
    """422 for a form that came back with errors."""
    return 422 if form.is_bound and form.errors else 200
