"""Nobody can list turns, or what people answered, by person: neither in an address nor in the API's description."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import get_resolver

from pejl.api.api import api

pytestmark = pytest.mark.once


def test_the_api_describes_no_list_of_turns() -> None:
    """The one operation that speaks of turns asks for an item and gives at most three names; none asks for a person."""
    description = api.get_openapi_schema(path_prefix="/api/v1/")
    schemas = description["components"]["schemas"]
    speaking = [
        (path, operation)
        for path, methods in description["paths"].items()
        for operation in methods.values()
        if "ItemTurn" in str(operation)
    ]
    [(path, operation)] = speaking
    assert path == "/api/v1/meetings/{meeting_id}/items/{item_id}/next"
    assert {one["name"] for one in operation["parameters"]} == {"meeting_id", "item_id", "turn"}
    answer = operation["responses"][200]["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[1]
    assert schemas[answer]["properties"]["proposals"]["maxItems"] == 3
    assert [name for name, schema in schemas.items() if "ProposalOut'" in str(schema.get("properties"))] == [answer]


def test_no_address_leads_to_turns_or_asks_by_person() -> None:
    """Turns are reached through an item alone, and what somebody answered through the meeting or the ask itself."""
    routes = [str(route) for route in _routes(get_resolver())]
    about = [
        route for route in routes if any(word in route for word in ("oplaeg", "spoergsmaal", "/asks", "/next", "tur"))
    ]
    assert len(about) > 5
    assert [route for route in about if "person" in route] == []


def _routes(resolver: Any, before: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        here = before + str(entry.pattern)
        yield from _routes(entry, here) if hasattr(entry, "url_patterns") else [here]
