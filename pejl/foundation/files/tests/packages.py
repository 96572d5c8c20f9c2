"""Word files and slides, put together part by part; PDFs object by object."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SLIDES_MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
MACRO_MAIN = "application/vnd.ms-word.document.macroEnabled.main+xml"

Parts = Mapping[str, str | bytes]
Relations = Sequence[tuple[str, str, str] | tuple[str, str, str, str]]


def relations(*threads: tuple[str, ...]) -> str:
    """Relationships: (id, last word of the type, target) and, for those outward, "External"."""
    lines = "".join(
        f'<Relationship Id="{one[0]}" Type="{one[1] if ":" in one[1] else f"{OFFICE}/{one[1]}"}" Target="{one[2]}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if len(one) > 3 else ''}/>"
        for one in threads
    )
    return f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'


def types(main: str, part: str, **more: str) -> str:
    """What each part is; ``more`` are extensions."""
    defaults = "".join(f'<Default Extension="{one}" ContentType="{said}"/>' for one, said in more.items())
    return (
        f'<?xml version="1.0"?><Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{defaults}'
        f'<Override PartName="/{part}" ContentType="{main}"/></Types>'
    )


def body(inside: str) -> str:
    """A Word document around paragraphs."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W}" xmlns:r="{OFFICE}"><w:body>{inside}'
        "</w:body></w:document>"
    )


def paragraph(*runs: str) -> str:
    """A paragraph of runs."""
    return "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def word_parts(inside: str | None = None, *threads: tuple[str, ...], main: str = WORD_MAIN) -> dict[str, str | bytes]:
    """The parts of a small Word file."""
    return {
        "[Content_Types].xml": types(main, "word/document.xml"),
        "_rels/.rels": relations(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": body(paragraph("God morgen") if inside is None else inside),
        "word/_rels/document.xml.rels": relations(*threads),
    }


def slide_parts(*slides: str, threads: Mapping[int, Relations] | None = None) -> dict[str, str | bytes]:
    """The parts of slides, each with the text or markup given."""
    numbers = range(1, len(slides) + 1)
    ids = "".join(f'<p:sldId id="{255 + one}" r:id="rId{one}"/>' for one in numbers)
    names = 'xmlns:p="urn:p" xmlns:a="urn:a"'
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": types(SLIDES_MAIN, "ppt/presentation.xml"),
        "_rels/.rels": relations(("rId1", "officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f'<p:pres {names} xmlns:r="{OFFICE}"><p:sldIdLst>{ids}</p:sldIdLst></p:pres>',
        "ppt/_rels/presentation.xml.rels": relations(
            *((f"rId{one}", "slide", f"slides/slide{10 - one}.xml") for one in numbers)
        ),
    }
    for number, inside in zip(numbers, slides, strict=True):
        text = inside if inside.startswith("<") else f"<a:p><a:r><a:t>{inside}</a:t></a:r></a:p>"
        name = f"slide{10 - number}.xml"
        parts[f"ppt/slides/{name}"] = f'<p:sld {names} xmlns:r="{OFFICE}">{text}</p:sld>'
        parts[f"ppt/slides/_rels/{name}.rels"] = relations(*(threads or {}).get(number, ()))
    return parts


def zipped(parts: Mapping[str, str | bytes], **options: int) -> bytes:
    """Parts as an archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", options.get("compression", zipfile.ZIP_DEFLATED)) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def word(inside: str | None = None, *threads: tuple[str, ...], parts: Parts | None = None) -> bytes:
    """A small Word file, with these parts more."""
    return zipped({**word_parts(inside, *threads), **(parts or {})})


def slides(*texts: str, threads: Mapping[int, Relations] | None = None, parts: Parts | None = None) -> bytes:
    """Small slides."""
    return zipped({**slide_parts(*texts, threads=threads), **(parts or {})})


def pdf(*objects: bytes, root: bytes = b"1 0 R", more: bytes = b"") -> bytes:
    """A PDF of numbered objects; the first is the catalogue."""
    written, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    written += b"".join(b"%010d 00000 n \n" % place for place in places)
    written += b"trailer\n<< /Size %d /Root %s %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, more, start)
    return bytes(written)


def page(content: bytes = b"BT /F1 12 Tf 20 100 Td (God morgen) Tj ET", catalogue: bytes = b"", **more: bytes) -> bytes:
    """A PDF of one page: ``catalogue`` is added to the first object, ``about`` to the page, others follow as 6, 7 …"""
    about = more.pop("about", b"")
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalogue,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> %s >>" % about,
        stream(content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        *more.values(),
    )


def stream(content: bytes, about: bytes = b"", *, pack: bool = False) -> bytes:
    """A stream object, packed or as it is."""
    if pack:
        content, about = zlib.compress(content, 9), about + b" /Filter /FlateDecode"
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), about, content)
