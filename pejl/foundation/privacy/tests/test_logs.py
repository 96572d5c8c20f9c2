from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest
from uvicorn.logging import AccessFormatter

from pejl.foundation.privacy.logs import PrivacyFilter, discreet

NUMBER = "710101-1234"


@pytest.fixture
def log() -> Iterator[tuple[logging.Logger, io.StringIO]]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(PrivacyFilter())
    handler.setFormatter(logging.Formatter("{levelname} {message}", style="{"))
    logger = logging.getLogger("privacy-tests")
    logger.propagate = False
    logger.addHandler(handler)
    yield logger, stream
    logger.removeHandler(handler)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ('"GET /temaer/?q=hej%20du HTTP/1.1" 200', '"GET /temaer/ HTTP/1.1" 200'),
        ("Not Found: /moeder/?side=2&q=x", "Not Found: /moeder/"),
        ("til https://pejl.example/a/?next=/b/?c=d nu", "til https://pejl.example/a/ nu"),
        ("/?q=x", "/"),
        ("Really? yes", "Really? yes"),
        ("50 % af /tmp/x (a/b)?", "50 % af /tmp/x (a/b)?"),
        (f"borger {NUMBER} fundet", "borger [number removed] fundet"),
        ("GET /sag/710101%2D1234/", "GET /sag/[number removed]/"),
        ("konto 7101011234", "konto 7101011234"),
    ],
)
def test_discreet(written: str, kept: str) -> None:
    assert discreet(written) == kept


def test_messages_and_arguments_are_discreet(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, stream = log
    logger.warning("%s: %s %d%%", "Not Found", "/temaer/?q=hemmeligt", 50)
    logger.warning("%(path)s", {"path": "/a/?q=hemmeligt"})
    logger.warning("%s-%s", "710101", "1234")
    logger.warning("100 % %s", extra={})
    logger.warning("fejl %s", ValueError(f"har {NUMBER}"))
    assert stream.getvalue().splitlines() == [
        "WARNING Not Found: /temaer/ 50%",
        "WARNING /a/",
        "WARNING [number removed]",
        "WARNING 100 % %s",
        "WARNING fejl har [number removed]",
    ]


def test_tracebacks_and_stacks_are_discreet(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, stream = log
    try:
        raise ValueError(f"Key (title)=(har {NUMBER}) at /a/?q=hemmeligt")
    except ValueError:
        logger.exception("Internal Server Error: %s", "/b/?q=hemmeligt", stack_info=True)
    written = stream.getvalue()
    assert "ValueError: Key (title)=(har [number removed]) at /a/" in written
    assert "Internal Server Error: /b/" in written
    assert "hemmeligt" not in written.replace('"/b/?q=hemmeligt"', "")  # the line of this test in its own traceback
    assert "71" + "0101" not in written


def test_access_logs_keep_their_parts() -> None:
    record = logging.LogRecord(
        "uvicorn.access", logging.INFO, __file__, 1, '%s - "%s %s HTTP/%s" %d',
        ("127.0.0.1:5", "GET", f"/soeg/?q={NUMBER}", "1.1", 200), None,
    )  # fmt: skip
    assert PrivacyFilter().filter(record)
    assert record.args == ("127.0.0.1:5", "GET", "/soeg/", "1.1", 200)
    line = AccessFormatter('%(client_addr)s "%(request_line)s" %(status_code)s', use_colors=False).format(record)
    assert line == '127.0.0.1:5 "GET /soeg/ HTTP/1.1" 200 OK'


def test_a_badly_written_log_line_stops_nothing() -> None:
    record = logging.LogRecord("x", logging.INFO, __file__, 1, "%d", ("not a number",), None)
    assert PrivacyFilter().filter(record)
    assert (record.msg, record.args) == ("%d", ("not a number",))
