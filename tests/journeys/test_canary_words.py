"""What the neighbours do reaches nobody in Nordager, wherever one looks."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.journeys import looking, steps
from tests.journeys.browsing import NEIGHBOURS, Visitor
from tests.journeys.conftest import Arrive
from tests.journeys.program import Program
from tests.journeys.words import da

pytestmark = pytest.mark.journey

THEIRS = "Kanariefuglens egen praksis"
NOTHING = "Kanariefugl"


def test_nothing_of_the_neighbours_is_seen(program: Program, arrive: Arrive) -> None:
    """They propose, decide and plan; then somebody of Nordager opens every kind of page and searches."""
    neighbour = arrive("Sanne Uldbjerg")
    theme = do_something(neighbour)
    who = arrive("Asbjørn Winterlund")
    for path in (theme, f"{theme}beslut/", neighbour.page.url):
        who.go(path)
        who.heading(da("There is nothing here"))
        assert NOTHING not in who.page.content()
    who.go(f"/soeg/?q={NOTHING}")
    who.reads(da("Nothing has this in its title"))
    seen = 0
    for _ in looking.walk(who, Counter(), most=2):
        seen += 1
        assert NOTHING not in who.page.content()
    assert seen >= 15
    sent = [mail for mail in program.mails() if not any("soenderskov" in to for to in mail.recipients)]
    words = [*NEIGHBOURS, NOTHING]
    assert [mail.subject for mail in sent if any(word in mail.message.as_string() for word in words)] == []


def do_something(who: Visitor) -> str:
    """The neighbours' own line, as far as to a planned meeting."""
    theme = steps.propose(who, THEIRS, need=f"{NOTHING}ens behov")
    steps.decide(who, THEIRS, reason=f"{NOTHING}ens grund")
    steps.plan(who, theme, f"{NOTHING}ens møde", leaders=[who.name])
    return theme
