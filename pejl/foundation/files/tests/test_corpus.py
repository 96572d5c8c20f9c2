"""The attack corpus: each file is refused for its own reason, or kept without what was dangerous."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from pypdf import PdfReader

from pejl.foundation.files import naming
from pejl.foundation.files.inspection.faults import Fault, Why
from pejl.foundation.files.inspection.kinds import EXTENSIONS
from pejl.foundation.files.inspection.looking import look
from pejl.foundation.files.tests.disarmed import DISARMED, with_exif
from pejl.foundation.files.tests.hostile import ATTACKS
from pejl.foundation.files.tests.unpacking import everything

pytestmark = pytest.mark.once
# Weighed before the file is looked at (test_keeping).
WEIGHED = {"too large"}


def test_corpus_is_large_enough():
    assert len(ATTACKS) >= 100
    assert len(DISARMED) >= 20
    # Every reason that lies in the file has an attack of its own.
    assert {attack.why for attack in ATTACKS.values()} | {Why.BUSY, Why.FULL} == set(Why)


@pytest.mark.parametrize("name", sorted(set(ATTACKS) - WEIGHED))
def test_attack_is_refused_for_its_reason(name):
    attack = ATTACKS[name]
    with pytest.raises(Fault) as refused:
        look(attack.make(), naming.promised(attack.name))
    assert refused.value.why is attack.why


@pytest.mark.parametrize("name", sorted(DISARMED))
def test_file_is_disarmed(name):
    sent = DISARMED[name]
    before = sent.make()
    kept = look(before, naming.promised(sent.name)).content
    assert any(word in everything(before) or word in before for word in sent.gone)
    assert [word for word in sent.gone if word in everything(kept)] == []


@pytest.mark.parametrize("name", sorted(DISARMED))
def test_disarmed_file_passes_again_and_stays_as_it_is(name):
    sent = DISARMED[name]
    kind = naming.promised(sent.name)
    once = look(sent.make(), kind).content
    again = look(once, kind).content
    if not kind.is_picture and kind != "pdf":
        assert again == once
    assert again


def test_photograph_is_turned_the_right_way_up():
    kept = look(with_exif(orientation=6), EXTENSIONS["jpg"]).content
    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.size == (40, 80)
        assert dict(picture.getexif()) == {}


def test_photograph_in_a_document_keeps_which_way_up_it_is():
    kept = everything(look(DISARMED["Word file with a photograph"].make(), EXTENSIONS["docx"]).content)
    with Image.open(io.BytesIO(kept[kept.index(b"\xff\xd8") :])) as picture:
        assert dict(picture.getexif()) == {0x0112: 6}


def test_large_photograph_becomes_as_large_as_it_is_shown():
    written = io.BytesIO()
    Image.new("RGB", (6000, 4000)).save(written, "JPEG")
    with Image.open(io.BytesIO(look(written.getvalue(), EXTENSIONS["jpg"]).content)) as picture:
        assert max(picture.size) == 4096


def test_title_of_a_pdf_stays():
    from pejl.foundation.files.tests.packages import page

    sent = page(a=b"<< /Title (Fra viden til handling) /Author (A) >>").replace(b"/Root", b"/Info 6 0 R /Root")
    about = PdfReader(io.BytesIO(look(sent, EXTENSIONS["pdf"]).content)).metadata
    assert about is not None
    assert (about.title, about.author) == ("Fra viden til handling", None)
