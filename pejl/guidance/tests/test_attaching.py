"""Pictures and files in a product: attached, replaced, kept while a version holds them, and shown to nobody else."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image
from pypdf import PdfReader

from pejl.foundation.files import operations as files
from pejl.foundation.files import queries as kept
from pejl.foundation.files.examining import Examined
from pejl.foundation.files.inspection import limits
from pejl.foundation.files.inspection.kinds import Kind
from pejl.foundation.files.models import KeptFile
from pejl.foundation.files.tests.hostile import ATTACKS
from pejl.foundation.refusals import Invalid, NotAllowed, Refusal, Stale
from pejl.foundation.tenancy.models import Person, Space
from pejl.guidance import operations, papers, policies, queries
from pejl.guidance.models import Block, Product
from pejl.guidance.names import BlockKind, Part, State
from pejl.guidance.tests.factories import (
    CONTENTS,
    PICTURE,
    a_block,
    a_product,
    answered,
    asked,
    described,
    of_everything,
    the_draft,
)
from tests.access.boarding import a_point
from tests.people import person_in

As = Callable[[Person], Client]

SAID = CONTENTS[BlockKind.FILE]
TEXT = Examined("vejledning.txt", Kind.TEXT, b"Tre ting, der virker")
OTHER = Examined("plakat.png", Kind.PNG, a_point(9), (1, 1))


@pytest.fixture
def emil(space: Space) -> Person:
    """A colleague who has nothing to do with it."""
    return person_in(space, "Emil Eg", "emil@nordager.example")


@pytest.fixture
def product(anna: Person, bo: Person, now: datetime) -> Product:
    """One that may hold anything, written by two."""
    return a_product(anna, now, kind=of_everything(), authors=[anna, bo])


@pytest.fixture
def block(product: Product, anna: Person, now: datetime) -> Block:
    """A picture in its draft."""
    return a_block(the_draft(product), BlockKind.FILE, anna, now)


def changed(block: Block, by: Person, now: datetime, /, **said: Any) -> Block:
    given: dict[str, Any] = {"content": SAID, "expected_edit": block.again().edit} | said
    return operations.change_block(block=block, by=by, now=now, **given)


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def address(block: Block) -> str:
    return f"/pejlemaerker/afsnit/{block.pk}/fil/"


def editor(product: Product, more: str = "") -> str:
    return f"/pejlemaerker/{product.pk}/kladde/{more}"


def released(product: Product, approver: Person, by: Person, now: datetime) -> None:
    """Only what it holds, approved and in force."""
    draft = the_draft(product)
    operations.name_responsible(product=product, person=by, deputy=None, by=by, now=now)
    draft.parts = [part for part in draft.parts if part["kind"] == BlockKind.FILE]
    draft.save(update_fields=["parts"])
    described(draft, by, now)
    answered(asked(draft, approver, by, now), now)


def sent(name: str = "tavle.png", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, a_point(200) if content is None else content)


def test_block_of_files_is_nothing_without_a_file_and_a_picture_says_what_it_shows(
    product: Product, anna: Person, now: datetime
) -> None:
    draft = the_draft(product)
    for held, field in (({"file": None}, "file"), ({"alt": ""}, "alt"), ({"name": ""}, "name")):
        with pytest.raises(Invalid) as refused:
            a_block(draft, BlockKind.FILE, anna, now, **held)
        assert refused.value.field == field
    with pytest.raises(Invalid, match="ikke være en fil"):
        a_block(draft, BlockKind.TEXT, anna, now, file=PICTURE)
    assert not KeptFile.objects.exists()
    assert a_block(draft, BlockKind.FILE, anna, now, file=TEXT, alt="").file.name == "vejledning.txt"


def test_other_words_keep_the_file_and_another_file_is_another_text(block: Block, anna: Person, now: datetime) -> None:
    before = queries.digest_of(block.version)
    assert changed(block, anna, now, content={**SAID, "name": "Tavlen"}).file == block.file
    words = queries.digest_of(block.version)
    again = changed(block, anna, now, content={**SAID, "name": "Tavlen"}, file=PICTURE)
    assert (again.file, again.edit, KeptFile.objects.count()) == (block.file, 2, 1)
    other = changed(block, anna, now, content={**SAID, "name": "Tavlen"}, file=OTHER)
    assert (other.file.digest, other.edit) == (OTHER.digest, 3)
    assert len({before, words, queries.digest_of(block.version)}) == 3


def test_alt_of_a_picture_cannot_be_taken_out_afterwards(block: Block, anna: Person, now: datetime) -> None:
    with pytest.raises(Invalid) as refused:
        changed(block, anna, now, content={**SAID, "alt": ""})
    assert refused.value.field == "alt"
    assert changed(block, anna, now, content={**SAID, "alt": ""}, file=TEXT).content["alt"] == ""


def test_replacing_is_refused_while_stale_held_or_not_ones_own(
    block: Block, anna: Person, bo: Person, emil: Person, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        changed(block, emil, now, file=OTHER)
    with pytest.raises(Stale):
        changed(block, anna, now, file=OTHER, expected_edit=9)
    operations.hold(block=block, by=bo, now=now)
    with pytest.raises(Stale, match="Bo"):
        changed(block, anna, now, file=OTHER)
    assert block.again().file.digest == PICTURE.digest
    assert KeptFile.objects.count() == 1


def test_changed_file_voids_what_was_asked_and_a_released_one_stays(
    product: Product, block: Block, anna: Person, dorte: Person, now: datetime
) -> None:
    draft = the_draft(product)
    draft.parts = [part for part in draft.parts if part["kind"] == BlockKind.FILE]
    draft.save(update_fields=["parts"])
    operations.name_responsible(product=product, person=anna, deputy=None, by=anna, now=now)
    described(draft, anna, now)
    asked(draft, dorte, anna, now)
    changed(block, anna, now, file=OTHER)
    assert draft.again().state == State.DRAFT
    answered(asked(draft, dorte, anna, now), now)
    with pytest.raises(Refusal):
        changed(block, anna, now, file=PICTURE)


def test_draft_that_lost_its_file_is_not_ready(product: Product, block: Block) -> None:
    Block.objects.filter(pk=block.pk).update(file=None)
    draft = the_draft(product)
    gaps = policies.gaps(draft, queries.blocks_of(draft), is_answered_for=True)
    assert "Vælg filen til “Plakat fra mødet”, eller tag afsnittet ud." in [gap.sentence for gap in gaps]


def test_file_stays_as_long_as_any_version_holds_it(
    product: Product, block: Block, anna: Person, dorte: Person, now: datetime
) -> None:
    released(product, dorte, anna, now)
    later = now + timedelta(days=3)
    draft = operations.begin_next_version(product=product, by=anna, now=later)
    copy = draft.blocks.get()
    assert (copy.lineage, copy.file) == (block.lineage, block.file)
    replaced = changed(copy, anna, later, file=OTHER).file
    files.clear_orphans(now=later + timedelta(days=3))
    assert set(KeptFile.objects.all()) == {block.file, replaced}
    assert kept.whole(block.file) == PICTURE.content


def test_what_is_taken_out_is_put_back_with_its_file_and_not_shown_meanwhile(
    block: Block, anna: Person, now: datetime, as_: As
) -> None:
    removed = operations.remove_block(block=block, expected_edit=1, by=anna, now=now)
    files.clear_orphans(now=now + timedelta(days=3))
    assert as_(anna).get(address(block)).status_code == 404
    assert operations.restore_block(block=removed, by=anna, now=now).file == block.file
    assert as_(anna).get(address(block)).status_code == 200


def test_replaced_file_that_nothing_holds_is_cleared_later(block: Block, anna: Person, now: datetime) -> None:
    changed(block, anna, now, file=OTHER)
    assert files.clear_orphans(now=now + timedelta(hours=1)) == 0
    assert files.clear_orphans(now=now + timedelta(days=3)) == 1
    assert KeptFile.objects.get().digest == OTHER.digest


def test_comparison_says_that_the_file_is_another(
    product: Product, block: Block, anna: Person, dorte: Person, now: datetime
) -> None:
    released(product, dorte, anna, now)
    draft = operations.begin_next_version(product=product, by=anna, now=now)
    copy = draft.blocks.get()
    compared = queries.comparison(product.pk, person=anna)
    assert compared is not None
    assert not any(section.differs for section in compared.sections)
    changed(copy, anna, now, content={**SAID, "alt": "Fire spalter"}, file=OTHER)
    compared = queries.comparison(product.pk, person=anna)
    assert compared is not None
    told = {field.label: field.pieces for field in compared.sections[0].blocks[0].fields if field.differs}
    assert set(told) == {"Hvad billedet viser, til den der ikke kan se det", "Filen"}
    assert "en anden fil" in "".join(piece.text for piece in told["Filen"])


def test_who_may_read_the_version_may_see_its_picture(
    product: Product, block: Block, anna: Person, dorte: Person, emil: Person, guest: Person, now: datetime, as_: As
) -> None:
    def answers() -> list[int]:
        return [as_(one).get(address(block)).status_code for one in (anna, emil, guest)]

    assert answers() == [200, 404, 404]
    assert Client().get(address(block)).status_code == 302
    released(product, dorte, anna, now)
    assert answers() == [200, 200, 404]


def test_who_is_asked_to_comment_or_to_approve_sees_the_picture(
    product: Product, block: Block, anna: Person, dorte: Person, emil: Person, now: datetime, as_: As
) -> None:
    draft, shown = the_draft(product), f'alt="{SAID["alt"]}"'
    closes_on = now.date() + timedelta(days=3)
    hearing = operations.open_hearing(
        version=draft, people=[emil], units=[], closes_on=closes_on, asks="", by=anna, now=now
    )
    assert shown in text_of(as_(emil).get(f"/pejlemaerker/{product.pk}/hoering/"))
    assert as_(emil).get(address(block)).status_code == 200
    operations.close_hearing(hearing=hearing, by=anna, now=now)
    draft.parts = [part for part in draft.parts if part["kind"] == BlockKind.FILE]
    draft.save(update_fields=["parts"])
    operations.name_responsible(product=product, person=anna, deputy=None, by=anna, now=now)
    described(draft.again(), anna, now)
    asked(draft.again(), dorte, anna, now)
    assert shown in text_of(as_(dorte).get(f"/pejlemaerker/{product.pk}/godkend/"))
    assert as_(dorte).get(address(block)).status_code == 200


def test_picture_is_shown_and_any_other_file_is_saved_and_neither_is_guessed_at(
    product: Product, block: Block, anna: Person, now: datetime, as_: As
) -> None:
    other = a_block(the_draft(product), BlockKind.FILE, anna, now, file=TEXT, alt="")
    for one, disposition, sort in ((block, "inline", "image/png"), (other, "attachment", "text/plain; charset=utf-8")):
        answer = as_(anna).get(address(one))
        assert answer["Content-Disposition"].startswith(disposition)
        assert answer["Content-Type"] == sort
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert answer["Cache-Control"] == "no-store"


def test_it_is_written_and_read_by_a_plain_form(product: Product, anna: Person, as_: As) -> None:
    client = as_(anna)
    shown = text_of(client.get(editor(product, "?add=file")))
    assert 'enctype="multipart/form-data"' in shown
    assert "data-upload" in shown
    picture = io.BytesIO()
    Image.new("RGB", (640, 360)).save(picture, "PNG")
    answer = client.post(editor(product, "ny/file/"), SAID | {"file": sent(content=picture.getvalue())})
    block = Block.objects.get()
    assert answer["Location"] == editor(product, f"#block-{block.pk}")
    image = f'src="{address(block)}" alt="{SAID["alt"]}" loading="lazy" width="640" height="360">'
    assert image in text_of(client.get(editor(product)))
    assert image in text_of(client.get(f"/pejlemaerker/{product.pk}/"))
    client.post(f"/pejlemaerker/afsnit/{block.pk}/", SAID | {"edit": 1, "file": sent("vejledning.txt", b"Tre ting")})
    shown = text_of(client.get(f"/pejlemaerker/{product.pk}/"))
    assert f'<a class="link" href="{address(block)}">Plakat fra mødet</a> (Tekstfil, 1 kB)' in shown
    client.post(f"/pejlemaerker/afsnit/{block.pk}/", {"edit": 2, "name": "Vejledningen"})
    assert block.again().called == "Vejledningen"
    assert block.again().file.name == "vejledning.txt"


def a_wide_picture() -> bytes:
    """Few bytes, and more pixels than any memory should hold."""
    content, side = io.BytesIO(), int(limits.PIXELS**0.5) + 200
    Image.new("1", (side, side)).save(content, "PNG")
    return content.getvalue()


BAD = {
    "image bomb": ("tavle.png", a_wide_picture, "millioner pixels"),
    "drawing": ("tavle.svg", ATTACKS["drawing"].make, "tager ikke imod"),
    "drawing as picture": ("tavle.png", ATTACKS["drawing as picture"].make, "noget andet"),
    "program": ("tavle.exe", ATTACKS["program"].make, "tager ikke imod"),
    "program as pdf": ("tavle.pdf", ATTACKS["program as pdf"].make, "noget andet"),
    "too large": ("tavle.pdf", ATTACKS["too large"].make, "fylder mere end"),
    "nothing": ("tavle.png", bytes, "tom"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_may_not_be_kept_is_refused_at_its_field_and_the_words_stay(
    product: Product, anna: Person, as_: As, name: str
) -> None:
    called, make, said = BAD[name]
    client, words = as_(anna), {"name": "Tavlen fra torsdag", "alt": "Tre spalter i blåt"}
    answer = client.post(editor(product, "ny/file/"), words | {"file": sent(called, make())})
    shown = text_of(answer)
    assert answer.status_code == 422
    assert 'id="id_file-error"' in shown
    assert said in shown
    assert all(word in shown for word in words.values())
    assert not KeptFile.objects.exists()


def test_no_cpr_number_gets_in_by_name_words_or_picture_name(product: Product, anna: Person, as_: As) -> None:
    number, client = _a_number(), as_(anna)
    for said in (
        {"name": f"Om {number}", "file": sent()},
        {"alt": f"Der står {number}", "file": sent()},
        {"file": sent(f"sag {number}.png")},
        {"file": sent("noter.txt", f"Borgeren {number} kom".encode())},
    ):
        answer = client.post(editor(product, "ny/file/"), SAID | said)
        assert answer.status_code == 422
        assert "CPR" in text_of(answer)
    assert not Block.objects.exists()
    assert not KeptFile.objects.exists()


def _a_number() -> str:
    """One that could be somebody's, made here and written nowhere."""
    return f"{Random(7).randint(1, 28):02}0380-{Random(8).randint(1000, 3999)}"


def test_stale_form_shows_both_and_says_that_the_file_must_be_chosen_again(
    product: Product, block: Block, anna: Person, now: datetime, as_: As
) -> None:
    changed(block, anna, now, content={**SAID, "name": "Min tavle"})
    said = SAID | {"name": "Vores tavle", "edit": 1, "file": sent(content=a_point(3))}
    answer = as_(anna).post(f"/pejlemaerker/afsnit/{block.pk}/", said)
    shown = text_of(answer)
    assert answer.status_code == 422
    assert "Min tavle" in shown
    assert 'value="Vores tavle"' in shown
    assert block.again().file.digest == PICTURE.digest


def test_editor_asks_no_more_for_many_pictures_than_for_one(
    product: Product, block: Block, anna: Person, now: datetime, as_: As
) -> None:
    def asked_by(path: str) -> int:
        as_(anna).get(path)
        with CaptureQueriesContext(connection) as questions:
            assert as_(anna).get(path).status_code == 200
        return len([one for one in questions.captured_queries if " FROM " in one["sql"]])

    paths = (editor(product), f"/pejlemaerker/{product.pk}/")
    before = [asked_by(path) for path in paths]
    for grey in range(3):
        a_block(the_draft(product), BlockKind.FILE, anna, now, file=Examined("a.png", Kind.PNG, a_point(grey)))
    assert [asked_by(path) for path in paths] == before


def test_kind_that_an_administrator_makes_with_files_goes_all_the_way(
    keeper: Person, anna: Person, dorte: Person, bo: Person, now: datetime, as_: As
) -> None:
    kind = operations.make_kind(name="Tavlefoto", about="Det, vi tegnede på mødet.", by=keeper, now=now)
    part = Part("", BlockKind.FILE, name="Det tegnede vi", is_needed=True)
    kind = operations.add_part(kind=kind, part=part, expected_edit=kind.edit, by=keeper, now=now)
    product = a_product(anna, now, kind=kind)
    (part,) = the_draft(product).made_of
    client = as_(anna)
    for name, file in (("Tavlen", sent("tavle.webp", _webp())), ("Vejledning", sent("vejledning.txt", b"Tre ting"))):
        said = {"name": name, "alt": "Tre spalter i rødt", "file": file}
        assert client.post(editor(product, f"ny/{part.key}/"), said).status_code == 303
    draft = the_draft(product)
    operations.name_responsible(product=product, person=anna, deputy=None, by=anna, now=now)
    described(draft, anna, now)
    answered(asked(draft, dorte, anna, now), now)
    assert 'alt="Tre spalter i rødt"' in text_of(as_(bo).get(f"/pejlemaerker/{product.pk}/"))
    reading = queries.reading(product.pk, person=bo)
    assert reading is not None
    page = PdfReader(io.BytesIO(papers.guide(reading, today=now.date()))).pages[0]
    assert len(page.images) == 1
    assert all(word in page.extract_text() for word in ("Det tegnede vi", "Tavlen", "Vejledning"))
    document = docx.Document(io.BytesIO(papers.guide(reading, today=now.date(), form=papers.Form.WORD)))
    assert [shape._inline.docPr.get("descr") for shape in document.inline_shapes] == ["Tre spalter i rødt"]


def _webp() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (90, 60), "#b8232b").save(content, "WEBP")
    return content.getvalue()


def test_files_are_attached_replaced_and_fetched_by_api(
    product: Product, anna: Person, emil: Person, now: datetime, api_as: As
) -> None:
    author = api_as(anna)
    version = f"/api/v1/products/{product.pk}/versions/1"
    said = {"part": "file", "name": "Tavlen", "alt": "Tre spalter", "file": sent()}
    made = author.post(version + "/files", said)
    assert made.status_code == 201
    block = made.json()
    assert block["file"] | {"digest": ""} == {
        "name": "tavle.png", "kind": "png", "size": block["file"]["size"], "digest": "", "width": 1, "height": 1,
    }  # fmt: skip
    path = f"/api/v1/blocks/{block['id']}/file"
    assert author.get(path)["Content-Type"] == "image/png"
    assert api_as(emil).get(path).status_code == 404
    changed = author.post(path, {"name": "Noter", "expected_edit": 1, "file": sent("noter.txt", b"Tre ting")})
    assert (changed.status_code, changed.json()["edit"], changed.json()["file"]["name"]) == (200, 2, "noter.txt")
    assert author.post(path, {"name": "Noter", "expected_edit": 1, "file": sent()}).status_code == 409
    refused = author.post(version + "/files", said | {"alt": "", "file": sent()})
    assert (refused.status_code, refused.json()["field"]) == (422, "alt")
    bomb = author.post(version + "/files", said | {"file": sent("tavle.png", a_wide_picture())})
    assert (bomb.status_code, bomb.json()["field"]) == (422, "file")
    plain = author.post(version + "/blocks", {"part": "file", "content": SAID}, content_type="application/json")
    assert (plain.status_code, plain.json()["field"]) == (422, "file")


def test_file_sent_twice_with_the_same_key_is_one_block(product: Product, anna: Person, api_as: As) -> None:
    for _time in range(2):
        said = {"part": "file", "name": "Tavlen", "alt": "Tre spalter", "file": sent()}
        answer = api_as(anna).post(
            f"/api/v1/products/{product.pk}/versions/1/files",
            said,
            headers={"Idempotency-Key": "7d9f1f0e-0f5e-4a53-8a7e-0f0e6f0a1a11"},
        )
        assert answer.status_code == 201
    assert Block.objects.count() == 1
