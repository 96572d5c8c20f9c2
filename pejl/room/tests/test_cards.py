"""Cards: many writers, each card once, and no more of the author than was promised."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from pejl.foundation.audit.models import Event
from pejl.foundation.live import queries as live
from pejl.foundation.live.models import Fact
from pejl.foundation.live.tests.at_once import at_once
from pejl.foundation.privacy.cpr import CprFound
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal, Stale
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person
from pejl.meetings import operations as meetings
from pejl.meetings.models import AgendaItem, ItemPart, topic_of
from pejl.meetings.names import Authorship, ItemRole
from pejl.room import operations, policies, queries
from pejl.room.models import Card
from pejl.room.names import CARD_LENGTH, RESTORABLE, CardKind, SentBefore, coarse
from pejl.room.tests.factories import Evening, a_card, an_evening, begun
from tests.people import person_in

MINUTE = timedelta(minutes=1)


@pytest.fixture
def board(evening: Evening, anna: Person, now: datetime) -> AgendaItem:
    """The plenary's board, open."""
    return begun(evening, evening.plenary, by=anna, now=now)


def last_fact(evening: Evening) -> Fact:
    found = live.facts_after(topic_of(evening.meeting), 0).last()
    assert found is not None
    return found


def test_write_card_keeps_words_kind_and_author(evening: Evening, board: AgendaItem, bo: Person, now: datetime) -> None:
    card = a_card(board, " Ring til\r\narbejdsgiveren ", by=bo, now=now, kind=CardKind.EXAMPLE)
    card = card.again()
    assert (card.text, card.kind, card.author, card.written_at) == ("Ring til\narbejdsgiveren", "example", bo, now)
    assert last_fact(evening).kind == "card.written"
    assert last_fact(evening).ids == {"item": str(board.pk), "card": str(card.pk)}
    assert Event.objects.filter(event="card.written", subject_id=card.pk, by_id=bo.pk).count() == 1


@pytest.mark.parametrize(("kind", "text"), [("consideration", "  "), ("consideration", "…"), ("weather", "Regn")])
def test_write_card_needs_words_and_a_kind(board: AgendaItem, bo: Person, now: datetime, kind: str, text: str) -> None:
    with pytest.raises(Invalid):
        a_card(board, text, by=bo, now=now, kind=kind)
    assert not Card.objects.exists()


def test_write_card_refuses_a_cpr_number_and_what_is_too_long(board: AgendaItem, bo: Person, now: datetime) -> None:
    with pytest.raises(CprFound):
        a_card(board, "Borgeren 710101-1234 ringede", by=bo, now=now)
    with pytest.raises(Invalid):
        a_card(board, "x" * (CARD_LENGTH + 1), by=bo, now=now)
    assert not Card.objects.exists()


def test_write_card_is_for_those_who_take_part(board: AgendaItem, emil: Person, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        a_card(board, "Udefra", by=emil, now=now)


def test_board_opens_when_its_item_begins(evening: Evening, anna: Person, bo: Person, now: datetime) -> None:
    with pytest.raises(Refusal):
        a_card(evening.plenary, "For tidligt", by=bo, now=now)
    begun(evening, evening.framing, by=anna, now=now)
    with pytest.raises(Refusal, match="Videndeling"):
        a_card(evening.plenary, "For tidligt", by=bo, now=now)
    with pytest.raises(Refusal, match="Gruppearbejde"):
        a_card(evening.groups[0], "For tidligt", by=bo, now=now)
    with pytest.raises(Refusal, match="No cards"):
        a_card(evening.framing, "Ikke her", by=bo, now=now)


def test_group_work_has_its_boards_in_the_groups(evening: Evening, anna: Person, bo: Person, now: datetime) -> None:
    begun(evening, evening.work, by=anna, now=now)
    assert a_card(evening.groups[0], "I gruppen", by=bo, now=now).item == evening.groups[0]
    with pytest.raises(Refusal, match="No cards"):
        a_card(evening.work, "Udenfor", by=bo, now=now)


def test_board_stays_open_for_what_is_half_typed(
    evening: Evening, board: AgendaItem, anna: Person, bo: Person, now: datetime
) -> None:
    operations.start_item(item=evening.work, expected_running=board.pk, by=anna, now=now)
    assert a_card(board, "Lige færdig", by=bo, now=now).pk
    meetings.end(meeting=evening.meeting, by=anna, now=now)
    assert a_card(board, "Fra papiret", by=anna, now=now).pk
    meetings.close(meeting=evening.meeting, by=anna, now=now)
    with pytest.raises(Refusal):
        a_card(board, "For sent", by=bo, now=now)


def test_resent_card_is_not_doubled(evening: Evening, board: AgendaItem, bo: Person, now: datetime) -> None:
    key = uuid4()
    told = {"item": board, "kind": "question", "text": "Hvem ringer?", "client_id": key, "by": bo}
    first = operations.write_card(**told, now=now)
    again = operations.write_card(**told, now=now + MINUTE)
    assert (again.pk, again.text) == (first.pk, "Hvem ringer?")
    assert Card.objects.count() == 1
    assert [fact.kind for fact in live.facts_after(topic_of(evening.meeting), 0)].count("card.written") == 1


def test_resent_card_is_known_after_it_was_edited_and_the_board_closed(
    evening: Evening, board: AgendaItem, anna: Person, bo: Person, now: datetime
) -> None:
    key = uuid4()
    told = {"item": board, "kind": "question", "text": "Hvem ringer?", "client_id": key, "by": bo}
    card = operations.write_card(**told, now=now)
    operations.change_card(card=card, kind="wish", text="Hvem ringer hvornår?", expected_version=1, by=anna, now=now)
    meetings.end(meeting=evening.meeting, by=anna, now=now)
    meetings.close(meeting=evening.meeting, by=anna, now=now)
    assert operations.write_card(**told, now=now).text == "Hvem ringer hvornår?"


@pytest.mark.parametrize("change", [{"text": "Noget andet"}, {"kind": "wish"}])
def test_other_words_under_a_used_key_are_refused(
    board: AgendaItem, bo: Person, now: datetime, change: dict[str, str]
) -> None:
    told = {"item": board, "kind": "question", "text": "Hvem ringer?", "client_id": uuid4(), "by": bo, "now": now}
    operations.write_card(**told)
    with pytest.raises(SentBefore):
        operations.write_card(**{**told, **change})
    assert Card.objects.get().text == "Hvem ringer?"


def test_key_of_somebody_else_is_refused(board: AgendaItem, anna: Person, bo: Person, now: datetime) -> None:
    told = {"item": board, "kind": "question", "text": "Hvem ringer?", "client_id": uuid4(), "now": now}
    operations.write_card(**told, by=bo)
    with pytest.raises(SentBefore):
        operations.write_card(**told, by=anna)


def test_change_card_by_author_leader_and_chair_only(
    evening: Evening, board: AgendaItem, anna: Person, bo: Person, dorte: Person, emil: Person, now: datetime
) -> None:
    card = a_card(board, "Første", by=bo, now=now)
    for version, person in ((1, bo), (2, dorte)):
        operations.change_card(
            card=card, kind="wish", text=f"Ændret af {person.name}", expected_version=version, by=person, now=now
        )
    other = a_card(board, "Annas", by=anna, now=now)
    with pytest.raises(NotAllowed):
        operations.change_card(card=other, kind="wish", text="Bos", expected_version=1, by=bo, now=now)
    ItemPart.objects.create(item=board, person=bo, role=ItemRole.CHAIR)
    operations.change_card(card=other, kind="wish", text="Bos", expected_version=1, by=bo, now=now)
    assert other.again().author == anna
    with pytest.raises(NotAllowed):
        operations.remove_card(card=card, by=emil, now=now)
    assert card.again().text == "Ændret af Dorte Dam"


def test_change_card_refuses_what_it_did_not_see(board: AgendaItem, anna: Person, bo: Person, now: datetime) -> None:
    card = a_card(board, "Første", by=bo, now=now)
    operations.change_card(card=card, kind="wish", text="Annas ord", expected_version=1, by=anna, now=now)
    with pytest.raises(Stale, match="Annas ord"):
        operations.change_card(card=card, kind="wish", text="Bos ord", expected_version=1, by=bo, now=now)
    assert card.again().text == "Annas ord"


def test_removed_card_comes_back_for_a_while(
    evening: Evening, board: AgendaItem, anna: Person, bo: Person, now: datetime
) -> None:
    card = a_card(board, "Væk", by=bo, now=now)
    operations.remove_card(card=card, by=bo, now=now)
    operations.remove_card(card=card, by=bo, now=now)
    seen = queries.boards_of(evening.meeting.again(), bo, now)[0]
    assert (seen.cards, seen.removed) == ((), (card,))
    with pytest.raises(Stale):
        operations.change_card(card=card, kind="wish", text="Nej", expected_version=1, by=bo, now=now)
    operations.restore_card(card=card, by=bo, now=now + RESTORABLE - MINUTE)
    assert card.again().removed_at is None
    operations.remove_card(card=card, by=bo, now=now)
    late = now + RESTORABLE
    with pytest.raises(Refusal):
        operations.restore_card(card=card, by=anna, now=late)
    assert queries.boards_of(evening.meeting.again(), bo, late)[0].removed == ()
    kinds = [fact.kind for fact in live.facts_after(topic_of(evening.meeting), 0)]
    assert [kind for kind in kinds if kind.startswith("card.")] == [
        "card.written", "card.removed", "card.restored", "card.removed"
    ]  # fmt: skip


def test_removed_card_is_gone_when_the_meeting_is_closed(
    evening: Evening, board: AgendaItem, anna: Person, bo: Person, now: datetime
) -> None:
    gone, kept = a_card(board, "Væk", by=bo, now=now), a_card(board, "Her", by=bo, now=now)
    operations.remove_card(card=gone, by=bo, now=now)
    meetings.end(meeting=evening.meeting, by=anna, now=now)
    meetings.close(meeting=evening.meeting, by=anna, now=now)
    assert list(Card.objects.all()) == [kept]


def test_mark_for_product_is_the_leaders(
    evening: Evening, board: AgendaItem, anna: Person, bo: Person, now: datetime
) -> None:
    card, other = a_card(board, "Vælg mig", by=bo, now=now), a_card(board, "Ikke mig", by=bo, now=now)
    with pytest.raises(NotAllowed):
        operations.mark_for_product(card=card, is_for_product=True, by=bo, now=now)
    operations.mark_for_product(card=card, is_for_product=True, by=anna, now=now)
    operations.mark_for_product(card=card, is_for_product=True, by=anna, now=now)
    assert queries.cards_for_product(evening.meeting) == [card]
    operations.mark_for_product(card=other, is_for_product=True, by=anna, now=now)
    operations.mark_for_product(card=card, is_for_product=False, by=anna, now=now)
    operations.remove_card(card=other, by=anna, now=now)
    assert queries.cards_for_product(evening.meeting) == []


def test_cards_stand_in_the_order_of_their_random_keys(
    evening: Evening, board: AgendaItem, anna: Person, bo: Person, now: datetime
) -> None:
    written = [a_card(board, f"Nummer {number}", by=bo, now=now + number * MINUTE) for number in range(8)]
    shown = queries.boards_of(evening.meeting.again(), anna, now)[0].cards
    assert list(shown) == sorted(written, key=lambda card: card.pk.hex)


def test_authorship_is_fixed_by_the_first_card(board: AgendaItem, bo: Person, now: datetime) -> None:
    assert policies.authorship_of(board) == Authorship.NAMED
    card = a_card(board, "Med navn", by=bo, now=now)
    operations.remove_card(card=card, by=bo, now=now)
    AgendaItem.objects.filter(pk=board.pk).update(authorship=Authorship.NONE)
    assert a_card(board.again(), "Også med navn", by=bo, now=now).author == bo


def test_group_follows_its_group_work(anna: Person, bo: Person, now: datetime) -> None:
    evening = an_evening(anna, now=now, people=[bo], seated=([bo], []))
    AgendaItem.objects.filter(pk=evening.work.pk).update(authorship=Authorship.NONE)
    begun(evening, evening.work, by=anna, now=now)
    assert a_card(evening.groups[0], "Uden navn", by=bo, now=now).author is None
    assert queries.boards_of(evening.meeting.again(), bo, now)[0].authorship == Authorship.NONE


def test_writer_who_was_told_something_else_is_refused(board: AgendaItem, bo: Person, now: datetime) -> None:
    told = {"item": board, "kind": "wish", "text": "Fortroligt", "client_id": uuid4(), "by": bo, "now": now}
    with pytest.raises(Stale, match="With name"):
        operations.write_card(**told, expected_authorship=Authorship.NONE)
    assert not Card.objects.exists()
    assert operations.write_card(**told, expected_authorship=Authorship.NAMED).author == bo


@pytest.mark.parametrize(
    ("authorship", "seated", "gives_away"),
    [
        (Authorship.NONE, 3, True),
        (Authorship.HIDDEN, 3, True),
        (Authorship.NAMED, 3, False),
        (Authorship.NONE, 4, False),
    ],
)
def test_few_give_each_other_away(
    anna: Person, bo: Person, dorte: Person, emil: Person, now: datetime, authorship: str, seated: int, gives_away: bool
) -> None:
    people = [bo, dorte, emil, anna]
    evening = an_evening(anna, now=now, people=people, seated=(people[:seated], []), authorship=authorship)
    begun(evening, evening.work, by=anna, now=now)
    board = queries.boards_of(evening.meeting.again(), bo, now)[0]
    assert (board.people, board.gives_away) == (seated, gives_away)


@pytest.mark.usefixtures("transactional_db")
@pytest.mark.parametrize("authorship", [Authorship.NAMED, Authorship.NONE])
def test_cards_of_many_at_once_are_all_there_once(now: datetime, authorship: str) -> None:
    space = tenancy.open_space(name="Jobcenter Nordager", now=now)
    people = [person_in(space, f"Kollega {number}", f"kollega{number}@nordager.example") for number in range(6)]
    with scopes.scope(space.pk):
        evening = an_evening(people[0], now=now, people=people[1:], authorship=authorship)
        begun(evening, evening.plenary, by=people[0], now=now)
        before = live.number_of(topic_of(evening.meeting))
    keys = {person.pk: [uuid4() for _ in range(5)] for person in people}

    shared = uuid4()

    def send(person: Person, text: str, key: UUID) -> None:
        with scopes.scope(space.pk):
            operations.write_card(item=evening.plenary, kind="wish", text=text, client_id=key, by=person, now=now)

    def writer(person: Person) -> Callable[[], None]:
        def work() -> None:
            for number, key in enumerate(keys[person.pk]):
                for _attempt in range(2):  # each card is sent twice
                    send(person, f"{person.name} {number}", key)

        return work

    def same_key(person: Person) -> Callable[[], None]:
        return lambda: send(person, "På samme tid", shared)

    results = at_once([writer(person) for person in people] + [same_key(people[0]) for _ in range(3)])
    assert [result for result in results if isinstance(result, Exception)] == []
    with scopes.scope(space.pk):
        texts = sorted(Card.objects.values_list("text", flat=True))
        assert texts == sorted(["På samme tid", *(f"{one.name} {number}" for one in people for number in range(5))])
        facts = list(live.facts_after(topic_of(evening.meeting), before))
        assert [fact.number for fact in facts] == list(range(before + 1, before + 32))
        assert {fact.kind for fact in facts} == {"card.written"}


def test_coarse_is_a_step_of_five_minutes(now: datetime) -> None:
    assert coarse(now + timedelta(minutes=4, seconds=59, microseconds=7)) == now
    assert coarse(now + timedelta(minutes=5)) == now + 5 * MINUTE
