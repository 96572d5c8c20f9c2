"""Several threads that work on one database at the same instant, each with a connection of its own.

Only for tests that commit (``transactional_db``): what one thread has not committed, another does not see.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connections

from pejl.foundation.refusals import Refusal
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Space

T = TypeVar("T")


def at_once(works: Sequence[Callable[[], T]]) -> list[T | Exception]:
    """Do all of them, starting together; what each returned, or the exception it ended with, in their order."""
    start = threading.Barrier(len(works))

    def do(work: Callable[[], T]) -> T | Exception:
        start.wait(timeout=30)
        try:
            return work()
        except Exception as failure:  # noqa: BLE001 -- handed to the test, which says what it expects
            return failure
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(do, works))


def refused_at_once(space: Space, *acts: Callable[[], object]) -> list[Refusal]:
    """Do all of them in one job centre, starting together; the refusals. Any other failure is raised."""

    def inside(act: Callable[[], object]) -> Callable[[], object]:
        def do() -> object:
            with scopes.scope(space.pk):
                return act()

        return do

    said = at_once([inside(act) for act in acts])
    assert [one for one in said if isinstance(one, Exception) and not isinstance(one, Refusal)] == []
    return [one for one in said if isinstance(one, Refusal)]
