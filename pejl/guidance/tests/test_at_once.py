"""Two colleagues at the same instant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from pejl.foundation.audit.models import Event
from pejl.foundation.live.tests.at_once import refused_at_once
from pejl.foundation.tenancy import operations as tenancy
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Person, Space
from pejl.guidance import operations
from pejl.guidance.models import Approval, ApprovalRequest, Block, Comment, Confirmation, ReadingList, Version
from pejl.guidance.names import BlockKind, State
from pejl.guidance.tests.factories import (
    MARK,
    a_block,
    a_product,
    answered,
    asked,
    described,
    make_ready,
    published,
    the_draft,
)
from pejl.organisation.models import Function, Membership, Unit
from pejl.organisation.tests.factories import an_administrator, an_approver, employed
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


def test_two_last_approvals_at_once_put_it_in_force_once(place: Space, now: datetime) -> None:
    with scopes.scope(place.pk):
        anna, dorte = people(place, now)
        finn = person_in(place, "Finn Friis", "finn@nordager.example")
        employed(finn, now, *_place_of(dorte))
        draft = make_ready(the_draft(a_product(anna, now)), anna, now)
        requests = operations.ask_for_approval(version=draft, approvers=[dorte, finn], by=anna, now=now)

    def approve(request: ApprovalRequest) -> Callable[[], object]:
        return lambda: operations.decide(
            version=draft, verdict="approved", note="", digest=request.digest, by=request.approver, now=now
        )

    assert refused_at_once(place, *(approve(request) for request in requests)) == []
    with scopes.scope(place.pk):
        assert Approval.objects.count() == 2
        assert Version.objects.get().state == State.PUBLISHED
        assert Event.objects.filter(event="product.published").count() == 1


def test_a_round_is_asked_for_once(place: Space, now: datetime) -> None:
    with scopes.scope(place.pk):
        anna, dorte = people(place, now)
        draft = make_ready(the_draft(a_product(anna, now)), anna, now)

    def ask() -> object:
        return operations.ask_for_approval(version=draft, approvers=[dorte], by=anna, now=now)

    assert len(refused_at_once(place, ask, ask, ask)) == 2
    with scopes.scope(place.pk):
        assert ApprovalRequest.objects.count() == 1


def test_what_is_called_back_as_its_day_comes_is_either_a_draft_or_in_force(place: Space, now: datetime) -> None:
    with scopes.scope(place.pk):
        anna, dorte = people(place, now)
        draft = make_ready(the_draft(a_product(anna, now)), anna, now)
        day = now + timedelta(days=1)
        described(draft, anna, now, valid_from=day.date())
        version = answered(asked(draft, dorte, anna, now), now)

    def come() -> object:
        return operations.put_in_force(version_id=version.pk, now=day)

    def call_back() -> object:
        return operations.call_back(version=version, by=anna, now=now)

    refused = refused_at_once(place, come, call_back, come)
    with scopes.scope(place.pk):
        assert version.again().state == (State.PUBLISHED if refused else State.DRAFT)


def test_comment_and_the_end_of_its_hearing_at_once_lose_nothing(place: Space, now: datetime) -> None:
    with scopes.scope(place.pk):
        anna, dorte = people(place, now)
        draft = make_ready(the_draft(a_product(anna, now)), anna, now)
        given = {"people": [dorte], "units": [], "closes_on": now.date(), "asks": ""}
        hearing = operations.open_hearing(version=draft, by=anna, now=now, **given)

    def say() -> object:
        return operations.comment(hearing=hearing, lineage=None, text="Vent", by=dorte, now=now)

    def close() -> object:
        return operations.close_hearing(hearing=hearing, by=anna, now=now)

    refused = refused_at_once(place, say, close)
    with scopes.scope(place.pk):
        assert Comment.objects.count() == 1 - len(refused)
        assert draft.again().state == State.DRAFT


def _place_of(person: Person) -> tuple[Unit, Function]:
    held = Membership.objects.get(person=person)
    return held.unit, held.function


def test_reading_confirmed_on_two_devices_at_once_is_confirmed_once(place: Space, now: datetime) -> None:
    with scopes.scope(place.pk):
        anna, dorte = people(place, now)
        version = published(a_product(anna, now), dorte, anna, now)
        made = operations.make_list(name="Alle", by=an_administrator(anna, now), now=now)
        operations.add_product(reading_list=made, product=version.product, by=anna, now=now)
    confirm = lambda: operations.confirm_version(version=version, by=dorte, now=now)  # noqa: E731
    assert refused_at_once(place, confirm, confirm, confirm) == []
    with scopes.scope(place.pk):
        assert Confirmation.objects.get().person == dorte
        assert Event.objects.filter(event="reading.confirmed").count() == 1


def test_of_two_lists_with_one_name_and_two_of_the_same_thing_one_is_refused(place: Space, now: datetime) -> None:
    with scopes.scope(place.pk):
        anna, dorte = people(place, now)
        an_administrator(anna, now)
        version = published(a_product(anna, now), dorte, anna, now)
    make = lambda: operations.make_list(name="Alle", by=anna, now=now)  # noqa: E731
    assert len(refused_at_once(place, make, make)) == 1
    with scopes.scope(place.pk):
        made = ReadingList.objects.get()
    add = lambda: operations.add_product(reading_list=made, product=version.product, by=anna, now=now)  # noqa: E731
    assert len(refused_at_once(place, add, add)) == 1
    with scopes.scope(place.pk):
        assert made.entries.get().position == 1
