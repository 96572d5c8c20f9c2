"""Counting guesses, and making whoever guesses wait. The counters stand in the database: all processes share them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from pejl.foundation.formats import times
from pejl.foundation.login.doors import Door
from pejl.foundation.login.models import Guesses
from pejl.foundation.refusals import Refusal

LONGEST_KEPT = timedelta(hours=24)
TRIES = 5


class Wait(Refusal):
    """Too many tries; ``until`` says when the next one is looked at."""

    code = "too-many-tries"
    http_status = 429

    def __init__(self, until: datetime) -> None:
        # To the next whole minute: at the one it says, it works.
        clock = times.at(until + timedelta(seconds=59))
        super().__init__(_("Too many tries. Try again %(at_clock)s.") % {"at_clock": clock})
        self.until = until


class Failed(Exception):
    """Raised inside ``guess`` when it was wrong: it then stays counted."""


@contextmanager
def guess(*, doors: Sequence[Door], now: datetime) -> Iterator[None]:
    """Try something once: counted before it is looked at, so that a hundred at the same moment are a hundred guesses.

    Left in the ordinary way it was right: the first door's counter is forgotten, and the others take this guess back.
    Raise Failed inside when it was wrong. Raises Wait where the next try is not due; nothing is looked at then.
    """
    take(doors=doors, now=now)
    try:
        yield
    except Failed:
        return
    forget(door=doors[0])
    for door in doors[1:]:
        give_back(door=door, now=now)


def take(*, doors: Sequence[Door], now: datetime) -> None:
    """Count one try at every door. Raises Wait where one is closed, and counts it at none."""
    taken: list[Door] = []
    try:
        for door in doors:
            _take(door, now)
            taken.append(door)
    except Wait:
        for door in taken:
            give_back(door=door, now=now)
        raise


def give_back(*, door: Door, now: datetime) -> None:
    """That try was none."""
    row = Guesses.objects.filter(key=door.key, count__gt=0).first()
    if row is not None:
        Guesses.objects.filter(pk=row.pk, count=row.count).update(count=row.count - 1, open_at=now)


def forget(*, door: Door) -> None:
    """Whoever has the key has come in: the count begins anew."""
    Guesses.objects.filter(key=door.key).delete()


def clear_guesses(*, now: datetime) -> int:
    """Delete the counters that no rule looks at any more; returns how many went."""
    return Guesses.objects.filter(last_at__lt=now - LONGEST_KEPT).delete()[0]


def _take(door: Door, now: datetime) -> None:
    for _try in range(TRIES):
        row = Guesses.objects.filter(key=door.key).first()
        if row is None:
            if _first(door, now):
                return
            continue
        is_old = now - row.last_at >= timedelta(hours=door.rule.hours)
        if row.open_at > now and not is_old:
            raise Wait(row.open_at)
        count = 1 if is_old else row.count + 1
        # Only if nobody else was quicker: two who read the same number must not both write the next one.
        same = Guesses.objects.filter(pk=row.pk, count=row.count, last_at=row.last_at)
        if same.update(count=count, last_at=now, open_at=now + door.rule.wait_after(count)):
            return
    raise Wait(now + timedelta(minutes=1))


def _first(door: Door, now: datetime) -> bool:
    try:
        with transaction.atomic():
            Guesses.objects.create(key=door.key, count=1, last_at=now, open_at=now + door.rule.wait_after(1))
    except IntegrityError:
        return False
    return True
