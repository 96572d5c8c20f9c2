"""Boards as they are read: columns, how many could have written, and templates decided on the spot."""

from __future__ import annotations

from datetime import datetime

import pytest

from pejl.foundation.refusals import Invalid, NotAllowed, Refusal
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import AgendaItem, Participant
from pejl.meetings.names import Authorship, Reply
from pejl.room import operations, queries
from pejl.room.live.boards import column_of
from pejl.room.models import JointDecision, ProductDuty
from pejl.room.tests.factories import Evening, a_card, an_evening, begun


def test_columns_are_what_lies_loose_and_then_the_clusters(
    evening: Evening, plenary: AgendaItem, anna: Person, bo: Person, now: datetime
) -> None:
    _loose, laid, chosen = (a_card(plenary, text, by=bo, now=now) for text in ("Løst", "I bunken", "Valgt"))
    second = operations.make_cluster(item=plenary, title="To", cards=[], by=bo, now=now)
    first = operations.make_cluster(item=plenary, title="Én", cards=[laid], by=bo, now=now)
    operations.place_cluster(cluster=first, position=1, expected_version=1, by=bo, now=now)
    operations.mark_for_product(card=chosen, is_for_product=True, by=anna, now=now)
    (board,) = queries.boards_of(evening.meeting.again(), bo, now)
    assert [column.cluster for column in board.columns] == [None, first, second]
    assert [[card.text for card in column.cards] for column in board.columns] == [["Valgt", "Løst"], ["I bunken"], []]


def test_what_is_chosen_stands_first_while_boards_are_compared(
    evening: Evening, anna: Person, bo: Person, now: datetime
) -> None:
    begun(evening, evening.work, by=anna, now=now)
    chosen = a_card(evening.groups[0], "Valgt", by=bo, now=now)
    operations.make_cluster(item=evening.groups[0], title="Bunke", cards=[chosen], by=bo, now=now)
    operations.mark_for_product(card=chosen, is_for_product=True, by=bo, now=now)
    before = queries.boards_of(evening.meeting.again(), bo, now)[0]
    assert [column.is_chosen for column in before.columns] == [False, False]
    operations.start_item(item=evening.gathering, expected_running=evening.work.pk, by=anna, now=now)
    board = queries.boards_of(evening.meeting.again(), bo, now)[0]
    assert [[card.text for card in column.cards] for column in board.columns] == [["Valgt"], [], []]
    assert column_of(chosen.again(), is_compared=board.is_compared) == f"column-chosen-{evening.groups[0].pk}"


def crowd(evening: Evening, now: datetime, number: int = 0) -> tuple[int, bool]:
    board = queries.boards_of(evening.meeting.again(), evening.meeting.created_by, now)[number]
    return board.people, board.gives_away


@pytest.fixture
def quiet(anna: Person, bo: Person, dorte: Person, emil: Person, now: datetime) -> Evening:
    """Four sit in a group where no author is stored; Anna leads."""
    evening = an_evening(
        anna, now=now, people=[bo, dorte, emil], seated=([anna, bo, dorte, emil], []), authorship=Authorship.NONE
    )
    begun(evening, evening.work, by=anna, now=now)
    return evening


def note(evening: Evening, *people: Person, **fields: object) -> None:
    for person in people:
        Participant.objects.update_or_create(meeting=evening.meeting, person=person, defaults=fields)


def test_who_has_said_no_could_not_have_written(quiet: Evening, bo: Person, now: datetime) -> None:
    assert crowd(quiet, now) == (4, False)
    note(quiet, bo, reply=Reply.DECLINED)
    assert crowd(quiet, now) == (3, True)


def test_who_is_late_counts_when_they_come_and_who_has_gone_does_not(
    quiet: Evening, anna: Person, bo: Person, dorte: Person, emil: Person, now: datetime
) -> None:
    note(quiet, anna, bo, dorte, came_at=now)
    assert crowd(quiet, now) == (3, True)
    note(quiet, emil, came_at=now, reply=Reply.DECLINED)
    assert crowd(quiet, now) == (4, False)
    note(quiet, bo, went_at=now)
    assert crowd(quiet, now) == (3, True)


def test_who_has_left_the_job_centre_is_not_counted(quiet: Evening, emil: Person, now: datetime) -> None:
    Person.objects.filter(pk=emil.pk).update(left_on=now.date())
    assert crowd(quiet, now) == (3, True)


def test_of_a_group_that_found_itself_nothing_is_promised(quiet: Evening, now: datetime) -> None:
    board = queries.boards_of(quiet.meeting.again(), quiet.meeting.created_by, now)[1]
    assert (board.members, board.is_crowd_known, board.gives_away) == ((), False, False)


def test_a_shared_template_is_decided_on_the_spot(
    evening: Evening, plenary: AgendaItem, anna: Person, bo: Person, now: datetime
) -> None:
    card = a_card(plenary, "Et fælles skema", by=bo, now=now, kind="wish")
    said = {"meeting": evening.meeting, "title": " Skema til samtalen ", "person": bo, "now": now}
    with pytest.raises(NotAllowed):
        operations.decide_on_template(**said, cards=[card], by=bo)
    with pytest.raises(Refusal):
        operations.decide_on_template(**said, cards=[], by=anna)
    with pytest.raises(Invalid):
        operations.decide_on_template(**(said | {"title": "…"}), cards=[card], by=anna)
    assert not JointDecision.objects.exists()
    made = operations.decide_on_template(**said, cards=[card], by=anna)
    assert (made.decision.text, made.duty.what) == (
        "We make a shared template: Skema til samtalen",
        "Skema til samtalen",
    )
    assert (ProductDuty.objects.get().person, card.again().is_for_product) == (bo, True)
