"""Files that are kept, without what was dangerous or indiscreet in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from pejl.foundation.files.tests.hostile import HTML, chunk, photograph, png
from pejl.foundation.files.tests.packages import (
    OFFICE,
    PACKAGE,
    page,
    paragraph,
    relations,
    slides,
    stream,
    types,
    word,
    word_parts,
    zipped,
)

SECRET = b"HEMMELIG-FORFATTER"
NAME = SECRET.decode()


@dataclass(frozen=True)
class Disarmed:
    """A file as it is sent, and what may not be found in any part of it afterwards."""

    name: str
    make: Callable[[], bytes]
    gone: tuple[bytes, ...] = (SECRET,)


def with_exif(orientation: int = 6) -> bytes:
    """A wide photograph that says where and by whom it was taken, and that it lies on its side."""
    exif = Image.Exif()
    exif[0x0112], exif[0x013B], exif[0x010F] = orientation, NAME, "Kamera"
    exif.get_ifd(0x8825).update({1: "N", 2: (55.0, 52.0, 30.0), 3: "E", 4: (10.0, 9.0, 0.0), 29: "2026:01:02"})
    written = BytesIO()
    Image.new("RGB", (80, 40), (10, 120, 90)).save(written, "JPEG", exif=exif, comment=SECRET)
    return written.getvalue()


def webp_with_exif() -> bytes:
    """The same as WebP."""
    exif = Image.Exif()
    exif[0x013B] = NAME
    written = BytesIO()
    Image.new("RGB", (80, 40)).save(written, "WEBP", exif=exif, xmp=SECRET)
    return written.getvalue()


def properties() -> bytes:
    """A Word file that says who wrote it, where, and in whose firm."""
    parts = word_parts(None, ("rId1", "people", "people.xml"))
    root = relations(
        ("rId1", "officeDocument", "word/document.xml"),
        ("rId2", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ("rId3", "extended-properties", "docProps/app.xml"),
        ("rId4", "custom-properties", "docProps/custom.xml"),
        ("rId5", f"{PACKAGE}/relationships/metadata/thumbnail", "docProps/thumbnail.jpeg"),
    )
    about = f"<a><creator>{NAME}</creator></a>"
    names = ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml", "word/people.xml")
    return zipped(parts | {"_rels/.rels": root, "docProps/thumbnail.jpeg": with_exif()} | dict.fromkeys(names, about))


def template() -> bytes:
    """A Word file made from a template on somebody's drive, as most are."""
    parts = word_parts(None, ("rId1", "settings", "settings.xml"))
    parts["word/settings.xml"] = (
        f'<w:settings xmlns:w="urn:w" xmlns:r="{OFFICE}"><w:zoom/><w:attachedTemplate r:id="rId7"/><w:x>æ</w:x>'
        "</w:settings>"
    )
    parts["word/_rels/settings.xml.rels"] = relations(
        ("rId7", "attachedTemplate", f"file:///C:/Users/{NAME}/a.dotm", "External")
    )
    return zipped(parts)


def chart() -> bytes:
    """Slides with a chart, and behind it the workbook with everything that is not shown."""
    workbook = zipped({"xl/workbook.xml": NAME, "0.bin": SECRET})
    inside = (
        f'<c:chartSpace xmlns:c="urn:c" xmlns:r="{OFFICE}"><c:v>12</c:v>'
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )
    return slides(
        "Fravær",
        threads={1: [("rId1", "chart", "../charts/chart1.xml")]},
        parts={
            "ppt/charts/chart1.xml": inside,
            "ppt/charts/_rels/chart1.xml.rels": relations(("rId1", "package", "../embeddings/a.xlsx")),
            "ppt/embeddings/a.xlsx": workbook,
        },
    )


def inside() -> bytes:
    """A Word file with a photograph."""
    parts = word_parts(None, ("rId1", "image", "media/a.jpeg"))
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return zipped(
        parts
        | {"word/media/a.jpeg": with_exif(), "[Content_Types].xml": types(main, "word/document.xml", jpeg="image/jpeg")}
    )


def hidden() -> bytes:
    """A Word file with parts that nothing leads to."""
    return word(None, parts=dict.fromkeys(("word/hidden.xml", "customXml/a.xml"), f"<a>{NAME}</a>"))


def links() -> bytes:
    """A Word file with links to a drive, to a program and to a script."""
    targets = (f"file://{NAME}/share", f"javascript:{NAME}", f"ms-msdt:{NAME}", f"\\\\{NAME}\\c$")
    return word(paragraph("se"), *((f"rId{n}", "hyperlink", one, "External") for n, one in enumerate(targets)))


DISARMED: dict[str, Disarmed] = {
    "photograph with place and owner": Disarmed("a.jpg", with_exif, (SECRET, b"Exif", b"Kamera", b"GPS")),
    "photograph with a page behind it": Disarmed("a.jpg", lambda: photograph() + HTML, (b"<script",)),
    "photograph with an archive behind it": Disarmed("a.jpg", lambda: photograph() + word(), (b"PK\x03\x04",)),
    "photograph with a script in it": Disarmed("a.jpg", lambda: photograph(comment=HTML), (b"<script",)),
    "picture with notes": Disarmed("a.png", lambda: png(8, 8, chunk(b"tEXt", b"Author\0" + SECRET))),
    "picture with a place": Disarmed("a.png", lambda: png(8, 8, chunk(b"eXIf", b"MM\0*" + SECRET)), (SECRET, b"eXIf")),
    "picture with a page behind it": Disarmed("a.png", lambda: png() + HTML, (b"<script",)),
    "picture with a pdf behind it": Disarmed("a.png", lambda: png() + page(), (b"%PDF",)),
    "web picture with notes": Disarmed("a.webp", webp_with_exif, (SECRET, b"EXIF", b"XMP ")),
    "pdf with author": Disarmed(
        "a.pdf",
        lambda: page(a=b"<< /Author (%s) /Creator (Word) >>" % SECRET).replace(b"/Root", b"/Info 6 0 R /Root"),
        (SECRET, b"/Author", b"/Creator"),
    ),
    "pdf with notes about itself": Disarmed(
        "a.pdf", lambda: page(catalogue=b"/Metadata 6 0 R", a=stream(SECRET, b"/Type /Metadata /Subtype /XML"))
    ),
    "pdf with what nothing leads to": Disarmed("a.pdf", lambda: page(a=stream(SECRET))),
    "pdf with a page behind it": Disarmed("a.pdf", lambda: page() + HTML, (b"<script",)),
    "pdf with a page in its comments": Disarmed(
        "a.pdf", lambda: page().replace(b"\n1 0", b"\n%" + HTML + b"\n1 0"), (b"<script",)
    ),
    "pdf with a link to a program": Disarmed(
        "a.pdf",
        lambda: page(about=b"/Annots [<< /Subtype /Link /A << /S /URI /URI (file:///%s) >> >>]" % SECRET),
    ),
    "pdf with a photograph": Disarmed(
        "a.pdf",
        lambda: page(
            about=b"/A 6 0 R",
            a=stream(with_exif(), b"/Type /XObject /Subtype /Image /Width 80 /Height 40 /Filter /DCTDecode"),
        ),
        (SECRET, b"Kamera"),
    ),
    "Word file with authors": Disarmed("a.docx", properties, (SECRET, b"Kamera")),
    "Word file from a template": Disarmed("a.docx", template, (SECRET, b"attachedTemplate")),
    "Word file with a photograph": Disarmed("a.docx", inside, (SECRET, b"Kamera")),
    "Word file with hidden parts": Disarmed("a.docx", hidden),
    "Word file with links to programs": Disarmed("a.docx", links, (SECRET, b"javascript")),
    "slides with a chart": Disarmed("a.pptx", chart, (SECRET, b"externalData", b"xlsx")),
    "text that rings": Disarmed("a.txt", lambda: b"hej\x1b[31m\x0b", (b"\x1b", b"\x0b")),
}
