"""Sending one request as somebody of the first job centre, and looking for any trace of the second in its effects."""

from __future__ import annotations

import base64
import hashlib
import html
import io
import logging
import re
import traceback
import urllib.parse
import uuid
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

from django.core import mail
from django.db import models
from django.test import Client
from pypdf import PdfReader

from pejl.foundation.jobs import operations as jobs
from pejl.foundation.tenancy import scopes, walls
from tests.canary.world import CANARY, Centre
from tests.people import NOW
from tests.undoing import undone, written

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")
# Where a paper may break a word: the word is still that word.
UNSEEN = re.compile("\u200b|\u00ad|-\n")
# What differs between any two answers to the same request: made at random for each form and session.
RANDOM = [
    re.compile(r'name="(csrfmiddlewaretoken|carried)" value="[^"]+"'),
    re.compile(r'data-(left|longest)="\d+"'),
    re.compile(r"(csrftoken|pejl_csrf|pejl_session)=[^;]+"),
    re.compile(r"(?<=expires=)[^;]+"),
    re.compile(r'(?<="challenge": ")[^"]+'),
    re.compile(r"(?<=&#34;challenge&#34;: &#34;)[\w-]+"),
    re.compile(r"pejl_[0-9a-f]{32}_[\w-]{43}"),  # a new API token, shown once
]


@dataclass
class Answer:
    """What came back, with the id that was asked for, and all that is random, masked."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    raw: str = field(repr=False, compare=False, default="")


@dataclass
class Trace:
    """What must never happen."""

    request: str
    what: str

    def __str__(self) -> str:
        return f"{self.request}: {self.what}"


class Collected(logging.Handler):
    """Every log record, as text."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        trouble = "".join(traceback.format_exception(*record.exc_info)) if record.exc_info else ""
        self.lines.append(record.getMessage() + trouble)


class Walker:
    """Walks as A and watches B. ``traces`` is what was found; ``sent`` counts the requests."""

    def __init__(self, own: Centre, other: Centre) -> None:
        self.own, self.other = own, other
        self.traces: list[Trace] = []
        self.sent = 0
        self.failures: set[str] = set()
        self.before = {model: self.fingerprint(model) for model in walls.space_models()}

    def ask(self, client: Client, method: str, path: str, asked_for: uuid.UUID | None = None, **more: Any) -> Answer:
        """Send, look for traces of B, undo what A did, and return the answer for comparing."""
        self.sent += 1
        # What is undone in the database is undone in the browser too: a request may end the session or begin another.
        cookies = SimpleCookie[str]()
        cookies.update(client.cookies)
        told = f"{method} {path.partition('?')[0]}"
        with self._logs() as logs, undone() as wrote:
            response = client.generic(method, path, **more)
            raw = _bytes_of(response)
            if wrote:
                self._work()
            text = _text_of(response, raw)
            self._look(told, "answer", text)
            self._look(told, "headers", str(dict(response.headers)) + str(response.cookies))
            self._look(told, "log", "\n".join(logs.lines))
            self._look(told, "mail", "\n".join(_mail_text(one) for one in mail.outbox))
            if any(self.fingerprint(model) != self.before[model] for model in written(wrote, walls.space_models())):
                self.traces.append(Trace(told, "changed a row of the other job centre"))
            if response.status_code >= 500:
                why = next((line for line in reversed(logs.lines) if "Error" in line or "Traceback" in line), "")
                self.traces.append(Trace(told, f"failed with {response.status_code}: {why[-300:]}"))
        mail.outbox.clear()
        client.cookies = cookies
        return _masked(response, raw, asked_for)

    def compare(self, told: str, foreign: Answer, unknown: Answer) -> None:
        """A foreign id and one that never was must be answered alike."""
        if foreign != unknown:
            parts = ("status", "headers", "body")
            differing = [name for name in parts if getattr(foreign, name) != getattr(unknown, name)]
            where = first_difference(foreign.raw, unknown.raw)
            self.traces.append(Trace(told, f"tells a foreign id from an unknown one by {differing}: {where}"))

    def fingerprint(self, model: type[models.Model]) -> str:
        """A hash of every row of B."""
        with scopes.scope(self.other.space.pk):
            rows = models.QuerySet(model).filter(space_id=self.other.space.pk).order_by("pk").values_list()
            return hashlib.sha256(repr([tuple(_plain(value) for value in row) for row in rows]).encode()).hexdigest()

    def _work(self) -> None:
        """Do the jobs that the request asked for, so that their mails are seen."""
        while jobs.work_one(now=NOW):
            pass

    def _look(self, told: str, where: str, text: str) -> None:
        if holds_canary(text):
            self.traces.append(Trace(told, f"shows the other job centre in the {where}"))

    @contextmanager
    def _logs(self) -> Iterator[Collected]:
        handler, root = Collected(), logging.getLogger()
        root.addHandler(handler)
        try:
            yield handler
        finally:
            root.removeHandler(handler)


def first_difference(one: str, two: str) -> str:
    """The words around the first place where two texts differ."""
    at = next((n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    return f"…{one[max(0, at - 40) : at + 60]!r} / {two[max(0, at - 40) : at + 60]!r}"


def holds_canary(text: str) -> bool:
    """Whether the word stands there in any of the shapes a leak takes."""
    plain = html.unescape(urllib.parse.unquote(text)).lower()
    word = CANARY.lower()
    if word in plain or word[::-1] in plain:
        return True
    return any(base64.b64encode((" " * shift + CANARY).encode())[4:-4].decode() in text for shift in range(3))


def _bytes_of(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def _text_of(response: Any, raw: bytes) -> str:
    if raw and response.headers.get("Content-Type", "").startswith("application/pdf"):
        text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(raw)).pages)
        return UNSEEN.sub("", text)
    if raw and zipfile.is_zipfile(io.BytesIO(raw)):
        packed = zipfile.ZipFile(io.BytesIO(raw))
        return UNSEEN.sub("", "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist()))
    text = raw.decode("utf-8", "replace")
    return text.replace("\r\n ", "") if "calendar" in response.headers.get("Content-Type", "") else text


def _mail_text(message: Any) -> str:
    parts = [part.get_payload(decode=True) or b"" for part in message.message().walk() if not part.is_multipart()]
    return f"{message.subject} {message.to} " + " ".join(part.decode("utf-8", "replace") for part in parts)


def _masked(response: Any, raw: bytes, asked_for: uuid.UUID | None) -> Answer:
    text = raw.decode("utf-8", "replace")
    headers = {**response.headers, "Set-Cookie": str(response.cookies)}
    if asked_for is not None:
        for shape in (str(asked_for), asked_for.hex):
            text = text.replace(shape, "ASKED")
            headers = {name: value.replace(shape, "ASKED") for name, value in headers.items()}
    for pattern in RANDOM:
        text = pattern.sub("RANDOM", text)
        headers = {name: pattern.sub("RANDOM", value) for name, value in headers.items()}
    text = re.sub(r'(client_id" value=")[^"]+', r"\1RANDOM", text)
    is_pdf = headers.get("Content-Type", "").startswith("application/pdf")
    body = b"" if is_pdf else text.encode()
    return Answer(response.status_code, tuple(sorted(headers.items())), body, raw=text)


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value
