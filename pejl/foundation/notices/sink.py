"""The mail sink of a development or demo machine: takes every mail, delivers none, and shows what came.

Each mail is a file in one folder, named after the moment it came; the newest 500 are kept.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

HOST = "127.0.0.1"
KEPT = 500
MOST_BYTES = 30 * 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class ReceivedMail:
    """A mail as the person sees it. ``recipients`` are those of the envelope, who really get it; ``to`` is what is
    written on it. Absent parts are empty. ``attachments`` are file names."""

    name: str
    at: datetime
    sender: str
    recipients: tuple[str, ...]
    to: str
    subject: str
    text: str
    html: str
    calendar: str
    attachments: tuple[str, ...]
    message: EmailMessage


def read(folder: Path, *, most: int = KEPT) -> list[ReceivedMail]:
    """The ``most`` newest mails in ``folder``, newest first; none where the folder is not there yet."""
    return list(_received(sorted(folder.glob("*.eml"), reverse=True)[:most]))


def store(folder: Path, content: bytes, recipients: list[str]) -> Path:
    """Keep a mail; the file appears whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{time.time_ns():020d}-{secrets.token_hex(4)}"
    written, path = folder / f"{name}.part", folder / f"{name}.eml"
    delivered_to = "".join(f"Delivered-To: {recipient}\r\n" for recipient in recipients)
    written.write_bytes(delivered_to.encode() + content)
    written.rename(path)
    for old in sorted(folder.glob("*.eml"))[:-KEPT]:
        old.unlink(missing_ok=True)
    return path


async def serve(folder: Path, port: int, say: Callable[[int], None]) -> None:
    """Take mail on the loopback address until cancelled; ``say`` is told the port (0 asks for a free one)."""
    loop = asyncio.get_running_loop()

    def session() -> SMTP:
        return SMTP(Sink(folder), hostname="pejl", enable_SMTPUTF8=True, data_size_limit=MOST_BYTES, loop=loop)

    server = await loop.create_server(session, HOST, port)
    async with server:
        say(server.sockets[0].getsockname()[1])
        await server.serve_forever()


class Sink:
    """What aiosmtpd asks when a mail has come."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep it, and answer as SMTP does."""
        content = envelope.original_content or b""
        await asyncio.to_thread(store, self.folder, content, envelope.rcpt_tos)
        return "250 Kept"


def _received(paths: list[Path]) -> Iterator[ReceivedMail]:
    for path in paths:
        # The sink may be making room at this very moment.
        with contextlib.suppress(FileNotFoundError):
            yield _parsed(path)


def _parsed(path: Path) -> ReceivedMail:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return ReceivedMail(
        name=path.stem,
        at=datetime.fromtimestamp(path.stat().st_mtime, UTC),
        sender=str(message["From"] or ""),
        recipients=tuple(map(str, message.get_all("Delivered-To", []))),
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        text=_part(message, "text/plain"),
        html=_part(message, "text/html"),
        calendar=_part(message, "text/calendar"),
        attachments=tuple(part.get_filename() or "" for part in message.iter_attachments()),
        message=message,
    )


def _part(message: EmailMessage, kind: str) -> str:
    """The first part of this kind that is no attachment."""
    for part in message.walk():
        if part.get_content_type() == kind and not part.is_attachment():
            content: str = part.get_content()
            return content.replace("\r\n", "\n")
    return ""
