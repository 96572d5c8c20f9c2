"""Looking over what is in force, being reminded of it, and taking on what one answers for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client

from pejl.foundation.formats import moments
from pejl.foundation.formats.moments import day_of
from pejl.foundation.jobs import operations as jobs
from pejl.foundation.jobs.models import Job
from pejl.foundation.notices.models import Notice
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal
from pejl.foundation.tenancy.models import Person
from pejl.guidance import operations, queries
from pejl.guidance.models import ReadingEntry, ReadingList, Responsibility, Review, Version
from pejl.guidance.names import BlockKind, Outcome, State
from pejl.guidance.tests.factories import a_block, a_product, published, the_draft

As = Callable[[Person], Client]
DAY = timedelta(days=1)


def looked_over(version: Version, by: Person, now: datetime, outcome: str, **said: object) -> Review:
    given = {"note": "", "next_on": None, **said}
    return operations.review(version=version, outcome=outcome, by=by, now=now, **given)  # type: ignore[arg-type]


def reminders(person: Person) -> int:
    return Notice.objects.visible_to(person).filter(path="/pejlemaerker/revisioner/").count()


def test_what_still_holds_is_looked_over_again_in_time(anna: Person, dorte: Person, now: datetime) -> None:
    version = published(a_product(anna, now), dorte, anna, now)
    made = looked_over(version, anna, now + 100 * DAY, Outcome.UNCHANGED)
    assert (made.due_on, made.next_on) == (date(2027, 3, 4), date(2027, 6, 12))
    assert version.again().review_on == made.next_on
    again = looked_over(version, dorte, now + 101 * DAY, Outcome.UNCHANGED, next_on=date(2026, 7, 1))
    assert version.again().review_on == date(2026, 7, 1)
    with pytest.raises(Invalid) as refused:
        looked_over(version, anna, now, Outcome.UNCHANGED, next_on=day_of(now))
    assert refused.value.field == "next_on"
    assert list(queries.reviews_of(version.product)) == [again, made]


def test_what_must_be_corrected_begins_the_next_version_once(anna: Person, dorte: Person, now: datetime) -> None:
    version = published(a_product(anna, now), dorte, anna, now)
    for _time in range(2):
        looked_over(version, anna, now, Outcome.CORRECTED, note="Ny lov")
    assert Version.objects.in_the_making().count() == 1
    assert version.again().state == State.PUBLISHED
    assert Review.objects.count() == 2


def test_what_is_withdrawn_says_why(anna: Person, dorte: Person, now: datetime) -> None:
    version = published(a_product(anna, now), dorte, anna, now)
    with pytest.raises(Invalid) as refused:
        looked_over(version, anna, now, Outcome.WITHDRAWN, note=" ")
    assert refused.value.field == "note"
    looked_over(version, anna, now, Outcome.WITHDRAWN, note="Loven er væk.")
    assert (version.again().state, version.again().withdrawal.reason) == (State.WITHDRAWN, "Loven er væk.")
    with pytest.raises(Refusal):
        looked_over(version, anna, now, Outcome.UNCHANGED)


def test_only_who_answers_and_who_approves_look_it_over(anna: Person, bo: Person, dorte: Person, now: datetime) -> None:
    product = a_product(anna, now)
    version = published(product, dorte, anna, now)
    operations.name_responsible(product=product, person=dorte, deputy=None, by=anna, now=now + DAY)
    for nobody in (anna, bo):
        with pytest.raises(NotAllowed):
            looked_over(version, nobody, now + DAY, Outcome.UNCHANGED)
    assert looked_over(version, dorte, now + DAY, Outcome.UNCHANGED).by == dorte


def test_list_has_ones_own_and_for_who_approves_all(anna: Person, bo: Person, dorte: Person, now: datetime) -> None:
    mine, others = (published(a_product(one, now), dorte, one, now) for one in (anna, bo))
    day = mine.review_on or day_of(now)
    assert list(queries.due_reviews(anna, day - queries.DUE_BEFORE - DAY)) == []
    assert list(queries.due_reviews(anna, day - queries.DUE_BEFORE)) == [mine]
    assert set(queries.due_reviews(dorte, day)) == {mine, others}


def test_reminder_comes_once_a_week_while_anything_is_due(anna: Person, dorte: Person, now: datetime) -> None:
    versions = [published(a_product(anna, now), dorte, anna, now) for _number in range(2)]
    job = Job.objects.get(task=operations.REMIND)
    # Two weeks before 4 March 2027 is a Thursday; the Monday after it, at seven in the morning.
    assert job.due_at == moments.local(date(2027, 2, 22), time(7))
    for _run in range(2):
        operations.remind_of_reviews(now=job.due_at)
    assert reminders(anna) == 1
    following = Job.objects.filter(task=operations.REMIND).order_by("due_at").last()
    assert following is not None
    assert following.due_at == moments.local(date(2027, 3, 1), time(7))
    while jobs.work_one(now=following.due_at):
        pass
    assert reminders(anna) == 2
    for version in versions:
        looked_over(version, anna, following.due_at, Outcome.UNCHANGED)
    operations.remind_of_reviews(now=following.due_at + 7 * DAY)
    assert reminders(anna) == 2


def test_whoever_is_named_confirms_and_is_shown_as_not_confirmed_until_then(
    anna: Person, bo: Person, dorte: Person, now: datetime, as_: As
) -> None:
    product = a_product(anna, now)
    published(product, dorte, anna, now)
    assert Responsibility.objects.get(product=product).confirmed_at == now
    operations.name_responsible(product=product, person=bo, deputy=None, by=anna, now=now)
    page = f"/pejlemaerker/{product.pk}/"
    assert list(queries.to_confirm(bo)) == [Responsibility.objects.get(product=product)]
    client = as_(bo)
    for waiting in ("/", "/pejlemaerker/"):
        assert page + "ansvar/" in client.get(waiting).content.decode()
    assert as_(anna).get(page + "ansvar/").status_code == 403
    assert client.get(page + "ansvar/").status_code == 200
    assert client.post(page + "ansvar/", {"yes": "1"}).status_code == 302
    assert list(queries.to_confirm(bo)) == []
    with pytest.raises(Refusal):
        operations.decline_responsibility(product=product, words="Alligevel ikke", by=bo, now=now)
    operations.name_responsible(product=product, person=bo, deputy=dorte, by=anna, now=now)
    assert Responsibility.objects.get(product=product).confirmed_at is not None


def test_who_says_no_gives_it_back_to_who_named(
    anna: Person, bo: Person, dorte: Person, now: datetime, as_: As
) -> None:
    product = a_product(anna, now, authors=[anna])
    operations.name_responsible(product=product, person=bo, deputy=None, by=anna, now=now)
    client, page = as_(bo), f"/pejlemaerker/{product.pk}/ansvar/"
    assert client.post(page, {"words": ""}).status_code == 422
    assert client.post(page, {"words": "Jeg har for meget."}).status_code == 302
    held = Responsibility.objects.get(product=product, until_on=None)
    assert (held.person, held.confirmed_at) == (anna, None)
    assert "Jeg har for meget." in Notice.objects.visible_to(anna).newest()[0].text


def test_history_is_a_page_and_the_review_is_made_there(
    anna: Person, bo: Person, dorte: Person, now: datetime, as_: As
) -> None:
    product = a_product(anna, now)
    version = published(product, dorte, anna, now)
    page, client = f"/pejlemaerker/{product.pk}/revision/", as_(anna)
    assert client.post(page, {}).status_code == 422
    assert client.post(page, {"outcome": "unchanged", "note": "Læst igennem"}).status_code == 302
    text = as_(bo).get(page).content.decode()
    assert "Læst igennem" in text
    assert 'name="outcome"' not in text
    assert as_(bo).post(page, {"outcome": "unchanged"}).status_code == 403
    Version.objects.filter(pk=version.pk).update(review_on=date(2020, 1, 1))
    assert page in client.get("/pejlemaerker/revisioner/").content.decode()
    assert page not in as_(bo).get("/pejlemaerker/revisioner/").content.decode()


def test_what_refers_to_it_is_named_before_it_is_withdrawn(
    anna: Person, bo: Person, dorte: Person, now: datetime, as_: As
) -> None:
    product, other = a_product(anna, now), a_product(anna, now)
    link = f"Se [pejlemærket](/pejlemaerker/{product.pk}/)."
    a_block(the_draft(other), BlockKind.TEXT, anna, now, text=link)
    published(product, dorte, anna, now)
    assert [one.path for one in queries.citing(product, person=anna)] == [f"/pejlemaerker/{other.pk}/"]
    assert queries.citing(product, person=bo) == []
    made = ReadingList.objects.create(name="Ny i teamet", created_by=anna, created_at=now)
    ReadingEntry.objects.create(reading_list=made, position=1, product=product)
    client, page = as_(anna), f"/pejlemaerker/{product.pk}/traek-tilbage/"
    text = client.get(page).content.decode()
    assert "Ny i teamet" in text
    assert f"/pejlemaerker/{other.pk}/" in text
    assert client.post(page, {"reason": "Loven er ændret."}).status_code == 302
    assert queries.citing(other, person=anna) == []
