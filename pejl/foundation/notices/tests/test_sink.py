"""The mail sink: real mails over real SMTP, on this machine only."""

from __future__ import annotations

import asyncio
import os
import smtplib
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from queue import Queue

import pytest
from django.conf import LazySettings
from django.core import mail as django_mail

from pejl.foundation.notices import mail, sink

FILE = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Læringsmøde\r\nEND:VCALENDAR\r\n".encode()


@contextmanager
def serving(folder: Path) -> Iterator[int]:
    """A sink in a thread of its own; gives its port."""
    ports: Queue[int] = Queue()
    loop = asyncio.new_event_loop()
    task = loop.create_task(sink.serve(folder, 0, ports.put))

    def run() -> None:
        asyncio.set_event_loop(loop)
        with pytest.raises(asyncio.CancelledError):
            loop.run_until_complete(task)
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield ports.get(timeout=10)
    finally:
        loop.call_soon_threadsafe(task.cancel)
        thread.join(timeout=10)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "mail"


@pytest.fixture
def port(folder: Path, settings: LazySettings) -> Iterator[int]:
    """A sink that Django's own backend delivers to."""
    with serving(folder) as number:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = sink.HOST, number
        settings.PEJL_MAIL_FROM = "Pejl <pejl@strandby.example>"
        yield number


def invite(number: int = 1, name: str = "Bo Kjær") -> None:
    mail.compose(
        message_id=f"invitation-{number}",
        to_name=name,
        to_address="bo@strandby.example",
        subject=f"Kan du komme? Læringsmøde {number}",
        text="Svar senest mandag.\n\nÆbler & øl\n.\nslut\n",
        html="<p>Svar senest <b>mandag</b>.</p>",
        calendar=(FILE, "REQUEST"),
        reply_to="anna@strandby.example",
    ).send()


def test_mail_arrives_as_it_was_sent(port: int, folder: Path) -> None:
    invite()
    (received,) = sink.read(folder)
    assert received.subject == "Kan du komme? Læringsmøde 1"
    assert received.to == "Bo Kjær <bo@strandby.example>"
    assert received.recipients == ("bo@strandby.example",)
    assert received.sender == "Pejl <pejl@strandby.example>"
    assert received.text == "Svar senest mandag.\n\nÆbler & øl\n.\nslut\n"
    assert received.html == "<p>Svar senest <b>mandag</b>.</p>"
    assert received.calendar == FILE.decode().replace("\r\n", "\n")
    assert received.attachments == ("invite.ics",)
    assert received.message["Message-ID"] == "<invitation-1@strandby.example>"
    assert timedelta(0) <= datetime.now(UTC) - received.at < timedelta(minutes=1)


def test_newest_stands_first(port: int, folder: Path) -> None:
    for number in range(5):
        invite(number)
    assert [received.subject[-1] for received in sink.read(folder)] == ["4", "3", "2", "1", "0"]
    assert [received.subject[-1] for received in sink.read(folder, most=2)] == ["4", "3"]


def test_several_mails_over_one_connection(port: int, folder: Path) -> None:
    with django_mail.get_connection() as connection:
        messages = [
            django_mail.EmailMessage(f"Nr. {number}", "x", "pejl@a.example", ["bo@b.example"], connection=connection)
            for number in range(3)
        ]
        assert connection.send_messages(messages) == 3
    assert len(sink.read(folder)) == 3


def test_only_what_the_mail_really_reaches_is_a_recipient(port: int, folder: Path) -> None:
    invite(name="Carla <carla@evil.example>, Eva")
    assert sink.read(folder)[0].recipients == ("bo@strandby.example",)


def test_nothing_before_the_first_mail(folder: Path) -> None:
    assert sink.read(folder) == []


def test_only_the_newest_five_hundred_are_kept(folder: Path) -> None:
    for number in range(sink.KEPT + 3):
        sink.store(folder, f"Subject: {number}\r\n\r\nx".encode(), ["bo@b.example"])
    kept = [received.subject for received in sink.read(folder)]
    assert len(kept) == sink.KEPT
    assert (kept[0], kept[-1]) == ("502", "3")


def test_file_names_hold_nothing_of_the_mail(folder: Path) -> None:
    path = sink.store(folder, b"Subject: ../../x\r\nMessage-ID: </etc/x>\r\n\r\nx", ["../y@b.example"])
    assert path.parent == folder
    assert path.name.replace("-", "").removesuffix(".eml").isalnum()


def test_sink_listens_on_the_loopback_address_alone(folder: Path) -> None:
    with serving(folder) as number:
        assert sink.HOST == "127.0.0.1"
        with socket.create_server(("127.0.0.2", number)):
            pass  # Free: the sink does not hold every address.


def test_command_prints_its_port_and_keeps_mail(folder: Path) -> None:
    command = [sys.executable, "-m", "pejl", "mailsink", "--port", "0", "--folder", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PEJL_DEBUG": "0"}) as process:
        assert process.stdout
        line = process.stdout.readline()
        try:
            with smtplib.SMTP("127.0.0.1", int(line.rsplit(":", 1)[1]), timeout=10) as client:
                client.sendmail("a@b.example", ["bo@b.example"], "Subject: Hej\r\n\r\nEn mail\r\n")
        finally:
            process.terminate()
    (received,) = sink.read(folder)
    assert (received.subject, received.text) == ("Hej", "En mail\n")
