"""How a file is given back, and the form field that takes one."""

from __future__ import annotations

import io

import pytest
from csp.middleware import CSPMiddleware
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest

from pejl.foundation.files import answers, operations
from pejl.foundation.files.forms import UploadField
from pejl.foundation.files.sentences import PHOTOGRAPHS_ARE_NOT_READ
from pejl.foundation.files.tests.harmless import HARMLESS, picture
from pejl.foundation.files.tests.hostile import HTML
from pejl.foundation.privacy.forms import GuardedForm

TYPES = {
    "Word file": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "slides": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
    "text": "text/plain; charset=utf-8",
    "photograph": "image/jpeg",
    "picture": "image/png",
    "web picture": "image/webp",
}


class Attach(GuardedForm):
    """A form as a module has one."""

    file = UploadField(required=False)


def kept(by, now, name, content):
    return operations.keep(upload=io.BytesIO(content), name=name, by=by, now=now)


@pytest.mark.parametrize("what", TYPES)
def test_file_is_given_to_be_saved(anna, now, what):
    called, make = HARMLESS[what]
    file = kept(anna, now, called, make())
    answer = answers.download(file)
    assert answer["Content-Type"] == TYPES[what]
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert answer["Cache-Control"] == "no-store"
    assert len(b"".join(answer.streaming_content)) == int(answer["Content-Length"]) == file.size


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ("a b.txt", 'attachment; filename="a b.txt"'),
        ("Ærø.txt", "attachment; filename*=utf-8''%C3%86r%C3%B8.txt"),
        ('a"; filename=b.exe\r\nX-A: b.txt', 'attachment; filename="a-; filename=b.exe X-A- b.txt"'),
    ],
)
def test_name_cannot_break_out_of_its_header(anna, now, sent, said):
    answer = answers.download(kept(anna, now, sent, b"hej"))
    assert answer["Content-Disposition"] == said


def test_only_pictures_are_shown(anna, now):
    answer = answers.picture(kept(anna, now, "a.png", picture("PNG")))
    assert answer["Content-Disposition"].startswith("inline")
    assert "sandbox" in answer["Content-Security-Policy"]
    with pytest.raises(ValueError, match="not shown"):
        answers.picture(kept(anna, now, "a.txt", b"hej"))


def test_pages_own_policy_does_not_take_its_place(anna, now):
    answer = answers.download(kept(anna, now, "a.txt", b"hej"))
    request = HttpRequest()
    middleware = CSPMiddleware(lambda _: answer)
    middleware.process_request(request)
    assert "sandbox" in middleware.process_response(request, answer)["Content-Security-Policy"]


def test_field_looks_over_what_is_sent():
    form = Attach({}, {"file": SimpleUploadedFile("Tavle.PNG", picture("PNG"))})
    assert form.is_valid()
    assert form.cleaned_data["file"].name == "Tavle.png"


def test_field_says_what_is_wrong():
    form = Attach({}, {"file": SimpleUploadedFile("a.txt", HTML)})
    assert not form.is_valid()
    assert form.errors.as_data()["file"][0].code == "file"


def test_number_in_a_file_offers_no_button_that_could_not_help():
    form = Attach({}, {"file": SimpleUploadedFile("a.txt", b"Borger 710101-1234")})
    assert form.errors.as_data()["file"][0].code == "cpr-in-file"
    assert form.remedy("file") is None


def test_field_may_be_left_empty():
    form = Attach({}, {})
    assert form.is_valid()
    assert form.cleaned_data["file"] is None


def test_field_accepts_what_is_kept():
    assert ".docx" in UploadField().widget.attrs["accept"]
    assert ".svg" not in UploadField().widget.attrs["accept"]
    assert str(PHOTOGRAPHS_ARE_NOT_READ)
