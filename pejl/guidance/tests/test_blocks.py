"""Writing a draft, a block at a time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from pejl.foundation.audit.models import Event
from pejl.foundation.notices.models import Notice
from pejl.foundation.privacy.cpr import CprFound
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal, Stale
from pejl.foundation.tenancy.models import Person
from pejl.guidance import operations, policies, queries
from pejl.guidance.models import Block, Evidence
from pejl.guidance.names import SHAPES, BlockKind, State
from pejl.guidance.tests.factories import (
    CONTENTS,
    MARK,
    REFERENCE,
    a_block,
    a_product,
    asked,
    described,
    make_ready,
    none_relevant,
    of_everything,
    published,
    the_draft,
)


def texts_of(version: Any) -> list[str]:
    return [block.content.get("text", "") for block in queries.blocks_of(version)]


def test_every_kind_of_block_can_be_written(anna: Person, now: datetime) -> None:
    draft = the_draft(a_product(anna, now, kind=of_everything()))
    for kind in SHAPES:
        a_block(draft, kind, anna, now)
    written = [section.kind for section in queries.sections_of(draft, queries.blocks_of(draft))]
    assert written == [part.kind for part in draft.made_of] == list(BlockKind)


@pytest.mark.parametrize("kind", SHAPES)
def test_block_without_what_it_needs_is_refused_by_field(kind: str, anna: Person, now: datetime) -> None:
    draft = the_draft(a_product(anna, now, kind=of_everything()))
    obligation = "must" if kind in (BlockKind.MARK, BlockKind.RULE) else ""
    with pytest.raises(Invalid) as refused:
        operations.add_block(version=draft, part=kind, content={}, obligation=obligation, by=anna, now=now)
    needed = {field.name for field in policies.part_of(draft, kind).shape if field.is_required or field.needed_when}
    assert refused.value.field in needed


@pytest.mark.parametrize("given", ["", "should"])
def test_instruction_says_must_or_may(given: str, anna: Person, now: datetime) -> None:
    draft = the_draft(a_product(anna, now))
    with pytest.raises(Invalid) as refused:
        a_block(draft, BlockKind.MARK, anna, now, obligation=given)
    assert refused.value.field == "obligation"


def test_tool_says_neither_must_nor_may_but_when(anna: Person, now: datetime) -> None:
    draft = the_draft(a_product(anna, now))
    with pytest.raises(Invalid):
        a_block(draft, BlockKind.TOOL, anna, now, obligation="must")
    with pytest.raises(Invalid) as refused:
        a_block(draft, BlockKind.TOOL, anna, now, use="situation", situation="")
    assert refused.value.field == "situation"
    assert a_block(draft, BlockKind.TOOL, anna, now, use="situation", situation="Ved optræning").pk


def test_document_number_passes_and_a_cpr_number_does_not(anna: Person, now: datetime) -> None:
    draft = the_draft(a_product(anna, now))
    assert a_block(draft, BlockKind.TOOL, anna, now, number="727-2011-53").content["number"] == "727-2011-53"
    with pytest.raises(CprFound):
        a_block(draft, BlockKind.MARK, anna, now, text="Se sagen om 710101-1234.")
    assert not Block.objects.filter(kind=BlockKind.MARK).exists()


def test_unknown_field_and_wrong_value_are_refused(anna: Person, now: datetime) -> None:
    draft = the_draft(a_product(anna, now))
    for held in ({"colour": "red"}, {"text": 7}, {"text": "x" * 20_001}):
        with pytest.raises(Invalid):
            a_block(draft, BlockKind.MARK, anna, now, **held)
    for held in ({"kind": "gossip"}, {"revised_on": "in spring"}, {"is_none": "yes"}, {"title": "x" * 201}):
        with pytest.raises(Invalid):
            a_block(draft, BlockKind.REFERENCE, anna, now, **held)


def test_blocks_outside_the_kind_of_product_are_refused(anna: Person, now: datetime) -> None:
    draft = the_draft(a_product(anna, now))
    with pytest.raises(Invalid):
        a_block(draft, BlockKind.FIELD, anna, now)


def test_changed_kind_changes_no_draft_that_is_begun(anna: Person, now: datetime) -> None:
    draft = the_draft(a_product(anna, now))
    draft.product.kind.parts = []
    draft.product.kind.save()
    assert a_block(the_draft(draft.product), BlockKind.TOOL, anna, now).part == "tool"


def test_only_authors_write(anna: Person, bo: Person, now: datetime) -> None:
    draft = the_draft(a_product(anna, now))
    block = a_block(draft, BlockKind.MARK, anna, now)
    for attempt in (
        lambda: a_block(draft, BlockKind.MARK, bo, now),
        lambda: operations.change_block(block=block, content=MARK, obligation="may", expected_edit=1, by=bo, now=now),
        lambda: operations.move_block(block=block, up=True, expected_position=1, by=bo, now=now),
        lambda: operations.remove_block(block=block, expected_edit=1, by=bo, now=now),
        lambda: operations.restore_block(block=block, by=bo, now=now),
        lambda: described(draft, bo, now),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_stale_change_is_refused_and_loses_nothing(anna: Person, bo: Person, now: datetime) -> None:
    product = a_product(anna, now, authors=[anna, bo])
    block = a_block(the_draft(product), BlockKind.MARK, anna, now)
    first = operations.change_block(
        block=block, content={"text": "Annas ord"}, obligation="must", expected_edit=1, by=anna, now=now
    )
    with pytest.raises(Stale):
        operations.change_block(
            block=block, content={"text": "Bos ord"}, obligation="must", expected_edit=1, by=bo, now=now
        )
    assert block.again().content["text"] == "Annas ord"
    operations.change_block(
        block=block, content={"text": "Fælles ord"}, obligation="may", expected_edit=first.edit, by=bo, now=now
    )
    assert (block.again().content["text"], block.again().obligation) == ("Fælles ord", "may")


def test_same_text_saved_again_changes_nothing(anna: Person, now: datetime) -> None:
    block = a_block(the_draft(a_product(anna, now)), BlockKind.MARK, anna, now)
    operations.change_block(block=block, content=MARK, obligation="must", expected_edit=1, by=anna, now=now)
    assert block.again().edit == 1


def test_moving_changes_places_within_the_kind_once(anna: Person, now: datetime) -> None:
    draft = the_draft(a_product(anna, now))
    one = a_block(draft, BlockKind.MARK, anna, now, text="Et")
    a_block(draft, BlockKind.TOOL, anna, now)
    two = a_block(draft, BlockKind.MARK, anna, now, text="To")
    operations.move_block(block=two, up=True, expected_position=two.position, by=anna, now=now)
    assert [text for text in texts_of(draft) if text] == ["To", "Et"]
    with pytest.raises(Stale):
        operations.move_block(block=two, up=True, expected_position=two.position, by=anna, now=now)
    operations.move_block(block=one, up=False, expected_position=one.again().position, by=anna, now=now)
    assert [text for text in texts_of(draft) if text] == ["To", "Et"]


def test_moving_stays_within_the_group(anna: Person, now: datetime) -> None:
    draft = the_draft(a_product(anna, now))
    must = a_block(draft, BlockKind.TOOL, anna, now, use="must")
    can = a_block(draft, BlockKind.TOOL, anna, now, use="can")
    operations.move_block(block=can, up=True, expected_position=can.position, by=anna, now=now)
    assert must.again().position < can.again().position


def test_block_taken_out_is_put_back_with_its_evidence(anna: Person, now: datetime) -> None:
    draft = the_draft(a_product(anna, now, "Spørg arbejdsgiveren først."))
    (block,) = queries.blocks_of(draft)
    operations.remove_block(block=block, expected_edit=block.edit, by=anna, now=now)
    assert queries.blocks_of(draft) == []
    assert queries.all_blocks_of(draft)[1] == [block]
    with pytest.raises(Stale):
        operations.remove_block(block=block, expected_edit=block.edit, by=anna, now=now)
    operations.restore_block(block=block, by=anna, now=now)
    operations.restore_block(block=block, by=anna, now=now)
    (back,) = queries.blocks_of(draft)
    assert back.evidence.get().quote == "Spørg arbejdsgiveren først."


def test_saving_a_text_that_was_taken_out_puts_it_back(anna: Person, bo: Person, now: datetime) -> None:
    draft = the_draft(a_product(anna, now, authors=[anna, bo]))
    block = a_block(draft, BlockKind.MARK, anna, now)
    operations.remove_block(block=block, expected_edit=1, by=bo, now=now)
    said: dict[str, Any] = {"content": {"text": "Stadig vigtigt"}, "obligation": "must", "by": anna, "now": now}
    with pytest.raises(Stale):
        operations.change_block(block=block, expected_edit=1, **said)
    operations.change_block(block=block, expected_edit=block.again().edit, **said)
    assert texts_of(draft) == ["Stadig vigtigt"]


def test_reference_takes_the_place_of_none_relevant(anna: Person, now: datetime) -> None:
    draft = the_draft(a_product(anna, now))
    none_relevant(draft, "law_guide", anna, now)
    with pytest.raises(Refusal):
        none_relevant(draft, "law_guide", anna, now)
    none_relevant(draft, "guidance", anna, now)
    a_block(draft, BlockKind.REFERENCE, anna, now)
    kept = [(block.content["kind"], block.content["is_none"]) for block in queries.blocks_of(draft)]
    assert kept == [("guidance", True), ("law_guide", False)]
    with pytest.raises(Refusal):
        none_relevant(draft, "law_guide", anna, now)


def test_reference_is_one_thing_or_none(anna: Person, now: datetime) -> None:
    draft = the_draft(a_product(anna, now))
    with pytest.raises(Invalid) as refused:
        a_block(draft, BlockKind.REFERENCE, anna, now, is_none=True)
    assert refused.value.field == "is_none"
    with pytest.raises(Invalid) as refused:
        a_block(draft, BlockKind.REFERENCE, anna, now, title="")
    assert refused.value.field == "title"


@pytest.mark.parametrize(
    "typed",
    [
        "//evil.example/x",
        "http://example.org",
        "javascript:alert(1)",
        "https:example.org",
        "https:///example.org",
        "https://user:secret@example.org",
        "https://example.org\\@evil.example",
        "https://localhost",
        "/etc/passwd",
        'https://example.org/"onclick',
        "https://example.org/<b>",
        "https://exa mple.org",
        "data:text/html,x",
    ],
)
def test_link_that_is_no_https_address_is_refused(typed: str, anna: Person, now: datetime) -> None:
    draft = the_draft(a_product(anna, now))
    with pytest.raises(Invalid) as refused:
        a_block(draft, BlockKind.REFERENCE, anna, now, link=typed)
    assert refused.value.field == "link"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://www.example.org/a?b=c#d", "https://www.example.org/a?b=c#d"),
        ("  HTTPS://example.org  ", "HTTPS://example.org"),
        ("example.org/side", "https://example.org/side"),
        ("https://æøå.example.dk:8443/x", "https://æøå.example.dk:8443/x"),
        ("", ""),
    ],
)
def test_link_is_kept_as_an_https_address(typed: str, kept: str, anna: Person, now: datetime) -> None:
    draft = the_draft(a_product(anna, now))
    assert a_block(draft, BlockKind.REFERENCE, anna, now, link=typed).content["link"] == kept


def test_describing_names_the_product_until_something_is_published(anna: Person, dorte: Person, now: datetime) -> None:
    product = a_product(anna, now)
    described(the_draft(product), anna, now, title="Om praktik")
    assert product.again().title == "Om praktik"
    published(product, dorte, anna, now)
    operations.begin_next_version(product=product, by=anna, now=now)
    described(the_draft(product), anna, now, title="Om praktik og løntilskud")
    assert product.again().title == "Om praktik"


def test_stale_description_is_refused(anna: Person, now: datetime) -> None:
    draft = the_draft(a_product(anna, now))
    described(draft, anna, now)
    with pytest.raises(Stale):
        operations.describe(
            version=draft,
            title="X",
            purpose="",
            changes="",
            is_significant=True,
            expected_edit=1,
            by=anna,
            now=now,
        )


def test_title_is_needed(anna: Person, now: datetime) -> None:
    with pytest.raises(Invalid) as refused:
        described(the_draft(a_product(anna, now)), anna, now, title="  ")
    assert refused.value.field == "title"


def test_published_version_is_never_changed(anna: Person, dorte: Person, now: datetime) -> None:
    product = a_product(anna, now, "Spørg arbejdsgiveren først.")
    version = published(product, dorte, anna, now)
    before = queries.digest_of(version)
    block = queries.blocks_of(version)[0]
    for attempt in (
        lambda: a_block(version, BlockKind.MARK, anna, now),
        lambda: operations.change_block(
            block=block, content=MARK, obligation="may", expected_edit=block.edit, by=anna, now=now
        ),
        lambda: operations.remove_block(block=block, expected_edit=block.edit, by=anna, now=now),
        lambda: operations.restore_block(block=block, by=anna, now=now),
        lambda: operations.move_block(block=block, up=False, expected_position=block.position, by=anna, now=now),
        lambda: described(version, anna, now, purpose="Noget andet"),
        lambda: asked(version, dorte, anna, now),
        lambda: operations.take_back(version=version, by=anna, now=now),
    ):
        with pytest.raises(Refusal):
            attempt()
    assert queries.digest_of(version.again()) == before


@pytest.mark.parametrize("change", ["describe", "add", "change", "remove"])
def test_changed_text_voids_the_request_and_the_approver_hears_it(
    change: str, anna: Person, dorte: Person, now: datetime
) -> None:
    draft = make_ready(the_draft(a_product(anna, now)), anna, now)
    asked(draft, dorte, anna, now)
    block = queries.blocks_of(draft)[0]
    if change == "describe":
        described(draft, anna, now, purpose="Noget andet")
    elif change == "add":
        a_block(draft, BlockKind.PARAMETER, anna, now)
    elif change == "change":
        operations.change_block(block=block, content=MARK, obligation="may", expected_edit=block.edit, by=anna, now=now)
    else:
        operations.remove_block(block=block, expected_edit=block.edit, by=anna, now=now)
    assert draft.again().state == State.DRAFT
    assert queries.pending_requests(draft.again()) == []
    assert Notice.objects.visible_to(dorte).count() == 2


def test_reading_an_unchanged_text_voids_nothing(anna: Person, dorte: Person, now: datetime) -> None:
    draft = make_ready(the_draft(a_product(anna, now)), anna, now)
    asked(draft, dorte, anna, now)
    block = queries.blocks_of(draft)[0]
    operations.change_block(
        block=block,
        content=block.content,
        obligation=block.obligation,
        expected_edit=block.edit,
        by=anna,
        now=now,
    )
    assert draft.again().state == State.AWAITING_APPROVAL


def test_every_write_leaves_one_line_without_words(anna: Person, now: datetime) -> None:
    draft = the_draft(a_product(anna, now))
    block = a_block(draft, BlockKind.REFERENCE, anna, now, **REFERENCE)
    operations.remove_block(block=block, expected_edit=1, by=anna, now=now + timedelta(minutes=1))
    assert list(Event.objects.order_by("at", "event").values_list("event", flat=True)) == [
        "block.added",
        "product.started",
        "block.removed",
    ]


def test_quotes_stay_as_they_were(anna: Person, now: datetime) -> None:
    draft = the_draft(a_product(anna, now, "Spørg arbejdsgiveren først."))
    (block,) = queries.blocks_of(draft)
    operations.change_block(
        block=block, content={"text": "Spørg altid"}, obligation="may", expected_edit=1, by=anna, now=now
    )
    assert Evidence.objects.get().quote == "Spørg arbejdsgiveren først."


def test_a_version_holds_so_many_parts_and_no_more(
    anna: Person, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pejl.guidance.policies.blocks.MOST_BLOCKS", 2)
    draft = the_draft(a_product(anna, now))
    a_block(draft, BlockKind.MARK, anna, now)
    a_block(draft, BlockKind.MARK, anna, now)
    with pytest.raises(Refusal):
        a_block(draft, BlockKind.MARK, anna, now)


assert set(CONTENTS) == set(SHAPES)
