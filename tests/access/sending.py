"""The smallest input with which each address does its work, so that an answer says who may and nothing else.

``s`` is the situation: its things by name, and ``s.me``, the person who asks.
"""

from __future__ import annotations

from typing import Any

from pejl.foundation.login import links
from tests.access import leading
from tests.access.api_bodies import JSON
from tests.access.page_forms import FORMS
from tests.access.pieces import Bodies
from tests.access.situations import Situation

# Pages that are sent JSON, as scripts do.
AS_JSON = {"overview:keep_draft"}
# What is sent a file.
AS_FILE = {
    "attach_file",
    "bring_preparation_file",
    "keep_poster",
    "meetings:answer_by_file",
    "meetings:bring_file",
    "prepare_import",
    "replace_block_file",
    "room:paper",
    "take_in_answer",
}
HEADERS = {"room:place": {"HX-Request": "true"}}

QUERIES: Bodies = {
    "live:poll": lambda s: {"follow": f"meeting:{s.meeting.pk}/participant@0"},
    "live:stream": lambda s: {"follow": f"meeting:{s.meeting.pk}/participant@0"},
    "links:answer": lambda s: {"link": s.seal},
    "links:guest": lambda s: {"link": s.guest_secret},
    "propose_for_turn": lambda s: {"turn": "presenting"},
    "login:choose_password": lambda s: {"link": links.secret_of(s.mailed)},
    "list_direction_links": lambda s: {"kind": "theme", "id": s.theme.pk},
    "search": lambda s: {"q": "praktik"},
    "remove_agenda_item": lambda s: {"expected_version": s.item.version},
    "meetings:propose_groups": lambda s: {"count": 2, "counted": "groups"},
    "propose_groups": lambda s: {"number": 2},
    "dissolve_cluster": lambda s: {"expected_version": s.cluster.version},
    "compare_versions": lambda s: {"before": 1, "after": 1},
    "guidance:add_part": lambda s: {"sort": "text"},
    "guidance:use_cards": lambda s: {"cards": s.left_over_card},
    "remove_kind_part": lambda s: {"expected_edit": s.kind_of_product.edit},
    "remove_block": lambda s: {"expected_edit": s.block.edit},
}

BODIES = FORMS | JSON | leading.BODIES


def body_of(name: str, situation: Situation) -> Any:
    """What is sent to an address; None where nothing need be."""
    make = BODIES.get(name)
    return make(situation) if make else None


def query_of(name: str, situation: Situation) -> dict[str, Any]:
    """What its address ends with."""
    make = QUERIES.get(name)
    return make(situation) if make else {}
