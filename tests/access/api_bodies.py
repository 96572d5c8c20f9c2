"""The smallest body with which each operation of the API does its work."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from pejl.guidance.names import BlockKind
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

TALK = {"talked_with": "Bo Bak", "held_on": "2026-03-02", "differently": "Vi tager kun én runde."}
PAUSE = {"behaviour": "break", "label": "Pause", "minutes": 5}
SINCE = {"since_on": "2026-03-05"}
ENDS = {"until_on": "2026-03-05"}
ON = {"on": "2026-03-05"}
CLOSED = {"label": "Seminar", "first_on": "2026-03-05", "last_on": "2026-03-05"}


def _meeting_json(s: Situation, leader: str) -> dict[str, Any]:
    leaders = [s.people[leader].pk]
    return {"title": "Nyt møde", "purposes": [], "starts_at": "2026-04-01T09:00:00+02:00", "leaders": leaders}


def _for_unit_json(s: Situation) -> dict[str, Any]:
    return STATEMENT | {"unit_ids": [s.unit.pk], "since_on": "2026-03-05"}


def _place(s: Situation) -> dict[str, Any]:
    return SINCE | {"unit_id": s.empty_unit.pk, "function_id": s.function.pk}


def _appointed(s: Situation) -> dict[str, Any]:
    return SINCE | {"person_id": s.people["backer"].pk}


ORGANISATION: Bodies = {
    "add_unit": lambda s: NAMED | SINCE,
    "rename_unit": lambda s: NAMED,
    "move_unit": lambda s: {"parent_id": s.empty_unit.pk},
    "take_side": lambda s: {"side": "authority"},
    "close_unit": lambda s: ON,
    "appoint_leader": _appointed,
    "add_function": lambda s: NAMED,
    "change_function": lambda s: NAMED,
    "serve_municipality": lambda s: SINCE | {"code": "751"},
    "stop_serving": lambda s: ENDS,
    "form_group": lambda s: NAMED | SINCE,
    "rename_group": lambda s: NAMED,
    "change_mandate": lambda s: {"mandate": "At vælge temaer."},
    "close_group": lambda s: ON,
    "seat_in_group": _appointed,
    "end_seat": lambda s: ENDS,
    "welcome": lambda s: NAMED | {"places": [_place(s)]},
    "welcome_guest": lambda s: NAMED | {"comes_from": "En virksomhed"},
    "change_guest": lambda s: {"comes_from": "Regionen"},
    "rename": lambda s: NAMED,
    "change_email": lambda s: {"email": "ny@nordager.example"},
    "leave": lambda s: {"on": "2026-03-04"},
    "come_back": lambda s: {"places": [_place(s)]},
    "employ": _place,
    "end_membership": lambda s: ENDS,
    "appoint_deputy": _appointed,
    "appoint_mentor": _appointed,
    "end_assignment": lambda s: ENDS,
    "prepare_import": lambda s: {"file": SimpleUploadedFile("personale.csv", STAFF.encode())},
    "carry_out_import": lambda s: {},
}

OPERATIONS: Bodies = {
    "find_alike_themes": lambda s: {"title": "Praktik"},
    "back_theme": lambda s: {"kind": "example", "words": "Vi havde en sag."},
    "withdraw_theme": lambda s: {"reason": "Det er løst.", "expected_version": s.theme.version},
    "weigh_theme": lambda s: {"group_id": s.group.pk, "practice": 3},
    "order_table": lambda s: {"moves": [{"theme_id": s.theme.pk, "position": 1}], "expected_order": order_of(s)},
    "begin_collection": lambda s: {"title": "Afdelingsmøde", "held_on": "2026-03-05"},
    "collect_theme": lambda s: NEW_THEME | {"person_id": s.people["colleague"].pk},
    "back_theme_by_hand": lambda s: {"person_id": s.people["colleague"].pk, "theme_id": s.theme.pk},
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
    "drop_agreement": lambda s: {"reason": "Borgeren er i job"},
    "move_agreement": lambda s: {"due_on": "2026-03-05", "reason": "Ferie"},
    "offer_agreement": lambda s: {"to_id": s.people["planner"].pk},
    "decline_agreement": lambda s: {},
    "choose_weekly_message": lambda s: {"is_wanted": False},
    "ask_about_learning_goal": lambda s: {"ask_on": "2026-12-24"},
    "answer_learning_goal": lambda s: {"how_it_went": "Godt"},
    "share_goal_answer": lambda s: {"is_shared": False},
    "offer_sparring": lambda s: {"words": "Kom forbi"},
    "want_sparring": lambda s: {"words": "Om skemaet"},
    "change_learning_goal": lambda s: {
        "takes_along": "At lytte", "is_shared": False, "expected_version": s.goal.version,
    },
    "make_kind": lambda s: {"name": "Huskeliste", "about": "Til at huske det hele."},
    "describe_kind": lambda s: {
        "name": "Anvisning", "about": "Til at handle ens.", "review_months": 6, "approvals": 1,
        "expected_edit": s.kind_of_product.edit,
    },
    "add_kind_part": lambda s: {"kind": "text", "name": "Husk", "expected_edit": s.kind_of_product.edit},
    "change_kind_part": lambda s: {"name": "Husk", "expected_edit": s.kind_of_product.edit},
    "move_kind_part": lambda s: {"up": False, "expected_edit": s.kind_of_product.edit},
    "start_product": lambda s: {"kind_id": s.kind_of_product.pk, "title": "Praktik"},
    "use_left_over": lambda s: {"cards": [s.left_over_card]},
    "ask_for_approval": lambda s: {"approvers": [s.people["approver"].pk]},
    "decide_on_version": lambda s: {"verdict": "approved", "digest": s.asking.digest},
    "open_hearing": lambda s: {"people": [s.people["backer"].pk], "closes_on": "2099-12-31"},
    "extend_hearing": lambda s: {"closes_on": "2099-12-30"},
    "use_product": lambda s: {},
    "give_feedback": lambda s: {"kind": "story", "text": "Vi spørger tidligere"},
    "answer_feedback": lambda s: {"text": "Ja, også dem", "outcome": "answered"},
    "comment_on_version": lambda s: {"text": "Skriv hvorfor"},
    "change_comment": lambda s: {"text": "Skriv altid hvorfor", "expected_edit": s.comment.edit},
    "answer_comment": lambda s: {"text": "Det står der nu", "is_followed": True},
    "review_product": lambda s: {"outcome": "unchanged"},
    "decline_responsibility": lambda s: {"words": "Jeg har for meget."},
    "fill_in_form": lambda s: {"answers": {str(s.field.pk): "Nedsat tid"}},
    "make_reading_list": lambda s: {"name": "Ny hos os", "unit_id": s.unit.pk},
    "describe_reading_list": lambda s: {
        "name": "Ny hos os", "unit_id": s.unit.pk, "expected_edit": s.reading_list.edit,
    },
    "add_to_reading_list": lambda s: {"meeting_id": s.held.pk},
    "move_reading_entry": lambda s: {"up": True, "expected_position": s.entry.position},
    "withdraw_product": lambda s: {"reason": "Loven er ændret."},
    "describe_version": lambda s: {"title": "Praktik", "expected_edit": s.version.edit},
    "add_block": lambda s: {"part": BlockKind.MARK, "content": MARK, "obligation": "must"},
    "change_block": lambda s: {"content": MARK, "obligation": "may", "expected_edit": s.block.edit},
    "take_over_block": lambda s: {"holder": s.people["backer"].pk},
    "move_block": lambda s: {"up": False, "expected_position": s.block.position},
    "name_people": lambda s: {"authors": [s.people["author"].pk], "responsible": s.people["answerable"].pk},
    "name_authors": lambda s: {"authors": [s.people["author"].pk, s.people["backer"].pk]},
    "name_responsible": lambda s: {"person": s.people["backer"].pk},
    "add_agenda_item": lambda s: {"behaviour": "break", "label": "Pause", "minutes": 5},
    "change_agenda_item": lambda s: ITEM
    | {"may_shrink": False, "locked_start": None, "expected_version": s.item.version},
    "set_agenda_item_minutes": lambda s: {"minutes": 7, "expected_version": s.item.version},
    "move_agenda_item": lambda s: {"to": 1, "expected_position": s.item.position},
    "set_agenda_item_parts": lambda s: {"presenters": [s.person.pk]},
    "use_proposed_groups": lambda s: {"number": 2, "seen": seen_proposal(s)},
    "arrange_groups": lambda s: {"round_minutes": 5, "seen": seen_groups(s)},
    "bring_guest": lambda s: {"name": "Gitte Gran", "comes_from": "Værkstedet", "email": "gitte@vaerksted.example"},
    "take_in_answer": lambda s: {"file": SimpleUploadedFile("svar.ics", answer_file(s))},
    "subscribe": lambda s: {},
    "choose_participants": lambda s: {"people": [s.people["backer"].pk]},
    "answer_invitation": lambda s: {"reply": "accepted"},
    "ask_to_present": lambda s: {"person_id": s.people["backer"].pk, "words": "Vil du?"},
    "ask_all_presenters": lambda s: {"words": "Vil du?"},
    "answer_ask": lambda s: {"answer": "find_another", "expected_version": s.ask.version},
    "take_back_ask": lambda s: {"expected_version": s.ask.version},
    "prepare_item": lambda s: {"answers": [], "expected_version": seen_preparation(s)},
    "bring_preparation_file": lambda s: {"file": SimpleUploadedFile("oplaeg.txt", b"Tre ting")},
    "change_meeting": lambda s: _meeting_json(s, "leader") | {"expected_version": s.meeting.version},
    "cancel_meeting": lambda s: {"reason": ""},
    "set_rhythm": lambda s: {
        "weeks": 8, "weekday": 3, "starts_at": "09:00", "minutes": 120, "expected_rhythm": s.rhythm.pk,
    },
    "end_rhythm": lambda s: {"expected_rhythm": s.rhythm.pk},
    "take_pause": lambda s: SINCE | {"until_on": "2026-04-05", "reason": "Vi øver sparring."},
    "add_closed_days": lambda s: CLOSED | ({"unit_id": s.parameter("whose")} if "whose" in s.things else {}),
    "change_closed_days": lambda s: CLOSED,
    "add_meeting_template": lambda s: {
        "name": "Kort møde", "kind": "learning", "items": [PAUSE],
    },
    "change_meeting_template": lambda s: {"name": "Andet navn"},
    "add_template_edition": lambda s: {"items": [PAUSE], "expected_edition": 1},
    "take_over_meeting_template": lambda s: TALK | {"name": "Vores korte", "unit_id": s.other_unit.pk},
    "save_meeting_as_template": lambda s: {"name": "Vores møde", "unit_id": s.other_unit.pk},
    "plan_meeting": lambda s: _meeting_json(s, "leader") | {"kind": "department"},
    "plan_coordination": lambda s: _meeting_json(s, "member") | {"group_id": s.group.pk},
    "follow_up_joint_decision": lambda s: {"state": "carried_out"},
    "plan_learning_meeting": lambda s: _meeting_json(s, "member") | {"theme_id": s.theme.pk, "group_id": s.group.pk},
    "start_guide": lambda s: {"kind_id": s.kind_of_product.pk, "title": "Praktik"},
    "start_item": lambda s: {"expected_running": s.running.pk},
    "write_card": lambda s: {"kind": "consideration", "text": "Spørg først"},
    "change_card": lambda s: {"kind": "consideration", "text": "Spørg altid", "expected_version": s.card.version},
    "mark_card_for_product": lambda s: {"is_for_product": True},
    "make_cluster": lambda s: {"title": "Ny bunke"},
    "rename_cluster": lambda s: {"title": "Andet navn", "expected_version": s.cluster.version},
    "place_cluster": lambda s: {"position": 1, "expected_version": s.cluster.version},
    "place_card": lambda s: {
        "item_id": s.item.pk, "cluster_id": s.cluster.pk, "expected_version": s.card.version,
    },
    "change_card_kind": lambda s: {"kind": "example", "expected_version": s.card.version},
    "attach_file": lambda s: {
        "file": SimpleUploadedFile("tavle.png", a_point(255)), "part": "file", "name": "Tavlen", "alt": "Tre spalter",
    },
    "replace_block_file": lambda s: {
        "file": SimpleUploadedFile("tavle.png", a_point(55)), "name": "Tavlen", "alt": "Tre spalter",
        "expected_edit": s.attached.edit,
    },
    "keep_poster": lambda s: {"file": SimpleUploadedFile("plakat.png", a_point(255))},
    "decide_on_template": lambda s: {"title": "Skema", "person_id": s.people["leader"].pk},
    "gather_evidence": lambda s: {},
    "raise_hand": lambda s: {"kind": "new", "line": "Om praktik"},
    "give_floor": lambda s: {"expected_speaking": s.speaking_hand.pk},
    "place_hand": lambda s: {"before_id": None, "expected_speaking": s.speaking_hand.pk},
    "sort_hands": lambda s: {"expected_speaking": s.speaking_hand.pk},
    "renew_following": lambda s: {"expected_code": s.follow_code.code},
    "note_presence": lambda s: {"is_here": True},
    "move_seat": lambda s: {"places": 1, "expected_seat": 1},
    "begin_round": lambda s: {"turn_seconds": 60},
    "move_round": lambda s: {
        "deed": s.deed, "expected_version": s.round.version, "is_confirmed": True,
    },
    "write_contribution": lambda s: {"text": "At lytte", "expected_version": version_of_own_words(s)},
    "share_contribution": lambda s: {"is_shared": True},
    "ask_to_investigate": lambda s: {"text": "Hvem betaler?"},
    "take_on_product": lambda s: {"what": "Anvisning til", "person_id": s.me},
    "note_unclear_point": lambda s: {"text": "Hvad nu?"},
    "take_care_of_unclear_point": lambda s: {"person_id": s.me},
    "decide_together": lambda s: {"text": "Vi bruger samme skema"},
    "write_proceeding": lambda s: {"making": "To skriver et udkast", "expected_version": 0},
    "write_minutes_section": lambda s: {"text": "Ejeren spørger", "expected_version": 1},
    "leave_out_minutes_section": lambda s: {"expected_version": 1},
    "take_in_minutes_section": lambda s: {"expected_version": 2},
    "compose_minutes_section": lambda s: {"expected_version": 1},
    "approve_minutes": lambda s: {"seen_digest": seen_minutes(s)},
    "send_minutes_again": lambda s: {"expected_attempt": 1},
    "agree_in_meeting": lambda s: {"what": "Ring", "owner_id": s.me},
    "take_along": lambda s: {"takes_along": "At lytte"} | version_of_own_goal(s, "expected_version"),
}  # fmt: skip

JSON = ORGANISATION | OPERATIONS
