"""The queue, parked questions and the wall, as they stand on pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from pejl.foundation.refusals import NotAllowed
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import AgendaItem, ItemPart
from pejl.meetings.names import Behaviour, ItemRole, Speaking
from pejl.room import operations, queries
from pejl.room.models import Hand, UnclearPoint
from pejl.room.names import HandKind, HandState
from pejl.room.tests.factories import Evening

Browser = Callable[[Person], Client]
HTMX = {"HX-Request": "true"}
SECOND = timedelta(seconds=1)


def at(name: str, evening: Evening, *more: object) -> str:
    return reverse(f"room:{name}", args=[evening.meeting.pk, *more])


def a_hand(evening: Evening, by: Person, now: datetime, kind: str = HandKind.NEW, line: str = "") -> Hand:
    meeting = evening.meeting
    return operations.raise_hand(meeting=meeting, kind=kind, line=line, client_id=uuid4(), by=by, now=now)


@pytest.mark.usefixtures("plenary")
def test_hand_is_raised_by_the_press_that_says_what_for(
    evening: Evening, anna: Person, bo: Person, as_: Browser
) -> None:
    client, key = as_(bo), uuid4()
    page = client.get(at("hold", evening)).content.decode()
    assert "Something that nobody has said yet." in page
    said = {"kind": "clarifying", "line": "Gælder det alle?", "client_id": key}
    assert client.post(at("raise_hand", evening), said).url == at("hold", evening)
    answer = client.post(at("raise_hand", evening), said, headers=HTMX)
    assert (answer.status_code, f'value="{key}"' in answer.content.decode()) == (200, False)
    hand = Hand.objects.get()
    assert (hand.line, hand.kind) == ("Gælder det alle?", "clarifying")
    own = client.get(at("hold", evening)).content.decode()
    assert f'data-of="{bo.pk}" data-mine' in own
    assert "Give the floor" not in own
    refused = client.post(at("raise_hand", evening), said | {"line": "710101-1234"}, headers=HTMX)
    assert refused.status_code == 422
    assert "Gælder det alle?" in as_(anna).get(at("lead", evening)).content.decode()


@pytest.mark.usefixtures("plenary")
def test_leaders_give_the_floor_on_their_page(
    evening: Evening, anna: Person, bo: Person, dorte: Person, as_: Browser, now: datetime
) -> None:
    first, second = a_hand(evening, bo, now), a_hand(evening, dorte, now + SECOND)
    leader = as_(anna)
    for_second = at("hand", evening, second.pk)
    none = {"view": "leader", "expected_speaking": ""}
    assert leader.post(for_second, none | {"before": first.pk}).url == at("lead", evening)
    assert queries.queue_of(evening.meeting).waiting == (second, first)
    assert leader.post(for_second, none | {"floor": "1"}, headers=HTMX).status_code == 204
    stale = leader.post(at("hand", evening, first.pk), none | {"floor": "1"})
    assert (stale.status_code, "Dorte Dam has the floor now" in stale.content.decode()) == (409, True)
    assert as_(bo).post(at("hand", evening, first.pk), none | {"floor": "1"}).status_code == 403
    leader.post(for_second, {"view": "leader", "spoken": "1"})
    assert second.again().state == HandState.DONE
    leader.post(at("raise_hand", evening), {"view": "leader", "person": bo.pk, "kind": "process", "client_id": uuid4()})
    assert [(one.kind, one.person) for one in queries.queue_of(evening.meeting).waiting] == [
        ("process", bo),
        ("new", bo),
    ]
    assert leader.post(at("hand", evening, first.pk), {"view": "leader"}).status_code == 404


@pytest.mark.usefixtures("plenary")
def test_wall_shows_the_next_three_where_all_may_speak(
    evening: Evening, plenary: AgendaItem, anna: Person, bo: Person, as_: Browser, now: datetime
) -> None:
    hand = a_hand(evening, bo, now, line="Hvad med lægen?")
    operations.give_floor(hand=hand, expected_speaking=None, by=anna, now=now)
    wall = as_(anna).get(at("wall", evening)).content.decode()
    assert "Bo Bæk" in wall
    assert "Hvad med lægen?" not in wall
    AgendaItem.objects.filter(pk=plenary.pk).update(speaking=Speaking.PRESENTER)
    assert "Bo Bæk" not in as_(anna).get(at("wall", evening)).content.decode()


def test_wall_never_shows_a_note_and_says_when_a_break_ends(
    evening: Evening, anna: Person, as_: Browser, now: datetime
) -> None:
    operations.begin(meeting=evening.meeting, by=anna, now=now)
    wall = as_(anna).get(at("wall", evening)).content.decode()
    assert "Hvorfor nu?" in wall
    assert "Husk lokalet" not in wall
    AgendaItem.objects.filter(pk=evening.framing.pk).update(behaviour=Behaviour.BREAK)
    assert "We begin again at" in as_(anna).get(at("wall", evening)).content.decode()


@pytest.mark.usefixtures("plenary")
def test_question_is_parked_and_answered_by_who_presents(
    evening: Evening, plenary: AgendaItem, anna: Person, bo: Person, dorte: Person, as_: Browser, now: datetime
) -> None:
    assert "Questions for later" not in as_(bo).get(at("hold", evening)).content.decode()
    ItemPart.objects.create(item=plenary, person=bo, role=ItemRole.PRESENTER)
    asking, said = as_(anna), {"text": "Hvem betaler?", "item": plenary.pk, "client_id": uuid4()}
    for _twice in range(2):
        assert asking.post(at("park", evening), said).url == at("hold", evening)
    point = UnclearPoint.objects.get()
    assert (point.item, point.caretaker) == (plenary, None)
    assert "Hvem betaler?" in as_(bo).get(at("hold", evening)).content.decode()
    assert as_(bo).post(at("answered", evening, point.pk)).url == at("hold", evening)
    assert point.again().answered_at is not None
    assert queries.parked_at(evening.meeting, plenary) == []
    left = operations.note_unclear_point(
        meeting=evening.meeting, text="Hvornår?", item=evening.framing, caretaker=None, by=anna, now=now
    )
    with pytest.raises(NotAllowed):
        operations.settle_unclear_point(point=left, by=bo, now=now)
    assert left in queries.unclear_points_of(evening.meeting)
    assert asking.post(at("park", evening), said | {"item": uuid4()}).status_code == 404
    assert asking.post(at("park", evening), said | {"text": "710101-1234"}).status_code == 422
