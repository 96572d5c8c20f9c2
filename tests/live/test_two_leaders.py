"""Two leaders press "next" at the same instant, and the meeting moves one step: by HTTP, each on its own thread."""

from __future__ import annotations

from functools import partial

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from pejl.foundation.live.tests.at_once import at_once
from pejl.foundation.tenancy import operations, scopes
from pejl.meetings.models import AgendaItem
from pejl.room.models import ItemRun
from tests.live.stage import Stage, a_stage, signed_in
from tests.people import NOW


@pytest.mark.parametrize("rounds", [8, pytest.param(200, marks=pytest.mark.endure)])
@pytest.mark.usefixtures("transactional_db")
def test_two_who_press_next_move_one_step(rounds: int) -> None:
    space = operations.open_space(name="Jobcenter Nordager", now=NOW)
    with scopes.scope(space.pk):
        stage = a_stage(space, now=NOW)
        running = stage.start(stage.check_in)
    leaders = [signed_in(stage.anna), signed_in(stage.dorte)]
    for _round in range(rounds):
        coming = stage.work if running == stage.plenary else stage.plenary
        statuses = at_once([partial(press, stage, leader, running, coming) for leader in leaders])
        with scopes.scope(space.pk):
            # Who comes second is shown the room as it is, not moved on.
            assert sorted(map(str, statuses)) in (["302", "302"], ["302", "409"])
            assert list(ItemRun.objects.running().values_list("item", flat=True)) == [coming.pk]
            assert ItemRun.objects.filter(item=running, ended_at=None).count() == 0
        running = coming
    with scopes.scope(space.pk):
        assert ItemRun.objects.count() == rounds + 1
    connections.close_all()


def press(stage: Stage, leader: Client, running: AgendaItem, coming: AgendaItem) -> int:
    """The button "next" on a page that shows what is going on."""
    address = reverse("room:start", args=[stage.meeting.pk, coming.pk])
    return leader.post(address, {"expected_running": str(running.pk), "view": "leader"}).status_code
