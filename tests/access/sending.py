"""The smallest input with which each address does its work, so that an answer says who may and nothing else.

``s`` is the situation: its things by name, and ``s.me``, the person who asks.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from pejl.foundation.login import links
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Token
from pejl.guidance.names import BlockKind
from pejl.meetings.models import Meeting
from tests.access.situations import Situation

Body = Callable[[Situation], Any]
Bodies = dict[str, Body]

# Pages that are sent JSON, as scripts do.
AS_JSON = {"overview:keep_draft"}
HEADERS = {"room:now": {"HX-Request": "true"}}

QUERIES: Bodies = {
    "login:choose_password": lambda s: {"link": links.secret_of(s.mailed)},
    "list_direction_links": lambda s: {"kind": "theme", "id": s.theme.pk},
    "search": lambda s: {"q": "praktik"},
    "remove_agenda_item": lambda s: {"expected_version": s.item.version},
    "remove_block": lambda s: {"expected_edit": s.block.edit},
}

NEW_PASSWORD = "fire gule både sejler forbi"
MARK = {"text": "Spørg om målet først.", "reason": ""}


def _meeting_form(s: Situation, leader: str) -> dict[str, Any]:
    return {"title": "Nyt møde", "day": "1/4-2026", "start": "9", "leaders": [s.people[leader].pk]}


def _meeting_json(s: Situation, leader: str) -> dict[str, Any]:
    leaders = [s.people[leader].pk]
    return {"title": "Nyt møde", "purposes": [], "starts_at": "2026-04-01T09:00:00+02:00", "leaders": leaders}


def _outcome(s: Situation) -> dict[str, Any]:
    said = {
        "produkt": {"what": "Anvisning til", "person": s.me},
        "uklarhed": {"text": "Hvad nu?"},
        "beslutning": {"text": "Vi bruger samme skema"},
        "aftale": {"what": "Ring til virksomheden", "owner": s.me},
    }
    part = s.parameter("part")
    return {f"{part}-{name}": value for name, value in said[part].items()}


ITEM = {"behaviour": "plenary", "label": "Videndeling", "minutes": 20, "speaking": "all", "authorship": "named"}

STATEMENT = {"title": "Flere i job", "text": "Vi taler om arbejde."}
SINCE = "5/3-2026"


def _for_unit(s: Situation) -> dict[str, Any]:
    return STATEMENT | {"for_whom": "some", "units": [s.unit.pk], "since_on": SINCE}


def _for_unit_json(s: Situation) -> dict[str, Any]:
    return STATEMENT | {"unit_ids": [s.unit.pk], "since_on": "2026-03-05"}


def _follows_too(s: Situation) -> dict[str, Any]:
    return {"statements": [s.other_statement.pk]}


def _follows_no_more(s: Situation) -> dict[str, Any]:
    return {"statement": s.statement.pk}


SIGNING_IN: Bodies = {
    "account_login": lambda s: {"email": s.people["colleague"].account.email, "password": s.password},
    "account_reset_password": lambda s: {"email": s.people["owner"].account.email},
    "account_change_password": lambda s: {"password": NEW_PASSWORD, "again": NEW_PASSWORD},
    "login:choose_password": lambda s: {
        "link": links.secret_of(s.mailed), "password": NEW_PASSWORD, "again": NEW_PASSWORD,
    },
    "login:confirm": lambda s: {"password": s.password},
    "login:app": lambda s: {"code": "000000"},
    "login:end_session": lambda s: {"handle": uuid4()},
    "login:give_token": lambda s: {"label": "Til et regneark"},
    "login:revoke_token": lambda s: {"token": _own_token(s)},
}  # fmt: skip

PAGES: Bodies = {
    "direction:state": lambda s: _for_unit(s) | {"kind": "goal"},
    "direction:replace": _for_unit,
    "direction:end": lambda s: {"until_on": SINCE, "because": "Det er nået."},
    "direction:follow_theme": _follows_too,
    "direction:follow_meeting": _follows_too,
    "direction:follow_product": _follows_too,
    "direction:unfollow_theme": _follows_no_more,
    "direction:unfollow_meeting": _follows_no_more,
    "direction:unfollow_product": _follows_no_more,
    "overview:keep_draft": lambda s: {"place": "themes:propose", "fields": {"title": "Praktik"}},
    "overview:choose_language": lambda s: {"language": "en"},
    "themes:propose": lambda s: {"title": "Praktik", "need": "Hvilke krav er der?", "kind": "legislation"},
    "themes:areas": lambda s: {"name": "Fleksjob"},
    "themes:decide": lambda s: {
        "outcome": "next", "reason": "Det haster.", "group": s.group.pk, "version": s.theme.version,
    },
    "themes:merge": lambda s: {
        "merge_into": s.other_theme.pk, "reason": "Det samme.", "group": s.group.pk, "version": s.theme.version,
    },
    "agreements:goal": lambda s: {"takes_along": "At lytte", "version": s.goal.version},
    "meetings:change": lambda s: _meeting_form(s, "leader") | {"version": s.meeting.version},
    "meetings:add": lambda s: {"behaviour": "break", "minutes": 5},
    "meetings:move": lambda s: {"move": f"{s.item.pk}:{s.item.position}:1"},
    "meetings:item": lambda s: ITEM | {"version": s.item.version},
    "meetings:remove": lambda s: {"version": s.item.version},
    "meetings:choose": lambda s: {"person": s.people["backer"].pk},
    "meetings:take_out": lambda s: {"people": [s.person.pk]},
    "meetings:reply": lambda s: {"reply": "accepted"},
    "room:start": lambda s: {"expected_running": s.running.pk},
    "room:write": lambda s: {"kind": "consideration", "text": "Spørg først", "client_id": uuid4()},
    "room:cards": lambda s: {s.deed: s.card.pk},
    "room:change_card": lambda s: {"kind": "consideration", "text": "Spørg altid", "version": s.card.version},
    "room:learning": lambda s: {"takes_along": "At lytte"} | _version_of_own_goal(s),
    "room:outcome": _outcome,
    "room:undo": lambda s: {s.deed: ""},
    "learning:plan": lambda s: _meeting_form(s, "member") | {"group": s.group.pk},
    "learning:start_guide": lambda s: {"title": "Praktik", "kind": s.kind_of_product.pk},
    "guidance:describe": lambda s: {"title": "Praktik", "purpose": "At gøre ens", "edit": s.version.edit},
    "guidance:name_people": lambda s: {
        "stay": [s.people["author"].pk], "added": s.people["backer"].pk, "responsible": s.people["answerable"].pk,
    },
    "guidance:add_block": lambda s: MARK | {"obligation": "must"},
    "guidance:change_block": lambda s: MARK | {"obligation": "may", "edit": s.block.edit},
    "guidance:arrange": lambda s: {"remove": f"{s.block.pk}:{s.block.edit}"},
    "guidance:discard": lambda s: {"place": f"guidance:block:{s.block.pk}"},
    "guidance:ask": lambda s: {"approver": s.people["approver"].pk},
    "guidance:approve": lambda s: {"verdict": "approved", "digest": s.asking.digest},
    "guidance:withdraw": lambda s: {"reason": "Loven er ændret."},
}  # fmt: skip

OPERATIONS: Bodies = {
    "give_direction": lambda s: _for_unit_json(s) | {"kind": "goal"},
    "replace_statement": _for_unit_json,
    "end_statement": lambda s: {"until_on": "2026-03-05", "because": "Det er nået."},
    "go_through_direction": lambda s: {},
    "link_to_statement": lambda s: {"kind": "theme", "id": s.other_theme.pk},
    "choose_language": lambda s: {"language": "en"},
    "keep_draft": lambda s: {"fields": {"title": "Praktik"}},
    "add_area": lambda s: {"name": "Fleksjob"},
    "propose_theme": lambda s: {"title": "Praktik", "need": "Hvilke krav er der?", "kind": "legislation"},
    "decide_on_theme": lambda s: {
        "group_id": s.group.pk, "outcome": "next", "reason": "Det haster.", "expected_version": s.theme.version,
    },
    "take_on": lambda s: {"what": "Ring"},
    "change_learning_goal": lambda s: {
        "takes_along": "At lytte", "is_shared": False, "expected_version": s.goal.version,
    },
    "ask_for_approval": lambda s: {"approver": s.people["approver"].pk},
    "decide_on_version": lambda s: {"verdict": "approved", "digest": s.asking.digest},
    "withdraw_product": lambda s: {"reason": "Loven er ændret."},
    "describe_version": lambda s: {"title": "Praktik", "expected_edit": s.version.edit},
    "add_block": lambda s: {"kind": BlockKind.MARK, "content": MARK, "obligation": "must"},
    "change_block": lambda s: {"content": MARK, "obligation": "may", "expected_edit": s.block.edit},
    "move_block": lambda s: {"up": False, "expected_position": s.block.position},
    "name_people": lambda s: {"authors": [s.people["author"].pk], "responsible": s.people["answerable"].pk},
    "name_authors": lambda s: {"authors": [s.people["author"].pk, s.people["backer"].pk]},
    "name_responsible": lambda s: {"person": s.people["backer"].pk},
    "add_agenda_item": lambda s: {"behaviour": "break", "label": "Pause", "minutes": 5},
    "change_agenda_item": lambda s: ITEM
    | {"may_shrink": False, "locked_start": None, "expected_version": s.item.version},
    "move_agenda_item": lambda s: {"to": 1, "expected_position": s.item.position},
    "set_agenda_item_parts": lambda s: {"presenters": [s.person.pk]},
    "choose_participants": lambda s: {"people": [s.people["backer"].pk]},
    "answer_invitation": lambda s: {"reply": "accepted"},
    "change_meeting": lambda s: _meeting_json(s, "leader") | {"expected_version": s.meeting.version},
    "cancel_meeting": lambda s: {"reason": ""},
    "add_meeting_template": lambda s: {
        "name": "Kort møde", "kind": "learning", "items": [{"behaviour": "break", "label": "Pause", "minutes": 5}],
    },
    "plan_learning_meeting": lambda s: _meeting_json(s, "member") | {"theme_id": s.theme.pk, "group_id": s.group.pk},
    "start_guide": lambda s: {"kind_id": s.kind_of_product.pk, "title": "Praktik"},
    "start_item": lambda s: {"expected_running": s.running.pk},
    "write_card": lambda s: {"kind": "consideration", "text": "Spørg først"},
    "change_card": lambda s: {"kind": "consideration", "text": "Spørg altid", "expected_version": s.card.version},
    "mark_card_for_product": lambda s: {"is_for_product": True},
    "take_on_product": lambda s: {"what": "Anvisning til", "person_id": s.me},
    "note_unclear_point": lambda s: {"text": "Hvad nu?"},
    "take_care_of_unclear_point": lambda s: {"person_id": s.me},
    "decide_together": lambda s: {"text": "Vi bruger samme skema"},
    "agree_in_meeting": lambda s: {"what": "Ring", "owner_id": s.me},
    "take_along": lambda s: {"takes_along": "At lytte"} | _version_of_own_goal(s, "expected_version"),
}  # fmt: skip

BODIES = SIGNING_IN | PAGES | OPERATIONS


def body_of(name: str, situation: Situation) -> Any:
    """What is sent to an address; None where nothing need be."""
    make = BODIES.get(name)
    return make(situation) if make else None


def query_of(name: str, situation: Situation) -> dict[str, Any]:
    """What its address ends with."""
    make = QUERIES.get(name)
    return make(situation) if make else {}


def _version_of_own_goal(s: Situation, name: str = "version") -> dict[str, Any]:
    """Who has written a goal at this meeting writes it anew; all others write their first."""
    meeting: Meeting = s.meeting
    is_own = s.goal.person_id == s.me and s.goal.source.id == meeting.pk
    return {name: s.goal.version} if is_own else {}


def _own_token(s: Situation) -> Any:
    """A token of who asks; one that is nobody's where nobody asks."""
    with scopes.scope(s.space.pk):
        return Token.objects.filter(person=s.me).values_list("pk", flat=True).first() or uuid4()
