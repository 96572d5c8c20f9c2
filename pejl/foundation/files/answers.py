"""A file as an answer, after the page has found the thing it belongs to with ``visible_to``."""

from __future__ import annotations

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from pejl.foundation.files import queries
from pejl.foundation.files.inspection.kinds import Kind
from pejl.foundation.files.models import KeptFile

_MEDIA_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.SLIDES: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    Kind.TEXT: "text/plain; charset=utf-8",
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.WEBP: "image/webp",
}
# Should a browser show it all the same: nothing of it runs, loads, sends or is our origin's.
_SANDBOX = "default-src 'none'; frame-ancestors 'none'; sandbox"


def download(file: KeptFile) -> StreamingHttpResponse:
    """The file to be saved; never shown inside a page."""
    return _answer(file, as_attachment=True)


def picture(file: KeptFile) -> StreamingHttpResponse:
    """A picture to be shown in a page, as the source of its ``img``. Raises ValueError for any other kind."""
    if not file.is_picture:
        raise ValueError(f"A {file.kind} is not shown in a page.")
    return _answer(file, as_attachment=False)


def _answer(file: KeptFile, *, as_attachment: bool) -> StreamingHttpResponse:
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment, file.name) or "attachment",
        "Content-Length": str(file.size),
        "Content-Security-Policy": _SANDBOX,
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
    }
    return StreamingHttpResponse(queries.content(file), content_type=_MEDIA_TYPES[Kind(file.kind)], headers=headers)
