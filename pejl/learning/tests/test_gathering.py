"""What is chosen at a meeting goes to guidance in one step, as often as is pressed, and never twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import uuid4

import pytest
from django.utils import translation

from pejl.foundation.refusals import Invalid, NotAllowed, Refusal
from pejl.foundation.tenancy.models import Person, Space
from pejl.guidance import operations as guidance
from pejl.guidance.models import Evidence, Product, Version
from pejl.guidance.names import State
from pejl.learning import operations, queries
from pejl.learning.tests.factories import Held, a_held_meeting
from pejl.room import operations as room
from pejl.room.names import CardKind


@pytest.fixture(autouse=True)
def kinds(db: None, space: Space) -> Iterator[None]:
    """What can be made, with sentences as they stand in the code."""
    guidance.add_standard_kinds()
    with translation.override("en"):
        yield


def one_more(held: Held, text: str, by: Person, now: datetime) -> None:
    card = room.write_card(item=held.group, kind=CardKind.EXAMPLE, text=text, client_id=uuid4(), by=by, now=now)
    room.mark_for_product(card=card, is_for_product=True, by=by, now=now)


def quotes_in(product: Product) -> list[str]:
    return sorted(Evidence.objects.filter(block__version__product=product).values_list("quote", flat=True))


def test_the_first_press_begins_the_product_for_whoever_took_it_on(anna: Person, bo: Person, now: datetime) -> None:
    held = a_held_meeting(anna, now, "Ét", "To", people=(bo,))
    room.take_on_product(meeting=held.meeting, person=bo, what="En anvisning", by=anna, now=now)
    gathered = operations.gather(learning_meeting=held.learning_meeting, by=anna, now=now)
    assert (gathered.product.title, gathered.number) == ("En anvisning", 2)
    assert [author.person for author in gathered.product.authors.all()] == [bo]
    assert quotes_in(gathered.product) == ["To", "Ét"]


def test_pressed_again_it_gives_what_is_new_and_doubles_nothing(anna: Person, bo: Person, now: datetime) -> None:
    held = a_held_meeting(anna, now, "Ét", people=(bo,))
    room.take_on_product(meeting=held.meeting, person=bo, what="En anvisning", by=anna, now=now)
    product = operations.gather(learning_meeting=held.learning_meeting, by=anna, now=now).product
    again = operations.gather(learning_meeting=held.learning_meeting, by=anna, now=now)
    assert (again.product, again.number) == (product, 0)
    one_more(held, "To", anna, now)
    assert len(queries.chosen_at(held.meeting).waiting) == 1
    assert operations.gather(learning_meeting=held.learning_meeting, by=anna, now=now).number == 1
    assert quotes_in(product) == ["To", "Ét"]
    marks = Version.objects.get(product=product).blocks.order_by("position")
    assert [(mark.content["text"], mark.obligation, mark.position) for mark in marks] == [("Ét", "", 1), ("To", "", 2)]


def test_what_an_author_took_out_does_not_come_back(anna: Person, now: datetime) -> None:
    held = a_held_meeting(anna, now, "Ét")
    product = operations.gather(learning_meeting=held.learning_meeting, by=anna, now=now).product
    block = Version.objects.get(product=product).blocks.get()
    guidance.remove_block(block=block, expected_edit=block.edit, by=anna, now=now)
    assert operations.gather(learning_meeting=held.learning_meeting, by=anna, now=now).number == 0


def test_nothing_is_sent_where_nobody_writes_or_nothing_is_chosen(anna: Person, now: datetime) -> None:
    held = a_held_meeting(anna, now)
    with pytest.raises(Refusal, match="No card is chosen"):
        operations.gather(learning_meeting=held.learning_meeting, by=anna, now=now)
    one_more(held, "Ét", anna, now)
    product = operations.gather(learning_meeting=held.learning_meeting, by=anna, now=now).product
    Version.objects.filter(product=product).update(state=State.PUBLISHED, published_at=now, valid_from=now.date())
    one_more(held, "To", anna, now)
    with pytest.raises(Refusal, match="Nobody is writing"):
        operations.gather(learning_meeting=held.learning_meeting, by=anna, now=now)
    assert quotes_in(product) == ["Ét"]


def test_gathering_is_for_leaders_and_those_who_took_it_on(anna: Person, bo: Person, now: datetime) -> None:
    held = a_held_meeting(anna, now, "Ét", people=(bo,))
    with pytest.raises(NotAllowed):
        operations.gather(learning_meeting=held.learning_meeting, by=bo, now=now)
    other = operations.gather(
        learning_meeting=a_held_meeting(
            anna, now, "Andet", theme=held.learning_meeting.theme, group=held.learning_meeting.group
        ).learning_meeting,
        by=anna,
        now=now,
    ).product
    with pytest.raises(Invalid, match="this meeting"):
        operations.gather(learning_meeting=held.learning_meeting, product=other, by=anna, now=now)
