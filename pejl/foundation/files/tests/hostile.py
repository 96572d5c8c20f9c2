"""The attack corpus: files that are refused, each with the reason, and files that are kept disarmed.

All are made while the tests run; nothing of it lies in the repository.
"""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from pejl.foundation.files.inspection.faults import Why
from pejl.foundation.files.tests.packages import (
    MACRO_MAIN,
    WORD_MAIN,
    body,
    page,
    paragraph,
    pdf,
    relations,
    slides,
    stream,
    types,
    word,
    word_parts,
    zipped,
)

HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)
MZ = b"MZ\x90\x00" + bytes(1000)
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"
MIB = 1024 * 1024
DTD = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "b">]>'


@dataclass(frozen=True)
class Attack:
    """A file as it is sent, and why it is refused."""

    name: str
    make: Callable[[], bytes]
    why: Why


def png(width: int = 8, height: int = 8, *chunks: bytes) -> bytes:
    """A PNG by hand, so that its head can say what it wants."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    lines = zlib.compress(b"\0" + bytes(3 * 8)) if width > 8 else zlib.compress((b"\0" + bytes(3 * width)) * height)
    return b"\x89PNG\r\n\x1a\n" + b"".join([chunk(b"IHDR", head), *chunks, chunk(b"IDAT", lines), chunk(b"IEND", b"")])


def chunk(name: bytes, content: bytes) -> bytes:
    """One piece of a PNG."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def photograph(side: int = 64, **options: object) -> bytes:
    """A JPEG of one colour."""
    written = io.BytesIO()
    Image.new("RGB", (side, side), (200, 120, 40)).save(written, "JPEG", **options)
    return written.getvalue()


def huge_jpeg() -> bytes:
    """Its head says 60,000 by 60,000."""
    small = photograph()
    at = small.index(b"\xff\xc0") + 5
    return small[:at] + struct.pack(">HH", 60_000, 60_000) + small[at + 4 :]


def huge_webp() -> bytes:
    """Its head says 16,000 by 16,000."""
    written = io.BytesIO()
    Image.new("RGB", (64, 64)).save(written, "WEBP", lossless=False)
    small = written.getvalue()
    at = small.index(b"\x9d\x01\x2a") + 3
    return small[:at] + struct.pack("<HH", 16_000, 16_000) + small[at + 4 :]


def entries(*made: tuple[str, bytes], attributes: int = 0) -> bytes:
    """A Word file with more entries, whatever they are called."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in word_parts().items():
            archive.writestr(name, content)
        for name, content in made:
            entry = zipfile.ZipInfo("x")
            entry.filename = name
            entry.external_attr = attributes
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return packed.getvalue()


def twice(name: str) -> bytes:
    """An entry twice: each program opens another one."""
    sent = entries((name.replace("document", "dokument"), b"<a/>"))
    return sent.replace(b"word/dokument.xml", b"word/document.xml")


def flagged(sent: bytes, flag: int) -> bytes:
    """With a flag on the first entry, in its own head and in the table of contents."""
    written = bytearray(sent)
    struct.pack_into("<H", written, 6, flag)
    struct.pack_into("<H", written, sent.index(b"PK\x01\x02") + 8, flag)
    return bytes(written)


def smaller_than_it_is() -> bytes:
    """The table of contents says ten bytes of a part of many."""
    sent = bytearray(word(paragraph("x" * 5000)))
    at = sent.index(b"word/document.xml", sent.index(b"PK\x01\x02")) - 46
    struct.pack_into("<I", sent, at + 24, 10)
    return bytes(sent)


def overlapping() -> bytes:
    """Many entries of the table of contents that all mean the same bytes."""
    sent = word()
    start, end = sent.index(b"PK\x01\x02"), sent.rindex(b"PK\x05\x06")
    table, first = bytearray(sent[start:end]), sent[start : sent.index(b"PK\x01\x02", start + 4)]
    for number in range(50):
        table += first.replace(b"[Content_Types].xml", b"[Content_Types]%03d." % number)
    count = 54
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(table), start, 0)
    return sent[:start] + bytes(table) + tail


def quine() -> bytes:
    """A part that is the file itself, and so on for ever."""
    inner = word()
    for _ in range(3):
        inner = word(None, ("rId9", "package", "embeddings/a.docx"), parts={"word/embeddings/a.docx": inner})
    return inner


def nested(levels: int = 4, width: int = 10) -> bytes:
    """Archives of archives of archives of nothing, in the manner of 42.zip."""
    inner = zipped({"0.txt": bytes(MIB)})
    for _ in range(levels):
        inner = zipped({f"{number}.zip": inner for number in range(width)})
    return inner


def bomb(parts: int, size: int) -> bytes:
    """A Word file that unpacks to so much."""
    return entries(*((f"word/media/{number}.xml", b" " * size) for number in range(parts)))


def noise(size: int) -> bytes:
    """Bytes that no packing makes smaller, so that the ratio stays innocent."""
    return random.Random(4).randbytes(size)


def elements() -> bytes:
    """More elements than any document, in an archive of an innocent ratio."""
    return with_document(body("".join(f'<w:r w:rsidR="{one}"/>' for one in noise(2 * MIB).hex(" ", 4).split())))


def words() -> bytes:
    """More words than any document."""
    return word(paragraph(noise(3 * MIB).hex(" ", 5).translate(str.maketrans("0123456789", "ghijklmnop"))))


def laughs() -> str:
    """Ten entities, each ten times the one before."""
    lines = [f'<!ENTITY a{one} "{f"&a{one - 1};" * 10}">' for one in range(1, 10)]
    return f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a0 "ha">{"".join(lines)}]><w>&a9;</w>'


def field(code: str) -> str:
    """A field whose code is spread over runs, a letter each."""
    runs = "".join(f"<w:r><w:instrText>{one}</w:instrText></w:r>" for one in code)
    return f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{runs}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'


def with_document(content: str | bytes) -> bytes:
    """A Word file whose document is this."""
    return zipped(word_parts() | {"word/document.xml": content})


def with_part(type_: str, target: str, content: str | bytes, **more: str) -> bytes:
    """A Word file with one part more, and the thread to it."""
    parts = word_parts(None, ("rId9", type_, target)) | {f"word/{target}": content}
    return zipped(parts | {"[Content_Types].xml": types(WORD_MAIN, "word/document.xml", **more)})


def outward(type_: str, target: str) -> bytes:
    """A Word file that fetches something."""
    return word(None, ("rId9", type_, target, "External"))


def spreadsheet() -> bytes:
    """What Excel makes, in short."""
    return zipped(
        {
            "[Content_Types].xml": types(
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "xl/workbook.xml"
            ),
            "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": "<workbook/>",
        }
    )


def script(action: bytes) -> bytes:
    """A page that does something when it is opened."""
    return page(catalogue=b"/OpenAction << %s >>" % action)


def pages(count: int) -> bytes:
    """So many empty pages."""
    kids = b" ".join(b"%d 0 R" % number for number in range(3, count + 3))
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
        *[b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"] * count,
    )


def locked_pdf() -> bytes:
    """With a password to open it."""
    from pypdf import PdfWriter

    writer, written = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.encrypt("hemmelig", algorithm="RC4-128")
    writer.write(written)
    return written.getvalue()


def content_bomb() -> bytes:
    """A page of a few kilobytes that unpacks to 200 MB."""
    sent = page(more=b"null")
    return sent.replace(b"/Contents 4 0 R", b"/Contents 6 0 R").replace(
        b"6 0 obj\nnull", b"6 0 obj\n" + stream(b" " * 200 * MIB, pack=True)
    )


def deep_array() -> bytes:
    """Lists in lists in lists."""
    return page(catalogue=b"/Deep " + b"[" * 50_000 + b"]" * 50_000)


def circle() -> bytes:
    """A page tree that is its own child."""
    return pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>")


def animation() -> bytes:
    """A GIF that is a script as well."""
    return b"GIF89a/*" + bytes(10) + b"*/=1;alert(1)"


def turned(text: str) -> bytes:
    return text.encode("utf-16")


ATTACKS: dict[str, Attack] = {
    # What a file says it is
    "program": Attack("rapport.exe", lambda: MZ, Why.UNKNOWN_KIND),
    "program behind a pdf": Attack("rapport.pdf.exe", lambda: MZ, Why.UNKNOWN_KIND),
    "program turned round": Attack("rapport\u202efdp.exe", lambda: MZ, Why.UNKNOWN_KIND),
    "program as pdf": Attack("rapport.pdf", lambda: MZ, Why.OTHER_KIND),
    "page": Attack("side.html", lambda: HTML, Why.UNKNOWN_KIND),
    "page as text": Attack("side.txt", lambda: HTML, Why.WEB_PAGE),
    "page as text, further down": Attack("side.txt", lambda: b"hej\n" * 9000 + b"< ScRiPt>", Why.WEB_PAGE),
    "page as text, UTF-16": Attack("side.txt", lambda: turned(HTML.decode()), Why.WEB_PAGE),
    "page as pdf": Attack("side.pdf", lambda: HTML, Why.OTHER_KIND),
    "page as picture": Attack("side.png", lambda: HTML, Why.OTHER_KIND),
    "page before a pdf": Attack("side.pdf", lambda: HTML + page(), Why.OTHER_KIND),
    "drawing": Attack("tegning.svg", lambda: SVG, Why.UNKNOWN_KIND),
    "drawing as picture": Attack("tegning.png", lambda: SVG, Why.OTHER_KIND),
    "drawing as text": Attack("tegning.txt", lambda: SVG, Why.WEB_PAGE),
    "animation with script": Attack("a.gif", animation, Why.UNKNOWN_KIND),
    "animation as picture": Attack("a.png", animation, Why.OTHER_KIND),
    "animation as text": Attack("a.txt", animation, Why.OTHER_KIND),
    "pdf as Word file": Attack("a.docx", page, Why.OTHER_KIND),
    "png as jpeg": Attack("a.jpg", png, Why.OTHER_KIND),
    "heic as jpeg": Attack("a.jpg", lambda: b"\0\0\0\x18ftypheic" + bytes(99), Why.OTHER_KIND),
    "rich text as Word file": Attack("a.docx", lambda: b"{\\rtf1 hej}", Why.OTHER_KIND),
    "rich text as text": Attack("a.txt", lambda: b"{\\rtf1\\object hej}", Why.OTHER_KIND),
    "binary as text": Attack("a.txt", lambda: bytes(range(256)), Why.OTHER_KIND),
    "Word file as slides": Attack("a.pptx", word, Why.OTHER_KIND),
    "spreadsheet": Attack("a.xlsx", spreadsheet, Why.UNKNOWN_KIND),
    "spreadsheet as Word file": Attack("a.docx", spreadsheet, Why.OTHER_KIND),
    "archive": Attack("a.zip", lambda: zipped({"a.txt": "hej"}), Why.UNKNOWN_KIND),
    "archive as Word file": Attack("a.docx", lambda: zipped({"a.txt": "hej"}), Why.BROKEN),
    "no name": Attack("", page, Why.UNKNOWN_KIND),
    "nothing": Attack("a.txt", bytes, Why.EMPTY),
    "spaces": Attack("a.txt", lambda: b" \n ", Why.EMPTY),
    "test virus": Attack("a.txt", lambda: EICAR, Why.VIRUS),
    "test virus in pdf": Attack("a.pdf", lambda: page(EICAR), Why.VIRUS),
    "test virus as program": Attack("eicar.com", lambda: EICAR, Why.UNKNOWN_KIND),
    "too large": Attack("a.pdf", lambda: b"%PDF-1.7\n" + bytes(20_000_001), Why.TOO_LARGE),
    # Archives
    "bomb in one part": Attack("a.docx", lambda: bomb(1, 30 * MIB), Why.UNPACKED),
    "bomb in many parts": Attack("a.docx", lambda: bomb(12, 10 * MIB), Why.UNPACKED),
    "one part too large": Attack("a.docx", lambda: bomb(1, 40 * MIB), Why.UNPACKED),
    "too many entries": Attack("a.docx", lambda: entries(*((f"word/{n}.xml", b"") for n in range(1000))), Why.UNPACKED),
    "archives in archives": Attack("a.docx", nested, Why.BROKEN),
    "archives in a Word file": Attack("a.docx", lambda: entries(("word/media/a.zip", nested(1))), Why.EMBEDDED),
    "archive as picture inside": Attack(
        "a.docx", lambda: with_part("image", "media/a.png", nested(1), png="image/png"), Why.EMBEDDED
    ),
    "itself inside": Attack("a.docx", quine, Why.EMBEDDED),
    "overlapping": Attack("a.docx", overlapping, Why.UNPACKED),
    "folder above": Attack("a.docx", lambda: entries(("../../a.xml", b"<a/>")), Why.DECEPTIVE),
    "folder above, inside": Attack("a.docx", lambda: entries(("word/../../a.xml", b"<a/>")), Why.DECEPTIVE),
    "absolute": Attack("a.docx", lambda: entries(("/etc/a.xml", b"<a/>")), Why.DECEPTIVE),
    "backslash": Attack("a.docx", lambda: entries(("..\\a.xml", b"<a/>")), Why.DECEPTIVE),
    "drive": Attack("a.docx", lambda: entries(("C:a.xml", b"<a/>")), Why.DECEPTIVE),
    "line end in a name": Attack("a.docx", lambda: entries(("word/a\r\nb.xml", b"<a/>")), Why.DECEPTIVE),
    "zero in a name": Attack(
        "a.docx", lambda: entries(("word/a.xml#.exe", b"")).replace(b"l#.", b"l\0."), Why.DECEPTIVE
    ),
    "link": Attack("a.docx", lambda: entries(("word/a.xml", b"/etc/passwd"), attributes=0o120777 << 16), Why.DECEPTIVE),
    "device": Attack("a.docx", lambda: entries(("word/a.xml", b""), attributes=0o020666 << 16), Why.DECEPTIVE),
    "twice": Attack("a.docx", lambda: twice("word/document.xml"), Why.DECEPTIVE),
    "twice but for case": Attack("a.docx", lambda: entries(("word/Document.xml", b"<a/>")), Why.DECEPTIVE),
    "encrypted entry": Attack("a.docx", lambda: flagged(word(), 1), Why.LOCKED),
    "strange packing": Attack("a.docx", lambda: zipped(word_parts(), compression=zipfile.ZIP_LZMA), Why.BROKEN),
    "before the archive": Attack("a.docx", lambda: b"PK\x03\x04" + HTML + word(), Why.DECEPTIVE),
    "behind the archive": Attack("a.docx", lambda: word() + HTML, Why.DECEPTIVE),
    "smaller than it is": Attack("a.docx", smaller_than_it_is, Why.BROKEN),
    "cut off": Attack("a.docx", lambda: word()[:-300], Why.BROKEN),
    "damaged": Attack("a.docx", lambda: zipped(word_parts(), compression=0).replace(b"God", b"Gud"), Why.BROKEN),
    # XML
    "document type": Attack("a.docx", lambda: with_document(f"{DTD}<w>&a;</w>"), Why.DTD),
    "document type in UTF-16": Attack("a.docx", lambda: with_document(turned(f"{DTD[21:]}<w>&a;</w>")), Why.DTD),
    "document type in types": Attack(
        "a.docx", lambda: zipped(word_parts() | {"[Content_Types].xml": f"{DTD}<Types/>"}), Why.DTD
    ),
    "document type in threads": Attack(
        "a.docx", lambda: zipped(word_parts() | {"_rels/.rels": f"{DTD}<Relationships/>"}), Why.DTD
    ),
    "fetched entity": Attack(
        "a.docx", lambda: with_document('<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w>&a;</w>'), Why.DTD
    ),
    "fetched document type": Attack(
        "a.docx", lambda: with_document('<!DOCTYPE w SYSTEM "http://example.org/a.dtd"><w/>'), Why.DTD
    ),
    "billion laughs": Attack("a.docx", lambda: with_document(laughs()), Why.DTD),
    "billion laughs in slides": Attack(
        "a.pptx", lambda: slides("hej", parts={"ppt/presentation.xml": laughs()}), Why.DTD
    ),
    "deep": Attack("a.docx", lambda: with_document("<w>" * 5000 + "</w>" * 5000), Why.TOO_MUCH),
    "elements without end": Attack("a.docx", elements, Why.TOO_MUCH),
    "words without end": Attack(
        "a.docx",
        words,
        Why.WORDS,
    ),
    "broken": Attack("a.docx", lambda: with_document("<w><p></w>"), Why.BROKEN),
    "unknown encoding": Attack(
        "a.docx", lambda: with_document('<?xml version="1.0" encoding="utf-7"?><w/>'), Why.BROKEN
    ),
    # What an Office file brings along
    "macro file": Attack("a.docm", word, Why.UNKNOWN_KIND),
    "macro file renamed": Attack("a.docx", lambda: zipped(word_parts(main=MACRO_MAIN)), Why.MACROS),
    "macros": Attack("a.docx", lambda: with_part("vbaProject", "vbaProject.bin", OLE), Why.MACROS),
    "macros of another name": Attack("a.docx", lambda: with_part("vbaProject", "a.xml", "<a/>"), Why.MACROS),
    "macros that nothing leads to": Attack("a.docx", lambda: entries(("word/vbaProject.bin", OLE)), Why.MACROS),
    "Excel's macros as Word file": Attack(
        "a.docx",
        lambda: zipped(word_parts(main="application/vnd.ms-excel.sheet.macroEnabled.main+xml")),
        Why.MACROS,
    ),
    "control": Attack("a.docx", lambda: with_part("control", "activeX/activeX1.xml", "<a/>"), Why.ACTIVE),
    "control that nothing leads to": Attack("a.docx", lambda: entries(("word/activeX/activeX1.bin", OLE)), Why.ACTIVE),
    "object": Attack("a.docx", lambda: with_part("oleObject", "embeddings/oleObject1.bin", OLE), Why.EMBEDDED),
    "document inside": Attack("a.docx", lambda: with_part("package", "embeddings/a.docx", word()), Why.EMBEDDED),
    "page inside": Attack("a.docx", lambda: with_part("aFChunk", "a.html", HTML), Why.EMBEDDED),
    "page inside, renamed": Attack("a.docx", lambda: with_part("aFChunk", "a.xml", "<a/>"), Why.EMBEDDED),
    "program inside": Attack("a.docx", lambda: entries(("word/a.exe", MZ)), Why.EMBEDDED),
    "program as picture inside": Attack(
        "a.docx", lambda: with_part("image", "media/a.png", MZ, png="image/png"), Why.EMBEDDED
    ),
    "film": Attack("a.pptx", lambda: slides("hej", threads={1: [("rId1", "video", "a.mp4")]}), Why.FILM),
    "film that nothing leads to": Attack("a.pptx", lambda: slides("hej", parts={"ppt/media/a.mp4": b"ftyp"}), Why.FILM),
    "film on the net": Attack(
        "a.pptx", lambda: slides("hej", threads={1: [("rId1", "video", "https://a.example", "External")]}), Why.FILM
    ),
    "fetched picture": Attack("a.docx", lambda: outward("image", "http://a.example/a.png"), Why.EXTERNAL),
    "fetched share": Attack("a.docx", lambda: outward("image", "file://a.example/share/a.png"), Why.EXTERNAL),
    "fetched object": Attack("a.docx", lambda: outward("oleObject", "http://a.example/a"), Why.EMBEDDED),
    "fetched frame": Attack("a.docx", lambda: outward("frame", "http://a.example/"), Why.EXTERNAL),
    "fetched part": Attack("a.docx", lambda: outward("subDocument", "http://a.example/a.docx"), Why.EMBEDDED),
    "fetched settings": Attack("a.docx", lambda: outward("settings", "http://a.example/s.xml"), Why.EXTERNAL),
    "field that runs": Attack("a.docx", lambda: word(field(" DDEAUTO c:\\\\a.exe ")), Why.ACTIVE),
    "field that runs, simple": Attack(
        "a.docx", lambda: word('<w:p><w:fldSimple w:instr=" dde excel a "><w:r/></w:fldSimple></w:p>'), Why.ACTIVE
    ),
    "field that fetches": Attack("a.docx", lambda: word(field('INCLUDEPICTURE "http://a.example/a"')), Why.ACTIVE),
    "button that runs": Attack("a.pptx", lambda: slides('<a:hlinkClick action="ppaction://program"/>'), Why.ACTIVE),
    "button for a macro": Attack(
        "a.pptx", lambda: slides('<a:hlinkClick action="ppaction://macro?name=a"/>'), Why.ACTIVE
    ),
    "drawing with script inside": Attack(
        "a.docx", lambda: with_part("image", "media/a.svg", SVG, svg="image/svg+xml"), Why.ACTIVE
    ),
    "drawing that fetches inside": Attack(
        "a.docx",
        lambda: with_part("image", "media/a.svg", '<svg><image href="https://a.example/"/></svg>', svg="image/svg+xml"),
        Why.ACTIVE,
    ),
    "old Office": Attack("a.docx", lambda: OLE, Why.LOCKED),
    "old Office as text": Attack("a.txt", lambda: OLE, Why.LOCKED),
    # PDF
    "script": Attack("a.pdf", lambda: script(b"/S /JavaScript /JS (app.alert\\(1\\))"), Why.ACTIVE),
    "script by another spelling": Attack("a.pdf", lambda: script(b"/S /J#61vaScript /J#53 (a)"), Why.ACTIVE),
    "script by name": Attack(
        "a.pdf",
        lambda: page(catalogue=b"/Names << /JavaScript << /Names [(a) 6 0 R] >> >>", a=b"<< /A 1 >>"),
        Why.ACTIVE,
    ),
    "script of a page": Attack("a.pdf", lambda: page(about=b"/AA << /O << /S /JavaScript /JS (a) >> >>"), Why.ACTIVE),
    "script of a field": Attack(
        "a.pdf",
        lambda: page(about=b"/Annots [<< /Subtype /Widget /AA << /K 6 0 R >> >>]", a=b"<< /S /JavaScript /JS (a) >>"),
        Why.ACTIVE,
    ),
    "launch": Attack("a.pdf", lambda: script(b"/S /Launch /F (cmd.exe)"), Why.ACTIVE),
    "next launch": Attack("a.pdf", lambda: script(b"/S /GoTo /D [3 0 R] /Next << /S /Launch >>"), Why.ACTIVE),
    "form that sends": Attack("a.pdf", lambda: script(b"/S /SubmitForm /F (http://a.example)"), Why.ACTIVE),
    "other file": Attack("a.pdf", lambda: script(b"/S /GoToR /F (\\\\\\\\a.example\\\\b)"), Why.ACTIVE),
    "form in a form": Attack("a.pdf", lambda: page(catalogue=b"/AcroForm << /XFA [(a) 4 0 R] >>"), Why.ACTIVE),
    "attachment": Attack(
        "a.pdf",
        lambda: page(catalogue=b"/Names << /EmbeddedFiles << /Names [(a) << /EF << /F 4 0 R >> >>] >> >>"),
        Why.EMBEDDED,
    ),
    "attachment on a page": Attack(
        "a.pdf", lambda: page(about=b"/Annots [<< /Subtype /FileAttachment /FS << /F (a) >> >>]"), Why.EMBEDDED
    ),
    "film on a page": Attack("a.pdf", lambda: page(about=b"/Annots [<< /Subtype /RichMedia >>]"), Why.FILM),
    "locked pdf": Attack("a.pdf", locked_pdf, Why.LOCKED),
    "pages without end": Attack("a.pdf", lambda: pages(501), Why.PAGES),
    "page that unpacks": Attack("a.pdf", content_bomb, Why.TOO_MUCH),
    "lists in lists": Attack("a.pdf", deep_array, Why.BROKEN),
    "circle of pages": Attack("a.pdf", circle, Why.BROKEN),
    "picture without end on a page": Attack(
        "a.pdf",
        lambda: page(a=stream(b"", b"/Type /XObject /Subtype /Image /Width 99999 /Height 99999")).replace(
            b"/Font << /F1", b"/XObject << /A 6 0 R >> /Font << /F1"
        ),
        Why.PIXELS,
    ),
    "pdf cut off": Attack("a.pdf", lambda: page()[:60], Why.BROKEN),
    "pdf of nothing": Attack("a.pdf", lambda: b"%PDF-1.7\n%%EOF", Why.BROKEN),
    # Pictures
    "picture without end": Attack("a.png", lambda: png(30_000, 30_000), Why.PIXELS),
    "photograph without end": Attack("a.jpg", huge_jpeg, Why.PIXELS),
    "web picture without end": Attack("a.webp", huge_webp, Why.PIXELS),
    "picture cut off": Attack("a.png", lambda: png()[:-30], Why.BROKEN),
    "photograph cut off": Attack("a.jpg", lambda: photograph()[:-200], Why.BROKEN),
    "picture with a text that unpacks": Attack(
        "a.png", lambda: png(8, 8, chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(200 * MIB), 9))), Why.BROKEN
    ),
}
