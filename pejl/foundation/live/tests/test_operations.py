"""Facts are numbered without gaps, in the order of their commits, whoever writes at the same time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from pejl.foundation.live import operations, queries
from pejl.foundation.live.models import Fact, Topic
from pejl.foundation.live.tests.at_once import at_once
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Space


@pytest.mark.usefixtures("space")
def test_append_numbers_each_topic_from_one(now: datetime) -> None:
    with transaction.atomic():
        assert operations.append("meeting:a", "card.written", now=now) == 1
        assert operations.append("meeting:a", "card.written", now=now) == 2
        assert operations.append("meeting:b", "card.written", now=now) == 1
    assert (queries.number_of("meeting:a"), queries.number_of("meeting:b")) == (2, 1)


@pytest.mark.usefixtures("space")
def test_append_keeps_kind_ids_and_time_and_no_text(now: datetime) -> None:
    card = uuid4()
    with transaction.atomic():
        operations.append("meeting:a", "card.written", now=now, card=card)
    fact = Fact.objects.get()
    assert (fact.kind, fact.ids, fact.at) == ("card.written", {"card": str(card)}, now)


@pytest.mark.usefixtures("space")
def test_append_gives_its_number_back_when_the_work_is_undone(now: datetime) -> None:
    with transaction.atomic():
        operations.append("meeting:a", "card.written", now=now)
    with transaction.atomic():
        operations.append("meeting:a", "card.written", now=now)
        transaction.set_rollback(True)
    with transaction.atomic():
        assert operations.append("meeting:a", "card.written", now=now) == 2
    assert [fact.number for fact in queries.facts_after("meeting:a", 0)] == [1, 2]


@pytest.mark.usefixtures("transactional_db")
def test_append_refuses_to_stand_alone(now: datetime) -> None:
    space = tenancy.open_space(name="Jobcenter Nordager", now=now)
    # No scope here: on PostgreSQL a scope is a transaction itself.
    with pytest.raises(RuntimeError, match="belongs in the transaction"):
        operations.append("meeting:a", "card.written", now=now)
    with scopes.scope(space.pk):
        assert queries.number_of("meeting:a") == 0


def test_number_of_and_facts_stay_in_their_space(space: Space, other_space: Space, now: datetime) -> None:
    with transaction.atomic():
        operations.append("meeting:a", "card.written", now=now)
    with scopes.scope(other_space.pk):
        assert queries.number_of("meeting:a") == 0
        assert not queries.facts_after("meeting:a", 0).exists()
        with transaction.atomic():
            assert operations.append("meeting:a", "card.written", now=now) == 1


@pytest.mark.usefixtures("space")
def test_facts_after_are_those_not_seen_yet_in_order(now: datetime) -> None:
    with transaction.atomic():
        for kind in ("one", "two", "three"):
            operations.append("meeting:a", kind, now=now)
    assert [fact.kind for fact in queries.facts_after("meeting:a", 1)] == ["two", "three"]


@pytest.mark.usefixtures("transactional_db")
def test_append_by_many_at_once_loses_nothing_and_leaves_no_gap(now: datetime) -> None:
    space = tenancy.open_space(name="Jobcenter Nordager", now=now)
    seen: list[list[int]] = []

    def work(writer: int) -> Callable[[], list[int]]:
        return lambda: [_write(space.pk, f"by-{writer}", now) for _ in range(10)]

    def read() -> list[int]:
        for _ in range(40):
            with scopes.scope(space.pk, read_only=True):
                seen.append([fact.number for fact in queries.facts_after("meeting:a", 0)])
        return []

    results = at_once([work(writer) for writer in range(6)] + [read])
    assert not [result for result in results if isinstance(result, Exception)]
    numbers = [number for result in results for number in result]
    assert sorted(numbers) == list(range(1, 61))
    assert all(result == sorted(result) for result in results)
    # A reader who sees a number has every smaller one before it: nothing is committed late.
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in seen)
    with scopes.scope(space.pk):
        assert Topic.objects.get().last_number == Fact.objects.count() == 60


def _write(space: UUID, kind: str, now: datetime) -> int:
    with scopes.scope(space), transaction.atomic():
        return operations.append("meeting:a", kind, now=now)
