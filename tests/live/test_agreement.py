"""What is sent bit by bit makes the same page as one that is fetched anew: after each kind of fact, on every view."""

from __future__ import annotations

import importlib
import pkgutil
from datetime import datetime
from random import Random
from uuid import uuid4

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse
from lxml import html as parsing

from pejl.foundation.tenancy.models import Space
from pejl.meetings.names import Authorship
from tests.live import deeds, tales
from tests.live.kinds import kinds_appended
from tests.live.stage import LANGUAGES, a_stage, require_alike, signed_in, take
from tests.live.stories import STORIES, Story

for found in pkgutil.iter_modules(tales.__path__):
    importlib.import_module(f"{tales.__name__}.{found.name}")


@pytest.mark.once
def test_every_kind_of_fact_has_a_story() -> None:
    told, appended = {one.kind for one in STORIES}, kinds_appended()
    assert {kind: appended[kind] for kind in appended.keys() - told} == {}
    assert told - appended.keys() == set(), "Nothing appends these any more"


@pytest.mark.once
@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
@pytest.mark.parametrize("in_both", [False, pytest.param(True, marks=pytest.mark.endure)], ids=["", "both"])
def test_what_is_sent_makes_the_page_that_is_fetched(space: Space, now: datetime, story: Story, in_both: bool) -> None:
    with time_machine.travel(now, tick=False):
        stage = a_stage(space, now=now, authorship=story.authorship)
        telling = story.telling(stage)
        next(telling)
        # In every second story the pages are English, in the others Danish: they differ in words alone.
        stage.open_windows(LANGUAGES if in_both else [LANGUAGES[STORIES.index(story) % 2]])
        screens, since = stage.screens(), stage.number
        next(telling, None)
        assert story.kind in stage.kinds_since(since)
        sent = stage.sent(screens, since)
        take(screens, sent)
        fresh = stage.screens()
        require_alike(screens, fresh)
        # A frame that comes twice, as after a broken connection, changes nothing.
        take(screens, sent)
        require_alike(screens, fresh)


SEEDS, MANY_SEEDS = range(3), range(3, 100)
STEPS, AT_ONCE = 4, 5


@pytest.mark.once
@pytest.mark.parametrize("seed", [*SEEDS, *(pytest.param(one, marks=pytest.mark.endure) for one in MANY_SEEDS)])
def test_whatever_comes_together_makes_the_page_that_is_fetched(space: Space, now: datetime, seed: int) -> None:
    """Facts of one moment come in one frame; who was away for a while gets all of them in one."""
    chance = Random(seed)
    with time_machine.travel(now, tick=False):
        stage = a_stage(space, now=now, authorship=chance.choice(list(Authorship)))
        deeds.prepare(stage)
        stage.open_windows([LANGUAGES[seed % 2]])
        there, away, since = stage.screens(), stage.screens(), stage.number
        for _step in range(STEPS):
            known = stage.number
            with transaction.atomic():
                done = [deeds.do(stage, chance) for _deed in range(chance.randint(1, AT_ONCE))]
            take(there, stage.sent(there, known))
            print(done)  # what led there, where it fails
        take(away, stage.sent(away, since))
        fresh = stage.screens()
        require_alike(there, fresh)
        require_alike(away, fresh)


@pytest.mark.once
def test_own_card_comes_with_the_answer(space: Space, now: datetime) -> None:
    """Nobody else is told to fetch anything for it: a board of hundreds asks for no hundred lists with each card."""
    with time_machine.travel(now, tick=False):
        stage = a_stage(space, now=now)
        item = stage.start(stage.plenary)
        browser, page = signed_in(stage.bo), reverse("room:hold", args=[stage.meeting.pk])
        card = {"kind": "question", "text": "Hvem ringer?", "client_id": str(uuid4()), "authorship": "named"}
        address = reverse("room:write", args=[stage.meeting.pk, item.pk])
        answer = browser.post(address, card, headers={"HX-Request": "true"}).content.decode()
        [told] = parsing.fragments_fromstring(answer)[-1:]
        fresh = parsing.document_fromstring(browser.get(page).content.decode()).get_element_by_id("room-own")
        assert (told.get("id"), told.get("hx-swap-oob"), told.get("hx-get")) == (
            "room-own",
            "true",
            fresh.get("hx-get"),
        )
        assert " ".join(told.text_content().split()) == " ".join(fresh.text_content().split())
        assert "Hvem ringer?" in fresh.text_content()
