"""Pictures for paper, and what is said of any file."""

from __future__ import annotations

import io
from datetime import datetime

import pytest
from django.utils import translation
from PIL import Image

from pejl.foundation.files import operations, queries
from pejl.foundation.files.models import KeptFile, Piece
from pejl.foundation.files.printing import LONGEST_SIDE, printed
from pejl.foundation.files.queries import DamagedFile
from pejl.foundation.files.sentences import sort_and_size
from pejl.foundation.tenancy.models import Person


def painted(sort: str, width: int, height: int, mode: str = "RGB") -> bytes:
    content = io.BytesIO()
    Image.new(mode, (width, height)).save(content, sort)
    return content.getvalue()


def kept(content: bytes, name: str, by: Person, now: datetime) -> KeptFile:
    return operations.keep(upload=io.BytesIO(content), name=name, by=by, now=now)


@pytest.mark.parametrize(
    ("sort", "mode", "becomes"),
    [("PNG", "RGB", "PNG"), ("JPEG", "RGB", "JPEG"), ("WEBP", "RGB", "JPEG"), ("WEBP", "RGBA", "PNG")],
)
def test_picture_is_printed_as_what_every_paper_takes(
    anna: Person, now: datetime, sort: str, mode: str, becomes: str
) -> None:
    # Without a hole in it, WebP is written without an alpha channel.
    picture = Image.new(mode, (60, 30), (9, 9, 9, 9)[: len(mode)])
    content = io.BytesIO()
    picture.save(content, sort)
    file = kept(content.getvalue(), f"tavle.{sort.lower()}", anna, now)
    assert (file.width, file.height) == (60, 30)
    made = printed(file)
    with Image.open(io.BytesIO(made.content)) as read:
        assert (read.format, read.size) == (becomes, (60, 30))
    assert (made.kind.value.upper(), made.width, made.height) == (becomes, 60, 30)


@pytest.mark.parametrize("sort", ["PNG", "JPEG", "WEBP"])
def test_large_picture_is_made_as_small_as_a_sheet_shows(anna: Person, now: datetime, sort: str) -> None:
    made = printed(kept(painted(sort, 3000, 1500), f"tavle.{sort.lower()}", anna, now))
    assert (made.width, made.height) == (LONGEST_SIDE, LONGEST_SIDE // 2)


def test_picture_that_is_as_it_should_be_is_printed_as_it_is(anna: Person, now: datetime) -> None:
    file = kept(painted("PNG", 40, 40), "tavle.png", anna, now)
    assert printed(file).content == queries.whole(file)


def test_nothing_else_is_printed_nor_what_is_damaged(anna: Person, now: datetime) -> None:
    with pytest.raises(ValueError, match="txt"):
        printed(kept(b"hej", "a.txt", anna, now))
    file = kept(painted("PNG", 40, 40), "tavle.png", anna, now)
    Piece.objects.filter(file=file).update(content=painted("PNG", 41, 41)[: file.size].ljust(file.size, b"\0"))
    with pytest.raises(DamagedFile):
        printed(file)


def test_measures_are_those_of_the_picture_the_right_way_up(anna: Person, now: datetime) -> None:
    content, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 6  # the camera was held upright
    Image.new("RGB", (60, 30)).save(content, "JPEG", exif=exif)
    file = kept(content.getvalue(), "tavle.jpg", anna, now)
    assert (file.width, file.height) == (30, 60)
    assert kept(b"hej", "a.txt", anna, now).width is None


@pytest.mark.parametrize(
    ("size", "said"),
    [(1, "PDF, 1 kB"), (210_400, "PDF, 210 kB"), (2_140_000, "PDF, 2,1 MB"), (999_999, "PDF, 1,0 MB")],
)
def test_file_says_what_it_is_and_how_large(anna: Person, size: int, said: str) -> None:
    with translation.override("da"):
        assert sort_and_size(KeptFile(kind="pdf", size=size)) == said
