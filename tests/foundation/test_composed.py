"""Questions composed once: the same answers as when composed anew, for whoever asks and wherever."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef, Prefetch
from django.test.utils import CaptureQueriesContext

from pejl.foundation.formats import moments
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.composed import CannotBeComposed, composed
from pejl.foundation.tenancy.models import Person
from pejl.themes import operations as themes
from pejl.themes.models import Backing, Theme


def midnight(moment):
    return moments.local(moments.day_of(moment), time.min)


def propose(by, now, title):
    return themes.propose(title=title, need="Hvilke krav?", why_now="", area=None, kind="legislation", by=by, now=now)


@composed
def proposed_by(person):
    return Theme.objects.visible_to(person).filter(proposed_by=person).newest()


@composed
def since(moment):
    return Theme.objects.filter(proposed_at__gte=moment - timedelta(days=7)).newest().select_related("proposed_by")


def test_the_answer_is_that_of_whoever_asks(anna, bo, now):
    mine, theirs = propose(anna, now, "Praktik"), propose(bo, now, "Mentorstøtte")
    assert proposed_by(anna) == [mine]
    assert proposed_by(bo) == [theirs]
    assert proposed_by(anna) == [mine]


def test_what_is_written_between_two_asks_is_seen(anna, now):
    assert proposed_by(anna) == []
    theme = propose(anna, now, "Praktik")
    assert proposed_by(anna) == [theme]


def test_the_space_is_the_one_entered_now(anna, other_space, now):
    propose(anna, now, "Praktik")
    assert len(proposed_by(anna)) == 1
    with scopes.scope(other_space.pk):
        stranger = Person(pk=anna.pk, is_guest=False, left_on=None)
        assert proposed_by(stranger) == []


def test_nothing_is_asked_outside_a_space(anna, now):
    proposed_by(anna)
    with ThreadPoolExecutor(1) as elsewhere, pytest.raises(scopes.NoScope):
        elsewhere.submit(proposed_by, anna).result()


def test_a_distance_from_a_moment_is_kept(anna, now):
    theme = propose(anna, now, "Praktik")
    assert since(now + timedelta(days=6)) == [theme]
    assert since(now + timedelta(days=8)) == []
    assert since(now)[0].proposed_by.name == anna.name


def test_guests_are_composed_for_themselves(anna, now):
    @composed
    def seen(person):
        return Theme.objects.none() if person.is_guest else Theme.objects.filter(proposed_by=person)

    theme = propose(anna, now, "Praktik")
    assert seen(anna) == [theme]
    anna.is_guest = True
    assert seen(anna) == []


def test_who_has_left_is_composed_for_alike_but_by_no_day(anna, now):
    @composed
    def seen(person, since):
        if person.left_on is None:
            return Theme.objects.filter(proposed_by=person)
        return Theme.objects.filter(proposed_at__gte=since)

    @composed
    def until(person):
        return Theme.objects.filter(proposed_at__date__lt=person.left_on)

    theme = propose(anna, now, "Praktik")
    assert seen(anna, now + timedelta(days=1)) == [theme]
    anna.left_on = now.date()
    assert seen(anna, now + timedelta(days=1)) == []
    with pytest.raises(CannotBeComposed):
        until(anna)


def test_columns_come_out_as_from_the_queryset(anna, now):
    @composed
    def titles(person):
        return Theme.objects.filter(proposed_by=person).order_by("title").values_list("title", flat=True)

    propose(anna, now, "Praktik")
    propose(anna, now, "Mentorstøtte")
    assert titles(anna) == ["Mentorstøtte", "Praktik"]


def test_one_statement_is_sent_each_time(anna, now, django_assert_num_queries):
    proposed_by(anna)
    with django_assert_num_queries(1):
        proposed_by(anna)


if connection.vendor == "postgresql":

    def test_postgresql_plans_it_once_and_every_other_statement_as_ever(anna, now):
        for _ in range(4):
            assert proposed_by(anna) == []
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%%proposed_by_id%%'", [])
            assert cursor.fetchone() == (1,)
        before = len(connection.connection._prepared._names)
        for _ in range(4):
            list(Theme.objects.filter(proposed_by=anna))
        assert len(connection.connection._prepared._names) == before


def test_what_is_sent_can_be_read_in_a_log(anna):
    proposed_by(anna)
    with CaptureQueriesContext(connection) as asked:
        proposed_by(anna)
    assert [anna.pk.hex in query["sql"].replace("-", "") for query in asked] == [True]


def test_what_is_prefetched_is_read_for_the_rows_that_are_found(anna, now):
    @composed
    def with_questions(person):
        return Theme.objects.filter(proposed_by=person).prefetch_related("backings")

    propose(anna, now, "Praktik")
    (theme,) = with_questions(anna)
    assert "backings" in theme._prefetched_objects_cache


@pytest.mark.parametrize(
    "build",
    [
        pytest.param(lambda _person, now: Theme.objects.filter(proposed_at__gte=midnight(now)), id="rounded"),
        pytest.param(lambda _person, _now: Theme.objects.filter(pk=uuid4()), id="a strange id"),
        pytest.param(lambda person, _now: Theme.objects.filter(title=person.name), id="a column not read"),
        pytest.param(
            lambda _person, _now: Theme.objects.prefetch_related(Prefetch("backings", queryset=Backing.objects.all())),
            id="rows of the stand-in's space",
        ),
        pytest.param(
            lambda person, _now: Theme.objects.filter(pk__in=[row.pk for row in Theme.objects.all()]),
            id="an answer built in",
        ),
    ],
)
def test_what_could_not_be_asked_again_is_refused(build, anna, now):
    propose(anna, now, "Praktik")
    with pytest.raises(CannotBeComposed):
        composed(build)(anna, now)


def test_a_subquery_of_the_space_follows_it_too(anna, other_space, now):
    @composed
    def with_proposer(person):
        there = Person.objects.filter(pk=OuterRef("proposed_by"))
        return Theme.objects.filter(Exists(there), proposed_by=person)

    theme = propose(anna, now, "Praktik")
    assert with_proposer(anna) == [theme]
    with scopes.scope(other_space.pk):
        assert with_proposer(anna) == []


def test_texts_without_end_are_refused(anna, now):
    @composed
    def named(title):
        return Theme.objects.filter(title=title)

    def ask_many():
        for number in range(1000):
            named(f"Praktik {number}")

    with pytest.raises(CannotBeComposed):
        ask_many()
