"""Where no author is stored, nothing is left that could be joined: no column, no time, no order, no log.

Whoever reads the whole database, its logs and its sessions is taken as the attacker.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse

from pejl.foundation.audit.models import Event
from pejl.foundation.live import queries as live
from pejl.foundation.tenancy.models import Person
from pejl.meetings.models import topic_of
from pejl.meetings.names import Authorship
from pejl.room import operations
from pejl.room.models import Card
from pejl.room.tests.factories import Evening, a_card, an_evening, begun

MOMENT = datetime(2026, 3, 4, 8, 7, 42, 123456, tzinfo=UTC)
EXACT = (":07:42", "08:07", "09:07", "123456", "1772611662")  # the moment, however it may be written
Row = tuple[str, ...]


@pytest.fixture
def evening(anna: Person, bo: Person, dorte: Person, emil: Person, now: datetime) -> Evening:
    """A meeting in which no author is stored, its plenary going on."""
    evening = an_evening(anna, now=now, people=[bo, dorte, emil], authorship=Authorship.NONE)
    begun(evening, evening.plenary, by=anna, now=now)
    return evening


def everything() -> dict[str, set[Row]]:
    """Every row of every table, each value as text."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = {tuple(str(value) for value in row) for row in cursor.fetchall()}
    return found


def written_since(before: dict[str, set[Row]]) -> dict[str, set[Row]]:
    """The rows that are new or changed, by table."""
    after = everything()
    return {table: rows - before[table] for table, rows in after.items() if rows - before[table]}


def traces_of(person: Person) -> list[str]:
    """Everything by which rows could be joined to a person."""
    keys = [person.pk, person.account_id]
    return [form for key in keys for form in (str(key), key.hex)] + [person.name, person.email, person.account.email]


def by_page(evening: Evening, client: Client, key: UUID) -> int:
    fields = {"kind": "wish", "text": "Sagt uden navn", "client_id": key, "authorship": "none"}
    return client.post(reverse("room:write", args=[evening.meeting.pk, evening.plenary.pk]), fields).status_code


def by_fragment(evening: Evening, client: Client, key: UUID) -> int:
    fields = {"kind": "wish", "text": "Sagt uden navn", "client_id": key, "authorship": "none"}
    address = reverse("room:write", args=[evening.meeting.pk, evening.plenary.pk])
    return client.post(address, fields, headers={"HX-Request": "true"}).status_code


def by_program(evening: Evening, client: Client, key: UUID) -> int:
    address = f"/api/v1/meetings/{evening.meeting.pk}/items/{evening.plenary.pk}/cards"
    body: dict[str, Any] = {"kind": "wish", "text": "Sagt uden navn", "expected_authorship": "none"}
    sent = client.post(address, body, content_type="application/json", headers={"Idempotency-Key": str(key)})
    return sent.status_code


@pytest.mark.parametrize(("way", "status"), [(by_page, 302), (by_fragment, 200), (by_program, 201)])
def test_nothing_joinable_remains_in_any_table(
    evening: Evening,
    bo: Person,
    as_: Callable[[Person], Client],
    api_as: Callable[[Person], Client],
    caplog: pytest.LogCaptureFixture,
    way: Callable[[Evening, Client, UUID], int],
    status: int,
) -> None:
    key, client = uuid4(), api_as(bo) if way is by_program else as_(bo)
    client.get(reverse("room:hold", args=[evening.meeting.pk]))
    before = everything()
    with caplog.at_level(logging.DEBUG), time_machine.travel(MOMENT, tick=False):
        assert way(evening, client, key) == status
    card = Card.objects.get()
    assert (card.author, card.authorship, card.text) == (None, "none", "Sagt uden navn")

    written = written_since(before)
    # One card, one fact, its counter, one audit line; no session, draft, sent form, notice, job or token.
    assert {table: len(rows) for table, rows in written.items()} == {
        "room_card": 1,
        "live_fact": 1,
        "live_topic": 1,
        "audit_event": 1,
    }
    cells = [cell for rows in written.values() for row in rows for cell in row]
    for trace in traces_of(bo) + ([client.session.session_key] if way is not by_program else []):
        assert not [cell for cell in cells if str(trace) in cell], trace
    for exact in EXACT:
        assert not [cell for cell in cells if exact in cell], exact
    # Neither the card nor the key it was sent under is named anywhere but in its own row.
    elsewhere = [cell for table, rows in written.items() if table != "room_card" for row in rows for cell in row]
    for own in (card.pk, key):
        assert not [cell for cell in elsewhere if str(own) in cell or own.hex in cell]
    for trace in (*traces_of(bo), str(card.pk), str(key), "Sagt uden navn"):
        assert trace not in caplog.text


def test_audit_and_fact_tell_that_there_is_one_more_and_roughly_when(
    evening: Evening, bo: Person, now: datetime
) -> None:
    a_card(evening.plenary, "Sagt uden navn", by=bo, now=MOMENT)
    event = Event.objects.get(event="card.written")
    assert (event.by_id, event.subject_id, event.subject_kind) == (None, None, "")
    assert event.at == datetime(2026, 3, 4, 8, 5, tzinfo=UTC)
    fact = live.facts_after(topic_of(evening.meeting), 0).last()
    assert fact is not None
    assert (fact.ids, fact.at) == ({"item": str(evening.plenary.pk)}, event.at)
    assert Card.objects.get().written_at == event.at


def test_key_and_answer_do_not_tell_who_wrote(
    evening: Evening, anna: Person, bo: Person, api_as: Callable[[Person], Client], now: datetime
) -> None:
    a_card(evening.plenary, "Sagt uden navn", by=bo, now=MOMENT)
    for person in (anna, bo):
        (shown,) = api_as(person).get(f"/api/v1/meetings/{evening.meeting.pk}/cards").json()
        assert (shown["author"], shown["written_at"]) == (None, None)
        assert "client_id" not in shown


def test_cards_are_listed_by_keys_that_tell_no_time(evening: Evening, bo: Person, dorte: Person) -> None:
    cards = [
        a_card(evening.plenary, f"Nummer {number}", by=bo if number % 2 else dorte, now=MOMENT) for number in range(6)
    ]
    assert {card.pk.version for card in cards} == {4}  # random; version 7 would count the milliseconds
    assert list(Card.objects.in_order()) == sorted(cards, key=lambda card: card.pk.hex)


def test_author_cannot_claim_the_card_and_a_leader_can_change_it(
    evening: Evening, anna: Person, bo: Person, as_: Callable[[Person], Client], now: datetime
) -> None:
    card = a_card(evening.plenary, "Sagt uden navn", by=bo, now=MOMENT)
    address = reverse("room:change_card", args=[evening.meeting.pk, card.pk])
    assert as_(bo).get(address).status_code == 403
    operations.change_card(card=card, kind="wish", text="Rettet", expected_version=1, by=anna, now=MOMENT)
    fact = live.facts_after(topic_of(evening.meeting), 0).last()
    assert fact is not None
    assert (fact.kind, fact.ids, fact.at.second) == ("card.changed", {"item": str(evening.plenary.pk)}, 0)


def test_resent_card_is_recognised_from_any_hand(evening: Evening, bo: Person, dorte: Person, now: datetime) -> None:
    """Whose card it is cannot be asked, so the key alone decides: it is random, and known to the writer only."""
    told = {"item": evening.plenary, "kind": "wish", "text": "Sagt uden navn", "client_id": uuid4(), "now": now}
    assert operations.write_card(**told, by=bo).pk == operations.write_card(**told, by=dorte).pk
    assert Card.objects.count() == 1
    assert Event.objects.filter(event="card.written").count() == 1
