"""The smallest form with which each page does its work."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from pejl.foundation.login import links
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Token
from tests.access.answers import answer_file
from tests.access.boarding import a_point
from tests.access.house import STAFF
from tests.access.pieces import (
    ITEM,
    MARK,
    NAMED,
    NEW_THEME,
    STATEMENT,
    Bodies,
    order_of,
    seen_minutes,
    seen_preparation,
    version_of_own_goal,
    version_of_own_words,
)
from tests.access.seating import seen_groups, seen_proposal
from tests.access.situations import Situation

TALK = {"talked_with": "Bo Bak", "held_on": "2/3-2026", "differently": "Vi tager kun én runde."}
NEW_PASSWORD = "fire gule både sejler forbi"
GUEST = {"name": "Gitte Gran", "comes_from": "Værkstedet", "email": "gitte@vaerksted.example"}
SINCE = "5/3-2026"
ENDS = {"until_on": SINCE}
CLOSED = {"label": "Seminar", "first_on": SINCE}


def _meeting_form(s: Situation, leader: str) -> dict[str, Any]:
    return {"title": "Nyt møde", "day": "1/4-2026", "start": "9", "leaders": [s.people[leader].pk]}


def _rhythm(s: Situation) -> dict[str, Any]:
    return {"weeks": 8, "weekday": 3, "starts_at": "9", "minutes": 120, "expected": s.rhythm.pk}


def _outcome(s: Situation) -> dict[str, Any]:
    said = {
        "produkt": {"what": "Anvisning til", "person": s.me},
        "uklarhed": {"text": "Hvad nu?"},
        "beslutning": {"text": "Vi bruger samme skema"},
        "aftale": {"what": "Ring til virksomheden", "owner": s.me},
    }
    part = s.parameter("part")
    return {f"{part}-{name}": value for name, value in said[part].items()}


def _for_unit(s: Situation) -> dict[str, Any]:
    return STATEMENT | {"for_whom": "some", "units": [s.unit.pk], "since_on": SINCE}


def _follows_too(s: Situation) -> dict[str, Any]:
    return {"statements": [s.other_statement.pk]}


def _follows_no_more(s: Situation) -> dict[str, Any]:
    return {"statement": s.statement.pk}


def _place(s: Situation) -> dict[str, Any]:
    return {"unit": s.empty_unit.pk, "function": s.function.pk, "since_on": SINCE}


def _appointed(s: Situation) -> dict[str, Any]:
    return {"person": s.people["backer"].pk, "since_on": SINCE}


def _own_token(s: Situation) -> Any:
    """A token of who asks; one that is nobody's where nobody asks."""
    with scopes.scope(s.space.pk):
        return Token.objects.filter(person=s.me).values_list("pk", flat=True).first() or uuid4()


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
        "group": s.group.pk, "state": s.theme.state, "order": order_of(s), "move": f"{s.theme.pk} 1",
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
    "agreements:drop": lambda s: {"drop-reason": "Borgeren er i job"},
    "agreements:move": lambda s: {"move-due_on": SINCE, "move-reason": "Ferie"},
    "agreements:offer": lambda s: {"offer-to": s.people["planner"].pk},
    "agreements:choose_digest": lambda s: {"wanted": "0"},
    "agreements:ask_about": lambda s: {"ask-when": "8"},
    "agreements:answer": lambda s: {"how_it_went": "Godt", "when": "never"},
    "agreements:share_answer": lambda s: {"shared": "0"},
    "agreements:sparring": lambda s: {"words": "Kom forbi"},
    "agreements:want_sparring": lambda s: {"words": "Om skemaet"},
    "agreements:goal": lambda s: {"takes_along": "At lytte", "version": s.goal.version},
    "meetings:change": lambda s: _meeting_form(s, "leader") | {"version": s.meeting.version},
    "meetings:add": lambda s: {"behaviour": "break", "minutes": 5},
    "meetings:move": lambda s: {"move": f"{s.item.pk} {s.item.position} 1"},
    "meetings:take_minutes": lambda s: {"minutes": 7, "version": s.item.version},
    "meetings:item": lambda s: ITEM | {"version": s.item.version},
    "meetings:groups": lambda s: {"round_minutes": 5, "seen": seen_groups(s)},
    "meetings:propose_groups": lambda s: {"seen": seen_proposal(s)},
    "meetings:remove": lambda s: {"version": s.item.version},
    "meetings:choose": lambda s: {"people": [s.people["backer"].pk]},
    "meetings:answer_by_file": lambda s: {"file": SimpleUploadedFile("svar.ics", answer_file(s))},
    "meetings:bring_guest": lambda s: GUEST,
    "links:answer": lambda s: {"link": s.seal, "reply": "accepted"},
    "links:guest": lambda s: {"link": s.guest_secret},
    "links:new_guest_link": lambda s: {"link": s.guest_secret},
    "links:subscriptions": lambda s: {},
    "meetings:take_out": lambda s: {"people": [s.person.pk]},
    "meetings:reply": lambda s: {"reply": "accepted"},
    "meetings:ask_presenter": lambda s: {"person": s.people["backer"].pk, "words": "Vil du?"},
    "meetings:ask_all": lambda s: {"words": "Vil du?"},
    "meetings:asked": lambda s: {"answer": "find_another", "version": s.ask.version},
    "meetings:take_back_ask": lambda s: {"version": s.ask.version},
    "meetings:prepare": lambda s: {"answer_did": "Jeg ringede", "version": seen_preparation(s)},
    "meetings:bring_file": lambda s: {"file": SimpleUploadedFile("oplaeg.txt", b"Tre ting")},
    "meetings:set_rhythm": _rhythm,
    "meetings:end_rhythm": lambda s: {"expected": s.rhythm.pk},
    "meetings:take_pause": lambda s: {"since_on": SINCE, "until_on": "5/4-2026", "reason": "Vi øver sparring."},
    "meetings:add_closed_days": lambda s: CLOSED,
    "meetings:add_closed_days_of": lambda s: CLOSED,
    "meetings:take_closed_days": lambda s: {"first_on": "5/6-2026"},
    "meetings:take_closed_days_of": lambda s: {"first_on": "5/6-2026"},
    "meetings:change_closed_days": lambda s: CLOSED,
    "meetings:name_template": lambda s: {"name": "Andet navn"},
    "meetings:take_over_template": lambda s: TALK | {"name": "Vores korte", "unit": s.other_unit.pk},
    "meetings:save_as_template": lambda s: {"name": "Vores møde", "unit": s.other_unit.pk},
    "room:start": lambda s: {"expected_running": s.running.pk},
    "room:write": lambda s: {"kind": "consideration", "text": "Spørg først", "client_id": uuid4()},
    "room:cards": lambda s: {s.deed: s.card.pk},
    "room:change_card": lambda s: {"kind": "consideration", "text": "Spørg altid", "version": s.card.version},
    "room:raise_hand": lambda s: {"kind": "new", "line": "Om praktik", "client_id": uuid4()},
    "room:hand": lambda s: {s.deed: "", "expected_speaking": s.speaking_hand.pk},
    "room:sort_hands": lambda s: {"expected_speaking": s.speaking_hand.pk},
    "room:park": lambda s: {"text": "Hvad med fleksjob?", "item": s.running.pk},
    "room:following": lambda s: {"renew": "", "expected_code": s.follow_code.code},
    "follow:code": lambda s: {"code": s.code},
    "room:enter": lambda s: {"person": s.people["backer"].pk},
    "room:attend": lambda s: {s.deed: s.seat},
    "room:begin_round": lambda s: {"order": "seat", "turn_seconds": 60},
    "room:move_round": lambda s: {s.deed: s.people["invited_guest"].pk, "version": s.round.version},
    "room:contribution": lambda s: {"text": "At lytte", "version": version_of_own_words(s) or ""},
    "room:share_contribution": lambda s: {s.deed: "1"},
    "room:ask": lambda s: {"text": "Hvem betaler?"},
    "room:move_card": lambda s: {"to": "kind example", "version": s.card.version},
    "room:arrange": lambda s: {"make": "1", "title": "Ny bunke"},
    "room:paper": lambda s: {"file": SimpleUploadedFile("plakat.png", a_point(255))},
    "room:shared_template": lambda s: {"title": "Skema", "person": s.people["leader"].pk},
    "room:learning": lambda s: {"takes_along": "At lytte"} | version_of_own_goal(s),
    "room:outcome": _outcome,
    "room:proceeding": lambda s: {"making": "To skriver et udkast", "version": 0},
    "room:minutes_approval": lambda s: {"seen": seen_minutes(s)},
    "room:send_minutes_again": lambda s: {"attempt": 1},
    "room:minutes_section": lambda s: {"text": "Ejeren spørger", "version": 1},
    "room:turn_section": lambda s: {s.deed: "", "version": 2 if s.deed == "take_in" else 1},
    "room:undo": lambda s: {s.deed: ""},
    "meetings:plan_department": lambda s: _meeting_form(s, "leader"),
    "meetings:plan_network": lambda s: _meeting_form(s, "leader"),
    "meetings:plan_strategy": lambda s: _meeting_form(s, "leader"),
    "meetings:plan_sparring": lambda s: _meeting_form(s, "leader"),
    "learning:decision": lambda s: {"state": "carried_out"},
    "learning:plan_coordination": lambda s: _meeting_form(s, "member"),
    "learning:plan": lambda s: _meeting_form(s, "member") | {"group": s.group.pk},
    "learning:start_guide": lambda s: {"title": "Praktik", "kind": s.kind_of_product.pk},
    "guidance:begin": lambda s: {"title": "Praktik", "kind": s.kind_of_product.pk},
    "guidance:make_kind": lambda s: {"name": "Huskeliste", "about": "Til at huske det hele."},
    "guidance:describe_kind": lambda s: {
        "name": "Anvisning", "about": "Til at handle ens.", "review_months": 6, "approvals": 1,
        "edit": s.kind_of_product.edit,
    },
    "guidance:add_part": lambda s: {"name": "Husk", "edit": s.kind_of_product.edit},
    "guidance:change_part": lambda s: {"name": "Husk", "edit": s.kind_of_product.edit},
    "guidance:arrange_kind": lambda s: {"remove": f"rule:{s.kind_of_product.edit}"},
    "guidance:use_cards": lambda s: {"use": s.left_over_card},
    "guidance:describe": lambda s: {"title": "Praktik", "purpose": "At gøre ens", "edit": s.version.edit},
    "guidance:name_people": lambda s: {
        "stay": [s.people["author"].pk], "added": s.people["backer"].pk, "responsible": s.people["answerable"].pk,
    },
    "guidance:add_block": lambda s: MARK | {"obligation": "must"},
    "guidance:change_block": lambda s: MARK | {"obligation": "may", "edit": s.block.edit},
    "guidance:writing": lambda s: {"block": s.block.pk},
    "guidance:take_over_block": lambda s: {"holder": s.people["backer"].pk},
    "guidance:arrange": lambda s: {"remove": f"{s.block.pk}:{s.block.edit}"},
    "guidance:discard": lambda s: {"place": f"guidance:block:{s.block.pk}"},
    "guidance:ask": lambda s: {"approvers": [s.people["approver"].pk]},
    "guidance:approve": lambda s: {"verdict": "approved", "digest": s.asking.digest},
    "guidance:open_hearing": lambda s: {"people": [s.people["backer"].pk], "closes_on": "31/12-2099"},
    "guidance:extend_hearing": lambda s: {"closes_on": "30/12-2099"},
    "guidance:comment": lambda s: {"text": "Skriv hvorfor"},
    "guidance:change_comment": lambda s: {"text": "Skriv altid hvorfor", "edit": s.comment.edit},
    "guidance:answer_comment": lambda s: {"text": "Det står der nu", "is_followed": "yes"},
    "guidance:review": lambda s: {"outcome": "unchanged"},
    "guidance:confirm_responsibility": lambda s: {"yes": "1"},
    "guidance:fill_in": lambda s: {"paper": "pdf", str(s.field.pk): "Nedsat tid"},
    "guidance:give_feedback": lambda s: {"kind": "story", "text": "Vi spørger tidligere"},
    "guidance:answer_feedback": lambda s: {"text": "Ja, også dem", "outcome": "answered"},
    "guidance:withdraw": lambda s: {"reason": "Loven er ændret."},
    "guidance:make_list": lambda s: {"name": "Ny hos os", "unit": s.unit.pk},
    "guidance:describe_list": lambda s: {"name": "Ny hos os", "unit": s.unit.pk, "edit": s.reading_list.edit},
    "guidance:add_to_list": lambda s: {"what": f"meeting:{s.held.pk}"},
    "guidance:arrange_list": lambda s: {"remove": s.entry.pk},
    "guidance:confirm_product": lambda s: {"version": 1},
}  # fmt: skip

FORMS = SIGNING_IN | ORGANISATION | PAGES
