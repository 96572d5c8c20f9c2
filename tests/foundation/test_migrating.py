"""An installation with rows in it gets its next version."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.core.management import call_command
from django.db import connection

from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes, walls
from pejl.organisation.tests.factories import a_group
from pejl.themes.tests.factories import a_theme, backed, decided


@pytest.mark.django_db(transaction=True, databases="__all__")
def test_table_that_others_point_at_is_made_anew_with_its_rows(now: datetime) -> None:
    """The table of themes: it points at itself, and triggers of other tables read it."""
    space = tenancy.open_space(name="Jobcenter Nordager", now=now)
    with scopes.scope(space.pk):
        person, other = tenancy.seat(name="Anna Ager"), tenancy.seat(name="Bo Bæk")
        small, large = a_theme(person, now), a_theme(person, now)
        backed(large, other, now)
        decided(small, a_group(now, person), person, now, outcome="merge", merge_into=large)
    call_command("migrate", "themes", "0003", verbosity=0)
    call_command("migrate", verbosity=0)
    with scopes.scope(space.pk):
        assert small.again().merged_into_id == large.pk
        assert (small.again().backers, large.again().backers) == (0, 1)
    assert {wall.name for wall in walls.expected(connection)} == {name for name, _table in walls.present(connection)}
