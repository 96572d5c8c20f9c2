"""Boards side by side: whoever goes from group to group reads along in all of them, and writes in none."""

from __future__ import annotations

from datetime import datetime

from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations as meetings
from pejl.meetings.names import ItemRole
from pejl.room.tests.browsing import Browser, at
from pejl.room.tests.factories import Evening, a_card, begun

ROUND = "You go from group to group."


def both_boards(evening: Evening, page: str) -> bool:
    return all(f'id="board-{group.pk}"' in page for group in evening.groups)


def read(browser: Browser, person: Person, address: str) -> str:
    page: str = browser(person).get(address).content.decode()
    return page


def test_helicopters_see_all_groups_and_may_ask(
    evening: Evening, anna: Person, bo: Person, dorte: Person, now: datetime, as_: Browser
) -> None:
    meetings.set_parts(item=evening.groups[0], parts={ItemRole.MEMBER: [dorte]}, by=anna, now=now)
    meetings.set_parts(item=evening.work, parts={ItemRole.HELICOPTER: [bo]}, by=anna, now=now)
    begun(evening, evening.work, by=anna, now=now)
    a_card(evening.groups[1], "Ring tidligt", by=anna, now=now)
    page = read(as_, bo, at("hold", evening))
    assert both_boards(evening, page)
    assert ROUND in page
    assert "Ring tidligt" in page
    assert 'id="room-write"' not in page
    assert "Raise your hand" in page
    alone = read(as_, bo, at("hold", evening, board=evening.groups[1].pk))
    assert not both_boards(evening, alone)
    assert 'id="room-write"' not in alone


def test_leaders_see_all_groups_and_open_one(evening: Evening, anna: Person, now: datetime, as_: Browser) -> None:
    begun(evening, evening.work, by=anna, now=now)
    assert both_boards(evening, read(as_, anna, at("lead", evening)))
    alone = read(as_, anna, at("lead", evening, board=evening.groups[0].pk))
    assert not both_boards(evening, alone)
    assert 'id="room-write"' in alone


def test_who_sits_in_a_group_sees_the_own(
    evening: Evening, anna: Person, bo: Person, now: datetime, as_: Browser
) -> None:
    meetings.set_parts(item=evening.groups[1], parts={ItemRole.HELICOPTER: [bo]}, by=anna, now=now)
    begun(evening, evening.work, by=anna, now=now)
    page = read(as_, bo, at("hold", evening))
    assert not both_boards(evening, page)
    assert ROUND not in page
    assert 'id="room-write"' in page
