"""What a browser sends to the pages of themes, and what it gets."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from pejl.themes.models import Theme


def proposal(**said: Any) -> dict[str, Any]:
    """What a browser sends from the propose page."""
    return {
        "title": "Hvornår er virksomhedspraktik det rigtige?",
        "need": "Vi gør det forskelligt.",
        "why_now": "",
        "area": "",
        "kind": "cooperation",
        "client_id": str(uuid4()),
        **said,
    }


def decision(theme: Theme, **said: Any) -> dict[str, Any]:
    """What a browser sends from the decide page."""
    return {"outcome": "next", "reason": "Det haster.", "version": theme.version, "client_id": str(uuid4()), **said}


def own(asked: Any) -> int:
    """How many of the queries are about themes and the organisation."""
    return sum("themes_" in query["sql"] or "organisation_" in query["sql"] for query in asked.captured_queries)


def text_of(answer: Any) -> str:
    """The page as text."""
    return str(answer.content.decode())
