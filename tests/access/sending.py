"""The smallest input with which each address does its work, so that an answer says who may and nothing else.

``s`` is the situation: its things by name, and ``s.me``, the person who asks.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from pejl.foundation.login import links
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Token
from pejl.guidance.names import BlockKind
from pejl.meetings.models import Meeting
from pejl.themes import queries
from tests.access.house import STAFF
from tests.access.situations import Situation

Body = Callable[[Situation], Any]
Bodies = dict[str, Body]

# Pages that are sent JSON, as scripts do.
AS_JSON = {"overview:keep_draft"}
# Operations that are sent a file.
AS_FILE = {"prepare_import"}
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


def _order(s: Situation) -> str:
    """The mark of the group's order as it stands."""
    with scopes.scope(s.space.pk):
        return queries.order_of(s.group, s.theme.state).mark


def _place(s: Situation) -> dict[str, Any]:
    return {"unit": s.empty_unit.pk, "function": s.function.pk, "since_on": SINCE}


def _appointed(s: Situation) -> dict[str, Any]:
    return {"person": s.people["backer"].pk, "since_on": SINCE}


ENDS = {"until_on": SINCE}
NAMED = {"name": "Nyt navn"}
NEW_THEME = {"title": "Praktik", "need": "Hvilke krav er der?", "kind": "legislation"}

ORGANISATION: Bodies = {
    "organisation:add_unit": lambda s: NAMED | {"since_on": SINCE},
    "organisation:rename_unit": lambda s: NAMED,
    "organisation:move_unit": lambda s: {"parent": s.empty_unit.pk},
    "organisation:take_side": lambda s: {"side": "authority"},
    "organisation:appoint_leader": _appointed,
    "organisation:close_unit": lambda s: {"on": SINCE},
    "organisation:add_function": lambda s: NAMED,
    "organisation:change_function": lambda s: NAMED,
    "organisation:form_group": lambda s: NAMED | {"since_on": SINCE},
    "organisation:rename_group": lambda s: NAMED,
    "organisation:mandate": lambda s: {"mandate": "At vælge temaer."},
    "organisation:close_group": lambda s: {"on": SINCE},
    "organisation:seat": _appointed,
    "organisation:end_seat": lambda s: ENDS,
    "organisation:end_membership": lambda s: ENDS,
    "organisation:end_assignment": lambda s: ENDS,
    "organisation:serve": lambda s: {"code": "751", "since_on": SINCE},
    "organisation:stop_serving": lambda s: ENDS,
    "organisation:welcome": lambda s: _place(s) | NAMED,
    "organisation:welcome_guest": lambda s: NAMED | {"comes_from": "En virksomhed"},
    "organisation:change_guest": lambda s: {"comes_from": "Regionen"},
    "organisation:rename": lambda s: NAMED,
    "organisation:change_email": lambda s: {"email": "ny@nordager.example"},
    "organisation:belong": _place,
    "organisation:appoint_deputy": _appointed,
    "organisation:appoint_mentor": _appointed,
    "organisation:leave": lambda s: {"on": "4/3-2026"},
    "organisation:come_back": _place,
    "organisation:send_staff": lambda s: {"text": STAFF},
    "organisation:carry_out_import": lambda s: {},
}

PAGES: Bodies = {
    "themes:alike": lambda s: {"title": "Praktik", "need": ""},
    "themes:back": lambda s: {"kind": "example", "words": "Vi havde en sag."},
    "themes:withdraw": lambda s: {"reason": "Det er løst.", "version": s.theme.version},
    "themes:weigh": lambda s: {"group": s.group.pk, "practice": 3},
    "themes:order": lambda s: {
        "group": s.group.pk, "state": s.theme.state, "order": _order(s), "move": f"{s.theme.pk} 1",
    },
    "themes:collections": lambda s: {"title": "Afdelingsmøde", "held_on": SINCE},
    "themes:collect": lambda s: NEW_THEME | {"person": s.people["colleague"].name},
    "themes:collect_alike": lambda s: {"title": "Praktik", "need": ""},
    "themes:hands": lambda s: {"person": s.people["colleague"].name},
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
    "themes:propose": lambda s: NEW_THEME,
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
    "find_alike_themes": lambda s: {"title": "Praktik"},
    "back_theme": lambda s: {"kind": "example", "words": "Vi havde en sag."},
    "withdraw_theme": lambda s: {"reason": "Det er løst.", "expected_version": s.theme.version},
    "weigh_theme": lambda s: {"group_id": s.group.pk, "practice": 3},
    "order_table": lambda s: {"moves": [{"theme_id": s.theme.pk, "position": 1}], "expected_order": _order(s)},
    "begin_collection": lambda s: {"title": "Afdelingsmøde", "held_on": "2026-03-05"},
    "collect_theme": lambda s: NEW_THEME | {"person_id": s.people["colleague"].pk},
    "back_theme_by_hand": lambda s: {"person_id": s.people["colleague"].pk, "theme_id": s.theme.pk},
    "prepare_import": lambda s: {"file": SimpleUploadedFile("personale.csv", STAFF.encode())},
    "carry_out_import": lambda s: {},
    "give_direction": lambda s: _for_unit_json(s) | {"kind": "goal"},
    "replace_statement": _for_unit_json,
    "end_statement": lambda s: {"until_on": "2026-03-05", "because": "Det er nået."},
    "go_through_direction": lambda s: {},
    "link_to_statement": lambda s: {"kind": "theme", "id": s.other_theme.pk},
    "choose_language": lambda s: {"language": "en"},
    "keep_draft": lambda s: {"fields": {"title": "Praktik"}},
    "add_area": lambda s: {"name": "Fleksjob"},
    "propose_theme": lambda s: NEW_THEME,
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

BODIES = SIGNING_IN | ORGANISATION | PAGES | OPERATIONS


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
