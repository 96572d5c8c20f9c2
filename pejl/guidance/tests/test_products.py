"""Beginning a product, its people, its next version, and withdrawing it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from pejl.foundation.notices.models import Notice
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.models import Account, Person, Space
from pejl.foundation.tenancy.pointers import Pointer
from pejl.guidance import operations, permissions, queries
from pejl.guidance.models import Evidence, Kind, Product, Responsibility, Version
from pejl.guidance.names import BlockKind, State
from pejl.guidance.tests.factories import (
    TITLE,
    a_block,
    a_product,
    answered,
    asked,
    described,
    make_ready,
    published,
    quotes,
    the_draft,
)
from pejl.organisation import operations as organisation


def test_standard_kinds_are_added_once_and_left_as_they_are(space: Space) -> None:
    kind = operations.add_standard_kinds()[0]
    assert kind.review_months == 12
    assert [part.key for part in kind.made_of][:2] == ["mark", "rule"]
    kind.review_months = 6
    kind.save()
    again = operations.add_standard_kinds()[0]
    assert (again.pk, again.review_months, Kind.objects.count()) == (kind.pk, 6, 10)


def test_new_job_centre_has_the_standard_kinds(other_space: Space, now: datetime) -> None:
    with scopes.scope(other_space.pk):
        organisation.open_job_centre(
            unit_name="Sygedagpenge",
            function_name="Afdelingsleder",
            group_name="Arbejdsgruppen",
            person_name="Gry Gram",
            account=Account.objects.create_user("gry@soenderskov.example"),
            now=now,
        )
        assert Kind.objects.count() == len(operations.add_standard_kinds()) == 10


def test_product_starts_from_cards(anna: Person, bo: Person, now: datetime) -> None:
    said = quotes("Spørg arbejdsgiveren først.", "Begrund varigheden.")
    meeting = Pointer("meeting", uuid4(), "Læringsmøde")
    kind = operations.add_standard_kinds()[0]
    product = operations.start(
        kind=kind, title=f"  {TITLE} ", theme=None, source=meeting, authors=[anna, bo], quotes=said, by=anna, now=now
    )
    draft = the_draft(product)
    assert (product.title, product.source, draft.number, draft.state) == (TITLE, meeting, 1, State.DRAFT)
    marks = queries.blocks_of(draft)
    assert [block.kind for block in marks] == [BlockKind.MARK, BlockKind.MARK]
    assert [block.content["text"] for block in marks] == [one.quote for one in said]
    assert all(block.is_undecided for block in marks)
    evidence = Evidence.objects.order_by("block__position")
    assert [(one.quote, one.group, one.meeting.id, one.card.id) for one in evidence] == [
        (one.quote, one.group, one.meeting.id, one.card.id) for one in said
    ]
    assert queries.people_of(product).authors == [anna, bo]


def test_evidence_says_nothing_of_a_person() -> None:
    names = {field.name for field in Evidence._meta.get_fields()}
    assert not names & {"person", "author", "by"}


def test_product_needs_a_title_and_an_author(anna: Person, guest: Person, now: datetime) -> None:
    kind = operations.add_standard_kinds()[0]
    said = {"kind": kind, "theme": None, "source": None, "quotes": (), "now": now}
    with pytest.raises(Invalid) as refused:
        operations.start(title=" ", authors=[anna], by=anna, **said)
    assert refused.value.field == "title"
    with pytest.raises(Invalid) as refused:
        operations.start(title=TITLE, authors=[], by=anna, **said)
    assert refused.value.field == "authors"
    with pytest.raises(NotAllowed):
        operations.start(title=TITLE, authors=[guest], by=guest, **said)
    assert not Product.objects.exists()


def test_somebody_who_has_left_is_named_nowhere(anna: Person, bo: Person, now: datetime) -> None:
    bo.left_on = date(2026, 3, 1)
    bo.save()
    product = a_product(anna, now)
    with pytest.raises(Invalid):
        operations.name_authors(product=product, authors=[anna, bo], by=anna, now=now)
    with pytest.raises(Invalid):
        operations.name_responsible(product=product, person=bo, deputy=None, by=anna, now=now)
    with pytest.raises(Invalid):
        operations.name_responsible(product=product, person=anna, deputy=bo, by=anna, now=now)


def test_new_author_hears_of_it_and_may_write(anna: Person, bo: Person, now: datetime) -> None:
    product = a_product(anna, now)
    operations.name_authors(product=product, authors=[anna, bo], by=anna, now=now)
    assert permissions.may_write(bo, product)
    assert Notice.objects.visible_to(bo).get().path == f"/pejlemaerker/{product.pk}/kladde/"
    operations.name_authors(product=product, authors=[bo], by=bo, now=now + timedelta(minutes=1))
    assert not permissions.may_write(anna, product)
    operations.name_authors(product=product, authors=[anna, bo], by=bo, now=now + timedelta(minutes=2))
    assert permissions.may_write(anna, product)
    with pytest.raises(Invalid):
        operations.name_authors(product=product, authors=[], by=bo, now=now)


def test_only_those_in_charge_name_people(anna: Person, bo: Person, dorte: Person, now: datetime) -> None:
    product = a_product(anna, now)
    with pytest.raises(NotAllowed):
        operations.name_authors(product=product, authors=[bo], by=bo, now=now)
    with pytest.raises(NotAllowed):
        operations.name_responsible(product=product, person=bo, deputy=None, by=bo, now=now)
    operations.name_authors(product=product, authors=[anna, bo], by=dorte, now=now)
    assert permissions.may_write(bo, product)


def test_responsibility_is_dated_and_the_former_one_is_kept(
    anna: Person, bo: Person, dorte: Person, now: datetime
) -> None:
    product = a_product(anna, now)
    name = operations.name_responsible
    first = name(product=product, person=anna, deputy=bo, by=anna, now=now)
    assert name(product=product, person=anna, deputy=bo, by=anna, now=now) == first
    corrected = name(product=product, person=anna, deputy=None, by=anna, now=now)
    assert list(Responsibility.objects.all()) == [corrected]
    later = now + timedelta(days=10)
    name(product=product, person=bo, deputy=anna, by=anna, now=later)
    people = queries.people_of(product)
    assert people.responsible is not None
    assert people.responsible.person == bo
    before = people.responsible_on(date(2026, 3, 13))
    assert before is not None
    assert (before.person, before.until_on) == (anna, date(2026, 3, 13))
    assert people.responsible_on(date(2026, 1, 1)) is None


def test_deputy_is_somebody_else(anna: Person, guest: Person, now: datetime) -> None:
    product = a_product(anna, now)
    for person, deputy in ((anna, anna), (guest, None), (anna, guest)):
        with pytest.raises(Invalid):
            operations.name_responsible(product=product, person=person, deputy=deputy, by=anna, now=now)


def test_both_hear_that_they_answer_for_it(anna: Person, bo: Person, dorte: Person, now: datetime) -> None:
    product = a_product(anna, now)
    operations.name_responsible(product=product, person=bo, deputy=dorte, by=anna, now=now)
    assert Notice.objects.visible_to(bo).count() == Notice.objects.visible_to(dorte).count() == 1
    assert Notice.objects.visible_to(anna).count() == 0


def test_people_are_named_together_or_not_at_all(anna: Person, bo: Person, now: datetime) -> None:
    product = a_product(anna, now)
    with pytest.raises(Invalid):
        operations.name_people(product=product, authors=[], responsible=bo, deputy=None, by=anna, now=now)
    assert queries.people_of(product).responsible is None


def test_next_version_is_a_copy_with_lineage_and_evidence(anna: Person, dorte: Person, now: datetime) -> None:
    product = a_product(anna, now, "Spørg arbejdsgiveren først.")
    draft = the_draft(product)
    gone = a_block(draft, BlockKind.PARAMETER, anna, now)
    operations.remove_block(block=gone, expected_edit=1, by=anna, now=now)
    first = published(product, dorte, anna, now)
    second = operations.begin_next_version(product=product, by=anna, now=now)
    assert (second.number, second.state, second.purpose, second.changes) == (2, State.DRAFT, first.purpose, "")
    old, new = queries.blocks_of(first), queries.blocks_of(second)
    assert [block.lineage for block in new] == [block.lineage for block in old]
    assert [(block.content, block.obligation) for block in new] == [(block.content, block.obligation) for block in old]
    assert {block.pk for block in new}.isdisjoint(block.pk for block in old)
    assert [one.quote for block in new for one in block.evidence.all()] == ["Spørg arbejdsgiveren først."]
    assert first.again().state == State.PUBLISHED


def test_publishing_the_next_version_replaces_the_first(anna: Person, dorte: Person, now: datetime) -> None:
    product = a_product(anna, now)
    first = published(product, dorte, anna, now)
    operations.begin_next_version(product=product, by=anna, now=now)
    second = published(product, dorte, anna, now + timedelta(days=1))
    assert (first.again().state, second.state) == (State.REPLACED, State.PUBLISHED)
    assert queries.standing_of(product) == second
    assert [version.number for version in queries.catalogue(anna)] == [2]


def test_only_one_next_version_is_written(anna: Person, dorte: Person, now: datetime) -> None:
    product = a_product(anna, now)
    with pytest.raises(Refusal):
        operations.begin_next_version(product=product, by=anna, now=now)
    published(product, dorte, anna, now)
    operations.begin_next_version(product=product, by=anna, now=now)
    with pytest.raises(Refusal):
        operations.begin_next_version(product=product, by=dorte, now=now)
    assert Version.objects.in_the_making().count() == 1


def test_who_answers_for_it_begins_the_next_version_and_writes_it(
    anna: Person, bo: Person, dorte: Person, now: datetime
) -> None:
    product = a_product(anna, now)
    published(product, dorte, anna, now)
    with pytest.raises(NotAllowed):
        operations.begin_next_version(product=product, by=bo, now=now)
    operations.name_responsible(product=product, person=anna, deputy=bo, by=anna, now=now)
    draft = operations.begin_next_version(product=product, by=bo, now=now)
    assert a_block(draft, BlockKind.MARK, bo, now).pk


def test_withdrawn_product_says_why_and_stays_readable(anna: Person, bo: Person, dorte: Person, now: datetime) -> None:
    product = a_product(anna, now)
    published(product, dorte, anna, now)
    with pytest.raises(NotAllowed):
        operations.withdraw(product=product, reason="Forældet", by=bo, now=now)
    with pytest.raises(Invalid) as refused:
        operations.withdraw(product=product, reason=" ", by=anna, now=now)
    assert refused.value.field == "reason"
    later = now + timedelta(minutes=1)
    withdrawal = operations.withdraw(product=product, reason="Reglen er ophævet.", by=dorte, now=later)
    assert withdrawal.version.again().state == State.WITHDRAWN
    assert Product.objects.visible_to(bo).get() == product
    assert list(queries.catalogue(bo)) == []
    assert [version.state for version in queries.catalogue(bo, is_withdrawn_too=True)] == [State.WITHDRAWN]
    assert "Reglen er ophævet." in Notice.objects.visible_to(anna).newest()[0].text
    with pytest.raises(Refusal):
        operations.withdraw(product=product, reason="Igen", by=dorte, now=now)


def test_withdrawn_product_comes_back_by_a_next_version(anna: Person, dorte: Person, now: datetime) -> None:
    product = a_product(anna, now)
    published(product, dorte, anna, now)
    operations.withdraw(product=product, reason="Reglen er ophævet.", by=anna, now=now)
    draft = operations.begin_next_version(product=product, by=anna, now=now)
    described(draft, anna, now, changes="Skrevet om efter den nye lov.")
    answered(asked(draft, dorte, anna, now), now)
    assert [(version.number, version.state) for version in queries.catalogue(anna, is_withdrawn_too=True)] == [
        (2, State.PUBLISHED)
    ]


def test_draft_is_seen_by_those_it_is_the_business_of(
    anna: Person, bo: Person, dorte: Person, guest: Person, now: datetime
) -> None:
    product = a_product(anna, now)

    def seen_by(person: Person) -> bool:
        return Product.objects.visible_to(person).exists() and queries.draft_of(product.pk, person=person) is not None

    assert [seen_by(person) for person in (anna, bo, dorte)] == [True, False, False]
    operations.name_responsible(product=product, person=anna, deputy=bo, by=anna, now=now)
    asked(make_ready(the_draft(product), anna, now), dorte, anna, now)
    assert [seen_by(person) for person in (anna, bo, dorte)] == [True, False, True]
    assert not seen_by(guest)


def test_guest_reads_what_the_guest_helps_to_write_and_no_more(
    anna: Person, guest: Person, dorte: Person, now: datetime
) -> None:
    published(a_product(anna, now), dorte, anna, now)
    helped = a_product(anna, now, authors=[anna, guest])
    assert list(Product.objects.visible_to(guest)) == [helped]
    assert list(queries.catalogue(guest)) == []


def test_colleagues_do_not_see_the_next_version_before_it_is_released(
    anna: Person, bo: Person, dorte: Person, now: datetime
) -> None:
    product = a_product(anna, now)
    published(product, dorte, anna, now)
    draft = operations.begin_next_version(product=product, by=anna, now=now)
    seen = queries.reading(product.pk, person=bo)
    assert seen is not None
    assert [version.number for version in seen.versions] == [1]
    assert queries.reading(product.pk, person=bo, number=2) is None
    assert not draft.blocks.model.objects.visible_to(bo).filter(version=draft).exists()


def test_own_drafts_are_those_one_writes_now(anna: Person, bo: Person, now: datetime) -> None:
    product = a_product(anna, now, authors=[anna, bo])
    assert [version.product for version in queries.drafts_of(bo)] == [product]
    operations.name_authors(product=product, authors=[anna], by=bo, now=now)
    assert list(queries.drafts_of(bo)) == []
