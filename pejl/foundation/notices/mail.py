"""Mails: composed here, delivered by Django's SMTP backend with the ``EMAIL_*`` settings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.header import Header
from email.utils import formataddr, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import BadHeaderError, EmailMessage, EmailMultiAlternatives
from django.core.validators import validate_email

# What ends a header's line in one program or another, and what no header needs.
CONTROLS = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, kw_only=True)
class File:
    """A file that comes with a mail: what it is called at the reader's, what it holds, and its media type."""

    name: str
    content: bytes
    content_type: str


class Mail(EmailMultiAlternatives):
    """Django 5.2 folds a long Danish subject so that its first line is empty, which some programs show as a space."""

    def message(self, **options: Any) -> Any:
        """The mail as it goes out."""
        message = super().message(**options)
        subject = str(self.subject)
        if not subject.isascii():
            message.replace_header("Subject", Header(subject, "utf-8", header_name="Subject"))
        return message


def compose(
    *,
    message_id: str,
    to_name: str,
    to_address: str,
    subject: str,
    text: str,
    html: str | None = None,
    calendar: tuple[bytes, str] | None = None,
    files: Sequence[File] = (),
    reply_to: str | None = None,
) -> EmailMessage:
    """A mail to one person, ready to ``send()``.

    ``message_id`` is the id of what is told, so a mail sent twice by a job that was tried again is seen to be the same.
    ``text`` stands alone; ``html`` says the same. ``calendar`` is an iCalendar file and its method (``REQUEST`` or
    ``CANCEL``); ``files`` come along as they are. ``reply_to`` is an address. Raises ``BadHeaderError`` where a header
    would get a second line, and ``ValidationError`` for an address that is none.
    """
    mail = Mail(
        subject=_header(subject),
        body=text,
        from_email=settings.PEJL_MAIL_FROM,
        to=[_mailbox(to_name, to_address)],
        reply_to=[_mailbox("", reply_to)] if reply_to else None,
        headers={
            "Message-ID": f"<{_identifier(message_id)}@{_domain()}>",
            # Holiday answers to a machine help nobody (RFC 3834); Exchange listens to its own header only.
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "OOF, AutoReply",
        },
    )
    if html is not None:
        mail.attach_alternative(html, "text/html")
    if calendar is not None:
        _enclose(mail, *calendar)
    for file in files:
        mail.attach(_header(file.name), file.content, file.content_type)
    return mail


def _enclose(mail: EmailMultiAlternatives, file: bytes, method: str) -> None:
    """The calendar file twice: as a part that Outlook and Gmail act on, and as a file for programs that do not."""
    if method not in {"REQUEST", "CANCEL"}:
        raise ValueError(f"Not a method for an invitation: {method!r}")
    mail.attach_alternative(file.decode(), f"text/calendar; method={method}")
    mail.attach("invite.ics" if method == "REQUEST" else "cancel.ics", file, "application/ics")


def _mailbox(name: str, address: str) -> str:
    validate_email(_header(address))
    return formataddr((_header(name), address))


def _header(value: str) -> str:
    if CONTROLS.search(value):
        raise BadHeaderError(f"A header cannot hold line ends or control characters: {value!r}")
    return value


def _identifier(message_id: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9.-]+", message_id):
        raise BadHeaderError(f"Not an id for a mail: {message_id!r}")
    return message_id


def _domain() -> str:
    return parseaddr(settings.PEJL_MAIL_FROM)[1].rpartition("@")[2]
