"""From a look to what stands on a screen; the same for a page that is opened and for what is sent to it later."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import SimpleLazyObject
from markupsafe import Markup

from pejl.room.live.looking import Look
from pejl.room.names import SHAPES, CardKind, ViewName
from pejl.room.queries import Board, order_of

# The script puts the page's own token in: what is sent to many can hold nobody's.
EMPTY_TOKEN = Markup('<input type="hidden" name="csrfmiddlewaretoken" value="">')


def html_of(name: str, look: Look, view: ViewName, request: HttpRequest | None = None) -> str:
    """A region (``regions.REGIONS``) as a view shows it; with a request as part of that person's page."""
    from pejl.room.live.regions import REGIONS  # noqa: PLC0415 -- regions ask parts, which may show fragments

    region = next(one for one in REGIONS if one.name == name)
    return fragment(f"room/live/_{name}.html", look, view, request, **region.context(look))


def board_html(look: Look, board: Board, view: ViewName, request: HttpRequest | None = None) -> str:
    """A board with its cards."""
    return fragment("room/live/_board.html", look, view, request, board=board)


def fragment(template: str, look: Look, view: ViewName, request: HttpRequest | None = None, **more: Any) -> str:
    """A template of the room with all that every one of them has."""
    context = {
        "look": look,
        "meeting": look.meeting,
        # Read only where a template asks for it.
        "room": SimpleLazyObject(lambda: look.room),
        "now": look.now,
        "view": view,
        "mine": _marking(request),
        "card_key": order_of,
        "shapes": SHAPES,
        "card_kinds": CardKind,
        **({} if request else {"csrf_input": EMPTY_TOKEN}),
        **more,
    }
    return render_to_string(template, context, request).strip()


def _marking(request: HttpRequest | None) -> Any:
    """``{{ mine(person.pk, …) }}`` in an element: whose it is. Only what is for them stands inside ``.only-mine``."""
    own = request.person.pk if request is not None and request.person is not None else None  # type: ignore[attr-defined]

    def mine(*ids: UUID) -> Markup:
        marked = Markup(' data-of="{}"').format(" ".join(str(one) for one in ids))
        return marked + (Markup(" data-mine") if own in ids else Markup(""))

    return mine
