"""The municipalities, and which of them the job centre works for."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from pejl.foundation.formats.moments import day_of
from pejl.foundation.refusals import Invalid, Refusal
from pejl.foundation.tenancy.models import Space
from pejl.organisation import municipalities, operations, queries
from pejl.organisation.models import ServedMunicipality


def test_there_are_98_with_codes_of_three_digits() -> None:
    known = municipalities.by_code()
    assert len(known) == 98
    assert all(len(code) == 3 and code.isdigit() for code in known)
    assert known["615"].name == "Horsens"
    assert "411" not in known  # Christiansø is no municipality


def test_job_centre_may_serve_several(space: Space, now: datetime) -> None:
    for code in ("615", "101"):
        operations.serve_municipality(code=code, since_on=day_of(now), now=now)
    assert [name for _row, name in queries.served(day_of(now))] == ["Horsens", "København"]


def test_municipality_is_served_once(space: Space, now: datetime) -> None:
    served = operations.serve_municipality(code="615", since_on=day_of(now), now=now)
    with pytest.raises(Refusal) as refused:
        operations.serve_municipality(code="615", since_on=day_of(now), now=now)
    assert refused.value.field == "code"
    operations.stop_serving(served=served, until_on=day_of(now), now=now)
    later = day_of(now) + timedelta(days=1)
    operations.serve_municipality(code="615", since_on=later, now=now)
    assert ServedMunicipality.objects.count() == 2
    assert [row.since_on for row, _name in queries.served(later)] == [later]


def test_unknown_code_is_refused(space: Space, now: datetime) -> None:
    with pytest.raises(Invalid):
        operations.serve_municipality(code="999", since_on=day_of(now), now=now)


def test_serving_does_not_end_before_it_begins(space: Space, now: datetime) -> None:
    served = operations.serve_municipality(code="615", since_on=day_of(now), now=now)
    with pytest.raises(Invalid) as refused:
        operations.stop_serving(served=served, until_on=day_of(now) - timedelta(days=1), now=now)
    assert refused.value.field == "until_on"
