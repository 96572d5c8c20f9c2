"""Writers take turns, in the order they came."""

from __future__ import annotations

import threading
import time

import pytest

from pejl.foundation.storage import turns


def test_turn_is_held_by_one_at_a_time(tmp_path):
    queue = turns.Turns(str(tmp_path / "a.turn"))
    inside, most, guard = 0, 0, threading.Lock()

    def write():
        nonlocal inside, most
        for _ in range(50):
            turn = queue.take()
            with guard:
                inside += 1
                most = max(most, inside)
            with guard:
                inside -= 1
            queue.give_back(turn)

    threads = [threading.Thread(target=write) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


def test_turns_come_in_the_order_they_were_asked_for(tmp_path):
    queue = turns.Turns(str(tmp_path / "a.turn"))
    order: list[int] = []
    first = queue.take()

    def wait(number: int):
        turn = queue.take()
        order.append(number)
        queue.give_back(turn)

    threads = []
    for number in range(8):
        thread = threading.Thread(target=wait, args=(number,))
        thread.start()
        threads.append(thread)
        while len(queue._queue) < number + 2:
            time.sleep(0.001)
    queue.give_back(first)
    for thread in threads:
        thread.join()
    assert order == list(range(8))


def test_turn_excludes_another_process(tmp_path):
    """Another process is another queue object on the same file."""
    mine, theirs = turns.Turns(str(tmp_path / "a.turn")), turns.Turns(str(tmp_path / "a.turn"))
    turn = mine.take()
    got = threading.Event()

    def wait():
        theirs.give_back(theirs.take())
        got.set()

    thread = threading.Thread(target=wait)
    thread.start()
    assert not got.wait(0.1)
    mine.give_back(turn)
    assert got.wait(5)
    thread.join()


def test_waiting_ends_with_a_refusal(tmp_path, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 0.05)
    queue = turns.Turns(str(tmp_path / "a.turn"))
    turn = queue.take()
    other = turns.Turns(str(tmp_path / "a.turn"))
    with pytest.raises(turns.Waited):
        other.take()
    queue.give_back(turn)
    other.give_back(other.take())
