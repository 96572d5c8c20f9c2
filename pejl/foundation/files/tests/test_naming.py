"""What a kept file is called."""

from __future__ import annotations

import pytest

from pejl.foundation.files import naming
from pejl.foundation.files.inspection.faults import Fault, Why
from pejl.foundation.files.inspection.kinds import Kind

pytestmark = pytest.mark.once

NAMES = {
    "Dagsorden 4. marts.docx": "Dagsorden 4. marts.docx",
    "Ærø & Åge (2).PDF": "Ærø & Åge (2).pdf",
    "../../etc/a.pdf": "a.pdf",
    "C:\\Users\\anna\\a.pdf": "a.pdf",
    "/etc/a.pdf": "a.pdf",
    "a\r\nSet-Cookie: b=c.pdf": "a Set-Cookie- b=c.pdf",
    "a\x00b.pdf": "ab.pdf",
    "gl\u202efdp.docx": "glfdp.docx",
    "a\u200b\u2066b\ufeff.pdf": "ab.pdf",
    "CON.pdf": "_CON.pdf",
    "con.tekst.pdf": "_con.tekst.pdf",
    "lpt1.txt": "_lpt1.txt",
    "COM¹.txt": "_COM¹.txt",
    "konference.pdf": "konference.pdf",
    ' a<b>:"c|d?e*.pdf': "a-b-c-d-e-.pdf",
    "a.pdf. . ": "a.pdf",
    "a .pdf": "a.pdf",
    ".pdf": "fil.pdf",
    "...pdf": "fil.pdf",
    "a\tb.pdf": "a b.pdf",
    "'; DROP TABLE.txt": "'; DROP TABLE.txt",
}


@pytest.mark.parametrize("sent", NAMES)
def test_name_is_readable_on_every_system(sent):
    assert naming.clean(sent) == NAMES[sent]
    assert naming.clean(naming.clean(sent)) == naming.clean(sent)


@pytest.mark.parametrize("length", [100, 116, 117, 300, 5000])
def test_long_name_keeps_its_ending(length):
    kept = naming.clean("å" * length + ".docx")
    assert len(kept) == min(length + 5, 120)
    assert kept.endswith("å.docx")


def test_letters_are_composed():
    assert naming.clean("A\u030aben.pdf") == "Åben.pdf"


@pytest.mark.parametrize(
    ("sent", "kind"), [("a.DOCX", Kind.WORD), ("a.b.jpeg", Kind.JPEG), ("a.jpg ", Kind.JPEG), ("a.pdf\u200f", Kind.PDF)]
)
def test_name_promises_a_kind(sent, kind):
    assert naming.promised(sent) is kind


@pytest.mark.parametrize(
    "sent", ["a.exe", "a", "", "pdf", "a.pdf.exe", "a.svg", "a.docm", "a.xlsx", "a.\u202epdf.html", "a/pdf"]
)
def test_other_kinds_are_not_kept(sent):
    with pytest.raises(Fault) as refused:
        naming.promised(sent)
    assert refused.value.why is Why.UNKNOWN_KIND
