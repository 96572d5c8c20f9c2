"""A block is held by one at a time, visibly."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from pejl.foundation import clock
from pejl.foundation.audit.models import Event
from pejl.foundation.refusals import NotAllowed, Refusal, Stale
from pejl.foundation.tenancy.models import Person
from pejl.guidance import operations, queries
from pejl.guidance.models import Block, Hold
from pejl.guidance.names import BlockKind
from pejl.guidance.operations.holding import LASTS
from pejl.guidance.tests.factories import MARK, a_block, a_product, published, the_draft


@pytest.fixture
def block(anna: Person, bo: Person, now: datetime) -> Block:
    """A guiding mark that two are writing."""
    return a_block(the_draft(a_product(anna, now, authors=[anna, bo])), BlockKind.MARK, anna, now)


def saved(block: Block, by: Person, now: datetime, text: str = "Noget andet.") -> Block:
    return operations.change_block(
        block=block, content=MARK | {"text": text}, obligation="may", expected_edit=block.edit, by=by, now=now
    )


def test_one_holds_it_and_the_other_is_told_who(block: Block, anna: Person, bo: Person, now: datetime) -> None:
    operations.hold(block=block, by=anna, now=now)
    with pytest.raises(Stale, match=anna.name):
        operations.hold(block=block, by=bo, now=now)
    assert [(one.block_id, one.person) for one in queries.holds_in(block.version, now=now)] == [(block.pk, anna)]


def test_who_says_so_again_goes_on_holding(block: Block, anna: Person, bo: Person, now: datetime) -> None:
    operations.hold(block=block, by=anna, now=now)
    later = now + LASTS - timedelta(seconds=1)
    held = operations.hold(block=block, by=anna, now=later)
    assert (held.since, held.until) == (now, later + LASTS)
    with pytest.raises(Stale):
        operations.hold(block=block, by=bo, now=now + LASTS)


def test_it_lapses_when_nothing_more_is_heard(block: Block, anna: Person, bo: Person, now: datetime) -> None:
    operations.hold(block=block, by=anna, now=now)
    after = now + LASTS
    assert queries.holds_in(block.version, now=after) == []
    held = operations.hold(block=block, by=bo, now=after)
    assert (held.person, held.since) == (bo, after)


def test_who_lets_go_frees_it_and_nobody_elses(block: Block, anna: Person, bo: Person, now: datetime) -> None:
    operations.hold(block=block, by=anna, now=now)
    operations.let_go(block=block, by=bo)
    assert queries.hold_on(block, now=now) is not None
    operations.let_go(block=block, by=anna)
    operations.let_go(block=block, by=anna)
    assert queries.hold_on(block, now=now) is None


def test_nobody_saves_or_takes_out_what_another_holds(block: Block, anna: Person, bo: Person, now: datetime) -> None:
    operations.hold(block=block, by=anna, now=now)
    with pytest.raises(Stale, match=anna.name):
        saved(block, bo, now)
    with pytest.raises(Stale, match=anna.name):
        operations.remove_block(block=block, expected_edit=block.edit, by=bo, now=now)
    assert block.again().content == block.content


def test_who_saves_lets_go(block: Block, anna: Person, bo: Person, now: datetime) -> None:
    operations.hold(block=block, by=anna, now=now)
    present = saved(block, anna, now)
    assert operations.hold(block=present, by=bo, now=now).person == bo


def test_saving_needs_no_hold(block: Block, bo: Person, now: datetime) -> None:
    assert saved(block, bo, now).content["text"] == "Noget andet."


def test_taken_over_the_former_holder_saves_no_more(block: Block, anna: Person, bo: Person, now: datetime) -> None:
    operations.hold(block=block, by=anna, now=now)
    held = operations.take_over(block=block, holder_id=anna.pk, by=bo, now=now)
    assert (held.person, held.since) == (bo, now)
    with pytest.raises(Stale, match=bo.name):
        operations.hold(block=block, by=anna, now=now)
    with pytest.raises(Stale, match=bo.name):
        saved(block, anna, now, "Annas ord")
    saved(block, bo, now, "Bos ord")
    with pytest.raises(Stale):
        saved(block, anna, now, "Annas ord")


def test_taking_over_names_who_was_seen(block: Block, anna: Person, bo: Person, dorte: Person, now: datetime) -> None:
    operations.name_authors(product=block.version.product, authors=[anna, bo, dorte], by=anna, now=now)
    operations.hold(block=block, by=anna, now=now)
    operations.take_over(block=block, holder_id=anna.pk, by=bo, now=now)
    with pytest.raises(Stale, match=bo.name):
        operations.take_over(block=block, holder_id=anna.pk, by=dorte, now=now)


def test_only_authors_hold_and_only_in_a_draft(
    block: Block, anna: Person, bo: Person, dorte: Person, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        operations.hold(block=block, by=dorte, now=now)
    with pytest.raises(NotAllowed):
        operations.take_over(block=block, holder_id=anna.pk, by=dorte, now=now)
    with pytest.raises(NotAllowed):
        operations.let_go(block=block, by=dorte)
    published(block.version.product, dorte, anna, now)
    with pytest.raises(Refusal):
        operations.hold(block=block, by=bo, now=now)


def test_nothing_is_kept_of_who_held_what(block: Block, anna: Person, bo: Person, now: datetime) -> None:
    before = Event.objects.count()
    operations.hold(block=block, by=anna, now=now)
    operations.take_over(block=block, holder_id=anna.pk, by=bo, now=now)
    operations.let_go(block=block, by=bo)
    assert (Event.objects.count(), Hold.objects.count()) == (before, 0)


def test_api_holds_takes_over_and_lets_go(
    block: Block, anna: Person, bo: Person, dorte: Person, api_as: Callable[[Person], Client]
) -> None:
    path = f"/api/v1/blocks/{block.pk}/hold"
    every = f"/api/v1/products/{block.version.product_id}/versions/1/holds"
    first, second, stranger = api_as(anna), api_as(bo), api_as(dorte)
    assert first.put(path).json()["person"]["name"] == anna.name
    refused = second.put(path)
    assert (refused.status_code, anna.name in refused.json()["detail"]) == (409, True)
    (seen,) = second.get(every).json()
    assert (seen["block_id"], seen["person"]["id"]) == (str(block.pk), str(anna.pk))
    taken = second.post(path, {"holder": seen["person"]["id"]}, content_type="application/json")
    assert taken.json()["person"]["id"] == str(bo.pk)
    assert stranger.put(path).status_code == 404
    assert (second.delete(path).status_code, second.get(every).json()) == (204, [])
    assert queries.hold_on(block, now=clock.now()) is None
