"""Two leaders who replace the same statement in the same instant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from pejl.direction.models import Statement
from pejl.direction.tests.factories import a_manager, replaced, stated
from pejl.foundation.live.tests.at_once import at_once
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Space
from pejl.organisation.tests.factories import a_unit


def inside(space: Space, work: Callable[[], object]) -> Callable[[], object]:
    """The work, done in the space, in whichever thread."""

    def do() -> object:
        with scopes.scope(space.pk):
            return work()

    return do


def test_one_of_two_replacements_at_once_stands(transactional_db: None, now: datetime) -> None:
    space = tenancy.open_space(name="Jobcenter Nordager", now=now)
    with scopes.scope(space.pk):
        manager = a_manager(tenancy.seat(name="Anna Ager"), now, a_unit(now))
        old = stated(manager, now, since_on=date(2026, 1, 1))
    works = [
        inside(space, lambda title=title: replaced(old, manager, now, title=title))  # type: ignore[misc]
        for title in ("Den ene", "Den anden")
    ]
    said = at_once(works)
    assert sorted(type(one).__name__ for one in said) == ["Stale", "Statement"]
    with scopes.scope(space.pk):
        assert Statement.objects.filter(replaces=old).count() == 1
