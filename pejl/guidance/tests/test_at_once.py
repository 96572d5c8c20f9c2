"""Two colleagues at the same instant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from pejl.foundation.live.tests.at_once import refused_at_once
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person, Space
from pejl.guidance import operations
from pejl.guidance.models import Approval, Block, Version
from pejl.guidance.names import BlockKind, State
from pejl.guidance.tests.factories import MARK, a_block, a_product, asked, make_ready, published, the_draft
from pejl.organisation.tests.factories import an_approver
from tests.people import person_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place(now: datetime) -> Space:
    return tenancy.open_space(name="Jobcenter Nordager", now=now)


def people(place: Space, now: datetime) -> tuple[Person, Person]:
    anna = person_in(place, "Anna Ager", "anna@nordager.example")
    dorte = person_in(place, "Dorte Dahl", "dorte@nordager.example")
    an_approver(dorte, now)
    return anna, dorte


def test_two_decisions_at_once_are_one(place: Space, now: datetime) -> None:
    with scopes.scope(place.pk):
        anna, dorte = people(place, now)
        request = asked(make_ready(the_draft(a_product(anna, now)), anna, now), dorte, anna, now)

    def decide(verdict: str) -> Callable[[], object]:
        return lambda: operations.decide(
            version=request.version, verdict=verdict, note="Se her", digest=request.digest, by=dorte, now=now
        )

    refused = refused_at_once(place, decide("approved"), decide("returned"), decide("approved"))
    assert len(refused) == 2
    with scopes.scope(place.pk):
        approval = Approval.objects.get()
        expected = State.PUBLISHED if approval.verdict == "approved" else State.DRAFT
        assert Version.objects.get().state == expected


def test_text_changed_while_it_is_approved_is_either_approved_or_changed(place: Space, now: datetime) -> None:
    with scopes.scope(place.pk):
        anna, dorte = people(place, now)
        draft = the_draft(a_product(anna, now))
        block = a_block(draft, BlockKind.MARK, anna, now)
        request = asked(make_ready(draft, anna, now), dorte, anna, now)

    def change() -> object:
        return operations.change_block(
            block=block, content={**MARK, "text": "Skrevet om"}, obligation="may", expected_edit=1, by=anna, now=now
        )

    def approve() -> object:
        return operations.decide(version=draft, verdict="approved", note="", digest=request.digest, by=dorte, now=now)

    assert len(refused_at_once(place, change, approve)) == 1
    with scopes.scope(place.pk):
        is_published = Version.objects.get().state == State.PUBLISHED
        is_changed = Block.objects.get(pk=block.pk).content["text"] == "Skrevet om"
        assert is_published != is_changed


def test_next_version_is_begun_once(place: Space, now: datetime) -> None:
    with scopes.scope(place.pk):
        anna, dorte = people(place, now)
        product = a_product(anna, now)
        published(product, dorte, anna, now)

    def begin(by: Person) -> Callable[[], object]:
        return lambda: operations.begin_next_version(product=product, by=by, now=now)

    assert len(refused_at_once(place, begin(anna), begin(dorte), begin(anna))) == 2
    with scopes.scope(place.pk):
        assert Version.objects.in_the_making().count() == 1


def test_two_authors_saving_one_block_lose_no_text(place: Space, now: datetime) -> None:
    with scopes.scope(place.pk):
        anna, _dorte = people(place, now)
        block = a_block(the_draft(a_product(anna, now)), BlockKind.MARK, anna, now)

    def save(text: str) -> Callable[[], object]:
        return lambda: operations.change_block(
            block=block, content={**MARK, "text": text}, obligation="may", expected_edit=1, by=anna, now=now
        )

    assert len(refused_at_once(place, save("Et"), save("To"), save("Tre"))) == 2
    with scopes.scope(place.pk):
        assert Block.objects.get().edit == 2
