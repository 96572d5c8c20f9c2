from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from pejl.foundation.jobs import operations
from pejl.foundation.jobs.models import Job
from pejl.foundation.tenancy import scopes


class Broken(Exception):
    pass


@pytest.fixture
def done(monkeypatch):
    """A task that notes what it was called with and in which space."""
    calls = []

    def task(*, now, **ids):
        calls.append((scopes.current_space(), ids))

    def broken(*, now, **ids):
        raise Broken

    monkeypatch.setattr(operations, "_tasks", lambda: {"test.note": task, "test.break": broken})
    return calls


def test_work_is_done_in_its_own_space(space, anna, now, done):
    operations.enqueue("test.note", now=now, person_id=anna.pk)
    assert operations.work_one(now=now)
    assert done == [(space.pk, {"person_id": anna.pk})]
    assert not operations.work_one(now=now)


def test_work_of_a_refused_transaction_is_not_done(space, now, done):
    with transaction.atomic():
        operations.enqueue("test.note", now=now)
        transaction.set_rollback(True)
    assert not operations.work_one(now=now)


def test_work_with_a_key_is_asked_for_once(space, now, done):
    for _ in range(3):
        operations.enqueue("test.note", now=now, key="digest:2026-10")
    while operations.work_one(now=now):
        pass
    assert len(done) == 1


def test_work_waits_until_it_is_due(space, now, done):
    operations.enqueue("test.note", now=now, due_at=now + timedelta(hours=1))
    assert not operations.work_one(now=now)
    assert operations.work_one(now=now + timedelta(hours=1))


def test_unknown_task_is_refused_when_asked_for(space, now, done):
    with pytest.raises(LookupError):
        operations.enqueue("test.unknown", now=now)


def test_failing_work_is_tried_again_later_and_then_given_up(space, now, done):
    operations.enqueue("test.break", now=now)
    moment, pauses = now, []
    for _ in range(operations.MOST_ATTEMPTS):
        assert operations.work_one(now=moment)
        job = Job.objects.get()
        pauses.append(job.due_at - moment)
        moment = job.due_at
    assert job.state == Job.State.FAILED
    assert job.failure == "Broken"
    assert pauses == sorted(pauses)
    assert not operations.work_one(now=moment + timedelta(days=1))


def test_work_of_a_dead_worker_is_taken_up_again(space, now, done):
    operations.enqueue("test.note", now=now)
    operations._claim(now)
    assert not operations.work_one(now=now + operations.LEASE - timedelta(seconds=1))
    assert operations.work_one(now=now + operations.LEASE + timedelta(seconds=1))


def test_waiting_work_is_given_up_where_it_was_due_before(space, other_space, now, done):
    operations.enqueue("test.note", now=now - timedelta(hours=2))
    operations.enqueue("test.note", now=now)
    operations.enqueue("test.break", now=now - timedelta(hours=2))
    with scopes.scope(other_space.pk):
        operations.enqueue("test.note", now=now - timedelta(hours=2))
    assert operations.drop("test.note", before=now) == 1
    assert sorted(Job.objects.values_list("task", flat=True)) == ["test.break", "test.note", "test.note"]


def test_old_work_is_forgotten(space, now, done):
    operations.enqueue("test.note", now=now)
    operations.work_one(now=now)
    assert operations.clear(now=now + operations.KEPT_FOR) == 0
    assert operations.clear(now=now + operations.KEPT_FOR + timedelta(seconds=1)) == 1
