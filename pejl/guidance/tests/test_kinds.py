"""Kinds of products as data: the standard ones, and those that whoever looks after Pejl makes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.utils import translation

from pejl.foundation.refusals import Invalid, NotAllowed, Refusal, Stale
from pejl.foundation.tenancy.models import Person, Space
from pejl.guidance import operations, permissions, policies, queries
from pejl.guidance.models import Kind
from pejl.guidance.names import NAMED_BY, STANDARD_COLUMNS, BlockKind, Column, Part
from pejl.guidance.tests.factories import TEXT, a_block, a_product, published, the_draft
from pejl.organisation.tests.factories import a_function

TABLE = Part("", BlockKind.SITUATION, name="Når", columns=(Column("", "Først", is_required=True), Column("", "Så")))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences as they stand in the code."""
    with translation.override("en"):
        yield


def a_kind(by: Person, now: datetime, name: str = "Huskeliste", **more: Any) -> Kind:
    return operations.make_kind(name=name, about="Til at huske det hele.", by=by, now=now, **more)


def with_part(kind: Kind, part: Part, by: Person, now: datetime) -> Kind:
    return operations.add_part(kind=kind, part=part, expected_edit=kind.again().edit, by=by, now=now)


def described(kind: Kind, by: Person, now: datetime, **said: Any) -> Kind:
    plain = {"name": kind.name, "about": kind.about, "review_months": 12, "approvals": 1, "needs_hearing": False}
    given = {**plain, "functions": [], "people": [], "expected_edit": kind.edit, **said}
    return operations.describe_kind(kind=kind, by=by, now=now, **given)


def keys(kind: Kind) -> list[str]:
    return [part.key for part in kind.again().made_of]


def test_there_are_ten_standard_kinds_that_can_each_be_begun(anna: Person, now: datetime) -> None:
    kinds = operations.add_standard_kinds()
    assert (len(kinds), kinds[0].name) == (10, "Handlingsanvisning")
    for kind in kinds:
        policies.require_parts(kind.made_of)
        assert kind.about
        assert any(part.is_needed for part in kind.made_of)
        for part in kind.made_of:
            assert policies.part_as_kept(part, taken=()) == part
        draft = the_draft(a_product(anna, now, kind=kind))
        begun = [words for part in kind.made_of for words in part.begins_with]
        assert [block.content[NAMED_BY[block.kind]] for block in queries.blocks_of(draft)] == begun


def test_the_workflow_is_headed_by_the_questions_it_answers(space: Space) -> None:
    workflow = next(kind for kind in operations.add_standard_kinds() if kind.name == "Arbejdsgang")
    texts = [part for part in workflow.made_of if part.kind == BlockKind.TEXT]
    assert len(texts) == 7
    assert all(words.endswith("?") for part in texts for words in part.begins_with)


def test_the_situation_table_has_its_four_columns(space: Space) -> None:
    report = next(kind for kind in operations.add_standard_kinds() if kind.name == "Arbejdsrapport")
    table = next(part for part in report.made_of if part.kind == BlockKind.SITUATION)
    assert [one.key for one in table.columns] == list(STANDARD_COLUMNS)


def test_standard_kinds_are_fetched_once_and_never_those_that_were_changed(keeper: Person, now: datetime) -> None:
    assert operations.fetch_standard_kinds(by=keeper, now=now) == 10
    renamed = Kind.objects.get(name="Mindmap")
    described(renamed, keeper, now, name="Tankekort")
    operations.retire_kind(kind=Kind.objects.get(name="Skema"), by=keeper, now=now)
    assert operations.fetch_standard_kinds(by=keeper, now=now) == 0
    assert not Kind.objects.filter(name="Mindmap").exists()
    assert Kind.objects.get(name="Skema").retired_at == now


def test_job_centre_that_has_the_first_one_gets_the_others(keeper: Person, now: datetime) -> None:
    old = Kind.objects.create(name="Handlingsanvisning", review_months=3)
    assert operations.fetch_standard_kinds(by=keeper, now=now) == 9
    assert old.again().review_months == 3


def test_only_who_looks_after_pejl_shapes_kinds(keeper: Person, anna: Person, dorte: Person, now: datetime) -> None:
    kind = a_kind(keeper, now)
    for person in (anna, dorte):
        assert not permissions.may_shape_kinds(person, now.date())
        with pytest.raises(NotAllowed):
            operations.fetch_standard_kinds(by=person, now=now)
        with pytest.raises(NotAllowed):
            a_kind(person, now, "Anden")
        with pytest.raises(NotAllowed):
            described(kind, person, now)
        with pytest.raises(NotAllowed):
            with_part(kind, TABLE, person, now)
        with pytest.raises(NotAllowed):
            operations.retire_kind(kind=kind, by=person, now=now)


def test_kind_is_made_with_parts_and_begun_without_code(keeper: Person, anna: Person, now: datetime) -> None:
    kind = a_kind(keeper, now)
    with_part(
        kind, Part("", BlockKind.QUESTION, name="Husk på", begins_with=("Er alle hørt?", "", " Hvad så? ")), keeper, now
    )
    with_part(kind, TABLE, keeper, now)
    assert keys(kind) == ["husk-paa", "naar"]
    table = kind.again().made_of[1]
    assert [(one.key, one.name, one.is_required) for one in table.columns] == [
        ("foerst", "Først", True),
        ("saa", "Så", False),
    ]
    draft = the_draft(a_product(anna, now, kind=kind.again()))
    assert [block.called for block in queries.blocks_of(draft)] == ["Er alle hørt?", "Hvad så?"]


def test_copy_takes_parts_numbers_and_approvers(keeper: Person, anna: Person, now: datetime) -> None:
    kind = with_part(a_kind(keeper, now), TABLE, keeper, now)
    described(kind, keeper, now, review_months=6, functions=[a_function(now)], people=[anna])
    copy = a_kind(keeper, now, "Kopi", of=kind.again())
    assert (keys(copy), copy.review_months, copy.pk == kind.pk) == (["naar"], 6, False)
    named = queries.approving(copy)
    assert (len(named.functions), named.people) == (1, [anna])


def test_name_is_unique_and_words_are_needed(keeper: Person, now: datetime) -> None:
    a_kind(keeper, now)
    for name, about in (("Huskeliste", "Til noget."), (" ", "Til noget."), ("N" * 81, "Til noget."), ("Ny", " ")):
        with pytest.raises(Invalid):
            operations.make_kind(name=name, about=about, by=keeper, now=now)
    assert Kind.objects.count() == 1


def test_numbers_that_cannot_be_are_refused(keeper: Person, anna: Person, now: datetime) -> None:
    kind = a_kind(keeper, now)
    for said in ({"review_months": 0}, {"review_months": 61}, {"approvals": 0}, {"approvals": 2, "people": [anna]}):
        with pytest.raises(Invalid):
            described(kind, keeper, now, **said)
    assert kind.again().edit == 1


def test_who_is_named_approves(keeper: Person, anna: Person, bo: Person, dorte: Person, now: datetime) -> None:
    kind = described(operations.add_standard_kinds()[0], keeper, now, people=[bo])
    draft = the_draft(a_product(anna, now, kind=kind))
    assert list(permissions.approvers_for(draft, now.date())) == [bo]
    described(kind, keeper, now)
    assert list(permissions.approvers_for(draft, now.date())) == [dorte]


def test_part_that_was_taken_out_comes_back_where_it_stood(keeper: Person, now: datetime) -> None:
    kind = a_kind(keeper, now)
    for name in ("Et", "To", "Tre"):
        with_part(kind, Part("", BlockKind.TEXT, name=name), keeper, now)
    operations.remove_part(kind=kind, key="to", expected_edit=4, by=keeper, now=now)
    assert keys(kind) == ["et", "tre"]
    with_part(kind, Part("", BlockKind.MARK, name="To"), keeper, now)
    assert keys(kind) == ["et", "tre", "to-2"], "a key that once was another part's is not used again"
    operations.restore_part(kind=kind, key="to", by=keeper, now=now)
    operations.restore_part(kind=kind, key="to", by=keeper, now=now)
    assert keys(kind) == ["et", "to", "tre", "to-2"]


def test_parts_change_places(keeper: Person, now: datetime) -> None:
    kind = a_kind(keeper, now)
    for name in ("Et", "To"):
        with_part(kind, Part("", BlockKind.TEXT, name=name), keeper, now)
    operations.move_part(kind=kind, key="to", up=True, expected_edit=3, by=keeper, now=now)
    assert keys(kind) == ["to", "et"]
    operations.move_part(kind=kind, key="to", up=True, expected_edit=4, by=keeper, now=now)
    assert (keys(kind), kind.again().edit) == (["to", "et"], 4)


def test_who_changes_what_another_changed_is_told(keeper: Person, now: datetime) -> None:
    kind = with_part(a_kind(keeper, now), Part("", BlockKind.TEXT, name="Et"), keeper, now)
    stale: dict[str, Any] = {"kind": kind, "expected_edit": 1, "by": keeper, "now": now}
    with pytest.raises(Stale):
        described(kind, keeper, now, expected_edit=1)
    with pytest.raises(Stale):
        operations.add_part(part=TABLE, **stale)
    with pytest.raises(Stale):
        operations.change_part(part=Part("et", BlockKind.TEXT), **stale)
    with pytest.raises(Stale):
        operations.move_part(key="et", up=False, **stale)
    with pytest.raises(Stale):
        operations.remove_part(key="et", **stale)
    assert keys(kind) == ["et"]


def test_what_a_part_holds_stays(keeper: Person, now: datetime) -> None:
    kind = with_part(a_kind(keeper, now), Part("", BlockKind.TEXT, name="Et"), keeper, now)
    with pytest.raises(Invalid):
        operations.change_part(kind=kind, part=Part("et", BlockKind.MARK), expected_edit=2, by=keeper, now=now)
    changed = Part("et", BlockKind.TEXT, name="Uno", hint="Kort", is_needed=True)
    operations.change_part(kind=kind, part=changed, expected_edit=2, by=keeper, now=now)
    assert kind.again().made_of == (changed,)


@pytest.mark.parametrize(
    "part",
    [
        Part("", BlockKind.SITUATION),
        Part("", BlockKind.SITUATION, columns=tuple(Column("", f"K{number}") for number in range(9))),
        Part("", BlockKind.SITUATION, columns=(Column("name", "Navn"),)),
        Part("", BlockKind.SITUATION, columns=(Column("a", "A"), Column("a", "B"))),
        Part("Å", BlockKind.TEXT),
        Part("et", BlockKind.TEXT),
        Part("", BlockKind.TEXT, name="x" * 161),
        Part("", BlockKind.TEXT, begins_with=tuple(f"{number}" for number in range(41))),
    ],
)
def test_part_that_cannot_be_is_refused(keeper: Person, now: datetime, part: Part) -> None:
    kind = with_part(a_kind(keeper, now), Part("", BlockKind.TEXT, name="Et"), keeper, now)
    with pytest.raises(Invalid):
        with_part(kind, part, keeper, now)
    assert keys(kind) == ["et"]


def test_draft_never_begins_with_tools_or_files(keeper: Person, now: datetime) -> None:
    for sort in policies.BEGINS_EMPTY:
        kept = policies.part_as_kept(Part("", BlockKind(sort), begins_with=("Et",)), taken=())
        assert kept.begins_with == ()


def test_kind_has_at_most_forty_parts(keeper: Person, now: datetime) -> None:
    full = [Part(f"p{number}", BlockKind.TEXT).as_data() for number in range(policies.MOST_PARTS)]
    kind = Kind.objects.create(name="Stor", parts=full)
    with pytest.raises(Refusal):
        with_part(kind, Part("", BlockKind.TEXT), keeper, now)
    operations.remove_part(kind=kind, key="p0", expected_edit=1, by=keeper, now=now)
    with_part(kind, Part("", BlockKind.TEXT), keeper, now)
    with pytest.raises(Refusal):
        operations.restore_part(kind=kind, key="p0", by=keeper, now=now)


def test_retired_kind_is_not_begun_and_its_products_go_on(
    keeper: Person, anna: Person, dorte: Person, now: datetime
) -> None:
    kind = operations.add_standard_kinds()[0]
    product = a_product(anna, now, kind=kind)
    published(product, dorte, anna, now)
    operations.retire_kind(kind=kind, by=keeper, now=now)
    assert kind not in queries.offered_kinds()
    with pytest.raises(Invalid):
        a_product(anna, now, kind=kind.again())
    assert operations.begin_next_version(product=product, by=anna, now=now).number == 2
    operations.take_up_kind(kind=kind, by=keeper, now=now)
    assert kind in queries.offered_kinds()


def test_what_stands_in_a_part_that_was_taken_out_is_not_lost(
    keeper: Person, anna: Person, dorte: Person, now: datetime
) -> None:
    kind = operations.add_standard_kinds()[0]
    product = a_product(anna, now, kind=kind)
    draft = the_draft(product)
    a_block(draft, BlockKind.TEXT, anna, now)
    operations.remove_part(kind=kind, key="text", expected_edit=1, by=keeper, now=now)
    assert draft.again().part("text") is not None
    published(product, dorte, anna, now)
    following = operations.begin_next_version(product=product, by=anna, now=now)
    assert following.part("text") is not None
    assert [one.content["text"] for one in following.blocks.filter(part="text")] == [TEXT["text"]]


def test_cards_begin_an_action_guide_where_nobody_chose(space: Space) -> None:
    assert queries.kind_for_cards() is None
    operations.add_standard_kinds()
    found = queries.kind_for_cards()
    assert found is not None
    assert found.name == "Handlingsanvisning"
