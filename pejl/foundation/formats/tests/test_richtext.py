"""Rich text as HTML, as plain words and as pieces; and that nothing else can come out of it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pejl.foundation.formats import links, richtext
from pejl.foundation.formats.richtext import Heading, Listing, Paragraph, Quoted, Run

TAG = re.compile(r"<(?!/?(?:p|ul|ol|li|em|strong|br|h4|h5|blockquote)>|ol start=\"\d+\">|/a>)[^>]*>")
LINK = re.compile(r'<a href="(?:https://|mailto:)[^"<>]+" rel="noopener noreferrer">')


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        (
            "Et **fedt** og *skævt* ord\npå to linjer",
            "<p>Et <strong>fedt</strong> og <em>skævt</em> ord<br>på to linjer</p>",
        ),
        ("Husk:\n- et\n- to", "<p>Husk:</p><ul><li>et</li><li>to</li></ul>"),
        ("- et\n  1. a\n  2. b\n- to", "<ul><li>et<ol><li>a</li><li>b</li></ol></li><li>to</li></ul>"),
        ("3. tre\n4. fire", '<ol start="3"><li>tre</li><li>fire</li></ol>'),
        ("# Stor\n\n## Lille", "<h4>Stor</h4><h5>Lille</h5>"),
        ("> Som hun sagde", "<blockquote><p>Som hun sagde</p></blockquote>"),
        ("1 < 2 & `kode` &lt;", "<p>1 &lt; 2 &amp; `kode` &amp;lt;</p>"),
        ("§ 42\n---\n    indrykket", "<p>§ 42<br>---<br>indrykket</p>"),
        (r"5\*3\*2", "<p>5*3*2</p>"),
        ("", ""),
    ],
)
def test_the_sorts_there_are(markdown: str, html: str) -> None:
    assert richtext.html(markdown) == html


def test_links_that_are_links() -> None:
    written = richtext.html("[**LAB** § 1](https://retsinformation.dk/a?b=1&c=2) og [skriv](mailto:job@kommune.dk)")
    assert (
        '<a href="https://retsinformation.dk/a?b=1&amp;c=2" rel="noopener noreferrer"><strong>LAB</strong> § 1</a>'
        in written
    )
    assert 'href="mailto:job@kommune.dk"' in written


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "https:evil.example",
        "https://user@evil.example",
        "http://evil.example",
        "/moeder/",
        "mailto:a@b.dk?body=x",
        "https://localhost",
    ],
)
def test_addresses_that_are_never_links(address: str) -> None:
    assert not links.is_link(address)
    assert "<a" not in richtext.html(f"[tryk]({address})")
    assert "<a" not in richtext.html(f"[tryk](<{address}>)")
    assert "<a" not in richtext.html(f"<{address}> {address}")
    assert "<a" not in richtext.html(f"[tryk]: {address}\n\n[tryk]")


@given(st.text(alphabet="*_[]()<>\\/#-1. \n!`&;:\"'ahttps", max_size=200))
def test_nothing_else_comes_out(markdown: str) -> None:
    written = LINK.sub("", richtext.html(markdown))
    assert not TAG.findall(written)


def test_scripts_are_words() -> None:
    written = richtext.html("<script>alert(1)</script> <img src=x onerror=alert(1)> ![x](https://a.dk/b.png)")
    assert "<script" not in written
    assert "<img" not in written
    assert "&lt;script&gt;" in written


def test_plain_words() -> None:
    markdown = "# Om\n\nSe [loven](https://a.dk) og **dette**:\n\n- et\n  - to\n\n1. a\n\n> citat"
    assert richtext.plain(markdown) == "Om\n\nSe loven (https://a.dk) og dette:\n\n- et\n  - to\n\n1. a\n\ncitat"
    assert richtext.plain("710101-**1234**") == "710101-1234"


def test_pieces_for_papers() -> None:
    found = richtext.pieces("# Om\n\n**a** b\nc\n\n- x\n\n> q")
    assert found == (
        Heading((Run("Om"),), level=1),
        Paragraph((Run("a", is_bold=True), Run(" b"), Run("\n"), Run("c"))),
        Listing(((Paragraph((Run("x"),)),),)),
        Quoted((Paragraph((Run("q"),)),)),
    )


@pytest.mark.parametrize("part", ["[", "*a ", "> ", "- ", "[a](", "_*", "\\", "**_`"])
def test_text_made_to_take_long_does_not(part: str) -> None:
    import time

    begun = time.perf_counter()
    richtext.html(part * (20_000 // len(part)))
    assert time.perf_counter() - begun < 5
