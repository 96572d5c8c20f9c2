"""From when a version is in force."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from pejl.foundation import clock
from pejl.foundation.formats.moments import day_of
from pejl.foundation.jobs import operations as jobs
from pejl.foundation.jobs.models import Job
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal
from pejl.foundation.tenancy.models import Person
from pejl.guidance import operations, queries
from pejl.guidance.models import Product, Version
from pejl.guidance.names import State
from pejl.guidance.tests.factories import a_product, answered, asked, described, make_ready, published, the_draft
from pejl.themes.models import Step
from pejl.themes.names import State as ThemeState
from pejl.themes.names import StepKind
from pejl.themes.tests.factories import a_theme

As = Callable[[Person], Client]
DAY = timedelta(days=1)


def scheduled(product: Product, approver: Person, by: Person, now: datetime, day: date) -> Version:
    """Its draft, approved and waiting for its day."""
    draft = make_ready(the_draft(product), by, now)
    described(draft, by, now, valid_from=day)
    return answered(asked(draft, approver, by, now), now)


def do_what_is_due(now: datetime) -> None:
    while jobs.work_one(now=now):
        pass


def test_a_day_that_has_passed_is_refused(anna: Person, now: datetime) -> None:
    draft = the_draft(a_product(anna, now))
    with pytest.raises(Invalid) as refused:
        described(draft, anna, now, valid_from=day_of(now - DAY))
    assert refused.value.field == "valid_from"
    assert described(draft, anna, now, valid_from=day_of(now)).valid_from == day_of(now)


def test_day_that_passed_before_approval_means_at_once(anna: Person, dorte: Person, now: datetime) -> None:
    draft = make_ready(the_draft(a_product(anna, now)), anna, now)
    described(draft, anna, now, valid_from=day_of(now))
    request = asked(draft, dorte, anna, now)
    version = answered(request, now + 3 * DAY)
    assert (version.state, version.valid_from) == (State.PUBLISHED, day_of(now + 3 * DAY))


def test_it_waits_for_its_day_and_then_replaces_the_one_before(
    anna: Person, bo: Person, dorte: Person, now: datetime
) -> None:
    product = a_product(anna, now)
    first = published(product, dorte, anna, now)
    operations.begin_next_version(product=product, by=anna, now=now)
    day = day_of(now + 10 * DAY)
    version = scheduled(product, dorte, anna, now, day)
    assert (version.state, version.published_at, first.again().state) == (State.SCHEDULED, None, State.PUBLISHED)
    assert not Version.objects.visible_to(bo).filter(pk=version.pk).exists()
    with pytest.raises(Refusal):
        described(version, anna, now, purpose="Andet")
    with pytest.raises(Refusal):
        operations.begin_next_version(product=product, by=anna, now=now)
    due = Job.objects.get(task=operations.PUT_IN_FORCE).due_at
    do_what_is_due(due - timedelta(minutes=1))
    assert version.again().state == State.SCHEDULED
    do_what_is_due(due)
    row = version.again()
    assert (row.state, row.valid_from, row.published_at) == (State.PUBLISHED, day, due)
    assert row.review_on == day.replace(year=day.year + 1)
    assert first.again().state == State.REPLACED
    assert day_of(due) == day
    assert day_of(due - timedelta(seconds=1)) == day - DAY


@pytest.mark.parametrize(
    ("day", "begins"),
    [
        (date(2026, 3, 29), datetime(2026, 3, 28, 23, tzinfo=UTC)),
        (date(2026, 3, 30), datetime(2026, 3, 29, 22, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 24, 22, tzinfo=UTC)),
        (date(2026, 10, 26), datetime(2026, 10, 25, 23, tzinfo=UTC)),
    ],
)
def test_the_day_begins_at_danish_midnight_also_where_the_clock_jumps(
    day: date, begins: datetime, anna: Person, dorte: Person, now: datetime
) -> None:
    scheduled(a_product(anna, now), dorte, anna, now, day)
    assert Job.objects.get(task=operations.PUT_IN_FORCE).due_at == begins


def test_run_late_and_twice_it_does_its_work_once(anna: Person, bo: Person, dorte: Person, now: datetime) -> None:
    theme = a_theme(bo, now)
    version = scheduled(a_product(anna, now, theme=theme), dorte, anna, now, day_of(now + DAY))
    assert theme.again().state != ThemeState.ANSWERED
    late = now + 5 * DAY
    for moment in (late, late + DAY):
        operations.put_in_force(version_id=version.pk, now=moment)
    row = version.again()
    assert (row.state, row.valid_from, row.published_at) == (State.PUBLISHED, day_of(now + DAY), late)
    assert theme.again().state == ThemeState.ANSWERED
    assert Step.objects.filter(kind=StepKind.PRODUCT_PUBLISHED).count() == 1


def test_what_is_called_back_is_a_draft_that_needs_approval_anew(anna: Person, dorte: Person, now: datetime) -> None:
    product = a_product(anna, now)
    version = scheduled(product, dorte, anna, now, day_of(now + DAY))
    with pytest.raises(NotAllowed):
        operations.call_back(version=version, by=dorte, now=now)
    assert operations.call_back(version=version, by=anna, now=now).state == State.DRAFT
    assert list(queries.pending_requests(version.again())) == []
    operations.put_in_force(version_id=version.pk, now=now + 2 * DAY)
    assert version.again().state == State.DRAFT
    described(version, anna, now, valid_from=day_of(now + 9 * DAY))
    again = answered(asked(version, dorte, anna, now), now)
    operations.put_in_force(version_id=version.pk, now=now + 2 * DAY)
    assert again.again().state == State.SCHEDULED
    with pytest.raises(Refusal):
        operations.call_back(version=published(a_product(anna, now), dorte, anna, now), by=anna, now=now)


def test_its_page_shows_it_in_force_on_its_day_before_the_job_has_run(
    anna: Person, bo: Person, dorte: Person, now: datetime, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    product = a_product(anna, now)
    published(product, dorte, anna, now)
    operations.begin_next_version(product=product, by=anna, now=now)
    day = clock.today() + 10 * DAY
    draft = make_ready(the_draft(product), anna, now)
    described(draft, anna, now, valid_from=day, purpose="Det nye formål")
    assert answered(asked(draft, dorte, anna, now), now).state == State.SCHEDULED
    page, reader = f"/pejlemaerker/{product.pk}/", as_(bo)
    assert "Det nye formål" not in reader.get(page).content.decode()
    assert reader.get(page + "?version=2").status_code == 404
    assert as_(anna).get(page + "?version=2").status_code == 200
    monkeypatch.setattr(clock, "today", lambda: day)
    assert "Det nye formål" in reader.get(page).content.decode()
    assert "alert--warning" in reader.get(page + "?version=1").content.decode()


def test_author_chooses_the_day_and_calls_it_back_on_a_page(
    anna: Person, dorte: Person, now: datetime, as_: As
) -> None:
    product = a_product(anna, now)
    draft = make_ready(the_draft(product), anna, now)
    client, page = as_(anna), f"/pejlemaerker/{product.pk}/"
    words = {"title": draft.title, "purpose": draft.purpose, "edit": str(draft.again().edit)}
    assert client.post(page + "kladde/om/", {**words, "valid_from": "1/1-2020"}).status_code == 422
    assert client.post(page + "kladde/om/", {**words, "valid_from": "1/1-2099"}).status_code == 303
    version = answered(asked(draft, dorte, anna, now), now)
    assert (version.state, version.valid_from) == (State.SCHEDULED, date(2099, 1, 1))
    assert page + "kald-tilbage/" in client.get(page).content.decode()
    assert as_(dorte).post(page + "kald-tilbage/").status_code == 403
    assert client.post(page + "kald-tilbage/").status_code == 302
    assert version.again().state == State.DRAFT
