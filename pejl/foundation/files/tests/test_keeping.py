"""What is kept, and that nothing of a refused file is."""

from __future__ import annotations

import io
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import ProtectedError

from pejl.foundation.files import examining, operations, queries
from pejl.foundation.files.examining import CprInFile, Examined, examine
from pejl.foundation.files.inspection import limits
from pejl.foundation.files.inspection.faults import Why
from pejl.foundation.files.inspection.kinds import Kind
from pejl.foundation.files.models import KeptFile, Piece
from pejl.foundation.files.sentences import Unkept
from pejl.foundation.files.tests.harmless import paper, picture
from pejl.foundation.files.tests.hostile import ATTACKS
from pejl.foundation.privacy.cpr import CprFound
from pejl.foundation.tenancy import scopes
from pejl.foundation.tenancy.rows import ForeignSpace

# One for each way in which a file can be refused: before, by, and after the process that looks.
REFUSED = ["too large", "program", "macros", "script", "picture without end", "page as text", "elements without end"]


def kept(by, now, *, name="noter.txt", content=b"God morgen") -> KeptFile:
    return operations.keep(upload=io.BytesIO(content), name=name, by=by, now=now)


def whole(file: KeptFile) -> bytes:
    return b"".join(queries.content(file))


def on_disk(*folders: Path) -> dict[str, int]:
    """Every file below the folders, but the databases', which other tests write to."""
    return {
        str(path): path.stat().st_size
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and "sqlite" not in path.name
    }


def test_file_is_kept_and_comes_back(anna, now):
    file = kept(anna, now, name="C:\\Noter.TXT", content="Ærø".encode("cp1252"))
    assert (file.name, file.kind, file.size) == ("Noter.txt", "txt", 5)
    assert (file.uploaded_by, file.uploaded_at) == (anna, now)
    assert whole(file).decode() == "Ærø"
    assert not file.is_picture
    assert str(file) == "Noter.txt"


def test_large_file_is_kept_in_pieces(anna, now):
    content = bytes(range(256)) * 4096
    examined = Examined("a.pdf", Kind.PDF, content)
    file = operations.keep_examined(examined=examined, by=anna, now=now)
    assert Piece.objects.filter(file=file).count() == 4
    assert [len(piece) for piece in queries.content(file)] == [examining.PIECE_BYTES] * 4
    assert whole(file) == content


@pytest.mark.parametrize("name", REFUSED)
def test_nothing_of_a_refused_file_is_left(anna, now, name, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    data = Path(django_settings.DATA)
    before = on_disk(data)
    attack = ATTACKS[name]
    with pytest.raises(Unkept) as refused:
        kept(anna, now, name=attack.name, content=attack.make())
    assert refused.value.why is attack.why
    assert refused.value.field == "file"
    assert refused.value.message
    assert on_disk(data) == before
    assert list(tmp_path.iterdir()) == []
    assert KeptFile.objects.count() == Piece.objects.count() == 0


def test_nothing_of_a_file_with_a_cpr_number_is_left(anna, now, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(CprInFile) as refused:
        kept(anna, now, name="a.pdf", content=paper("Borger 710101-1234 ringede"))
    assert "710101" not in refused.value.message
    assert refused.value.http_status == 422
    assert list(tmp_path.iterdir()) == []
    assert Piece.objects.count() == 0


def test_name_with_a_cpr_number_is_refused(anna, now):
    with pytest.raises(CprFound):
        kept(anna, now, name="710101-1234.txt")


def test_file_goes_with_the_transaction_it_belongs_to(anna, now):
    examined = examine(upload=io.BytesIO(b"God morgen"), name="a.txt")
    with transaction.atomic():
        operations.keep_examined(examined=examined, by=anna, now=now)
        assert Piece.objects.count() == 1
        transaction.set_rollback(True)
    assert Piece.objects.count() == 0


def test_refusal_says_how_large_a_file_may_be(anna, now, settings):
    settings.PEJL_FILE_MEGABYTES = 1
    with pytest.raises(Unkept) as refused:
        kept(anna, now, content=b"a" * 1_000_001)
    assert "1 MB" in refused.value.message
    assert kept(anna, now, content=b"a " * 500_000).size == 1_000_000


def test_job_centre_has_only_so_much_room(anna, now, settings):
    settings.PEJL_FILES_MEGABYTES = 1
    half = Examined("a.pdf", Kind.PDF, bytes(500_000))
    operations.keep_examined(examined=half, by=anna, now=now)
    operations.keep_examined(examined=half, by=anna, now=now)
    assert queries.used_bytes() == 1_000_000
    with pytest.raises(Unkept) as refused:
        kept(anna, now)
    assert refused.value.why is Why.FULL


def test_room_is_each_job_centres_own(anna, carla, now, settings):
    settings.PEJL_FILES_MEGABYTES = 1
    full = Examined("a.pdf", Kind.PDF, bytes(1_000_000))
    operations.keep_examined(examined=full, by=anna, now=now)
    with scopes.scope(carla.space_id):
        operations.keep_examined(examined=full, by=carla, now=now)
        assert queries.used_bytes() == 1_000_000


def test_other_job_centres_file_is_never_read(anna, carla, now):
    file = kept(anna, now)
    with scopes.scope(carla.space_id):
        assert KeptFile.objects.filter(pk=file.pk).first() is None
        with pytest.raises(ForeignSpace):
            queries.content(file)


def test_other_job_centres_file_is_not_read_with_the_first_wall_down(anna, carla, now, settings):
    file = kept(anna, now)
    settings.PEJL_SCOPES = False
    with scopes.scope(carla.space_id), pytest.raises(queries.DamagedFile):
        whole(file)
    assert whole(file) == b"God morgen"


def test_damaged_file_is_not_given_out(anna, now):
    file = kept(anna, now)
    Piece.objects.filter(file=file).update(content=b"God aften!")
    with pytest.raises(queries.DamagedFile):
        whole(file)
    Piece.objects.filter(file=file).delete()
    with pytest.raises(queries.DamagedFile):
        whole(file)


def test_file_is_let_go_with_its_bytes(anna, now):
    operations.let_go(file=kept(anna, now))
    assert KeptFile.objects.count() == Piece.objects.count() == 0


def test_person_who_sent_a_file_is_kept(anna, now):
    kept(anna, now)
    with pytest.raises(ProtectedError):
        anna.delete()


def test_file_by_itself_is_its_senders(anna, bo, now):
    file = kept(anna, now)
    assert list(KeptFile.objects.visible_to(anna)) == [file]
    assert list(KeptFile.objects.visible_to(bo)) == []


def test_what_nothing_holds_is_cleared_after_a_day(anna, carla, now):
    kept(anna, now - timedelta(hours=25))
    fresh = kept(anna, now - timedelta(hours=23))
    with scopes.scope(carla.space_id):
        kept(carla, now - timedelta(days=9))
    assert operations.clear_orphans(now=now) == 2
    assert [file.pk for file in KeptFile.objects.all()] == [fresh.pk]
    with scopes.scope(carla.space_id):
        assert Piece.objects.count() == 0


def test_what_a_row_holds_is_not_cleared(anna, now, monkeypatch):
    """Which rows hold files is read from the models; here a piece stands for a module's row."""
    file = kept(anna, now - timedelta(days=9))
    monkeypatch.setattr(operations, "holders", lambda: [(Piece, "file")])
    assert operations.clear_orphans(now=now) == 0
    assert KeptFile.objects.get().pk == file.pk


def test_holders_are_found_in_the_models():
    assert Piece not in [model for model, _column in operations.holders()]
    for model, column in operations.holders():
        assert model._meta.get_field(column).related_model is KeptFile


def test_only_so_many_are_looked_over_at_once(monkeypatch):
    monkeypatch.setattr(limits, "SECONDS", 0.05)
    taken = [examining._places.acquire(timeout=1) for _ in range(limits.AT_ONCE)]
    try:
        with pytest.raises(Unkept) as refused:
            examine(upload=io.BytesIO(b"God morgen"), name="a.txt")
        monkeypatch.undo()
    finally:
        for _ in taken:
            examining._places.release()
    assert refused.value.why is Why.BUSY
    assert examine(upload=io.BytesIO(b"God morgen"), name="a.txt").size == 10


def test_process_that_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(limits, "SECONDS", 0.01)
    with pytest.raises(Unkept) as refused:
        examine(upload=io.BytesIO(b"God morgen"), name="a.txt")
    assert refused.value.why is Why.TOO_MUCH


def test_file_is_read_from_an_upload(anna, now):
    sent = SimpleUploadedFile("a.png", picture("PNG"))
    file = operations.keep(upload=sent, name=sent.name, by=anna, now=now)
    assert file.is_picture
    assert whole(file).startswith(b"\x89PNG")
