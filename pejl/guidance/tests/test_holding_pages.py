"""In the editor one sees who writes where, and says it of oneself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from pejl.foundation.tenancy.models import Person
from pejl.guidance import operations, queries
from pejl.guidance.models import Block
from pejl.guidance.names import BlockKind
from pejl.guidance.tests.factories import MARK, a_block, a_product, the_draft

As = Callable[[Person], Client]

WRITES = "skriver her nu"


@pytest.fixture(autouse=True)
def _today(now: datetime) -> Iterator[None]:
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def block(anna: Person, bo: Person, now: datetime) -> Block:
    """A guiding mark that two are writing."""
    return a_block(the_draft(a_product(anna, now, authors=[anna, bo])), BlockKind.MARK, anna, now)


def editor(block: Block, *, is_open: bool = False) -> str:
    return f"/pejlemaerker/{block.version.product_id}/kladde/" + (f"?block={block.pk}" if is_open else "")


def says(block: Block) -> str:
    return editor(block) + "skriver/"


def test_open_editor_says_where_one_writes_and_others_see_it(block: Block, anna: Person, bo: Person, as_: As) -> None:
    assert as_(anna).post(says(block), {"block": str(block.pk)}).status_code == 200
    assert WRITES not in as_(anna).get(editor(block)).content.decode(), "of oneself one knows it"
    assert f"Anna Ager {WRITES}" in as_(bo).get(editor(block)).content.decode()
    told = as_(bo).post(says(block), {"shown": str(block.pk)}).content.decode()
    assert f'id="writes-{block.pk}" hx-swap-oob="true"' in told
    assert f"Anna Ager {WRITES}" in told


def test_who_opens_what_another_holds_is_told_and_takes_over(block: Block, anna: Person, bo: Person, as_: As) -> None:
    as_(anna).post(says(block), {"block": str(block.pk)})
    page = as_(bo).get(editor(block, is_open=True)).content.decode()
    assert f"Anna Ager {WRITES}" in page
    assert "Tag over" in page
    answer = as_(bo).post(f"/pejlemaerker/afsnit/{block.pk}/overtag/", {"holder": str(anna.pk)})
    assert answer.url == editor(block, is_open=True) + "#open"
    assert WRITES not in as_(bo).get(editor(block, is_open=True)).content.decode()
    # Hers learns it with the next time it says where she writes, and what she typed stays in her form.
    assert f"Bo Bæk {WRITES}" in as_(anna).post(says(block), {"block": str(block.pk)}).content.decode()
    assert [held.person for held in queries.holds_in(block.version, now=_now())] == [bo]


def test_who_has_nothing_open_any_more_lets_go(block: Block, anna: Person, bo: Person, as_: As) -> None:
    as_(anna).post(says(block), {"block": str(block.pk)})
    as_(anna).post(says(block))
    assert queries.holds_in(block.version, now=_now()) == []
    assert WRITES not in as_(bo).get(editor(block)).content.decode()


def test_nobody_is_shown_when_nothing_was_heard_any_more(
    block: Block, anna: Person, bo: Person, as_: As, now: datetime
) -> None:
    as_(anna).post(says(block), {"block": str(block.pk)})
    with time_machine.travel(now + timedelta(minutes=2), tick=False):
        assert WRITES not in as_(bo).get(editor(block)).content.decode()


def test_text_that_stands_still_is_held_by_nobody(
    block: Block, anna: Person, bo: Person, dorte: Person, as_: As, now: datetime
) -> None:
    """The page of a draft that was sent on meanwhile goes on asking, and changes nothing."""
    operations.open_hearing(
        version=block.version,
        people=[dorte],
        units=[],
        closes_on=now.date() + timedelta(14),
        asks="Holder det?",
        by=bo,
        now=now,
    )
    assert as_(anna).post(says(block), {"block": str(block.pk)}).status_code == 200
    assert queries.holds_in(block.version, now=now) == []


def test_only_authors_are_told_who_writes(block: Block, dorte: Person, carla: Person, as_: As) -> None:
    for person in (dorte, carla):
        assert as_(person).post(says(block)).status_code in (403, 404)
        assert as_(person).post(f"/pejlemaerker/afsnit/{block.pk}/overtag/").status_code in (403, 404)


@pytest.mark.parametrize("said", ["nej", "8c6a1c1e-2a4e-4c8a-9a50-0f6b6c8f7a11"])
def test_block_that_is_not_there_is_not_found(block: Block, anna: Person, as_: As, said: str) -> None:
    assert as_(anna).post(says(block), {"block": said}).status_code == 404


def test_saving_goes_on_to_the_next_block(block: Block, anna: Person, as_: As, now: datetime) -> None:
    last = a_block(block.version, BlockKind.MARK, anna, now)
    for one, place in ((block, f"{editor(last, is_open=True)}#open"), (last, f"{editor(last)}#block-{last.pk}")):
        sent = MARK | {"obligation": "may", "edit": one.edit, "next": "1"}
        assert as_(anna).post(f"/pejlemaerker/afsnit/{one.pk}/", sent).url == place


def _now() -> datetime:
    return datetime.now().astimezone()
