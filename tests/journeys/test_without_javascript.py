"""The same line with no script at all: an old browser, a strict network, a script that did not arrive."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys import steps
from tests.journeys.browsing import LAPTOP, PHONE
from tests.journeys.conftest import Arrive
from tests.journeys.words import da

pytestmark = pytest.mark.journey

THEME, NEED = "Hvornår er en mindmap til hjælp?", "Nogle bruger den altid, andre aldrig."
MEETING, REASON = "Læringsmøde om mindmap", "Borgerne spørger selv efter den."
BOARD, GUIDE = "Praksiseksempel 2", "Mindmap i samtalen"
FIRST, SECOND = "Lad borgeren holde pennen.", "Tag et billede af den til sagen."


def test_thin_line_without_javascript(arrive: Arrive) -> None:
    laptop, phone = {**LAPTOP, "java_script_enabled": False}, {**PHONE, "java_script_enabled": False}
    proposer, leader = arrive("Rune Østervang", **phone), arrive("Amina Lindeskov", **laptop)
    approver = arrive("Jørgen Vestmark", **laptop)
    theme = steps.propose(proposer, THEME, need=NEED)
    steps.decide(leader, THEME, reason=REASON)
    agenda = steps.plan(leader, theme, MEETING, leaders=["Amina Lindeskov", "Jørgen Vestmark"])
    steps.choose_people(leader, agenda, ["Rune Østervang"])
    meeting = steps.invite(leader, agenda)
    steps.reply(proposer, meeting)
    room = steps.begin(leader, meeting)
    steps.start_item(leader, BOARD)

    # Nothing comes by itself; whoever asks for the page again sees what the others wrote.
    proposer.go(room)
    steps.write_card(proposer, FIRST)
    steps.write_card(leader, SECOND)
    expect(steps.card(proposer, SECOND)).to_have_count(0)
    proposer.page.reload()
    expect(steps.card(proposer, SECOND)).to_be_visible()
    leader.go(f"{room}leder/")
    steps.choose_for_product(leader, FIRST)
    steps.agree_on_product(leader, room, GUIDE, "Rune Østervang")
    steps.take_along(proposer, room, "At give pennen fra mig")
    steps.end(leader, room)
    steps.close(leader, room)

    draft = steps.begin_guide(proposer, room, GUIDE, duty=f"Rune Østervang: {GUIDE}")
    steps.weigh(proposer, draft, FIRST, text=FIRST, obligation="may")
    steps.complete(proposer, draft, purpose="Til dig, der taler med en borger om det hele.")
    steps.ask_for_approval(proposer, draft, "Jørgen Vestmark")
    steps.approve(approver, GUIDE)
    assert steps.find(leader, "mindmap", GUIDE) == draft.removesuffix("kladde/")
    leader.reads(FIRST)
    leader.reads(da("May", "instruction"))
