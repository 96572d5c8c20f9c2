"""Moving an item in the editor: what a script gets back, and what it costs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, time
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations
from pejl.meetings.models import AgendaEdit, AgendaItem, Meeting
from pejl.meetings.names import Behaviour, ItemRole
from pejl.meetings.operations import undoing
from pejl.meetings.tests.factories import a_meeting, an_item, group_work

As = Callable[[Person], Client]

PRESSED = {"HX-Request": "true"}
# Session, account, person; the item, the locked meeting, its roles, items and parts; the move, its undoing, the audit.
# On PostgreSQL there is one more, not counted here: which space it is.
MOST = 11
BEGINS = re.compile(r"^\s*(BEGIN|COMMIT|SAVEPOINT|RELEASE|PRAGMA|SELECT (current_setting|set_config))")


@pytest.fixture(autouse=True)
def _today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now, tick=False):
        yield


def rows_in(answer: Any) -> list[str]:
    """The items on a page or in a fragment, in order."""
    return re.findall(r'id="item-([0-9a-f-]{36})"', answer.content.decode())


def statements(do: Callable[[], Any]) -> list[str]:
    """What the database is asked, without beginnings and ends."""
    with CaptureQueriesContext(connection) as captured:
        assert do().status_code == 200
    return [one["sql"] for one in captured.captured_queries if not BEGINS.match(one["sql"])]


@pytest.fixture
def long_one(anna: Person, bo: Person, now: datetime) -> Meeting:
    """Forty items, groups and steps among them, thirty people; led by Anna, begun by Bo."""
    meeting = a_meeting(bo, now=now, leaders=[anna])
    people = [tenancy.seat(name=f"Kollega {number}") for number in range(30)]
    operations.choose(meeting=meeting, people=people, by=bo, now=now)
    _work, *groups = group_work(meeting, by=bo, now=now, minutes=10)
    for number, group in enumerate(groups):
        operations.set_parts(item=group, parts={ItemRole.MEMBER: people[number::2]}, by=bo, now=now)
    while AgendaItem.objects.filter(meeting=meeting).count() < 40:
        item = an_item(meeting, by=bo, now=now, minutes=5, parts={ItemRole.PRESENTER: people[:1]})
        for _step in range(3 if item.position % 4 == 0 else 0):
            an_item(meeting, by=bo, now=now, minutes=1, behaviour=Behaviour.FREE, parent=item)
    return meeting


def test_moving_in_a_long_agenda_asks_little_however_often_it_was_changed(
    anna: Person, long_one: Meeting, as_: As
) -> None:
    client, path = as_(anna), f"/moeder/{long_one.pk}/dagsorden/"
    client.get(path)
    work = AgendaItem.objects.get(meeting=long_one, behaviour=Behaviour.GROUPS)
    for at, to in ((1, 9), (9, 1)) * 5:
        press = {"move": f"{work.pk} {at} {to}"}
        asked = statements(lambda press=press: client.post(f"{path}flyt/", press, headers=PRESSED))  # type: ignore[misc]
        assert len(asked) <= MOST, "\n".join(asked)
    assert AgendaEdit.objects.filter(meeting=long_one).count() == undoing.MOST


def test_script_gets_the_rows_as_they_are_on_the_page(anna: Person, long_one: Meeting, as_: As) -> None:
    client, path = as_(anna), f"/moeder/{long_one.pk}/dagsorden/"
    work = AgendaItem.objects.get(meeting=long_one, behaviour=Behaviour.GROUPS)
    answer = client.post(f"{path}flyt/", {"move": f"{work.pk} 1 5"}, headers=PRESSED)
    page = client.get(path)
    assert rows_in(answer) == rows_in(page)
    clocks = re.compile(r"<time>([0-9.]+)</time>")
    assert clocks.findall(answer.content.decode()) == clocks.findall(page.content.decode())
    assert "<html" not in answer.content.decode()
    assert answer.headers["HX-Trigger"] == "agenda-moved"
    assert f"/moeder/{long_one.pk}/dagsorden/fortryd/" in answer.content.decode()


@pytest.mark.parametrize(("at", "to", "next_press"), [(3, 2, 1), (2, 1, 2), (1, 2, 3), (2, 3, 2)])
def test_same_button_can_be_pressed_again(
    anna: Person, now: datetime, as_: As, at: int, to: int, next_press: int
) -> None:
    """First or last there is only one button left: that one."""
    meeting = a_meeting(anna, now=now)
    items = [an_item(meeting, by=anna, now=now, label=letter) for letter in "ABC"]
    item = items[at - 1]
    path = f"/moeder/{meeting.pk}/dagsorden/flyt/"
    page = as_(anna).post(path, {"move": f"{item.pk} {at} {to}"}, headers=PRESSED).content.decode()
    assert re.findall(r'<button[^>]*value="([^"]*)"[^>]* autofocus', page) == [f"{item.pk} {to} {next_press}"]


def test_refused_move_is_told_with_the_rows_as_they_stand(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    meeting = a_meeting(anna, now=now, leaders=[anna, bo])
    first = an_item(meeting, by=anna, now=now, label="A", locked_start=time(10))
    second = an_item(meeting, by=anna, now=now, label="B", locked_start=time(11))
    path, client = f"/moeder/{meeting.pk}/dagsorden/flyt/", as_(bo)
    for press in (f"{second.pk} 2 1", f"{second.pk} 1 2"):
        answer = client.post(path, {"move": press}, headers=PRESSED)
        assert answer.status_code == 200
        assert 'class="alert alert--warning" role="status"' in answer.content.decode()
        assert rows_in(answer) == [str(first.pk), str(second.pk)]


def test_who_may_not_plan_moves_nothing(anna: Person, bo: Person, now: datetime, as_: As) -> None:
    meeting = a_meeting(anna, now=now)
    item = an_item(meeting, by=anna, now=now)
    press, path = {"move": f"{item.pk} 1 2"}, f"/moeder/{meeting.pk}/dagsorden/flyt/"
    assert as_(bo).post(path, press, headers=PRESSED).status_code == 404
    operations.invite(meeting=meeting, by=anna, now=now)
    assert as_(bo).post(path, press, headers=PRESSED).status_code == 403
    operations.begin(meeting=meeting, by=anna, now=now)
    assert as_(anna).post(path, press, headers=PRESSED).status_code == 409


@pytest.mark.parametrize("steps", [1, 6])
def test_remembering_an_item_asks_twice_whatever_lies_in_it(
    anna: Person, now: datetime, steps: int, django_assert_num_queries: Any
) -> None:
    meeting = a_meeting(anna, now=now)
    item = an_item(meeting, by=anna, now=now)
    for _number in range(steps):
        step = an_item(meeting, by=anna, now=now, minutes=1, parent=item)
        an_item(meeting, by=anna, now=now, minutes=1, parent=step)
    with django_assert_num_queries(2):
        kept = undoing.snapshot(item)
    assert [len(one["inside"]) for one in kept["inside"]] == [1] * steps
